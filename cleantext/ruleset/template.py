r"""The text of `replace: {with: …}`: copied groups (`\1`, `\g<name>`) and named values (`{city}`)."""

import re
from functools import cache

from cleantext.late import late
from cleantext.records import dataclass

_PIECE = late(
    r"""
      \\g<(?P<named>[^>]*)>      # \g<name>
    | \\(?P<numbered>[0-9]+)     # \1
    | \\(?P<escaped>.)           # \\ and any other: the character itself
    | \{\{ | \}\}                # a brace
    | \{(?P<value>[^{}]*)\}      # {city}
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class GroupText:
    """The matched text of a group, as it stands on the page."""

    group: int | str


@dataclass(frozen=True, slots=True)
class Value:
    """A looked-up value, a fact of the page, or the fill value."""

    name: str


Piece = str | GroupText | Value


@cache
def parse_template(template: str) -> tuple[Piece, ...]:
    r"""Split a template into plain text, groups and values.

    >>> parse_template(r"{city}\1")
    (Value(name='city'), GroupText(group=1))
    """
    pieces: list[Piece] = []
    at = 0
    for found in _PIECE.finditer(template):
        if found.start() > at:
            pieces.append(template[at : found.start()])
        pieces.append(_piece(found))
        at = found.end()
    if at < len(template):
        pieces.append(template[at:])
    return tuple(pieces)


def _piece(found: re.Match[str]) -> Piece:
    named, numbered, escaped, value = found.group("named", "numbered", "escaped", "value")
    if named is not None:
        return GroupText(int(named) if named.isdecimal() else named)
    if numbered is not None:
        return GroupText(int(numbered))
    if value is not None:
        return Value(value)
    return escaped if escaped is not None else found.group()[0]
