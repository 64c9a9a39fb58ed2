"""With what characters a line can begin and end that a rule matches in, told by its patterns.

A word wakes the rule of some buttons on lines of prose as well, but those begin with none of the buttons and
end with a full stop. Both are asked before the rule is read (`search.py`).
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

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
from cleantext.ruleset.patterns import UNIT
from cleantext.ruleset.required import OTHER_SYNTAX

MASK = 32
"""Bytes of a mask: a bit for each value of a code point's lowest byte."""

_MOST_CHARACTERS = 2000
"""A larger class fills a mask, and says nothing."""

_BEGINS, _ENDS = ("^", r"\A"), ("$", r"\Z")

_Characters = frozenset[str] | None
"""Some characters; None for any."""

_First = tuple[_Characters, bool]
"""What a match may begin with, and whether it may be empty."""

_ANYTHING: _First = (None, True)
_NOTHING: _First = (frozenset(), True)


def edge_masks(patterns: Iterable[str]) -> bytes:
    """Two masks, of what lines begin with and end with that patterns (as `regex` is given them) match in.

    >>> masks = edge_masks(["^(?:登录|注册)[。!]?$"])
    >>> [int.from_bytes(masks[start : start + MASK]).bit_count() for start in (0, MASK)]
    [2, 4]
    """
    shown = tuple(patterns)
    return b"".join(_mask(_any_of(_edge(one, backward) for one in shown)[0]) for backward in (False, True))


def _mask(characters: _Characters) -> bytes:
    if characters is None:
        return b"\xff" * MASK
    bits = 0
    for character in fold("".join(characters)):
        bits |= 1 << (ord(character) & 0xFF)
    return bits.to_bytes(MASK, "little")


@cache
def _edge(shown: str, backward: bool) -> _First:
    """What a line begins with (or, `backward`, ends with) that a pattern matches in."""
    if OTHER_SYNTAX.search(shown):
        return _ANYTHING
    try:
        return _of_line(_tree(shown), backward) or _ANYTHING
    except NoTree:
        return _ANYTHING


@lru_cache(maxsize=8)
def _tree(shown: str) -> Tree:
    """The tree of a pattern, which is asked for twice in a row."""
    return parse_pattern(shown)


def _of_line(tree: Tree, backward: bool) -> _First | None:
    """What stands beside the mark of the line's edge; None where not every match is at the edge."""
    if isinstance(tree, Branch):
        options = [_of_line(option, backward) for option in tree.options]
        return None if None in options else _any_of(filter(None, options))
    if isinstance(tree, Repeat):
        return _of_line(tree.item, backward) if tree.least else None
    row = _in_order(tree, backward)
    for place, item in enumerate(row):
        if isinstance(item, Mark) and item.source in (_ENDS if backward else _BEGINS):
            return _of_row(row[place + 1 :], backward)
        if not isinstance(item, LookAround):
            first = _of_line(item, backward) if isinstance(item, Sequence | Branch | Repeat) else None
            return first and _then(first, _of_row(row[place + 1 :], backward))
    return None


def _then(first: _First, second: _First) -> _First:
    """What one begins with, and the other where the first is empty."""
    return (_any_of([first, second])[0], second[1]) if first[1] else first


def _in_order(tree: Tree, backward: bool) -> tuple[Tree, ...]:
    row = tree.items if isinstance(tree, Sequence) else (tree,)
    return row[::-1] if backward else row


def _any_of(options: Iterable[_First]) -> _First:
    characters: frozenset[str] | None = frozenset()
    may_be_empty = False
    for own, empty in options:
        characters = None if characters is None or own is None else characters | own
        may_be_empty |= empty
    return characters, may_be_empty


def _of_row(row: tuple[Tree, ...], backward: bool) -> _First:
    """What comes first in a row."""
    first = _NOTHING
    for item in row:
        first = _then(first, _first(item, backward))
    return first


def _first(tree: Tree, backward: bool) -> _First:
    if isinstance(tree, Atom):
        return _class(tree.source), False
    if isinstance(tree, Repeat):
        first, may_be_empty = _first(tree.item, backward)
        return first, may_be_empty or not tree.least
    if isinstance(tree, Branch):
        return _any_of(_first(option, backward) for option in tree.options)
    if isinstance(tree, Sequence):
        return _of_row(_in_order(tree, backward), backward)
    return _NOTHING  # a mark, or a look at what is matched elsewhere


@cache
def _class(source: str) -> _Characters:
    """The characters that a pattern of one character matches, or more; None for most."""
    if source[:2] == "[^" or source == ".":
        return None
    units = list(UNIT.finditer(source[1:-1] if source[0] == "[" and len(source) > 1 else source))
    sets = [_one(unit) for unit in units]
    characters = _any_of((own, False) for own in sets)[0]
    for unit, first, last in zip(units[1:], sets, sets[2:], strict=False):
        if characters is None or unit["plain"] != "-" or not first or not last:
            continue
        span = range(ord(min(first)), ord(max(last)) + 1)
        characters = characters.union(map(chr, span)) if len(span) <= _MOST_CHARACTERS else None
    return characters


def _one(unit: re.Match[str]) -> _Characters:
    """The characters that one unit of a set stands for."""
    if code := unit["short"] or unit["byte"]:
        return frozenset(chr(int(code, 16)))
    if unit["plain"]:
        return frozenset(unit["plain"])
    if unit["escaped"] in "ds":
        return _known_class(unit.group())
    return None if unit["escaped"].isalnum() else frozenset(unit["escaped"])


@cache
def _known_class(source: str) -> frozenset[str]:
    """Figures or spaces; there are none beyond the first two planes."""
    import regex

    return frozenset(regex.findall(source, "".join(map(chr, range(0x20000)))))
