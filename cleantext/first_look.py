"""Which encodings to try first, by a look at the bytes alone.

Each encoding has bytes that it likes: Big5 those from 0xA4 to 0xC6, Shift-JIS 0x82 and 0x83, Cyrillic those
from 0xC0. Which bytes there are, in any order, says little wrong where one was lost. This is an order to try
in and no verdict: what is read is judged (`at_once.py`, `detect.py`).
"""

from functools import cache
from pathlib import Path
from struct import Struct

from cleantext.commonness import STEPS_PER_NAT

WIDE_CANDIDATE = "utf-16-le"
"""Stands for both byte orders."""

CANDIDATES = (
    "gb18030", "big5hkscs", "euc_jp", "cp932", "cp949", "euc_tw", WIDE_CANDIDATE,
    "cp1252", "cp1251", "koi8-r",
)  # fmt: skip

_DATA = Path(__file__).parent / "data" / "byte_costs.bin"
_LOOK_BYTES = 48
_FIELDS = Struct(f"<{len(CANDIDATES)}H")
_FIELD_BITS = 16
_BEHIND = {"euc_jp": 1, "cp949": 2, "euc_tw": 3}
"""Nats by which those are behind that look like GBK and are rarer."""


def by_bytes(spot: bytes) -> list[tuple[int, str]]:
    """What a stretch costs in each candidate, in sixteenths of a nat, and its name, the likeliest first.

    >>> [codec for _, codec in by_bytes("四川省人民政府".encode("gbk"))][0]
    'gb18030'
    """
    packed, start = _packed()
    total = sum(map(packed.__getitem__, spot[:_LOOK_BYTES]), start)
    return sorted(zip(_FIELDS.unpack(total.to_bytes(_FIELDS.size, "little")), CANDIDATES, strict=True))


@cache
def _packed() -> tuple[tuple[int, ...], int]:
    """For each byte one number that holds its costs in all encodings: one addition adds them all up.

    And the number to begin with.
    """
    data = _DATA.read_bytes()
    rows = range(len(CANDIDATES))
    packed = (sum(data[256 * row + byte] << _FIELD_BITS * row for row in rows) for byte in range(256))
    start = (_BEHIND.get(CANDIDATES[row], 0) * STEPS_PER_NAT << _FIELD_BITS * row for row in rows)
    return tuple(packed), sum(start)
