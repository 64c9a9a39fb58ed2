"""UTF-16 and UTF-32 without a byte-order mark."""

from collections.abc import Iterator

from cleantext.commonness import STEPS_PER_NAT, cost
from cleantext.lossless import WIDE

_STRETCH_BYTES = 128
_STRETCHES = 4
_LOOK_BYTES = 64
_LIMIT = 8.3 * STEPS_PER_NAT
_SHORT_LIMIT = 7.6 * STEPS_PER_NAT
_SHORT = 10
_HALF_BYTES = 10
_SHORT_BYTES = 200


def find_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte-order mark, if `data` reads as either, else None.

    Line ends and letters of two bytes have a NUL. Where there is none, every second byte must be the first
    half of an ideograph, and the ideographs common ones. A byte lost further up is allowed for.

    >>> find_wide("四川省人民政府\\n".encode("utf-16-be")), find_wide("四川省人民政府\\n".encode("gbk"))
    ('utf-16-be', None)
    """
    if b"\0" not in data[:_SHORT_BYTES] and not _may_be_utf16(data):
        return None
    head = data[:_SHORT_BYTES]
    widest = 4 if 5 * head.count(0) >= len(head) else 2
    codecs = [codec for codec, width in reversed(WIDE.items()) if width <= widest]
    for stretch in _stretches(data):
        for begin in range(widest):
            for codec in codecs:
                if _fits(stretch[begin:], codec):
                    return codec
    return None


def _may_be_utf16(data: bytes) -> bool:
    """Are three of five even bytes, or of odd ones, first halves of ideographs?"""
    return any(
        10 * (len(half) - len(half.translate(None, _HAN))) >= 6 * len(half)
        for half in (data[:_LOOK_BYTES:2], data[1:_LOOK_BYTES:2])
        if half
    )


_HAN = bytes(range(0x4E, 0xA0))


def _stretches(data: bytes) -> Iterator[bytes]:
    """A few places, each at a whole unit from the begin; of a short page its halves too."""
    step = max(_STRETCH_BYTES, len(data) // _STRETCHES // 4 * 4)
    for begin in range(0, max(1, len(data) - 3), step):
        yield data[begin : begin + _STRETCH_BYTES]
    if len(data) <= _STRETCH_BYTES:
        half = len(data) // 8 * 4
        yield from (part for part in (data[:half], data[half:]) if len(part) >= _HALF_BYTES)


def _fits(stretch: bytes, codec: str) -> bool:
    """Does an encoding read a stretch as common characters?"""
    text = stretch[: len(stretch) // WIDE[codec] * WIDE[codec]].decode(codec, "replace")
    return bool(text) and cost(text) < (_SHORT_LIMIT if len(text) < _SHORT else _LIMIT) * len(text)
