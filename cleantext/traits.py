"""What each character may be to the steps: one look at a text tells all of them whether it has work for any.

Every bit says of a character that some step, or some model of one, has to look closer where it occurs. The
bits of all code points are read from `data/traits.bin`, which `data/build_traits.py` makes of the sets and
tests that the steps themselves define; whoever changes one of those builds it again.
"""

import sys
from array import array
from functools import cache, cached_property
from pathlib import Path

from cleantext.compiled.scan import Bits, Scan, count_characters

_DATA = Path(__file__).parent / "data" / "traits.bin"

F, S, T, L, C, G, K, H = (1 << bit for bit in range(8))
"""Marks of a wrong decoder (`steps/mend/telltale_marks.py`): first, second and third of UTF-8 read as GBK; a
byte of UTF-8 that begins a character, or goes on with one, in a codec of single bytes; a byte of GBK or Big5
in one; an image of what is frequent, itself rare, among East Asian encodings; half-width kana and Hangul."""

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
"""Looks like a zero (`lookalikes/numerals.py`)."""
SIMPLIFIED, TRADITIONAL = 1 << 26, 1 << 27
"""Of one script alone (`script/judge.py`)."""
SPACE, FIGURE = 1 << 28, 1 << 29
"""A space, or a decimal figure, once folded (`artifacts`, `lookalikes/spaced_text.py`)."""
RARE_SIGN = 1 << 30
"""A sign that few pages have: of an escape (`unescape/passes.py`), of a name that may jam a page; a letter of
pinyin with its tone."""

_FREQUENT = S | T | C | NARROW_MARK | WIDE_MARK | SIMPLIFIED | TRADITIONAL | FIGURE
"""Bits that more than one in a hundred characters of Chinese have: their places are not kept."""


class Traits:
    """What of all this a text has, found at the first question.

    >>> Traits("正文。").present & DEBRIS, Traits("锟斤拷").places(DEBRIS)
    (0, [0])
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _scan(self) -> Scan:
        return Scan(self._text, bits(), _FREQUENT, SPACE)

    @property
    def present(self) -> int:
        """The bits that any character has."""
        return self._scan.present

    @property
    def ascii(self) -> str:
        """The ASCII characters in their order, as if the others were not there.

        What is in a row in the text is in a row here, and this is short: a scan for it costs next to nothing.
        """
        return self._scan.ascii

    @cached_property
    def characters(self) -> str:
        """The different characters of the text, each once, in no order that means anything."""
        return "".join(count_characters(self._text))

    def count(self, bits: int) -> int:
        """How many characters have any of some bits."""
        return self._scan.count(bits) if self.present & bits else 0

    def places(self, bits: int) -> list[int]:
        """The offsets of the characters that have any of some bits, in order."""
        return self._scan.places_of(bits) if self.present & bits else []

    def near(self, bits: int, reach: int) -> list[int]:
        """The offsets of the characters with any of some bits that have the next one within a reach.

        >>> Traits("锟锟。。锟").near(DEBRIS, 2)
        [0]
        """
        return self._scan.near(bits, reach) if self.present & bits else []

    def rows(self, first: int, second: int, third: int) -> list[int]:
        """The offsets where three characters in a row have any of some bits each.

        >>> Traits("点击鑾峰彇").rows(F, S, T)
        [2]
        """
        return self._scan.rows(first, second, third) if self.present & first else []

    def pairs(self, first: int, second: int) -> list[int]:
        """The offsets where two characters in a row have any of some bits each.

        >>> Traits("第 0 页 12").pairs(FIGURE, SPACE)
        [2]
        """
        return self._scan.pairs(first, second) if self.present & second else []

    def alternates(self, bits: int, times: int) -> bool:
        """Do characters that have any of some bits stand so many times in a row with one other between each
        and the next?

        >>> Traits("我 们 的 学校").alternates(SPACE, 3), Traits("我们 的  学 校").alternates(SPACE, 3)
        (True, False)
        """
        return bool(self.present & bits) and self._scan.alternates(bits, times)


@cache
def bits() -> Bits:
    """The bits of each character."""
    numbers = array("I", _DATA.read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return Bits(numbers)


def traits_of(character: str) -> int:
    """The bits of one character.

    >>> traits_of("\\ufffd") & LOSS > 0, traits_of("文") & LOSS
    (True, 0)
    """
    return bits()[character]
