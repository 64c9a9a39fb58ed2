"""How common a text's characters are on pages of any language: what tells right readings from wrong ones.

A wrong decoder draws characters as if at random, and most characters are rare. Only single characters are
weighed, without their neighbours: how well a text reads as Chinese is for `chinese.py` to say.

Nothing is read from disk before the first judgement.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from operator import sub
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "commonness.bin"

STEPS_PER_NAT = 16
"""Costs are whole numbers: minus log probabilities in sixteenths of a nat."""

UNREAD = 11 * STEPS_PER_NAT
"""What a byte costs that no codec reads."""

_ASTRAL = 13 * STEPS_PER_NAT


def cost(text: str) -> int:
    """Minus the log probability of the characters of `text`, in sixteenths of a nat, each for itself.

    A lone surrogate and U+FFFD count as a byte that was not read. Chinese prose lies around 110 a character,
    characters drawn at random around 180.

    >>> cost("四川省人民政府") < cost("㈣〣揣聾劐拭逋")
    True
    """
    return sum(map(_costs().__getitem__, text))


def costs(text: str) -> Iterator[int]:
    """The cost of each character, as `cost` adds them up."""
    return map(_costs().__getitem__, text)


def switched_cost(straight: Sequence[int], shifted: Sequence[int]) -> int:
    """The least cost of characters of which the first few are read straight and the rest one byte on.

    What the byte that is left out costs is not in it.
    """
    ahead: Iterator[int] = accumulate(map(sub, straight, shifted), initial=0)
    return sum(shifted) + min(ahead)


class _Costs(dict[str, int]):
    """Characters' costs, looked up in the table when they are first met."""

    def __init__(self, table: bytes) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, character: str) -> int:
        code = ord(character)
        if 0xD800 <= code < 0xE000 or code == 0xFFFD:
            found = UNREAD
        else:
            found = self._table[code] if code < len(self._table) else _ASTRAL
        self[character] = found
        return found


@cache
def table() -> bytes:
    """The cost of each character of the Basic Multilingual Plane."""
    return _DATA.read_bytes()


@cache
def _costs() -> _Costs:
    return _Costs(table())
