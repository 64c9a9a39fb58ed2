"""Literals and patterns: found wherever they are."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleantext.commonness import table
from cleantext.compiled.literals import LiteralSearch
from cleantext.fold import fold
from cleantext.page import Draft
from cleantext.ruleset.compile import compile_rules
from cleantext.ruleset.edges import MASK
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.patterns import compile_pattern, fold_pattern, know, learn
from cleantext.ruleset.search import ANY_LENGTH, WHOLE_LINE, Anchors, rarest_pairs
from cleantext.ruleset.template import parse_template
from cleantext.ruleset.view import TRIMMED
from cleantext.steps.sweep import sweep

ALPHABET = "登录a\n𠀀𠀁\u0000"
ANY = st.text(st.characters(exclude_categories=()))


def everywhere(literals: list[str], text: str) -> dict[int, list[int]]:
    found = {
        number: [at for at in range(len(text)) if text.startswith(literal, at)]
        for number, literal in enumerate(literals)
    }
    return {number: starts for number, starts in found.items() if starts}


def anywhere(literals: list[str], *, rarest: bool = False) -> Anchors:
    """Literals of one rule that matches on any line."""
    places = [(0,)] * len(literals)
    return Anchors(literals, places, (), [ANY_LENGTH], rarest=rarest_pairs(literals) if rarest else ())


@given(st.lists(st.text(ALPHABET, min_size=1, max_size=6), min_size=1, unique=True), st.text(ALPHABET))
def test_searching_finds_what_looking_everywhere_finds(literals: list[str], text: str) -> None:
    expected = everywhere(literals, text)
    assert anywhere(literals).find(text)[0] == expected
    assert anywhere(literals, rarest=True).find(text)[0] == expected
    assert LiteralSearch(literals, table()).find(text) == expected


@given(st.lists(ANY.filter(bool), max_size=8, unique=True), ANY, st.data())
def test_any_literal_is_found_where_it_was_put(literals: list[str], text: str, data: st.DataObject) -> None:
    page = text.join(data.draw(st.permutations(literals)))
    found, anchored = anywhere(literals).find(page)
    assert found == everywhere(literals, page)
    assert {place: sorted(numbers) for place, numbers in anchored.items()} == (
        {0: sorted(found)} if found else {}
    )


CLAUSES = st.lists(st.lists(st.sampled_from("登录 a𠀀"), min_size=1).map(tuple), min_size=1).map(tuple)
MASKS = st.binary(min_size=2 * MASK, max_size=2 * MASK)
REACH = st.sampled_from([WHOLE_LINE, ANY_LENGTH, *range(9)])
RULES = st.lists(st.tuples(REACH, MASKS, st.none() | st.lists(CLAUSES, min_size=1)), min_size=1)
Patterns = Sequence[tuple[tuple[str, ...], ...]] | None


def may_match(literal: str, line: str, reach: int, masks: bytes, patterns: Patterns) -> bool:
    """Whether a rule may match on a line that holds a literal, as `Anchors` says it."""
    bare = line.strip(TRIMMED)
    if reach == WHOLE_LINE:
        return bare == literal
    if patterns and not any(all(any(one in bare for one in clause) for clause in own) for own in patterns):
        return False
    begins, ends = (int.from_bytes(mask, "little") for mask in (masks[:MASK], masks[MASK:]))
    fits = reach == ANY_LENGTH or len(bare) <= reach
    at_edges = not bare or (begins >> (ord(bare[0]) & 0xFF) & 1 and ends >> (ord(bare[-1]) & 0xFF) & 1)
    return bool(fits and at_edges)


@given(
    st.lists(st.text("登录 a𠀀", min_size=1, max_size=4), min_size=1, unique=True),
    st.text("登录 a𠀀\n\u3000", max_size=80),
    RULES,
    st.data(),
)
def test_an_anchor_counts_where_a_rule_of_its_own_may_match(
    literals: list[str], text: str, rules: list[tuple[int, bytes, Patterns]], data: st.DataObject
) -> None:
    own = st.lists(st.integers(0, len(rules) - 1), unique=True)
    places = [data.draw(own) for _ in literals]
    wanted = data.draw(st.lists(st.integers(0, len(literals) - 1)))
    edges = b"".join(masks for _, masks, _ in rules)
    anchors = Anchors(literals, places, wanted, [reach for reach, _, _ in rules], edges=edges)
    for place, (_, _, patterns) in enumerate(rules):
        if patterns:
            anchors.require(place, patterns)
    starts: dict[int, list[int]] = {}
    anchored: dict[int, set[int]] = {}
    for number, all_starts in everywhere(literals, text).items():
        for at in all_starts:
            line = text[text.rfind("\n", 0, at) + 1 :].split("\n")[0]
            awake = [place for place in places[number] if may_match(literals[number], line, *rules[place])]
            if awake or number in wanted:
                starts.setdefault(number, []).append(at)
            for place in awake:
                anchored.setdefault(place, set()).add(number)
    found, awake_for = anchors.find(text)
    assert (found, {place: set(numbers) for place, numbers in awake_for.items()}) == (starts, anchored)


def test_a_pattern_that_requires_nothing_is_tried_on_every_line() -> None:
    pack = parse_pack(
        """
format: 1
pack: prompts
about: 请读者登录的提示行。
rules:
  - id: log-in
    about: 两种写法。
    remove: line
    match: {pattern: ['^登录.{2}$', '^[^。]{2}$']}
    needs: ['登录']
    tests: [{in: 登录, out: ""}, {keep: "他登录了。"}]
""",
        Path("prompts.yaml"),
    )
    patterns = pack.rules[0].target.pattern
    know({(pattern, False): learn(pattern) for pattern in patterns})
    rules = compile_rules([pack])
    for _ in range(2):
        assert [edit.old for edit in sweep(Draft("正文。\n登录\n他登录了。\n"), rules).edits] == ["登录\n"]


def test_no_literals_and_no_text_find_nothing() -> None:
    assert anywhere([]).find("登录") == ({}, {})
    assert anywhere(["登录"]).find("") == ({}, {})


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
