"""The proof of a repair that has to do with lost bytes: run forward, it shows what stands, byte for byte.

A whole run proves itself (`Misreading.unshow`). Where bytes were lost, those that are left have to be all
that is shown, in their order, and what was filled in has to have the bytes that are known.
"""

from collections.abc import Iterator

from cleantext.steps.mend.decoders import Misreading
from cleantext.steps.mend.lattice import Piece
from cleantext.steps.mend.shown_bytes import LOST, Bytes, bytes_behind

_UNKNOWN = "\ufffd"


def shows_again(line: str, piece: Piece, model: Misreading) -> bool:
    """Would the text of `piece`, misread with the same bytes lost, be shown as it is in `line`?

    >>> gapped = Piece(0, 3, "获取，", ((2, (0xEF, 0xBC, LOST)),))
    >>> shows_again("鑾峰彇锛", Piece(0, 4, "获取，", gapped.gaps), Misreading("utf-8", "gb18030"))
    True
    >>> shows_again("鑾峰彇锛", Piece(0, 4, "获得，", gapped.gaps), Misreading("utf-8", "gb18030"))
    False
    """
    known: list[int] = []
    for data in _bytes_left(piece, model.right):
        if data is None:
            return False
        known += (byte for byte in data if byte != LOST)
    reached = {0}
    for character in line[piece.start : piece.end]:
        reached = {
            at + len(left)
            for left in {tuple(b for b in data if b != LOST) for data, _ in bytes_behind(character, model)}
            for at in reached
            if tuple(known[at : at + len(left)]) == left
        }
    return len(known) in reached


def _bytes_left(piece: Piece, right: str) -> Iterator[Bytes | None]:
    """The bytes of each character with `LOST` for what was lost; None for one that cannot stand there."""
    gaps = dict(piece.gaps)
    for at, character in enumerate(piece.text):
        values = gaps.get(at)
        if character == _UNKNOWN and values:
            yield values
            continue
        data = tuple(character.encode(right, "ignore"))
        yield (values or data) if data and _agrees(data, values) else None


def _agrees(data: Bytes, values: Bytes | None) -> bool:
    """Are the bytes that are known of a character, in any places, among its own in their order?"""
    if values is None:
        return True
    rest = iter(data)
    return len(data) >= len(values) and all(value in rest for value in values if value != LOST)
