"""The proof of a repair that has to do with lost bytes: run forward, it shows what stands, byte for byte.

A whole run proves itself (`Misreading.unshow`). Where bytes were lost, those that are left have to be all
that is shown, in their order, and what was filled in has to have the bytes that are known.
"""

from cleantext.steps.mend.decoders import Misreading
from cleantext.steps.mend.lattice import Piece, compiled_lattice
from cleantext.steps.mend.shown_bytes import LOST, Bytes

_UNKNOWN = "\ufffd"


def shows_again(line: str, piece: Piece, model: Misreading) -> bool:
    """Would the text of `piece`, misread with the same bytes lost, be shown as it is in `line`?

    >>> gapped = Piece(0, 3, "获取，", ((2, (0xEF, 0xBC, LOST)),))
    >>> shows_again("鑾峰彇锛", Piece(0, 4, "获取，", gapped.gaps), Misreading("utf-8", "gb18030"))
    True
    >>> shows_again("鑾峰彇锛", Piece(0, 4, "获得，", gapped.gaps), Misreading("utf-8", "gb18030"))
    False
    """
    known = _bytes_left(piece, model.right)
    return known is not None and compiled_lattice(model).shows(line[piece.start : piece.end], known)


def _bytes_left(piece: Piece, right: str) -> bytes | None:
    """The bytes of a text that were not lost; None where a character cannot stand where it does."""
    left, at = list[bytes](), 0
    try:
        for gap, values in sorted(dict(piece.gaps).items()):
            character = piece.text[gap : gap + 1]
            if not values or not character:
                continue
            if character != _UNKNOWN and not _agrees(character.encode(right), values):
                return None
            left += [piece.text[at:gap].encode(right), bytes(value for value in values if value != LOST)]
            at = gap + 1
        return b"".join([*left, piece.text[at:].encode(right)])
    except UnicodeEncodeError:
        return None


def _agrees(data: bytes, values: Bytes) -> bool:
    """Are the bytes that are known of a character, in any places, among its own in their order?"""
    rest = iter(data)
    return len(data) >= len(values) and all(value in rest for value in values if value != LOST)
