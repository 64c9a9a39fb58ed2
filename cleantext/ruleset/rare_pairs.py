"""Places of a text where one of many literals stands, found by the rarest characters of each.

For every pair of characters in a row a table of hashed pairs says whether a literal may have it; for the few
places that are left another table asks for a third character. How rare one is, `commonness.py` knows. numpy
is imported here and only when there is enough text to search.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleantext.commonness import costs

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Units = NDArray[numpy.uint16]

_LIKELY_BITS, _SURE_BITS = 19, 20
"""Of the tables of hashes: a table of ten times as many literals must still be nearly empty, and stay in the
processor's cache."""


class RarePairs:
    """Literals, looked for together in UTF-16.

    >>> RarePairs(["登录", "请"]).find("请登录后查看".encode("utf-16-le"))
    [(1, 0), (0, 1)]
    """

    def __init__(self, literals: Sequence[str]) -> None:
        import numpy

        self._likely = numpy.zeros(1 << _LIKELY_BITS, dtype=bool)
        self._alone = _Alone()
        self._pairs, self._triples = _Grams(2), _Grams(3)
        for number, literal in enumerate(literals):
            data = literal.encode("utf-16-le")
            units: Units = numpy.frombuffer(data, dtype="<u2")
            if units.size == 1:
                self._alone.add(int(units[0]), number)
                continue
            grams = self._triples if units.size > 2 else self._pairs
            at = _rarest(units, grams.size)
            grams.add(data, units, at, number)
            self._likely[_hash(units[at : at + 2])] = True

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """Every occurrence in UTF-16 text, as (start in units, literal's number), each literal's in order."""
        import numpy

        units: Units = numpy.frombuffer(data, dtype="<u2")
        places = self._likely.take(_hash(units)).nonzero()[0]
        hits = [*self._pairs.find(data, units, places), *self._triples.find(data, units, places)]
        return hits + self._alone.find(units)


class _Grams:
    """Literals by so many of their units in a row; `sure` says of a hash of these whether any has it."""

    def __init__(self, size: int) -> None:
        import numpy

        self.size = size
        self._sure = numpy.zeros(1 << _SURE_BITS, dtype=bool)
        self._literals: dict[bytes, list[tuple[bytes, int, int]]] = {}

    def add(self, data: bytes, units: "Units", at: int, number: int) -> None:
        import numpy

        self._literals.setdefault(data[2 * at : 2 * (at + self.size)], []).append((data, at, number))
        self._sure[_long_hash(units, numpy.array([at]), self.size)] = True

    def find(self, data: bytes, units: "Units", places: "NDArray[numpy.intp]") -> Iterator[tuple[int, int]]:
        """The literals that stand where some of these places are in them."""
        if not self._literals:
            return
        places = places[: places.searchsorted(len(units) - self.size, side="right")]
        width, literals = 2 * self.size, self._literals
        for place in places[self._sure.take(_long_hash(units, places, self.size))].tolist():
            for literal, at, number in literals.get(data[2 * place : 2 * place + width], ()):
                start = place - at
                if start >= 0 and (len(literal) == width or data.startswith(literal, 2 * start)):
                    yield start, number


class _Alone:
    """Literals of one unit."""

    def __init__(self) -> None:
        import numpy

        self._numbers: dict[int, int] = {}
        self._is_one = numpy.zeros(1 << 16, dtype=bool)

    def add(self, unit: int, number: int) -> None:
        self._numbers[unit] = number
        self._is_one[unit] = True

    def find(self, units: "Units") -> list[tuple[int, int]]:
        if not self._numbers:
            return []
        places = self._is_one.take(units).nonzero()[0]
        numbers = map(self._numbers.__getitem__, units[places].tolist())
        return list(zip(places.tolist(), numbers, strict=True))


def _rarest(units: "Units", size: int) -> int:
    """Where the units stand, so many in a row, that are least common."""
    nats = list(costs("".join(map(chr, units.tolist()))))
    starts = range(len(nats) - size + 1)
    return max(starts, key=lambda at: sum(nats[at : at + size]))


def _hash(units: "Units") -> "NDArray[numpy.uint32]":
    """A 19-bit hash of every two units in a row."""
    import numpy

    wide = units.astype(numpy.uint32)
    pairs = wide[:-1] * 0x9E3779B1  # wraps at 32 bits, as intended
    wide *= 0x85EBCA6B
    pairs += wide[1:]
    pairs >>= 32 - _LIKELY_BITS
    return pairs


def _long_hash(units: "Units", places: "NDArray[numpy.intp]", size: int) -> "NDArray[numpy.uint32]":
    """A 20-bit hash of so many units at some places."""
    import numpy

    key = units.take(places).astype(numpy.uint32)
    for ahead in range(1, size):
        key *= 0x9E3779B1
        key += units.take(places + ahead)
    key *= 0x9E3779B1
    key >>= 32 - _SURE_BITS
    return key
