"""Regular expressions of rules: folded like the text they are matched against, and compiled.

`regex` is imported here and only when a pattern is needed, for start-up time.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from cleantext.fold import fold

if TYPE_CHECKING:
    from regex import Pattern

    from cleantext.ruleset.required import Clauses

Asked = tuple[str, bool]
"""A pattern as its rule has it, and whether it is of the exact view."""

Learnt = tuple[str, "Clauses"]
"""How `regex` is given a pattern, and what a text must hold for it."""

_KNOWN: dict[Asked, Learnt] = {}

UNIT = re.compile(
    r"""
      \\u(?P<short>[0-9a-fA-F]{4}) | \\x(?P<byte>[0-9a-fA-F]{2})   # an escaped character
    | \\(?P<escaped>.)                                             # \（ and \d
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""One character of a pattern, as it is written."""


def fold_pattern(pattern: str) -> str:
    r"""Fold the characters a pattern matches, so that it finds in a folded text what it says.

    A character that becomes ASCII is escaped, so that `（` never turns into a group; the ends of a range of
    letters stay, as `[一-龥]` means code points.

    >>> fold_pattern("（登錄）")
    '\\(登录\\)'
    >>> fold_pattern("[一-龥]　?")
    '[一-龥]\\ ?'
    """
    units = list(UNIT.finditer(pattern))
    pieces, inside = [], False
    for i, unit in enumerate(units):
        plain = unit["plain"]
        if plain in ("[", "]"):
            inside = plain == "["
        beside = {pattern[unit.start() - 1 : unit.start()], pattern[unit.end() : unit.end() + 1]}
        pieces.append(_fold_unit(unit, in_range=inside and "-" in beside and 0 < i < len(units)))
    return "".join(pieces)


def _fold_unit(unit: re.Match[str], *, in_range: bool) -> str:
    code = unit["short"] or unit["byte"]
    character = chr(int(code, 16)) if code else unit["escaped"] or unit["plain"]
    folded = fold(character)
    if folded == character or (in_range and not folded.isascii()):
        return unit.group()
    return re.escape(folded) if folded.isascii() else folded


@cache
def compile_pattern(pattern: str, *, exact: bool = False, over_lines: bool = False) -> "Pattern[str]":
    r"""Compile a rule's pattern for the folded view, or for the very characters.

    `over_lines` makes ^ and $ the ends of every line. Raises `regex.error`.

    >>> bool(compile_pattern("^（一）").search("(一)在新發展格局中"))
    True
    """
    import regex

    known = _KNOWN.get((pattern, exact))
    shown = known[0] if known else pattern if exact else fold_pattern(pattern)
    return regex.compile(shown, regex.MULTILINE if over_lines else 0)


def may_match(pattern: str, text: str, *, exact: bool = False) -> bool:
    """Could a rule's pattern match in a text? Asked before it is compiled; True where nothing is known.

    >>> may_match("來源:.{1,20}", "正文。")
    True
    >>> know({("來源:.{1,20}", False): learn("來源:.{1,20}")})
    >>> may_match("來源:.{1,20}", "正文。"), may_match("來源:.{1,20}", "来源:新华社")
    (False, True)
    """
    known = _KNOWN.get((pattern, exact))
    return known is None or all(any(literal in text for literal in clause) for clause in known[1])


def clauses_of(pattern: str, *, exact: bool = False) -> "Clauses | None":
    """What a folded text must hold for a rule's pattern to match in it; None where nothing is known."""
    known = _KNOWN.get((pattern, exact))
    if known is None or not exact:
        return known and known[1]
    return tuple(tuple(map(fold, clause)) for clause in known[1])


def know(patterns: Mapping[Asked, Learnt]) -> None:
    """Remember what `learn` found, perhaps in another process."""
    _KNOWN.update(patterns)


def learn(pattern: str, *, exact: bool = False) -> Learnt:
    """What there is to know of a rule's pattern."""
    from cleantext.ruleset.required import clauses_of  # here for start-up time

    shown = pattern if exact else fold_pattern(pattern)
    return shown, clauses_of(shown)
