"""How well Chinese text reads, by the few characters before each: the judge among possible originals.

Finer and slower than `chinese.py`, and loaded only where damage has been found. All strings are in normal
form: folded, every digit `0`, every letter `a`. The table is built by `data/build_ngrams.py`, which also
tells what is in the file; `compiled/ngrams.pyx` searches it.
"""

import math
import mmap
import re
from functools import cache
from pathlib import Path

from cleantext.compiled.ngrams import CHILDREN_PER_MARK, NATS_PER_STEP, UNSEEN_ZERO, Ngrams
from cleantext.compiled.scan import Translation
from cleantext.fold import fold_table

__all__ = [
    "CHILDREN_PER_MARK",
    "NATS_PER_STEP",
    "UNSEEN_ZERO",
    "Ngrams",
    "PageNgrams",
    "ngrams",
    "normal_form",
]

_DATA = Path(__file__).parent / "data" / "ngrams.bin"

_ALIKE = re.compile("[0-9A-Za-z]")


def normal_form(text: str) -> str:
    """The form of a text that the model reads; as long as the text.

    >>> normal_form("增長 2.5%，GDP")
    '增长 0.0%,aaa'
    """
    return _translation().translate(text)


@cache
def _translation() -> Translation:
    table = _ALIKE.sub(lambda found: "0" if found[0].isdigit() else "a", fold_table())
    return Translation(table.encode("utf-16-le"))


@cache
def ngrams() -> Ngrams:
    """The shipped table, mapped on first use.

    >>> ngrams().score("吸引力") > ngrams().score("吸引刀")
    True
    >>> "府" in ngrams().row("人民政"), ngrams().nats("各级人民政", "府") > -0.5
    (True, True)
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
