"""UTF-16 and UTF-32 without a byte-order mark."""

from collections.abc import Iterator

from cleantext.commonness import STEPS_PER_NAT, UNREAD, cost
from cleantext.lossless import WIDE
from cleantext.sample import high_bytes

_STRETCH_BYTES = 128
_STRETCHES = 4
_LOOK_BYTES = 64
_MOST = 0.6
_NEARLY_ALL = 0.95
_FEW = 8
"""One byte in three of Chinese is 0x80 or more; in letters, which may be halves of ideographs, none."""

_LIMIT = 8.3 * STEPS_PER_NAT
_CLEAR_LIMIT = 9.3 * STEPS_PER_NAT
"""Where every other byte, and no more, is the first half of an ideograph, rarer ones will do."""

_SHORT_LIMIT = 7.6 * STEPS_PER_NAT
_SHIFTED = STEPS_PER_NAT
"""Letters read alike in either byte order, one byte apart."""

_HALF_BYTES = 10
_SHORT_BYTES = 20
_HEAD_BYTES = 200


def find_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte-order mark, if `data` reads as either, else None.

    Line ends and letters of two bytes have a NUL. Where there is none, every second byte must be the first
    half of an ideograph, and the ideographs common ones. A byte lost further up is allowed for.

    >>> find_wide("四川省人民政府\\n".encode("utf-16-be")), find_wide("四川省人民政府\\n".encode("gbk"))
    ('utf-16-be', None)
    """
    head = data[:_HEAD_BYTES]
    most, least = _halves(data)
    if b"\0" not in head and (most < _MOST or _FEW * high_bytes(head) < len(head)):
        return None
    limit = _CLEAR_LIMIT if most > _NEARLY_ALL and least < _MOST else _LIMIT
    widest = 4 if 5 * head.count(0) >= len(head) else 2
    codecs = [codec for codec, width in reversed(WIDE.items()) if width <= widest]
    for stretch in _stretches(data):
        rarity, codec = min(
            (_rarity(stretch[begin:], codec) + (_SHIFTED if begin else 0), codec)
            for begin in range(widest)
            for codec in codecs
        )
        if rarity < (limit if len(stretch) >= _SHORT_BYTES else _SHORT_LIMIT):
            return codec
    return _with_a_lost_byte(data) if len(data) <= _STRETCH_BYTES else None


def _with_a_lost_byte(data: bytes) -> str | None:
    """UTF-16 in which one byte of a few is missing."""
    from cleantext.evidence import switch_gain  # here for start-up time

    if 5 * high_bytes(data) < len(data):
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = data.decode(codec, "replace")
        gain = switch_gain(data, codec)
        if gain and cost(text) - gain - UNREAD < _SHORT_LIMIT * len(text):
            return codec
    return None


def _halves(data: bytes) -> tuple[float, float]:
    """The share of even bytes, and of odd ones, that may be first halves of ideographs; the greater first."""
    halves = (data[:_LOOK_BYTES:2], data[1:_LOOK_BYTES:2])
    one, other = (1 - len(half.translate(None, _HAN)) / max(1, len(half)) for half in halves)
    return (one, other) if one > other else (other, one)


_HAN = bytes(range(0x4E, 0xA0))


def _stretches(data: bytes) -> Iterator[bytes]:
    """A few places, each at a whole unit from the begin; of a short page its halves too."""
    step = max(_STRETCH_BYTES, len(data) // _STRETCHES // 4 * 4)
    for begin in range(0, max(1, len(data) - 3), step):
        yield data[begin : begin + _STRETCH_BYTES]
    if len(data) <= _STRETCH_BYTES:
        half = len(data) // 8 * 4
        yield from (part for part in (data[:half], data[half:]) if len(part) >= _HALF_BYTES)


def _rarity(stretch: bytes, codec: str) -> float:
    """The mean cost of a character of a stretch, bytes left over at its end left out."""
    text = stretch[: len(stretch) // WIDE[codec] * WIDE[codec]].decode(codec, "replace")
    return cost(text) / len(text) if text else float("inf")
