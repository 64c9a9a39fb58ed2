"""How well Chinese text reads, by the few characters before each: the judge among possible originals.

Finer and slower than `chinese.py`, and loaded only where damage has been found. All strings are in normal
form: folded, every digit `0`, every letter `a`. The table is built by `data/build_ngrams.py`, which also
tells what is in the file.
"""

import math
import mmap
import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from cleantext.fold import fold
from cleantext.records import dataclass

_DATA = Path(__file__).parent / "data" / "ngrams.bin"

NATS_PER_STEP = 1 / 15
UNSEEN_ZERO = 32
"""The stored byte of an unseen weight of 0 nats; one more is a step less."""
CHILDREN_PER_MARK = 64
"""N-grams from one stored beginning of children to the next."""

_UNKNOWN = -17.0
"""Log probability of a character that the table does not know."""
_MOST_ROWS = 1 << 17
"""Rows held before all are let go, so that a long run does not fill the memory."""

_NOTHING: tuple[dict[str, float], float] = ({}, 0.0)

_NATS = [-NATS_PER_STEP * step for step in range(256)]
_UNSEEN_NATS = [NATS_PER_STEP * (UNSEEN_ZERO - step) for step in range(256)]

_DIGITS = re.compile("[0-9]")
_LETTERS = re.compile("[A-Za-z]")


def normal_form(text: str) -> str:
    """The form of a text that the model reads; as long as the text.

    >>> normal_form("增長 2.5%，GDP")
    '增长 0.0%,aaa'
    """
    return _LETTERS.sub("a", _DIGITS.sub("0", fold(text)))


@dataclass(frozen=True, slots=True)
class _Level:
    """N-grams of one size, in the order of their characters' code points; the longest have no children.

    `marks` are the beginnings of the children of every 64th of them, `children` how many each has.
    """

    last: Sequence[int]
    last_utf16: memoryview
    nats: memoryview
    unseen: memoryview
    children: Sequence[int]
    marks: Sequence[int]

    def row(self, begin: int, end: int) -> dict[str, float]:
        """The last characters of some of its n-grams with their log probability."""
        characters = bytes(self.last_utf16[2 * begin : 2 * end]).decode("utf-16-le")
        return dict(zip(characters, map(_NATS.__getitem__, self.nats[begin:end]), strict=True))

    def find(self, character: str, begin: int, end: int) -> int:
        """Where the n-gram with this last character is among some of them, or -1."""
        code = ord(character)
        at = bisect_left(self.last, code, begin, end)
        return at if at < end and self.last[at] == code else -1

    def children_of(self, at: int) -> tuple[int, int]:
        """Where the n-grams one longer that begin with one of these begin and end."""
        if not self.marks:
            return 0, 0
        block = at // CHILDREN_PER_MARK
        begin = self.marks[block] + sum(self.children[block * CHILDREN_PER_MARK : at])
        return begin, begin + self.children[at]


