"""Honest Chinese text, in which no rule of any pack may fire.

The corpus is `pages/prose` (articles about the very things the packs remove: registering, copyright, forums,
print buttons, and stories in which people say those words) and the reports of the seeds. Which pack and rule
fired, and where, is what a failure shows.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from cleantext.page import Draft
from cleantext.recipe import load_recipe
from cleantext.ruleset.compile import RuleSet, compile_rules
from cleantext.ruleset.load import load_packs
from cleantext.ruleset.model import Pack, When
from cleantext.steps.sweep import sweep

HERE = Path(__file__).parent
ARTICLES = {path.stem: path for path in sorted((HERE / "pages" / "prose").glob("*.txt"))}
REPORTS = {path.stem[:3]: path for path in sorted((HERE.parent / "golden").glob("*.txt"))}
CORPUS = {**ARTICLES, **REPORTS}
SENTENCE = re.compile(r"[。!?…:;][”’」』)]*$")
LONG = 24
"""Characters from which a line with a comma counts as prose, whatever it ends with."""


def text_of(name: str) -> str:
    return CORPUS[name].read_text("utf-8")


def prose_lines(name: str) -> list[str]:
    """The lines that no page may lose: sentences, and long lines."""
    lines = [line.strip() for line in text_of(name).split("\n")]
    return [line for line in lines if SENTENCE.search(line) or (len(line) >= LONG and "," in line)]


@cache
def shipped() -> RuleSet:
    return compile_rules(load_packs(), skip=load_recipe("default").skipped_rules)


@cache
def without_gates() -> RuleSet:
    """Every rule as on a page of its own kind: bold ones too, no host and no word of the page asked for."""
    return compile_rules([_open(pack) for pack in load_packs() if pack.pack != "placeholders"], bold=True)


def _open(pack: Pack) -> Pack:
    return replace(pack, rules=tuple(replace(rule, when=When()) for rule in pack.rules))


def fired(text: str, rules: RuleSet) -> list[tuple[str, str]]:
    return [(edit.rule, edit.old[:60]) for edit in sweep(Draft(text), rules).edits]


def pages(lines: list[str], size: int) -> Iterator[str]:
    for begin in range(0, len(lines), size):
        yield "\n".join(lines[begin : begin + size])


@pytest.mark.parametrize("name", CORPUS)
def test_no_rule_of_any_pack_fires_on_prose(name: str) -> None:
    assert fired(text_of(name), shipped()) == []


@pytest.mark.parametrize("name", ARTICLES)
def test_no_stretch_of_an_article_looks_like_chrome(name: str) -> None:
    """Any few lines up to a sentence, as a page of its own: head and tail are somewhere else each time."""
    lines = text_of(name).split("\n")
    ends = [i for i, line in enumerate(lines, 1) if SENTENCE.search(line)]
    stretches = ["\n".join(lines[max(0, end - 12) : end]) for end in ends]
    assert [found for page in stretches for found in fired(page, shipped())] == []


@pytest.mark.parametrize("name", CORPUS)
@pytest.mark.parametrize("size", [1, 5])
def test_a_sentence_is_safe_where_every_gate_is_open(name: str, size: int) -> None:
    """On a forum, on a portal, under any host: what a rule acts on there is still not in a sentence."""
    lines = prose_lines(name)
    assert [found for page in pages(lines, size) for found in fired(page, without_gates())] == []
