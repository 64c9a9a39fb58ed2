"""Characters of which bytes were lost: taken where the text around leaves one clearly ahead, else U+FFFD."""

import math
from functools import lru_cache
from typing import NamedTuple

from cleantext.chinese import compiled_pairs
from cleantext.fold import fold
from cleantext.ngrams import ngrams, normal_form
from cleantext.steps.mend.decoders import Misreading
from cleantext.steps.mend.fillings import fillings, fold_one, likeliest_lost
from cleantext.steps.mend.lattice import Piece
from cleantext.steps.mend.shown_bytes import LOST, MARKS, Bytes

_SURE, _SURE_OF_FEW = 0.985, 0.96
"""The share that a guessed character must have of all that are possible, and where few can be."""

_FEW = 12
"""Characters that are few: the readings of two places where one of five undefined bytes may be lost."""

_EXPECTED = -6.5
"""Nats that a guess and what follows must have, each: the least unlikely of unlikely characters is none."""

_SCRIPT_OF = 200
"""Characters that tell a text's script."""

UNKNOWN = "\ufffd"


def close_gaps(line: str, piece: Piece, model: Misreading) -> Piece:
    """Decide each gap of a piece of `line`, from left to right, by what stands before and after it.

    >>> model = Misreading("utf-8", "cp1252")
    >>> piece = Piece(0, 11, "积\ufffd推进", ((1, (0xE6, 0x9E, LOST)),))
    >>> close_gaps(model.show("积极推进").replace("\\x81", ""), piece, model).text
    '积极推进'
    """
    if not piece.gaps:
        return piece
    text = piece.text
    vanished = MARKS.isdisjoint(line[piece.start : piece.end])
    for at, values in piece.gaps:
        before = line[max(0, piece.start - _SCRIPT_OF) : piece.start] + text[max(0, at - _SCRIPT_OF) : at]
        after = text[at + 1 : at + 3] + line[piece.end : piece.end + 2]
        following = _first_byte(after[0], model.right) if at + 1 < len(text) else LOST
        # Where a run ends the byte may have been cut off, whichever it was, and a line with it.
        cut = at + 1 == len(text) and values[-1] == LOST
        after = after or ("" if cut else "\n")
        place = _Place(
            normal_form("\n" + before)[-3:],
            normal_form(after[:2]),
            following,
            fold(before) != before,
            vanished,
        )
        text = text[:at] + _filled(values, model, place, cut) + text[at + 1 :]
    return Piece(piece.start, piece.end, text, piece.gaps)


def _first_byte(character: str, right: str) -> int:
    data = character.encode(right, "ignore")
    return data[0] if data else LOST


class _Place(NamedTuple):
    """Where a gap stands: the text before and after in normal form, the byte that follows, if known.

    What `vanished` without a mark may have stood anywhere behind the first byte.
    """

    before: str
    after: str
    following: int
    traditional: bool
    vanished: bool


@lru_cache(maxsize=1 << 13)
def _filled(values: Bytes, model: Misreading, place: _Place, cut: bool) -> str:
    """The character of some bytes if one is clearly ahead, else U+FFFD."""
    before, after, following, traditional, vanished = place
    options: dict[str, tuple[float, str]] = {}
    orders = {values, (*values[:-2], values[-1], values[-2])} if vanished and len(values) == 3 else {values}
    likeliest = (
        _likeliest_of_all(values, model.right, before[-1])
        if cut
        else [
            character
            for order in sorted(orders)
            for character in likeliest_lost(order, following, model, before[-1], _WEIGHED)
        ]
    )
    for character in likeliest:
        folded = fold(character)
        # 长 and 長 are judged alike: the script of the text before decides.
        if folded not in options or (folded != character) == traditional:
            nats = ngrams().score(normal_form(character) + after, before)
            options[folded] = nats, character
    if not options:
        return UNKNOWN
    best, character = max(options.values())
    share = 1 / sum(math.exp(nats - best) for nats, _ in options.values())
    sure = _SURE if len(options) > _FEW else _SURE_OF_FEW
    expected = best > _EXPECTED * (1 + len(after))
    return character if share >= sure and expected else UNKNOWN


def _likeliest_of_all(values: Bytes, right: str, last: str) -> list[str]:
    """The characters worth weighing where any byte may have been lost."""
    found, likely = fillings(values, Misreading(right, "gb18030")), compiled_pairs().nats_of
    return sorted(found, key=lambda c: -likely(last, fold_one(c)))[:_WEIGHED]


_WEIGHED = 32
