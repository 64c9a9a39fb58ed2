"""What may follow on a page: the language's characters in a row, and what the page itself writes."""

import math
from collections.abc import Collection, Mapping
from heapq import nlargest
from typing import NamedTuple

from cleantext.ngrams import ngrams, normal_form
from cleantext.records import dataclass
from cleantext.steps.mend.shift_cells import Cells

CONTEXT = 3
"""Characters before one that tell how likely it is."""

_LOOKED_AT = 24
"""Characters, likeliest after one character, that are weighed by the others before it."""


_BY_ONE, _BY_TWO = (0.15, 5.0), (0.3, 1.0)
"""After one character and after two: how much the page may count, and how many places halve that."""

_UNKNOWN = -14.0
"""Log probability of a character that the language does not know."""

_SURPRISE = 4.0
"""Nats by which the characters before the last may make one likelier."""


_IN_NUMBERS = frozenset("0.")

_ANY, _OF_ANY = frozenset("0a"), 0.6
"""Which digit or letter stands there the model does not know, so it counts for less."""


def with_next(context: str, letters: str) -> str:
    """The context after more characters; of a number it keeps one digit, so that what is counted and
    its measure word bear on each other.

    >>> with_next("泵站0", "0"), with_next("泵站0", "."), with_next("泵站0", "座")
    ('泵站0', '泵站0', '站0座')
    """
    if letters in _IN_NUMBERS and context[-1:] == "0":
        return context
    return (context + letters)[-CONTEXT:]


class Likely(NamedTuple):
    """A character that may follow: nats, itself, its normal form, and the byte of its code not known."""

    nats: float
    character: str
    letter: str
    byte: int


class Odds:
    """Log probabilities on one page, in nats. `page` is its sound text; contexts are in normal form.

    >>> odds = Odds("人文松江")
    >>> odds.nats("全面加", "强") > odds.nats("全面加", "墙")
    True
    """

    def __init__(self, page: str) -> None:
        self._language = ngrams()
        self._own = _followers(normal_form(page))
        self._known: dict[str, float] = {}
        self._rows: dict[str, tuple[tuple[Mapping[str, float], float], ...]] = {}
        self._readily: dict[tuple[str, int], list[Likely]] = {}

    def nats(self, context: str, letter: str) -> float:
        """Log probability of a character in normal form after some."""
        key = context + letter
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._weighed(context, letter)
        return found

    def _weighed(self, context: str, letter: str) -> float:
        rows = self._rows.get(context)
        if rows is None:
            rows = self._rows[context] = self._rows_after(context)
        nats = _UNKNOWN
        for row, weight in rows:
            found = row.get(letter)
            if found is not None:
                nats = weight + found
                break
        followers = self._own.get(context[-1:])
        if followers is not None:
            nats = _mixed(nats, followers, letter, *_BY_ONE)
            followers = self._own.get(context[-2:]) if len(context) > 1 else None
            if followers is not None:
                nats = _mixed(nats, followers, letter, *_BY_TWO)
        return nats * _OF_ANY if letter in _ANY else nats

    def _rows_after(self, context: str) -> tuple[tuple[Mapping[str, float], float], ...]:
        """What follows a context and each of its endings, longest first, and what to add to it."""
        rows, weight, context = [], 0.0, self._language.context(context)
        while True:
            row = self._language.row(context)
            if row:
                rows.append((row, weight))
            if not context:
                return tuple(rows)
            weight += self._language.unseen(context)
            context = context[1:]

    def score(self, context: str, text: str) -> float:
        """Log probability of a text in normal form."""
        nats = 0.0
        for letter in text:
            nats += self.nats(context, letter)
            context = with_next(context, letter)
        return nats

    def likely(
        self, context: str, cells: Cells, count: int, allowed: Collection[int] | None = None
    ) -> list[Likely]:
        """The characters of `cells` likeliest to follow, best first, their unknown byte among `allowed`."""
        weighed: list[Likely] = []
        after = self._after_several(context, cells)
        for letter in after:
            cell = cells.by_letter[letter]
            if allowed is None or cell[2] in allowed:
                weighed.append(Likely(self.nats(context, letter), *cell))
        least = nlargest(count, weighed)[-1].nats - _SURPRISE if len(weighed) >= count else -math.inf
        for one in self._rough(context[-1:], cells):
            if one.nats < least:
                break
            if one.letter in after or (allowed is not None and one.byte not in allowed):
                continue
            weighed.append(Likely(self.nats(context, one.letter), *one[1:]))
            if len(weighed) == count:
                least = min(weighed).nats - _SURPRISE
        return nlargest(count, weighed)

    def _after_several(self, context: str, cells: Cells) -> Collection[str]:
        """The letters of `cells` that are known to follow the last two or three characters."""
        here, found = cells.by_letter, set[str]()
        for size in range(2, len(context) + 1):
            row = self._language.row(context[-size:])
            found.update([c for c in row if c in here] if len(row) < len(here) else row.keys() & here.keys())
        return found

    def _rough(self, last: str, cells: Cells) -> list[Likely]:
        """The characters of `cells` that readily follow one character, best first, weighed by it alone."""
        key = last, id(cells)
        found = self._readily.get(key)
        if found is None:
            row, here = self._language.row(last), cells.by_letter
            known = row.keys() & here.keys() if len(row) > len(here) else [c for c in row if c in here]
            best = dict.fromkeys(nlargest(_LOOKED_AT, known, key=row.__getitem__))
            own = self._own.get(last, {})
            others = {c for c in (*own, *cells.common) if c in here and (c in own or c not in best)}
            weighed = [Likely(row[c], *here[c]) for c in best if c not in others]
            weighed += [Likely(self.nats(last, c), *here[c]) for c in others]
            weighed.sort(reverse=True)
            found = self._readily[key] = weighed
        return found


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page tells all its searches: its script, whether its marks were made half-width, and whether
    pairs without a character show nothing."""

    odds: Odds
    script: str
    narrow: bool
    silent: bool


def _mixed(nats: float, followers: Mapping[str, int], letter: str, most: float, doubt: float) -> float:
    """A log probability of the language, mixed with how often the page itself goes on so."""
    places = followers[""]
    share = most * places / (places + doubt)
    count = followers.get(letter, 0)
    if not count:
        return nats + math.log1p(-share)
    odds = math.exp(nats)
    return math.log(odds + share * (count / places - odds))


def _followers(page: str) -> dict[str, dict[str, int]]:
    """How often each character follows each one and each two of a page; "" counts their places."""
    counts: dict[str, dict[str, int]] = {}
    for size in (1, 2):
        for at in range(len(page) - size):
            followers = counts.setdefault(page[at : at + size], {"": 0})
            letter = page[at + size]
            followers[letter] = followers.get(letter, 0) + 1
            followers[""] += 1
    return counts
