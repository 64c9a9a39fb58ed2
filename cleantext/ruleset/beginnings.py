"""Places of a long text where one of many literals begins, found by hashing their first characters.

For every place two table look-ups say whether a literal may begin there; the few that are left are compared.
numpy is imported here and only when a long text is searched.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Units = NDArray[numpy.uint16]

_WIDTHS = (4, 2, 1)
"""How many units of a literal's beginning are hashed: as many of these as it has."""

_PAD = bytes(2 * (max(_WIDTHS) - 1))


class Beginnings:
    """Literals in UTF-16, looked for together.

    >>> Beginnings(["登录".encode("utf-16-le")]).find("请登录后查看".encode("utf-16-le"))
    [(1, 0)]
    """

    def __init__(self, literals: Sequence[bytes]) -> None:
        self._heads = [head for width in _WIDTHS if (head := _Head(width, literals)).literals]

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """Every occurrence in UTF-16 text, as (start in units, literal's number), each literal's in order."""
        import numpy

        units: Units = numpy.frombuffer(data + _PAD, dtype="<u2")
        hits: list[tuple[int, int]] = []
        for head, hashes in ((head, _hash(units, head.width)) for head in self._heads):
            width = 2 * head.width
            for start in head.places(units, hashes):
                for literal, number in head.literals.get(data[2 * start : 2 * start + width], ()):
                    if len(literal) == width or data.startswith(literal, 2 * start):
                        hits.append((start, number))
        return hits


class _Head:
    """The literals whose beginnings are hashed over the same number of units.

    `likely` says of a 16-bit hash whether a literal has it, `sure` of a 20-bit one over the same units.
    """

    def __init__(self, width: int, literals: Sequence[bytes]) -> None:
        import numpy

        self.width = width
        self.literals: dict[bytes, list[tuple[bytes, int]]] = {}
        for number, literal in enumerate(literals):
            if next((fit for fit in _WIDTHS if 2 * fit <= len(literal)), 0) == width:
                self.literals.setdefault(literal[: 2 * width], []).append((literal, number))
        self._likely = numpy.zeros(1 << 16, dtype=bool)
        self._sure = numpy.zeros(1 << 20, dtype=bool)
        for beginning in self.literals:
            units: Units = numpy.frombuffer(beginning + _PAD, dtype="<u2")
            self._likely[_hash(units, width)[0]] = True
            self._sure[_long_hash(units, width, numpy.zeros(1, dtype=numpy.intp))] = True

    def places(self, units: "Units", hashes: "Units") -> list[int]:
        """The units at which a literal most likely begins."""
        places = self._likely.take(hashes).nonzero()[0]
        if places.size == 0:
            return []
        starts: list[int] = places[self._sure.take(_long_hash(units, self.width, places))].tolist()
        return starts


def _hash(units: "Units", width: int) -> "Units":
    """A 16-bit hash of so many units from each place on; the padding has none."""
    count = len(units) - max(_WIDTHS) + 1
    if width == 1:
        return units[:count]
    pairs = units[:-1] * 31  # wraps at 16 bits, as intended
    pairs += units[1:]
    if width == 2:
        return pairs[:count]
    fours = pairs[:-2] * 40503
    fours ^= pairs[2:]
    return fours


def _long_hash(units: "Units", width: int, places: "NDArray[numpy.intp]") -> "NDArray[numpy.uint64]":
    """A 20-bit hash of so many units from each of some places on."""
    import numpy

    key = units.take(places).astype(numpy.uint64)
    for ahead in range(1, width):
        key <<= 16
        key |= units.take(places + ahead)
    key *= 0x9E3779B97F4A7C15
    key >>= 44
    return key
