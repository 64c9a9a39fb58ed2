"""How likely a character is where it stands: the language's habit, mixed with the page's own."""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from heapq import nlargest
from operator import itemgetter

from cleantext.census import count_characters
from cleantext.compiled.counts import Counts
from cleantext.ngrams import ngrams, normal_form
from cleantext.steps.mend.readings import simplified
from cleantext.steps.mend.shifted_bytes import LEADS, pair

_OWN = 0.15
"""How much of a probability comes from the pairs of the page at hand, and as much from its triples."""

_LANGUAGE = math.log(1 - 2 * _OWN)

_PAIR_DOUBT, _TRIPLE_DOUBT = 5, 2
"""Occurrences that a context must have on a page before the page's habit counts in full."""

_OTHER_SCRIPT = -6.0
"""Nats for a Simplified character, or a full-width letter, that the page does not hold."""

_MOST, _SLACK = 10, 7.5
"""Characters tried where one byte of a character is open, and how far behind the likeliest, in nats."""

_FOLLOWERS, _MOST_FOLLOWERS = 120, 20
"""Characters looked through, and tried, where neither byte of a character is shown."""

_SELDOM, _UNKNOWN = -5.0, -17.0

_HELD = 4
"""Times that a page must hold a character for it to be one that the page uses: shifted runs show others."""

MARKS = "?？\ufffd"
"""What decoders show for a byte, or a pair of bytes, that is no character."""


class Judge:
    """Weighs characters after up to three others, all in normal form.

    `sound` is the page's text without annotations; `counts` are of its normal form, up to triples.

    >>> Judge("今年以來").nats("人民政", "府") > Judge("今年以來").nats("人民政", "俯")
    True
    """

    def __init__(self, sound: str) -> None:
        text = normal_form(sound)
        self._sound, self._held = sound, count_characters(sound)
        self.counts = Counts(text, 3)
        self._count = self.counts.count
        self._known: dict[str, float] = {}
        self._followers: dict[tuple[str, bytes], list[tuple[str, bytes]]] = {}

    def nats(self, context: str, character: str) -> float:
        """Log probability of a character."""
        gram = context + character
        found = self._known.get(gram)
        if found is None:
            found = self._known[gram] = self._weigh(context, character)
        return found

    def _weigh(self, context: str, character: str) -> float:
        language = self._of_language(context, character)
        twos = self._count(context[-1] + character)
        if not twos:
            return language + _LANGUAGE
        own = twos / (self._count(context[-1]) + _PAIR_DOUBT)
        if len(context) > 1:
            threes = self._count(context[-2:] + character)
            own += threes / (self._count(context[-2:]) + _TRIPLE_DOUBT)
        return math.log((1 - 2 * _OWN) * math.exp(language) + _OWN * own)

    def _of_language(self, context: str, character: str) -> float:
        return ngrams().nats(context, character) if character in ngrams().row("") else _UNKNOWN

    def of_other_script(self, character: str) -> float:
        """Nats for a character as it is written, beside those for its normal form."""
        if character not in _rare_on_traditional_pages():
            return 0.0
        held = self._held.get(character, 0)
        return 0.0 if held >= _HELD and 2 * held > self._count(normal(character)) else _OTHER_SCRIPT

    def row(self, context: str) -> Mapping[str, float]:
        """What the language knows to follow a context in normal form."""
        return ngrams().row(context)

    def followers(self, context: str, trails: bytes, leads: bytes) -> list[tuple[str, bytes]]:
        """The likeliest characters, and their codes, with one of some first bytes and one of some second
        ones, that are known to follow the last of a context."""
        return [found for found in self._after(context[-1], trails) if found[1][0] in leads][:_MOST_FOLLOWERS]

    def _after(self, last: str, trails: bytes) -> list[tuple[str, bytes]]:
        key = last, trails
        best = self._followers.get(key)
        if best is None:
            row, table = ngrams().row(last), ending_in(trails)
            known = nlargest(_FOLLOWERS, [c for c in row if c in table], key=row.__getitem__)
            best = self._followers[key] = [found for c in known for found in table[c]]
        return best

    def known_pairs(self) -> Iterator[str]:
        """The pairs of Han characters that the page has more than once."""
        return (two for two in Counts(self._sound, 2).repeated_pairs() if min(two) >= "\u3400")

    def likeliest(self, context: str, found: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
        """The characters, each with whatever belongs to it, that best follow the last of a context."""
        if len(found) < 2:
            return found
        last = context[-1]
        row, alone, unseen, twos = ngrams().row(last), ngrams().row(""), ngrams().unseen(last), self._count
        weighed = []
        for candidate in found:
            c = normal(candidate[0])
            nats = row.get(c)
            if nats is None:
                nats = unseen + alone.get(c, _UNKNOWN)
            if nats < _SELDOM and twos(last + c):
                nats = _SELDOM
            weighed.append((nats, candidate))
        weighed = nlargest(_MOST, weighed, key=itemgetter(0))
        least = weighed[0][0] - _SLACK
        return [candidate for nats, candidate in weighed if nats >= least]


@cache
def normal(character: str) -> str:
    """The normal form of one character."""
    return normal_form(character)


def context_after(before: str) -> str:
    """The three characters before the next; a mark stands for a digit that a lost byte took."""
    return "".join("0" if c in MARKS else normal(c) for c in before[-3:].rjust(3, "\n"))


@cache
def _rare_on_traditional_pages() -> frozenset[str]:
    letters = {chr(code) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
    return simplified() | letters | {"\u3000"}


@cache
def ending_in(trails: bytes) -> dict[str, list[tuple[str, bytes]]]:
    """All characters with one of some second bytes, and their codes, by their normal form."""
    table: dict[str, list[tuple[str, bytes]]] = {}
    for lead in LEADS:
        for trail in trails:
            if new := pair(lead, trail):
                table.setdefault(normal(new), []).append((new, bytes((lead, trail))))
    return table
