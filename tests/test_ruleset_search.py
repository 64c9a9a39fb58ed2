"""Literals and patterns: found wherever they are."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleantext.fold import fold
from cleantext.ruleset.patterns import compile_pattern, fold_pattern
from cleantext.ruleset.search import Literals, rarest_pairs
from cleantext.ruleset.template import parse_template

ALPHABET = "登录a\n𠀀𠀁\u0000"


def everywhere(literals: list[str], text: str) -> dict[int, list[int]]:
    found = {
        number: [at for at in range(len(text)) if text.startswith(literal, at)]
        for number, literal in enumerate(literals)
    }
    return {number: starts for number, starts in found.items() if starts}


@given(st.lists(st.text(ALPHABET, min_size=1, max_size=6), min_size=1, unique=True), st.text(ALPHABET))
def test_searching_finds_what_looking_everywhere_finds(literals: list[str], text: str) -> None:
    assert Literals(literals).find(text) == everywhere(literals, text)
    assert Literals(literals, rarest=rarest_pairs(literals)).find(text) == everywhere(literals, text)


ANY = st.text(st.characters(exclude_categories=()))


@given(st.lists(ANY.filter(bool), max_size=8, unique=True), ANY, st.data())
def test_any_literal_is_found_where_it_was_put(literals: list[str], text: str, data: st.DataObject) -> None:
    page = text.join(data.draw(st.permutations(literals)))
    assert Literals(literals).find(page) == everywhere(literals, page)


@given(
    st.lists(
        st.text(ALPHABET + " ", min_size=2, max_size=4).filter(lambda one: "\n" not in one), unique=True
    ),
    st.text(ALPHABET + " ", max_size=80),
    st.integers(0, 9),
)
def test_a_literal_counts_on_no_line_longer_than_it_reaches(
    literals: list[str], text: str, reach: int
) -> None:
    found = Literals(literals, [reach] * len(literals)).find(text)
    ends = [*(at for at, c in enumerate(text) if c == "\n"), len(text)]
    for number, starts in everywhere(literals, text).items():
        lines = {at: text[text.rfind("\n", 0, at) + 1 : min(e for e in ends if e >= at)] for at in starts}
        kept = found.get(number, [])
        assert kept == [at for at in starts if len(lines[at]) <= reach or lines[at] != lines[at].strip(" ")]
    assert Literals(literals, [-1] * len(literals)).find(text) == everywhere(literals, text)


def test_no_literals_and_no_text_find_nothing() -> None:
    assert Literals([]).find("登录") == {}
    assert Literals(["登录"]).find("") == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("（一）", "（一）"),
        ("（一）", "(一)"),
        (r"\（一\）", "（一)"),
        ("[（(]一[)）]", "（一）"),
        ("區．縣", "区.县"),
        (r"\u3000+甲", "\u3000\u00a0甲"),
        (r"\xa0甲", "\u3000甲"),
        ("[０-９]{2}", "１2"),
        ("甲　乙", "甲 乙"),
        (r"^\p{Han}{2}$", "區縣"),
        ("登录|註冊", "注册"),
    ],
)
def test_a_folded_pattern_finds_what_it_says_in_any_script_and_width(pattern: str, text: str) -> None:
    assert compile_pattern(pattern).search(fold(text))


@pytest.mark.parametrize("pattern", ["（一", "區．縣", r"\（"])
def test_a_full_width_mark_never_becomes_syntax(pattern: str) -> None:
    assert not compile_pattern(pattern).search("区县一")


def test_a_range_of_letters_keeps_its_ends() -> None:
    assert fold_pattern("[一-龥]") == "[一-龥]"
    assert compile_pattern("^[一-龥]+$").search(fold("龍鳥"))


@given(st.text("(（)[]-^$.*+?|\\登錄{}", max_size=8))
def test_folding_a_literal_pattern_is_folding_the_literal(literal: str) -> None:
    assert regex.fullmatch(fold_pattern(regex.escape(literal)), fold(literal))


def test_a_template_may_hold_backslashes_and_braces() -> None:
    assert "".join(map(str, parse_template(r"\\1{{a}}"))) == r"\1{a}"
