"""Where two histories of one page act apart: region by region.

A region is a stretch of the page that edits change apart from all others, through every step.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from cleantext.edits import Edit, Span, Step
from cleantext.history import History
from cleantext.records import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """An edit, its step, its span in the page, and where it begins in what its region is by then."""

    step: str
    edit: Edit
    source: Span
    at: int

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same edit in another history; a log has margins to three places."""
        edit = self.edit
        margin = None if edit.margin is None else round(edit.margin, 3)
        return self.step, self.source, edit.old, edit.new, edit.rule, edit.confidence, margin


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the page, `source`, and the edits of two histories there; `clean` is what it became."""

    source: Span
    edits: tuple[tuple[Placed, ...], tuple[Placed, ...]]
    clean: tuple[Span, Span]

    @property
    def alone(self) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
        """The edits that the first history alone has, and those of the second."""
        first, second = self.edits
        keys = {placed.key for placed in first} & {placed.key for placed in second}
        return (
            tuple(placed for placed in first if placed.key not in keys),
            tuple(placed for placed in second if placed.key not in keys),
        )


def regions(first: History, second: History) -> tuple[Region, ...]:
    """The regions of a page that either history changes, in order.

    >>> login = Step("sweep", (Edit(0, 3, "登录\\n", "", "forum/login"),), 6, 3)
    >>> space = Step("tidy", (Edit(5, 6, " ", "", "tidy/space"),), 6, 5)
    >>> [region.source for region in regions(History((login,)), History((space,)))]
    [(0, 3), (5, 6)]
    """
    steps = [by_line(history).steps for history in (first, second)]
    reaches = [list(_reaches(history)) for history in steps]
    stretches = _stretches(one for side in reaches for step in side for one in step)
    starts = [start for start, _ in stretches]
    sides = [_side(*side, starts) for side in zip(steps, reaches, strict=True)]
    return tuple(
        Region(
            stretch,
            (tuple(sides[0].edits[number]), tuple(sides[1].edits[number])),
            (sides[0].span(number, stretch), sides[1].span(number, stretch)),
        )
        for number, stretch in enumerate(stretches)
    )


def by_line(history: History) -> History:
    """The same history with no conversion that reaches over a line end: it would tie both lines together.

    >>> step = Step("convert", (Edit(0, 5, "說\\n這是說", "说\\n这是说", "convert/simplified"),), 5, 5)
    >>> [(edit.start, edit.old) for edit in by_line(History((step,))).steps[0].edits]
    [(0, '說'), (2, '這是說')]
    """
    return History(
        tuple(
            Step(step.name, tuple(part for edit in step.edits for part in _lines_of(edit)), 0, 0)
            for step in history.steps
        )
    )


def _lines_of(edit: Edit) -> Iterator[Edit]:
    if not edit.rule.startswith("convert/") or edit.old.count("\n") != edit.new.count("\n"):
        yield edit
        return
    at = edit.start
    for old, new in zip(edit.old.split("\n"), edit.new.split("\n"), strict=True):
        if old != new:
            same = _same_at_start(old, new)
            end = _same_at_start(old[same:][::-1], new[same:][::-1])
            gone, came = old[same : len(old) - end], new[same : len(new) - end]
            yield Edit(at + same, at + same + len(gone), gone, came, edit.rule, edit.confidence, edit.margin)
        at += len(old) + 1


def _same_at_start(left: str, right: str) -> int:
    """How many characters two texts have in common from their start on."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(left), len(right)))


@dataclass(frozen=True, slots=True)
class _Reach:
    """What an edit reaches of a text; `left` and `right`: also the place before it, and behind it?

    At a place, where nothing is, something was put in or taken off. Edits of one place hang together; those
    of neighbouring characters do not.
    """

    start: int
    end: int
    left: bool
    right: bool


class _Back:
    """From the text after some edits to the text before them."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._before = [(edit.start, edit.end) for edit in edits]
        growths = accumulate((len(edit.new) - (edit.end - edit.start) for edit in edits), initial=0)
        self._starts = [edit.start + growth for edit, growth in zip(edits, growths, strict=False)]
        self._ends = [start + len(edit.new) for edit, start in zip(edits, self._starts, strict=True)]

    def reach(self, reach: _Reach) -> _Reach:
        """What a reach was in the text before."""
        if reach.start == reach.end:
            start, end = self._place(reach.start)
            return _Reach(start, end, left=True, right=True)
        first, last = self._character(reach.start), self._character(reach.end - 1)
        start = min(first[0], self._place(reach.start)[0]) if reach.left else first[0]
        end = max(last[1], self._place(reach.end)[1]) if reach.right else last[1]
        return _Reach(start, end, reach.left or first[0] == first[1], reach.right or last[0] == last[1])

    def _place(self, at: int) -> Span:
        """All that stood between two neighbours; of a place inside a change the whole of that."""
        left, right = self._character(at - 1), self._character(at)
        return left if left == right else (left[1], right[0])

    def _character(self, at: int) -> Span:
        """What became this character."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at, at + 1
        if at < self._ends[number]:
            return self._before[number]
        here = at - self._ends[number] + self._before[number][1]
        return here, here + 1


def _reaches(steps: Sequence[Step]) -> Iterator[list[_Reach]]:
    """For each step what its edits reach of the page."""
    earlier: list[_Back] = []
    for step in steps:
        reaches = [
            _Reach(edit.start, edit.end, empty := edit.start == edit.end, empty) for edit in step.edits
        ]
        for back in reversed(earlier):
            reaches = [back.reach(reach) for reach in reaches]
        yield reaches
        earlier.append(_Back(step.edits))


def _stretches(reaches: Iterable[_Reach]) -> list[Span]:
    """Reaches put together where they overlap, or meet at a place that one of them takes in."""
    found: list[Span] = []
    open_at = -1
    for one in sorted(reaches, key=lambda one: (one.start, not one.left, one.end)):
        meets = found and one.start == found[-1][1] and (one.left or open_at == one.start)
        if found and (one.start < found[-1][1] or meets):
            found[-1] = found[-1][0], max(found[-1][1], one.end)
        else:
            found.append((one.start, one.end))
        open_at = one.end if one.right and one.end == found[-1][1] else open_at
    return found


@dataclass(frozen=True, slots=True)
class _Side:
    """What one history did in each region, and by how much each has grown in the end."""

    edits: Mapping[int, list[Placed]]
    growths: list[int]
    shifts: list[int]

    def span(self, number: int, source: Span) -> Span:
        """What a region is in the clean text."""
        start = source[0] + self.shifts[number]
        return start, start + source[1] - source[0] + self.growths[number]


def _side(steps: Sequence[Step], reaches: Sequence[Sequence[_Reach]], starts: Sequence[int]) -> _Side:
    edits: dict[int, list[Placed]] = {number: [] for number in range(len(starts))}
    growths = [0] * len(starts)
    for step, sources in zip(steps, reaches, strict=True):
        shifts = _before(growths)
        for edit, source in zip(step.edits, sources, strict=True):
            number = bisect_right(starts, source.start) - 1
            at = edit.start - starts[number] - shifts[number]
            edits[number].append(Placed(step.name, edit, (source.start, source.end), at))
            growths[number] += len(edit.new) - len(edit.old)
    return _Side(edits, growths, _before(growths))


def _before(growths: Sequence[int]) -> list[int]:
    """By how much the regions before each one have grown."""
    return list(accumulate(growths, initial=0))[:-1] if growths else []
