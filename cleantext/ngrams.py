"""How well Chinese text reads, by up to two characters before each: the judge among possible originals.

Finer and slower than `chinese.py`, and loaded only where damage has been found. All strings are in normal
form: folded, every digit `0`, every letter `a`. The table is built by `data/build_ngrams.py`.
"""

import math
import re
import sys
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path

from cleantext.fold import fold

_DATA = Path(__file__).parent / "data" / "ngrams.bin"
_NATS_PER_STEP = 1 / 16
_UNKNOWN = -14.0
"""Log probability of a character that running text and word list do not know."""
_SPACE = -5.0

_DIGITS = re.compile("[0-9]")
_LETTERS = re.compile("[A-Za-z]")


def normal_form(text: str) -> str:
    """The form of a text that the model reads; as long as the text.

    >>> normal_form("增長 2.5%，GDP")
    '增长 0.0%,aaa'
    """
    return _LETTERS.sub("a", _DIGITS.sub("0", fold(text)))


class Ngrams:
    """Log probabilities, in nats, in back-off form (Katz's, with Witten-Bell weights)."""

    def __init__(self, data: bytes) -> None:
        letters, pairs, triples = (int.from_bytes(data[at : at + 4], "little") for at in (0, 4, 8))
        cut = _Cutter(data, 12)
        self._letters = cut.bytes(2 * letters).decode("utf-16-le", "surrogatepass")
        self._index = {letter: at for at, letter in enumerate(self._letters)}
        nats = [-step * _NATS_PER_STEP for step in range(256)]
        self._nats = nats
        self.single = {c: nats[b] for c, b in zip(self._letters, cut.bytes(letters), strict=True)}
        self._unseen = {c: nats[b] for c, b in zip(self._letters, cut.bytes(letters), strict=True)}
        self._pairs = cut.numbers("I", pairs)
        self._pair_nats, self._pair_unseen = cut.bytes(pairs), cut.bytes(pairs)
        self._triples = cut.numbers("Q", triples)
        self._triple_nats = cut.bytes(triples)
        self._rows: dict[str, dict[str, float]] = {}
        self.single[" "] = _SPACE

    def row(self, a: str) -> dict[str, float]:
        """What follows `a` in the table, with its log probability; see `pair` for what does not."""
        row = self._rows.get(a)
        if row is None:
            row = self._rows[a] = self._read_row(a)
        return row

    def _read_row(self, a: str) -> dict[str, float]:
        at = self._index.get(a)
        if at is None:
            return {}
        begin, end = bisect_left(self._pairs, at << 16), bisect_left(self._pairs, (at + 1) << 16)
        letters, nats = self._letters, self._nats
        return {
            letters[key & 0xFFFF]: nats[cost]
            for key, cost in zip(self._pairs[begin:end], self._pair_nats[begin:end], strict=True)
        }

    def unseen_after(self, a: str) -> float:
        """What to add to a character's own log probability where it is not in the row of `a`."""
        return self._unseen.get(a, 0.0)

    def pair(self, a: str, b: str) -> float:
        """Log probability of `b` after `a`."""
        found = self.row(a).get(b)
        return self.unseen_after(a) + self.single.get(b, _UNKNOWN) if found is None else found

    def triple(self, a: str, b: str, c: str) -> float:
        """Log probability of `c` after `a`, `b`."""
        index = self._index
        if a not in index or b not in index:
            return self.pair(b, c)
        context = index[a] << 16 | index[b]
        if c in index:
            key = context << 16 | index[c]
            at = bisect_left(self._triples, key)
            if at < len(self._triples) and self._triples[at] == key:
                return self._nats[self._triple_nats[at]]
        at = bisect_left(self._pairs, context)
        if at < len(self._pairs) and self._pairs[at] == context:
            return self._nats[self._pair_unseen[at]] + self.pair(b, c)
        return self.pair(b, c)

    def score(self, text: str, before: str = "\n") -> float:
        """Log probability of `text` after `before` (one character or more)."""
        whole = before[-2:] + text
        begin = len(whole) - len(text)
        return sum(
            self.triple(whole[at - 2], whole[at - 1], whole[at]) if at > 1 else self.pair(whole[0], whole[1])
            for at in range(begin, len(whole))
        )


class _Cutter:
    """Takes the parts of the file off its front."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def bytes(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def numbers(self, code: str, count: int) -> "array[int]":
        numbers = array(code)
        numbers.frombytes(self.bytes(count * numbers.itemsize))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers


@cache
def ngrams() -> Ngrams:
    """The shipped table, read on first use.

    >>> ngrams().score("吸引力") > ngrams().score("吸引刀")
    True
    """
    return Ngrams(_DATA.read_bytes())


_OWN_SHARE = 0.15
"""How much of a probability comes from the pairs of the page at hand, and as much from its triples."""

_PAIR_DOUBT, _TRIPLE_DOUBT = 5, 2
"""Occurrences that a context must have on a page before the page's habit counts in full."""


class PageNgrams:
    """The language's probabilities mixed with what one page itself writes.

    >>> PageNgrams("人文松江，人文松江").score("人文", "\\n") > PageNgrams("").score("人文", "\\n")
    True
    """

    def __init__(self, page: str) -> None:
        self._page = normal_form(page)
        self._counts: dict[str, int] = {}
        self._known: dict[str, float] = {}

    def score(self, text: str, before: str) -> float:
        """Log probability of `text` after `before`, in nats; both in any form."""
        whole = normal_form(before[-2:] + text)
        begin = len(whole) - len(text)
        return sum(self._nats(whole[max(0, at - 2) : at + 1]) for at in range(max(1, begin), len(whole)))

    def _nats(self, gram: str) -> float:
        """Log probability of the last of two or three characters after the others."""
        found = self._known.get(gram)
        if found is None:
            found = self._known[gram] = self._weigh(gram)
        return found

    def _weigh(self, triple: str) -> float:
        if len(triple) < 3:
            return ngrams().pair(triple[0], triple[1])
        pair = triple[1:]
        language = ngrams().triple(triple[0], triple[1], triple[2])
        by_pair = self._count(pair) / (self._count(pair[0]) + _PAIR_DOUBT)
        by_triple = self._count(triple) / (self._count(triple[:2]) + _TRIPLE_DOUBT)
        own = _OWN_SHARE * (by_pair + by_triple)
        return math.log((1 - 2 * _OWN_SHARE) * math.exp(language) + own)

    def _count(self, gram: str) -> int:
        count = self._counts.get(gram)
        if count is None:
            count = self._counts[gram] = self._page.count(gram)
        return count