class Ngrams:
    """Log probabilities of characters, in nats, in back-off form. Opening reads nothing but the header."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        cut = _Cutter(memoryview(data))
        self.order = cut.bytes(1)[0]
        self._levels = [_read_level(cut) for _ in range(self.order)]
        self._kept: dict[str, tuple[dict[str, float], float]] = {}
        self._places = {"": (0, 0, len(self._levels[0].last))}

    def row(self, context: str) -> Mapping[str, float]:
        """What is kept after a context of at most `order - 1` characters, with its log probability.

        Empty where the context is not kept; for what is not in the row see `unseen`.

        >>> "府" in ngrams().row("人民政")
        True
        """
        return self._after(context)[0]

    def unseen(self, context: str) -> float:
        """What a character not in the row of a context has beside its log probability after the shorter one.

        The shorter context lacks the first character; 0.0 where the context is not kept.
        """
        return self._after(context)[1]

    def nats(self, context: str, character: str) -> float:
        """Log probability of a character after the last characters of a context, which may be long.

        >>> ngrams().nats("各级人民政", "府") > -0.5
        True
        """
        context = self.context(context)
        kept, nats = self._kept, 0.0
        while True:
            after = kept.get(context) or self._after(context)
            found = after[0].get(character)
            if found is not None:
                return min(0.0, nats + found)
            if not context:
                return nats + _UNKNOWN
            nats += after[1]
            context = context[1:]

    def context(self, before: str) -> str:
        """What of the text before a character bears on it: a few characters of its line."""
        before = before[1 - self.order :]
        line = before.rfind("\n")
        return before[line:] if line > 0 else before

    def score(self, text: str, before: str = "\n") -> float:
        """Log probability of `text` after `before`."""
        whole, length = before + text, self.order - 1
        return sum(
            self.nats(whole[max(0, at - length) : at], whole[at]) for at in range(len(before), len(whole))
        )

    def _after(self, context: str) -> tuple[dict[str, float], float]:
        found = self._kept.get(context)
        if found is None:
            if len(self._kept) >= _MOST_ROWS:
                self._kept.clear()
                self._places = {"": self._places[""]}
            found = self._kept[context] = self._read(context)
        return found

    def _read(self, context: str) -> tuple[dict[str, float], float]:
        size = len(context)
        if size >= self.order:
            return _NOTHING
        at, begin, end = self._place(context)
        if at < 0:
            return _NOTHING
        unseen = _UNSEEN_NATS[self._levels[size - 1].unseen[at]] if size else 0.0
        return self._levels[size].row(begin, end), unseen

    def _place(self, context: str) -> tuple[int, int, int]:
        """Where an n-gram is among those of its size, or -1, and where its children begin and end."""
        found = self._places.get(context)
        if found is None:
            at, begin, end = self._place(context[:-1])
            if at >= 0:
                level = self._levels[len(context) - 1]
                at = level.find(context[-1], begin, end)
                begin, end = level.children_of(at) if at >= 0 else (0, 0)
            found = self._places[context] = (at, begin, end)
        return found


class _Cutter:
    """Takes the parts of the file off its front."""

    def __init__(self, data: memoryview) -> None:
        self._data, self._at = data, 0

    def bytes(self, size: int) -> memoryview:
        self._at += size
        return self._data[self._at - size : self._at]

    def number(self) -> int:
        return int.from_bytes(self.bytes(4), "little")


def _numbers(part: memoryview, code: str) -> Sequence[int]:
    if sys.byteorder == "little":
        return part.cast(code)  # type: ignore[call-overload, no-any-return]  # the code is one of B, H, I
    numbers = array(code, bytes(part))
    numbers.byteswap()
    return numbers


def _read_level(cut: _Cutter) -> _Level:
    count, marks, width = cut.number(), cut.number(), cut.number()
    inner = count if marks else 0
    mark_bytes, last = cut.bytes(4 * marks), cut.bytes(2 * count)
    nats, unseen = cut.bytes(count), cut.bytes(inner)
    children = _numbers(cut.bytes(width * inner), "H" if width == 2 else "B")
    return _Level(_numbers(last, "H"), last, nats, unseen, children, _numbers(mark_bytes, "I"))


@cache
def ngrams() -> Ngrams:
    """The shipped table, mapped on first use.

    >>> ngrams().score("吸引力") > ngrams().score("吸引刀")
    True
    """
    with _DATA.open("rb") as file:
        return Ngrams(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


_OWN_SHARE = 0.15
"""How much of a probability comes from the pairs of the page at hand, and as much from its triples."""

_PAIR_DOUBT, _TRIPLE_DOUBT = 5, 2
"""Occurrences that a context must have on a page before the page's habit counts in full."""


class PageNgrams:
    """The language's probabilities mixed with what one page itself writes.

    >>> PageNgrams("人文松江，人文松江").score("人文") > PageNgrams("").score("人文")
    True
    """

    def __init__(self, page: str) -> None:
        self._page = normal_form(page)
        self._counts: dict[str, int] = {}
        self._known: dict[str, float] = {}

    def nats(self, context: str, character: str) -> float:
        """Log probability of a character after the last characters of a context, both in normal form."""
        gram = ngrams().context(context) + character
        found = self._known.get(gram)
        if found is None:
            found = self._known[gram] = self._weigh(gram)
        return found

    def score(self, text: str, before: str = "\n") -> float:
        """Log probability of `text` after `before`, in nats; both in any form."""
        length = ngrams().order - 1
        whole = normal_form(before[-length:] + text)
        begin = len(whole) - len(text)
        return sum(self.nats(whole[max(0, at - length) : at], whole[at]) for at in range(begin, len(whole)))

    def _weigh(self, gram: str) -> float:
        language = ngrams().nats(gram[:-1], gram[-1])
        triple, pair = gram[-3:], gram[-2:]
        by_pair = self._count(pair) / (self._count(pair[0]) + _PAIR_DOUBT) if len(pair) > 1 else 0.0
        by_triple = (
            self._count(triple) / (self._count(triple[:2]) + _TRIPLE_DOUBT) if len(triple) > 2 else 0.0
        )
        own = _OWN_SHARE * (by_pair + by_triple)
        return math.log((1 - 2 * _OWN_SHARE) * math.exp(language) + own)

    def _count(self, gram: str) -> int:
        count = self._counts.get(gram)
        if count is None:
            count = self._counts[gram] = self._page.count(gram)
        return count
