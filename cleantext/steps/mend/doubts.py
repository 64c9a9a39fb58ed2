"""What of a repair is doubtful where bytes were lost: characters that nothing bears out become U+FFFD.

What was read of bytes that are all there needs no such judge: the forward model proves it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from cleantext.ngrams import ngrams, normal_form
from cleantext.records import replace
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
    expected = ngrams().nats_of_each(whole, _UNKNOWN)[len(before) :]
    return "".join(
        _UNKNOWN if character > "\x7f" and here < _UNHEARD and behind < _UNFOLLOWED else character
        for character, (here, behind) in zip(piece.text, pairwise(expected), strict=False)
    )


def _bridged(line: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with what stands beside them and reads as nothing, those as one that it joins."""
    bridged: list[Piece] = []
    for number, piece in enumerate(pieces):
        last = bridged[-1] if bridged else None
        begin, until = (
            last.end if last else 0,
            pieces[number + 1].start if piece is not pieces[-1] else len(line),
        )
        between = line[begin : piece.start]
        if last and 0 < len(between) <= _NEAR and _reads_as_nothing(between):
            text = last.text + _UNKNOWN * len(between) + piece.text
            bridged[-1] = piece = Piece(last.start, piece.end, text)
        else:
            bridged.append(_grown_back(line, begin, piece))
        bridged[-1] = _grown_on(line, until, bridged[-1])
    return bridged


def _grown_back(line: str, begin: int, piece: Piece) -> Piece:
    start = piece.start
    while start > begin and _is_strange(line[start - 1]):
        start -= 1
    more = piece.start - start
    return Piece(start, piece.end, _UNKNOWN * more + piece.text) if more > 1 else piece


def _grown_on(line: str, until: int, piece: Piece) -> Piece:
    end = piece.end
    while end < until and _is_strange(line[end]):
        end += 1
    more = end - piece.end
    return Piece(piece.start, end, piece.text + _UNKNOWN * more) if more > 1 else piece


def _is_strange(character: str) -> bool:
    return character > "\x7f" and ngrams().nats("", normal_form(character)) < _UNHEARD


def _reads_as_nothing(between: str) -> bool:
    return ngrams().score(normal_form(between)) < _UNHEARD * len(between)
