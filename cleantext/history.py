"""All the steps a text went through, as one value that can be redone, undone and mapped."""

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import reduce

from cleantext.edits import Edit, Span, Step, apply, compose, inverse
from cleantext.records import dataclass


@dataclass(frozen=True, slots=True)
class History:
    """Steps in the order they ran. `redo(source) == clean` and `undo(clean) == source`."""

    steps: tuple[Step, ...] = ()

    def redo(self, source: str) -> str:
        """The clean text of a decoded page."""
        return reduce(lambda text, step: apply(text, step.edits), self.steps, source)

    def undo(self, clean: str) -> str:
        """The decoded page of a clean text."""
        return reduce(lambda text, step: apply(text, inverse(step.edits)), reversed(self.steps), clean)

    def changes(self) -> tuple[Edit, ...]:
        """One change set from source to clean; offsets are code points of the source."""
        return reduce(compose, (step.edits for step in self.steps), ())

    def to_source(self, span: Span) -> Span:
        """The span of the source that a span of the clean text came from."""
        return PositionMap(self.changes()).back(span)

    def to_clean(self, span: Span) -> Span:
        """The span of the clean text that a span of the source became (empty if it was removed)."""
        return PositionMap(self.changes()).forward(span)


_FAR = (sys.maxsize, sys.maxsize)
"""Past the end of any text."""


class PositionMap:
    """Where positions of one text lie in another, by the edit list between them.

    A position inside changed text maps to the whole of what it was changed from or to: no finer claim is
    made than the edits make.

    >>> there = PositionMap([Edit(1, 5, "(qū)", "", "mend/pinyin-annotation")])
    >>> there.forward((0, 6)), there.back((0, 2))
    ((0, 2), (0, 6))
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._before = [(edit.start, edit.end) for edit in edits]
        self._after: list[Span] = []
        shift = 0
        for edit in edits:
            start = edit.start + shift
            self._after.append((start, start + len(edit.new)))
            shift += len(edit.new) - len(edit.old)

    def forward(self, span: Span) -> Span:
        """Map a span of the text before the edits to the text after them."""
        return _map_span(span, self._before, self._after, bisect_left(self._before, (span[0], -1)))

    def back(self, span: Span) -> Span:
        """Map a span of the text after the edits to the text before them."""
        return _map_span(span, self._after, self._before, bisect_left(self._after, (span[0], -1)))

    def all_back(self, spans: Iterable[Span]) -> list[Span]:
        """Map spans sorted by their start back in one walk."""
        here, there, at = [*self._after, _FAR], [*self._before, _FAR], 0
        mapped = []
        for span in spans:
            start, end = span
            while here[at][0] < start:
                at += 1
            if here[at][0] > end and (at == 0 or here[at - 1][1] < start):  # nothing changed here
                shift = there[at - 1][1] - here[at - 1][1] if at else 0
                mapped.append((start + shift, end + shift))
            else:
                mapped.append(_map_span(span, here, there, at))
        return mapped


def _map_span(span: Span, here: Sequence[Span], there: Sequence[Span], first: int) -> Span:
    """Map a span from `here` to `there`. `first` is the first edit that does not begin before the span.

    A start inside changed text moves to its left edge, an end to its right edge. Text that only one side
    has, at the very edge of the span, does not belong to it.
    """
    if span[0] == span[1]:
        start = _map_start(span[0], here, there, first)
        return start, start
    while first < len(here) and here[first] == (span[0], span[0]):
        first += 1
    start = _map_start(span[0], here, there, first)
    last = first
    while last < len(here) and here[last][0] < span[1]:
        last += 1
    return start, max(start, _map_end(span[1], here, there, last - 1))


def _map_start(at: int, here: Sequence[Span], there: Sequence[Span], first: int) -> int:
    if first < len(here) and here[first][0] == at:
        return there[first][0]
    if first == 0:
        return at
    start, end = here[first - 1]
    return there[first - 1][0] if start < at < end else there[first - 1][1] + at - end


def _map_end(at: int, here: Sequence[Span], there: Sequence[Span], last: int) -> int:
    if last < 0:
        return at
    return there[last][1] + max(0, at - here[last][1])
