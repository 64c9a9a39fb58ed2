"""Counting over the pages of a site in one pass and bounded memory: on how many a line stands, and where.

A line of one page alone is remembered by its hash; where it stands is kept from its second page on.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from cleantext.fold import fold
from cleantext.induce.skeletons import UNPRINTABLE, mask_numbers, open_words
from cleantext.ruleset.view import TRIMMED

_MOST_SINGLE = 400_000
"""Lines of one page alone that are remembered; then the older half is forgotten."""

_MOST_SHARED = 30_000
"""Lines of several pages that are kept; then those on the fewest pages go."""

_MOST_SAMPLES = 64
"""Pages kept as they are: cases come from them, and rules are tried on them."""

_MOST_VALUES = 12
_MOST_SPOTS = 500
LONGEST_LINE = 300
"""Longer lines are no chrome that a rule could name."""


Spot = tuple[int, int]
"""Lines that are not blank above a line of its page, and below it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page's lines that are not blank, trimmed: as they stand, and folded."""

    lines: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(slots=True)
class Seen:
    """Where a line, or a skeleton of lines, stands on how many pages.

    `spots` counts how far from the page's first and last line; `before` and `after` the lines beside it;
    `values` are some of the lines a skeleton stands for.
    """

    pages: int = 1
    occurrences: int = 1
    last_page: int = -1
    spots: Counter[Spot] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    values: set[str] = field(default_factory=set)


class Tally:
    """Pages are added one by one; `shared` holds the lines of two pages or more by their masked form."""

    def __init__(self) -> None:
        self.pages = 0
        self.shared: dict[str, Seen] = {}
        self.open: dict[str, Seen] = {}
        self.samples: list[Sample] = []
        self.copies = 0
        self._single: dict[int, int] = {}
        self._known: set[bytes] = set()
        self._every = 1

    def add(self, text: str) -> None:
        """Count a page's lines; a page that was there before, whole, counts as a copy and no more."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        if digest in self._known:
            self.copies += 1
            return
        self._known.add(digest)
        page = sample_of(text)
        masked = [mask_numbers(line) for line in page.folded]
        count = len(masked)
        for at, key in enumerate(masked):
            if not 2 <= len(key) <= LONGEST_LINE or UNPRINTABLE.search(page.folded[at]):
                continue
            seen = self._count(self.shared, key)
            if seen is not None:
                self._place(seen, at, count, masked)
                seen.values.add(page.folded[at]) if len(seen.values) < _MOST_VALUES else None
            for skeleton in open_words(key):
                seen = self._count(self.open, skeleton)
                if seen is not None:
                    self._place(seen, at, count, masked)
                    seen.values.add(page.folded[at]) if len(seen.values) < _MOST_VALUES else None
        self._keep_sample(page)
        self._forget()
        self.pages += 1

    def _count(self, shared: dict[str, Seen], key: str) -> Seen | None:
        """The count of a line that was on another page before; None on its first page."""
        seen = shared.get(key)
        if seen is None:
            mark = hash((shared is self.open, key))
            if self._single.setdefault(mark, self.pages) == self.pages:
                return None
            seen = shared[key] = Seen()
            del self._single[mark]
        if seen.last_page != self.pages:
            seen.last_page = self.pages
            seen.pages += 1
        seen.occurrences += 1
        return seen

    def _place(self, seen: Seen, at: int, count: int, masked: Sequence[str]) -> None:
        if len(seen.spots) < _MOST_SPOTS:
            seen.spots[at, count - 1 - at] += 1
        if len(seen.before) < _MOST_VALUES * 4 and at:
            seen.before[masked[at - 1]] += 1
        if len(seen.after) < _MOST_VALUES * 4 and at + 1 < count:
            seen.after[masked[at + 1]] += 1

    def _keep_sample(self, page: Sample) -> None:
        if self.pages % self._every == 0:
            self.samples.append(page)
        if len(self.samples) > _MOST_SAMPLES:
            del self.samples[1::2]
            self._every *= 2

    def _forget(self) -> None:
        if len(self._single) > _MOST_SINGLE:
            for mark in list(self._single)[: _MOST_SINGLE // 2]:
                del self._single[mark]
        for shared in (self.shared, self.open):
            if len(shared) > _MOST_SHARED:
                kept = sorted(shared, key=lambda key: shared[key].pages, reverse=True)[: _MOST_SHARED // 2]
                few = {key: shared[key] for key in kept}
                shared.clear()
                shared.update(few)


def sample_of(text: str) -> Sample:
    """A page's lines that are not blank."""
    lines, folded = [], []
    for line, shown in zip(text.split("\n"), fold(text).split("\n"), strict=True):
        trimmed = shown.strip(TRIMMED)
        if trimmed:
            lines.append(line.strip(TRIMMED))
            folded.append(trimmed)
    return Sample(tuple(lines), tuple(folded))
