"""UTF-16 and UTF-32 without a byte-order mark."""

from collections.abc import Iterator

from cleantext.commonness import STEPS_PER_NAT, UNREAD, cost
from cleantext.lossless import WIDE
from cleantext.pairs import switch_gain
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

_PLAIN = 7.8 * STEPS_PER_NAT
_FEW_LIMIT = 8.8 * STEPS_PER_NAT
"""Of a few bytes that look like UTF-16: the mean cost that needs no second look, and the highest."""

_SHORT_LIMIT = 7.6 * STEPS_PER_NAT
_SHIFTED = STEPS_PER_NAT
"""Letters read alike in either byte order, one byte apart."""

_HALF_BYTES = 10
_SHORT_BYTES = 20
_HEAD_BYTES = 200


def find_wide(data: bytes, *, surely: bool = False) -> str | None:
    """UTF-16 or UTF-32 without a byte-order mark, if `data` reads as either, else None.

    Line ends and letters of two bytes have a NUL. Where there is none, every second byte must be the first
    half of an ideograph, and the ideographs common ones. A byte lost further up is allowed for. `surely` says
    that the bytes look like nothing else, so that less is asked of a few.

    >>> find_wide("四川省人民政府\\n".encode("utf-16-be")), find_wide("四川省人民政府\\n".encode("gbk"))
    ('utf-16-be', None)
    """
    head = data[:_HEAD_BYTES]
    sparse = 5 * head.count(0) < len(head)
    if surely and sparse and len(data) <= _HEAD_BYTES:
        return _of_few(data)
    most, least = _halves(data)
    if b"\0" not in head and (most < _MOST or _FEW * high_bytes(head) < len(head)):
        return None
    limit = _CLEAR_LIMIT if most > _NEARLY_ALL and least < _MOST else _LIMIT
    widest = 2 if sparse else 4
    codecs = [codec for codec, width in reversed(WIDE.items()) if width <= widest]
    for stretch in _stretches(data):
        rarity, codec = min(
            (_rarity(stretch[begin:], codec) + (_SHIFTED if begin else 0), codec)
            for begin in range(widest)
            for codec in codecs
        )
        if rarity < (limit if len(stretch) >= _SHORT_BYTES else _SHORT_LIMIT):
            return codec
    return _of_few(head) if surely and sparse else None


def _of_few(data: bytes) -> str | None:
    """UTF-16 in a few bytes that look like nothing else; one of them may be missing anywhere."""
    best, least = None, 1 << 30
    codecs = ("utf-16-le", "utf-16-be")
    if len(data[::2].translate(None, _HAN)) < len(data[1::2].translate(None, _HAN)):
        codecs = codecs[::-1]
    for codec in codecs:
        text = data[: len(data) & -2].decode(codec, "replace")
        whole = cost(text)
        if whole < _PLAIN * len(text):
            return codec
        gain = switch_gain(data, codec, whole)
        if whole - gain < least and (whole - gain - (UNREAD if gain else 0)) < _FEW_LIMIT * len(text):
            best, least = codec, whole - gain
    return best


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
