"""Whole pages of news, governments, novels and WeChat accounts: what the packs leave of each.

`pages/news/NAME.txt` becomes `NAME.clean.txt`; `NAME.keep.txt` holds the same words in honest use and stays.
"""

from functools import cache
from pathlib import Path

import pytest

from cleantext.edits import apply
from cleantext.engine import clean
from cleantext.page import Draft
from cleantext.recipe import load_recipe
from cleantext.ruleset.compile import RuleSet, compile_rules
from cleantext.ruleset.load import load_packs
from cleantext.steps.sweep import sweep

PAGES = Path(__file__).parent / "pages" / "news"
NAMES = sorted(path.name.removesuffix(".keep.txt") for path in PAGES.glob("*.keep.txt"))


@cache
def rules(*, source_lines: bool = False) -> RuleSet:
    return compile_rules(load_packs(), skip=() if source_lines else load_recipe("default").skipped_rules)


def swept(text: str, *, source_lines: bool = False) -> str:
    return apply(text, sweep(Draft(text), rules(source_lines=source_lines)).edits)


def page(name: str, kind: str = "") -> str:
    return (PAGES / f"{name}{kind}.txt").read_text("utf-8")


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loses_its_chrome_and_nothing_else(name: str) -> None:
    assert lines_of(swept(page(name))) == lines_of(page(name, ".clean"))


@pytest.mark.parametrize("name", NAMES)
def test_a_clean_page_stays_as_it_is(name: str) -> None:
    assert swept(page(name, ".clean")) == page(name, ".clean")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_words_in_honest_use_stay(name: str) -> None:
    assert swept(page(name, ".keep")) == page(name, ".keep")


@pytest.mark.parametrize("name", NAMES)
def test_an_article_about_a_site_survives_on_that_site(name: str) -> None:
    """The page's own chrome around the opposite text: the gates are open, and no sentence goes."""
    chrome = page(name).split("\n")
    around = page(name, ".clean").split("\n")
    first = next(i for i, line in enumerate(chrome) if line == around[0])
    sentences = [
        line for line in page(name, ".keep").split("\n") if line.endswith(("。", "。”", "。」", ":"))
    ]
    text = "\n".join([*chrome[: first + 1], *sentences, *chrome[first + 1 :]])
    kept = swept(text).split("\n")
    assert [line for line in sentences if line not in kept] == []


@pytest.mark.parametrize(
    "line", ["来源:山城书会", "编辑:陈小河", "责任编辑:林山", "(责编:林山、陈小河)", "【责任编辑:陈小河】"]
)
def test_source_lines_stay_by_default_and_go_for_a_corpus(line: str) -> None:
    text = f"山城旧书店\n昨天上午九点,山城旧书店在河边重新开张,书友排起了长队。\n{line}\n"
    assert swept(text) == text
    assert line not in swept(text, source_lines=True)


TEXT = "<p>昨天上午九点,山城旧书店在河边重新开张。</p><p>店主说,书比人老,人要让着书。</p>"


@pytest.mark.parametrize("inside", ["", "<p> </p>\n", "&nbsp;", "<span></span><br>"])
def test_an_element_that_a_script_fills_later_is_not_the_text(inside: str) -> None:
    """The selector fits and there is nothing in it: the text is looked for as if there were no pack."""
    html = f'<html><body class="rich_media"><div id="js_content">{inside}</div><div>{TEXT}</div></html>'
    assert "重新开张" in clean(html).text


def test_text_right_inside_the_element_is_the_text() -> None:
    html = '<html><body class="rich_media"><p>首页</p><div id="js_content">只有这一句话。</div></html>'
    assert clean(html).text == "只有这一句话。\n"
