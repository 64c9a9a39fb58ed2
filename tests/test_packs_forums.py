"""Whole pages of forums and communities, one a software or site, and an article about each that must stay.

`pages/forums/NAME.txt` becomes `NAME.clean.txt` (layout space aside, which is not the packs' matter). Nothing
may happen to that clean page, nor to `NAME.opposite.txt`, which speaks of the same words.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from cleantext.edits import apply
from cleantext.page import Draft, Proposal
from cleantext.ruleset.compile import RuleSet, compile_rules
from cleantext.ruleset.load import load_packs
from cleantext.steps.sweep import sweep

PAGES = Path(__file__).parent / "pages" / "forums"
PROSE = sorted((Path(__file__).parent / "pages" / "prose").glob("*.txt"))
SENTENCE = re.compile("[。!?]”?$")
NAMES = sorted(path.name.removesuffix(".clean.txt") for path in PAGES.glob("*.clean.txt"))
OPPOSITES = sorted(path.name.removesuffix(".opposite.txt") for path in PAGES.glob("*.opposite.txt"))


@cache
def shipped() -> RuleSet:
    return compile_rules(load_packs())


def page(name: str) -> str:
    return (PAGES / name).read_text("utf-8")


def swept(text: str) -> tuple[str, Proposal]:
    proposal = sweep(Draft(text), shipped())
    return apply(text, proposal.edits), proposal


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_every_page_has_an_opposite() -> None:
    assert NAMES == OPPOSITES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loses_its_chrome_and_nothing_else(name: str) -> None:
    assert lines_of(swept(page(f"{name}.txt"))[0]) == lines_of(page(f"{name}.clean.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_clean_page_stays_as_it_is(name: str) -> None:
    assert swept(page(f"{name}.clean.txt"))[1].edits == ()


@pytest.mark.parametrize("name", OPPOSITES)
def test_an_article_about_the_same_words_stays_as_it_is(name: str) -> None:
    assert swept(page(f"{name}.opposite.txt"))[1].edits == ()


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the honest articles, those about withheld names aside."""
    lines = [line for path in PROSE for line in lines_of(path.read_text("utf-8"))]
    return tuple(dict.fromkeys(line for line in lines if SENTENCE.search(line) and "xx" not in line))


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_is_safe_in_the_middle_of_such_a_page(name: str) -> None:
    """There every gate of the page's own pack is open: its marks stand before and behind."""
    lines = page(f"{name}.txt").split("\n")
    middle = len(lines) // 2
    whole = [*lines[:middle], *sentences(), *lines[middle:]]
    kept = set(lines_of(swept("\n".join(whole))[0]))
    assert [line for line in sentences() if line not in kept] == []
