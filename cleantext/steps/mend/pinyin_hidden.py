"""Characters that a shifted run hides: pairs of bytes which are no character show nothing.

Of two characters that stand where one is shown, the first byte of the first and the last of the second are
known, and that the two between them are no character: which they are, the language and the page say.
"""

import math
from collections.abc import Iterable
from functools import cache
from heapq import nlargest

from cleantext.ngrams import ngrams
from cleantext.steps.mend.pinyin_judge import Judge, ending_in, normal
from cleantext.steps.mend.readings import gbk_bytes
from cleantext.steps.mend.shifted_bytes import begin_unseen, pair, unseen_after

_FIRSTS, _FEWER = 14, 5
"""First characters tried, and where three may stand for one."""

_KEPT, _HEADS, _ROUGH = 8, 40, 24

_POOR = -3.7
"""Nats a character, of the best two, that make three worth trying."""

_COMMON, _NEAR = 40, 1.0
"""Common characters tried though they seldom follow: what comes next may ask for them."""

_RARE = -12.0
"""Nats of a character by itself that is too rare to be thought of."""

_STRONG = -1.5
"""Nats of a character that nearly always follows."""

_Weighed = tuple[float, str]
"""Nats and the characters."""


class Hidden:
    """What may be hidden on one page, as its judge weighs it; what was found once is kept."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._found: dict[tuple[str, int, bytes, str], list[str]] = {}
        self._first: dict[tuple[str, int], list[_Weighed]] = {}
        self._two_unseen: dict[tuple[str, int], list[str]] = {}
        self._heads: dict[tuple[str, int], list[str]] = {}
        self._own: dict[tuple[int, int], list[str]] | None = None

    def between(self, context: str, half: int, trails: bytes, following: str) -> list[str]:
        """Two characters or three that may stand where one is shown: the first begins with `half`, the last
        ends in one of `trails`. `following` is what comes next, in normal form, as far as it is known."""
        key = context, half, trails, following
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(context, half, trails, following)
        return found

    def _find(self, context: str, half: int, trails: bytes, following: str) -> list[str]:
        firsts = self._firsts(context, half)
        two = self._two(firsts, trails)
        if len(trails) == 1:
            two += self._of_page(half, trails[0])
        two += [c + d for c in self._strong(context, firsts) for d in self._after(c[-1], trails, 6.0)]
        best = self._best(context, two, following, _KEPT)
        if not best or best[0][0] < _POOR * (2 + len(following)):
            three = [new + d for new in self._pairs(context, half) for d in self._after(new[-1], trails, 5.5)]
            best = nlargest(_KEPT, {*best, *self._best(context, three, following, _KEPT)})
        return [new for _, new in best]

    def _two(self, firsts: list[_Weighed], trails: bytes) -> list[str]:
        """First characters and what may follow each, as far as it is likely by that character alone."""
        rough: list[_Weighed] = []
        common: list[str] = []
        for nats, c in firsts:
            behind, row = firsts[0][0] - nats, self._judge.row(normal(c))
            for d in self._after(c, trails, behind):
                rough.append((nats + row[normal(d)], c + d))
            if behind < _NEAR and len(trails) == 1:
                leads = unseen_after(gbk_bytes(c)[1])
                common += [c + d for d, code in _common(trails) if code[0] in leads]
        return [new for _, new in nlargest(_ROUGH, rough)] + common

    def before(self, context: str, half: int, lead: int) -> list[str]:
        """What likeliest stands, unseen, before a character whose first byte is `lead`; its own is `half`."""
        found = self._heads.get((context, half))
        if found is None:
            firsts = self._firsts(context, half)
            heads = [*(c for _, c in firsts), *self._middles(firsts), *self._strong(context, firsts)]
            found = self._heads[context, half] = [c for _, c in self._best(context, heads, "", _HEADS)]
        return [c for c in found if lead in unseen_after(gbk_bytes(c)[-1])][:_FEWER]

    def _pairs(self, context: str, half: int) -> list[str]:
        """The likeliest two characters of which nothing is shown, but for the first byte."""
        found = self._two_unseen.get((context, half))
        if found is None:
            best = self._best(context, self._middles(self._firsts(context, half)), "", _FIRSTS)
            found = self._two_unseen[context, half] = [new for _, new in best]
        return found

    def _middles(self, firsts: list[_Weighed]) -> list[str]:
        return [c + d for _, c in firsts[:_FEWER] for d in self._after(c, begin_unseen(), 3.0)]

    def _firsts(self, context: str, half: int) -> list[_Weighed]:
        key = context, half
        found = self._first.get(key)
        if found is None:
            found = self._first[key] = self._best(context, _beginning_with(half), "", _FIRSTS)
        return found

    def _strong(self, context: str, firsts: list[_Weighed]) -> list[str]:
        """First characters with the one that nearly always follows them: 政府."""
        found = []
        for _, c in firsts[:_FEWER]:
            leads = unseen_after(gbk_bytes(c)[1])
            row = self._judge.row(context[-1] + normal(c))
            for n, nats in row.items():
                if nats > _STRONG:
                    found += [c + d for d, code in ending_in(begin_unseen()).get(n, ()) if code[0] in leads]
        return found

    def _after(self, character: str, trails: bytes, behind: float) -> list[str]:
        """What follows a character with a pair that shows nothing between them: fewer if it is behind."""
        leads = unseen_after(gbk_bytes(character)[1])
        count = int(20 - 2.5 * behind)
        if count <= 0:
            return []
        return [new for new, _ in self._judge.followers(normal(character), trails, leads)[:count]]

    def _best(self, context: str, found: Iterable[str], following: str, count: int) -> list[_Weighed]:
        """The likeliest after a context and before what follows, likeliest first."""
        weigh, of_other_script = self._judge.nats, self._judge.of_other_script
        best: list[_Weighed] = []
        least = -math.inf
        for new in dict.fromkeys(found):
            nats, before = 0.0, context
            for character in new:
                c = normal(character)
                nats += weigh(before, c) + of_other_script(character)
                if nats < least:
                    break
                before = before[1:] + c
            else:
                for c in following:
                    nats += weigh(before, c)
                    before = before[1:] + c
                if nats >= least:
                    best.append((nats, new))
                    if len(best) >= 2 * count:
                        best = nlargest(count, best)
                        least = best[-1][0]
        return nlargest(count, best)

    def _of_page(self, half: int, trail: int) -> list[str]:
        """The pairs of characters of the page itself with something hidden between these bytes."""
        if self._own is None:
            self._own = {}
            for two in self._judge.known_pairs():
                code = gbk_bytes(two)
                if len(code) == 4 and code[2] in unseen_after(code[1]):
                    self._own.setdefault((code[0], code[3]), []).append(two)
        return self._own.get((half, trail), [])


@cache
def _common(trails: bytes) -> list[tuple[str, bytes]]:
    """The commonest characters with one of some second bytes, and their codes."""
    table, row = ending_in(trails), ngrams().row("")
    return [found for n in nlargest(_COMMON, table, key=lambda n: row.get(n, -99.0)) for found in table[n]]


@cache
def _beginning_with(half: int) -> list[str]:
    """The characters whose first byte is `half` and whose second begins a pair that shows nothing, but for
    rare ones."""
    row = ngrams().row("")
    found = [pair(half, trail) for trail in begin_unseen()]
    return [new for new in found if new and row.get(normal(new), -99.0) > _RARE]
