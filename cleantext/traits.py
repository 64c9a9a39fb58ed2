"""What each character may be to the steps: one look at a text tells all of them whether it has work for any.

Every bit says of a character that some step, or some model of one, has to look closer where it occurs. The
bits of all code points are read from `data/traits.bin`, which `data/build_traits.py` makes of the sets and
tests that the steps themselves define; whoever changes one of those builds it again.
"""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from cleantext.arrays import BLOCK, blocks, numpy_when_repaid

_DATA = Path(__file__).parent / "data" / "traits.bin"

TELLTALE = 0xFF
"""The marks of `steps/mend/telltale_marks.py`, one by one."""

SUSPECT = 1 << 8
"""Looks like halves of two other characters (`mend/suspects.py`)."""
OTHER_SCRIPT = 1 << 9
"""Of a script in which a row of letters is healthy text (`mend/other_scripts.py`)."""
WESTERN = 1 << 10
"""Begins a row of Western letters misread (`mend/western_rows.py`), as these do where the next ones go on."""
MAC_FIRST, MAC_LATER, DOS_FIRST, DOS_LATER = 1 << 11, 1 << 12, 1 << 13, 1 << 14
DEBRIS = 1 << 15
"""In every kind of debris there is one of these (`mend/debris.py`)."""
LOSS = 1 << 16
"""Stands for what a decoder lost (`mend/gbk_shift.py`)."""
NARROW_MARK, WIDE_MARK = 1 << 17, 1 << 18
"""Marks that have a half-width and a full-width form: which of them a page writes."""
SURROGATE = 1 << 19
HOMOGLYPH = 1 << 20
"""May be written for another character (`lookalikes/homoglyphs.py`)."""
LOOKALIKE = 1 << 21
"""Of one of the families that go by single characters (`lookalikes/families.py`)."""
SYMBOL = 1 << 22
"""May jam a page (`lookalikes/jammers.py`)."""
UNSEEN = 1 << 23
"""Shows nothing, or ends a line and is no LF (`tidy`)."""
WIDE_SPACE = 1 << 24
"""Layout space that is written plain (`tidy`)."""
CIRCLE = 1 << 25
"""Looks like a zero, and is no letter of Latin (`lookalikes/numerals.py`)."""
SIMPLIFIED, TRADITIONAL = 1 << 26, 1 << 27
"""Of one script alone (`script/judge.py`)."""

_FEW = 48
"""Different characters up to which each is looked for by itself, where there are no arrays."""


class Traits:
    """What of all this a text has, found at the first question.

    >>> Traits("正文。").present & DEBRIS, Traits("锟斤拷").places(DEBRIS)
    (0, [0])
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def marks(self) -> Any | None:
        """The bits of each character as an array, None where numpy is not worth its import."""
        numpy = numpy_when_repaid(len(self._text)) if len(self._text) > _SHORT else None
        return None if numpy is None else _marked(self._text, numpy)

    @cached_property
    def ascii(self) -> str:
        """The ASCII characters in their order, as if the others were not there.

        What is in a row in the text is in a row here, and this is short: a scan for it costs next to nothing.
        """
        return self._text.encode("ascii", "ignore").decode("ascii")

    @cached_property
    def characters(self) -> str:
        """The different characters of the text, each once, in no order that means anything."""
        if self.marks is None:
            return "".join(set(self._text))
        return _different(self._text, sys.modules["numpy"])

    @cached_property
    def present(self) -> int:
        """The bits that any character has."""
        if self.marks is None:
            present = 0
            for bits in self._distinct.values():
                present |= bits
            return present
        return int(sys.modules["numpy"].bitwise_or.reduce(self.marks)) if self._text else 0

    def count(self, bits: int) -> int:
        """How many characters have any of some bits."""
        if not self.present & bits:
            return 0
        if self.marks is None:
            return sum(map(self._text.count, self._with(bits)))
        count_nonzero = sys.modules["numpy"].count_nonzero
        return sum(int(count_nonzero(part & bits)) for _, part in self._parts())

    def places(self, bits: int) -> list[int]:
        """The offsets of the characters that have any of some bits, in order."""
        if not self.present & bits:
            return []
        if self.marks is None:
            return self._found(self._with(bits))
        places: list[int] = []
        for begin, part in self._parts():
            # numpy looks through truth values ten times as fast as through numbers.
            found = ((part & bits) != 0).nonzero()[0]
            places += (found + begin).tolist() if begin else found.tolist()
        return places

    def _parts(self) -> Iterator[tuple[int, Any]]:
        """The marks in parts that stay in the processor's cache, each with its offset."""
        marks = self.marks
        assert marks is not None
        for begin in range(0, len(marks), BLOCK):
            yield begin, marks[begin : begin + BLOCK]

    @cached_property
    def _distinct(self) -> Mapping[str, int]:
        """The text's characters that have any bits, with them."""
        known = _known()
        return {character: bits for character in set(self._text) if (bits := known[character])}

    def _with(self, bits: int) -> frozenset[str]:
        return frozenset(character for character, own in self._distinct.items() if own & bits)

    def _found(self, characters: frozenset[str]) -> list[int]:
        if len(characters) > _FEW:
            return [at for at, character in enumerate(self._text) if character in characters]
        return sorted(at for character in characters for at in _places_of(character, self._text))


_SHORT = 256
"""Characters up to which an array costs more than it saves."""


def traits_of(character: str) -> int:
    """The bits of one character.

    >>> traits_of("\\ufffd") & LOSS > 0, traits_of("文") & LOSS
    (True, 0)
    """
    return _known()[character]


def bits_in(text: str) -> list[int]:
    """The bits of each character of a short text."""
    return list(map(_known().__getitem__, text))


def _places_of(character: str, text: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)


def _marked(text: str, numpy: ModuleType) -> Any:
    table = _table(numpy)
    if len(text) <= BLOCK:
        return table.take(numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4"))
    marks = numpy.empty(len(text), dtype="u4")
    for begin in range(0, len(text), BLOCK):
        codes = text[begin : begin + BLOCK].encode("utf-32-le", "surrogatepass")
        marks[begin : begin + BLOCK] = table.take(numpy.frombuffer(codes, dtype="<u4"))
    return marks


def _different(text: str, numpy: ModuleType) -> str:
    """The different characters of a text: half of what counting them costs."""
    seen = numpy.zeros(0x10000, dtype=bool)
    for block in blocks(text):
        codes = numpy.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        if block and codes.max() >= len(seen):
            seen = numpy.append(seen, numpy.zeros(0x100000, dtype=bool))
        seen[codes.astype(numpy.intp)] = True
    found = seen.nonzero()[0].astype("<u4")
    return str(found.tobytes().decode("utf-32-le", "surrogatepass"))


@cache
def _table(numpy: ModuleType) -> Any:
    """The bits of every code point."""
    starts, bits = numpy.frombuffer(_DATA.read_bytes(), dtype="<u4").reshape(2, -1)
    return numpy.repeat(bits, numpy.diff(starts, append=0x110000))


class _Known(dict[str, int]):
    """Characters' bits, looked up when they are first met."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        numbers = array("I", data)
        if sys.byteorder == "big":
            numbers.byteswap()
        middle = len(numbers) // 2
        self._starts, self._bits = numbers[:middle], numbers[middle:]

    def __missing__(self, character: str) -> int:
        found = self[character] = self._bits[bisect_right(self._starts, ord(character)) - 1]
        return found


@cache
def _known() -> _Known:
    return _Known(_DATA.read_bytes())
