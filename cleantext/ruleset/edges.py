"""With what characters a line can begin and end that a rule matches in, told by its patterns.

A word wakes the rule of some buttons on lines of prose as well, but those begin with none of the buttons and
end with a full stop. Both are asked before the rule is read (`search.py`).
"""

import sys
from collections.abc import Iterable
from functools import cache
from itertools import islice

from cleantext.fold import fold
from cleantext.ruleset.lint.pattern_tree import (
    Atom,
    Branch,
    Mark,
    NoTree,
    Repeat,
    Sequence,
    Tree,
    parse_pattern,
)
from cleantext.ruleset.lint.pattern_tree import Look as LookAround
from cleantext.ruleset.model import Rule
from cleantext.ruleset.patterns import fold_pattern
from cleantext.ruleset.required import OTHER_SYNTAX

MASK = 32
"""Bytes of a mask: a bit for each value of a code point's lowest byte."""

_MOST_CHARACTERS = 2000
"""A larger class fills a mask, and says nothing."""

_BEGINS, _ENDS = ("^", r"\A"), ("$", r"\Z")

_Characters = frozenset[str] | None
"""Some characters; None for any."""


def edge_masks(rules: Iterable[Rule]) -> bytes:
    """For each rule two masks: what lines it matches in begin with, and end with, but for space.

    Takes a millisecond a rule: something for a cache.

    >>> from cleantext.ruleset.model import Match
    >>> rule = Rule("words", "", flag="", match=Match(pattern=("^(?:登录|註冊)[。!]?$",)), needs=("登录",))
    >>> [int.from_bytes(edge_masks([rule])[start : start + MASK]).bit_count() for start in (0, MASK)]
    [2, 4]
    """
    return b"".join(_mask(rule, backward=backward) for rule in rules for backward in (False, True))


def _mask(rule: Rule, *, backward: bool) -> bytes:
    exact = rule.view == "exact"
    bits = 0
    for characters in [_edge(pattern, exact, backward) for pattern in rule.target.pattern] or [None]:
        if characters is None or rule.span == "page":
            return b"\xff" * MASK
        for character in fold("".join(characters)):
            bits |= 1 << (ord(character) & 0xFF)
    return bits.to_bytes(MASK, "little")


@cache
def _edge(pattern: str, exact: bool, backward: bool) -> _Characters:
    """What a line begins with (or, `backward`, ends with) that a pattern matches in."""
    shown = pattern if exact else fold_pattern(pattern)
    if OTHER_SYNTAX.search(shown):
        return None
    try:
        return _of_line(parse_pattern(shown), backward)
    except NoTree:
        return None


def _of_line(tree: Tree, backward: bool) -> _Characters:
    """The characters beside the mark of the line's edge; any, where not every match is at the edge."""
    if isinstance(tree, Branch):
        return _any_of([_of_line(option, backward) for option in tree.options])
    row = _in_order(tree, backward)
    for place, item in enumerate(row):
        if isinstance(item, Mark) and item.source in (_ENDS if backward else _BEGINS):
            return _of_row(row[place + 1 :], backward)[0]
        if not isinstance(item, LookAround):
            break
    return None


def _in_order(tree: Tree, backward: bool) -> tuple[Tree, ...]:
    row = tree.items if isinstance(tree, Sequence) else (tree,)
    return row[::-1] if backward else row


def _any_of(sets: Iterable[_Characters]) -> _Characters:
    characters: frozenset[str] = frozenset()
    for one in sets:
        if one is None:
            return None
        characters |= one
    return characters


def _of_row(row: tuple[Tree, ...], backward: bool) -> tuple[_Characters, bool]:
    """What comes first in a row, and whether the row may be empty."""
    firsts: list[_Characters] = []
    for item in row:
        first, may_be_empty = _first(item, backward)
        firsts.append(first)
        if not may_be_empty:
            return _any_of(firsts), False
    return _any_of(firsts), True


def _first(tree: Tree, backward: bool) -> tuple[_Characters, bool]:
    if isinstance(tree, Atom):
        return _class(tree.source), False
    if isinstance(tree, Repeat):
        first, may_be_empty = _first(tree.item, backward)
        return first, may_be_empty or not tree.least
    if isinstance(tree, Branch):
        options = [_first(option, backward) for option in tree.options]
        return _any_of(first for first, _ in options), any(may_be_empty for _, may_be_empty in options)
    if isinstance(tree, Sequence):
        return _of_row(_in_order(tree, backward), backward)
    return frozenset(), True  # a mark, or a look at what is matched elsewhere


@cache
def _class(source: str) -> _Characters:
    """The characters that a pattern of one character matches."""
    if len(source) == 1 and source != ".":
        return frozenset(source)
    import regex

    found = regex.finditer(source, _every_character(), regex.DOTALL)
    characters = frozenset(match.group() for match in islice(found, _MOST_CHARACTERS + 1))
    return characters if len(characters) <= _MOST_CHARACTERS else None


@cache
def _every_character() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))
