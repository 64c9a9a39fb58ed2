"""What each two bytes cost in an encoding of two bytes a character: where a byte is lost, pairs tell.

A codec that meets a bad pair goes on one byte further and so hides where it stands; here pair stays pair.
"""

import sys
from functools import cache

from cleantext.commonness import UNREAD, cost, switched_cost

_LEAST_BYTES = 8
"""Of fewer, some reading one byte off is common by chance."""


def switch_gain(run: bytes, codec: str, straight: int) -> int:
    """What a run gains, in sixteenths of a nat, read one byte off from its begin or from anywhere.

    `straight` is what it costs as it is. The byte that is left out counts as unread.

    >>> run = "四川省人民政府".encode("gbk")
    >>> switch_gain(run, "gb18030", 800), switch_gain(run[:4] + run[5:], "gb18030", 1200) > 0
    (0, True)
    """
    if len(run) < _LEAST_BYTES:
        return 0
    costs = _costs(codec).__getitem__
    even = len(run) & -2
    odd = len(run) - 1 & -2
    pairs = list(map(costs, memoryview(run)[:even].cast("H")))
    others = list(map(costs, memoryview(run)[1 : odd + 1].cast("H")))
    return max(0, straight - UNREAD - switched_cost(pairs, others))


class _Costs(dict[int, int]):
    """Pairs' costs, by the number that the two bytes are in memory, found when they are first met."""

    def __init__(self, codec: str) -> None:
        super().__init__()
        self._codec = codec

    def __missing__(self, pair: int) -> int:
        found = cost(pair.to_bytes(2, sys.byteorder).decode(self._codec, "replace"))
        self[pair] = found
        return found


@cache
def _costs(codec: str) -> _Costs:
    return _Costs(codec)
