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

_CLAUSES: "dict[tuple[str, bool], Clauses]" = {}
"""What a text must hold for a pattern, as far as is known; by pattern and whether it is of the exact view."""

_UNIT = re.compile(
    r"""
      \\u(?P<short>[0-9a-fA-F]{4}) | \\x(?P<byte>[0-9a-fA-F]{2})   # an escaped character
    | \\(?P<escaped>.)                                             # \（ and \d
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def fold_pattern(pattern: str) -> str:
    r"""Fold the characters a pattern matches, so that it finds in a folded text what it says.

    A character that becomes ASCII is escaped, so that `（` never turns into a group; the ends of a range of
    letters stay, as `[一-龥]` means code points.

    >>> fold_pattern("（登錄）")
    '\\(登录\\)'
    >>> fold_pattern("[一-龥]　?")
    '[一-龥]\\ ?'
    """
    units = list(_UNIT.finditer(pattern))
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

    return regex.compile(pattern if exact else fold_pattern(pattern), regex.MULTILINE if over_lines else 0)


def may_match(pattern: str, text: str, *, exact: bool = False) -> bool:
    """Could a rule's pattern match in a text? Asked before it is compiled; True where nothing is known.

    >>> may_match("来源:.{1,20}", "正文。")
    True
    >>> know({("来源:.{1,20}", False): (("来源:",),)})
    >>> may_match("来源:.{1,20}", "正文。")
    False
    """
    return all(any(literal in text for literal in clause) for clause in _CLAUSES.get((pattern, exact), ()))


def know(clauses: "Mapping[tuple[str, bool], Clauses]") -> None:
    """Remember what `required.clauses_of` found for patterns, which a cache need not ask for again."""
    _CLAUSES.update(clauses)


def required_of(pattern: str, *, exact: bool) -> "Clauses":
    """What a text must hold for a rule's pattern, as `required.clauses_of` has it."""
    from cleantext.ruleset.required import clauses_of  # here for start-up time

    return clauses_of(pattern if exact else fold_pattern(pattern))
