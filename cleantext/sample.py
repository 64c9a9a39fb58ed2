"""Which bytes of a page are judged: a few stretches, so that a long page costs what a short one does."""

import re
from collections.abc import Iterator

SPOTS = 6
SPOT_BYTES = 96
WHOLE_BYTES = 224
"""Up to here a page is judged whole."""

_ASCII = bytes(range(0x80))
_RUN = re.compile(rb"(?:\A|[\x00-\x3f])[\x80-\xff]")
"""Where a run of bytes from 0x80 up begins: no second byte of GBK, Big5, Shift-JIS or EUC lies below 0x40."""

_WORD = re.compile(rb"[\x80-\xff][\x40-\xff]*")
_AROUND_BYTES = 10
_FEW = 48
"""Bytes from 0x80 up that a sample should hold."""

_SPARSE = 5
"""A short page is judged whole where one byte in five is 0x80 or more."""


def take_spots(data: bytes) -> tuple[bytes, ...]:
    """A few stretches of `data`, those first that hold most bytes from 0x80 up.

    Each begins, where that can be, at the first byte of a character. A page with few bytes from 0x80 up gives
    one stretch that has them side by side, with a few letters around them.

    >>> page = b"<p>" * 400 + "四川省\\n".encode("gbk") + b"</p>" * 400 + "政府".encode("gbk")
    >>> [spot.decode("gbk") for spot in take_spots(page)]
    ['><p><p><p>四川省\\n</p></p><\\np></p></p>政府']
    """
    if len(data) <= WHOLE_BYTES:
        return (data,) if _SPARSE * high_bytes(data) >= len(data) else (b"\n".join(_words(data)) or data,)
    spots = tuple(sorted(_evenly(data), key=high_bytes, reverse=True))
    if sum(map(high_bytes, spots)) >= min(_FEW, SPOT_BYTES // 4 * len(spots)):
        return spots
    return (b"\n".join(_words(data)) or data[:WHOLE_BYTES],)


def high_bytes(data: bytes) -> int:
    """How many bytes of `data` are 0x80 or more.

    >>> high_bytes(b"ab\\xcb\\xc4")
    2
    """
    return len(data.translate(None, _ASCII))


def _evenly(data: bytes) -> Iterator[bytes]:
    step = max(SPOT_BYTES, len(data) // SPOTS)
    for place in range(0, len(data) - SPOT_BYTES // 2, step):
        found = _RUN.search(data, place, min(len(data), place + step))
        begin = found.end() - 1 if found else place
        yield data[begin : begin + SPOT_BYTES]


def _words(data: bytes) -> Iterator[bytes]:
    """Runs that begin with a byte from 0x80 up, each with the letters around it."""
    begin = end = total = 0
    for found in _WORD.finditer(data):
        if found.start() > end + _AROUND_BYTES and end:
            yield data[begin : end + _AROUND_BYTES]
            end = 0
        begin = begin if end else max(0, found.start() - _AROUND_BYTES)
        end = min(found.end(), found.start() + SPOT_BYTES)
        total += end - found.start() + _AROUND_BYTES
        if total > 2 * SPOT_BYTES:
            break
    if end:
        yield data[begin : end + _AROUND_BYTES]
