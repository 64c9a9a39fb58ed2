"""What of a repair is doubtful where bytes were lost: characters that nothing bears out become U+FFFD.

What was read of bytes that are all there needs no such judge: the forward model proves it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cleantext.ngrams import ngrams, normal_form
from cleantext.steps.mend.lattice import Piece

_UNKNOWN = "\ufffd"

_UNHEARD, _UNFOLLOWED = -10.5, -7.5
"""Nats below which a character is not expected where it stands, nor what follows after it."""

_MOST_UNKNOWN = 0.34
"""The share of characters that may be unknown: with more there is nothing to tell a repair by."""

_NEAR = 8
"""Shown characters between two pieces that are of one run."""

_RUN = re.compile("\ufffd+")


def without_doubtful(line: str, pieces: Sequence[Piece], *, single: bool) -> tuple[Piece, ...]:
    """The pieces with U+FFFD for what is doubtful in them; none at all if too little is left.

    `single` puts one mark for what was lost together. What stands between two pieces and reads as nothing is
    of their run.

    >>> without_doubtful("鑾峰彇锛", [Piece(0, 4, "获取�", ((2, (0xEF, 0xBC, -1)),))], single=True)[0].text
    '获取�'
    """
    marked = [replace(piece, text=_marked(line, piece)) for piece in _bridged(line, pieces)]
    text = "".join(piece.text for piece in marked)
    if text.count(_UNKNOWN) > max(1, _MOST_UNKNOWN * len(text)):
        return ()
    if single:
        marked = [replace(piece, text=_RUN.sub(_UNKNOWN, piece.text)) for piece in marked]
    return tuple(marked)


def _marked(line: str, piece: Piece) -> str:
    """The text of a piece with U+FFFD for each character that neither follows nor is followed as any does."""
    before = normal_form("\n" + line[: piece.start][-3:])
    text = normal_form(piece.text + line[piece.end : piece.end + 1]) + "\n"
    whole = before + text
    marked = list(piece.text)
    for number, character in enumerate(piece.text):
        at = len(before) + number
        if character > "\x7f" and _expected(whole, at) < _UNHEARD and _expected(whole, at + 1) < _UNFOLLOWED:
            marked[number] = _UNKNOWN
    return "".join(marked)


def _expected(whole: str, at: int) -> float:
    """Log probability of a character after those before it, as far as they are known."""
    known = whole[max(0, at - 3) : at].rpartition(_UNKNOWN)[2]
    return ngrams().nats(known, whole[at])


def _bridged(line: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those as one between which only a few characters stand that read as nothing."""
    bridged: list[Piece] = []
    for piece in pieces:
        last = bridged[-1] if bridged else None
        between = line[last.end : piece.start] if last else ""
        if last and 0 < len(between) <= _NEAR and _reads_as_nothing(between):
            text = last.text + _UNKNOWN * len(between) + piece.text
            bridged[-1] = Piece(last.start, piece.end, text, last.gaps)
        else:
            bridged.append(piece)
    return bridged


def _reads_as_nothing(between: str) -> bool:
    return ngrams().score(normal_form(between)) < _UNHEARD * len(between)
