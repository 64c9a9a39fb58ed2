"""Which reading of a shifted run to take: one that is proved, and has no near rival.

Where more than one shows the page, the words that each makes and the brackets that it opens or closes are
weighed beside its characters in a row.
"""

import math
import re
from typing import NamedTuple

from cleantext.fold import fold
from cleantext.records import dataclass
from cleantext.steps.mend.pinyin_bytes import proved
from cleantext.steps.mend.pinyin_judge import MARKS
from cleantext.steps.mend.pinyin_lost import Annotations, unmatched
from cleantext.steps.mend.readings import LETTERS

ANNOTATION = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")

_SURE = 0.6
"""Share of the plausibility of all readings that the best must have."""

_RIVALS, _NEAR = 12, 9.0
"""Readings weighed against the best, and how many nats they may be behind."""

_AROUND = 8
"""Characters on either side of a run that bear on its words."""

_ALONE = -5.0
"""Nats for a bracket whose fellow is nowhere in its line."""

_WORST, _WORST_EACH = -20.0, -2.0
"""Nats that a reading may be below what is shown, and more for each of its characters: those of a shifted run
are at times common, and pairs that show nothing add characters."""

Code = tuple[bytes, str]
"""A two-byte code and its pinyin."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands for `text[begin:end]`, and by how many nats it is more plausible."""

    begin: int
    end: int
    new: str
    gain: float


class Reading(NamedTuple):
    """One way to read a run so far: its nats, the text it gives, the bytes of which one begins the next
    character (none once the pairs are those that the page shows), the codes annotated, and what of the text
    bears on the next character."""

    nats: float
    new: str
    halves: bytes
    codes: tuple[Code, ...]
    context: str


End = tuple[float, int, Reading]
"""Nats of all the text, where the run ends, and what it reads."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run begins in a text, where its line ends, and the mended text before it."""

    text: str
    begin: int
    line_end: int
    before: str
    page: Annotations


def choose(place: Place, ends: list[End]) -> Found | None:
    """The best reading, if it has no near rival among those that are proved."""
    weighed = _weighed(place, [end for end in ends[:_RIVALS] if end[0] > ends[0][0] - _NEAR])
    proven = [(nats, end) for nats, end in weighed if nats > weighed[0][0] - _NEAR and _proved(place, end)]
    if not proven:
        return None
    nats, (gain, end, reading) = proven[0]
    rivals = {_whole(place, rival, end): other for other, rival in reversed(proven)}
    if 1 / sum(math.exp(min(50.0, other - nats)) for other in rivals.values()) < _SURE:
        return None
    if gain <= _WORST + _WORST_EACH * len(reading.new):
        return None
    return Found(place.begin, end, reading.new, gain)


def _weighed(place: Place, ends: list[End]) -> list[tuple[float, End]]:
    """Readings with their nats, best first: words and brackets are weighed where there is a choice."""
    if len(ends) < 2:
        return [(end[0], end) for end in ends]
    furthest = max(end for _, end, _ in ends) + _AROUND
    begin = place.text.rfind("\n", 0, place.begin) + 1
    left, near = fold(place.text[begin : place.begin]), place.before[-_AROUND:].rpartition("\n")[2]
    weighed = []
    for nats, end, reading in ends:
        beside = near + reading.new + ANNOTATION.sub("", place.text[end : min(furthest, place.line_end)])
        alone = unmatched(left, fold(reading.new), fold(place.text[end : place.line_end]))
        weighed.append((nats + place.page.by_words(beside) + _ALONE * alone, (nats, end, reading)))
    return sorted(weighed, key=lambda found: -found[0])


def _whole(place: Place, rival: End, end: int) -> str:
    """The text that a rival gives, up to where the best one ends or beyond."""
    return rival[2].new + place.text[rival[1] : max(rival[1], end)]


def _proved(place: Place, found: End) -> bool:
    _, end, reading = found
    last = place.before[-1:]
    after = place.text[end : end + 1]
    after = "" if after in (*MARKS, "(", "\n") else after
    known = {**place.page.codes, **dict(reading.codes)}
    shown = place.text[place.begin : end]
    own = {"", f"({place.page.pinyin[last]})" if last in place.page.pinyin else ""}
    return any(
        proved(last + reading.new, last + pinyin + shown, known, after=after, narrow=place.page.narrow)
        for pinyin in own
    )
