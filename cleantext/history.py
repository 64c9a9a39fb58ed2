"""All the steps a text went through, as one value that can be redone, undone and mapped."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from cleantext.edits import Edit, Span, Step, apply, compose, inverse


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
        return _map_span(span, self._before, self._after)

    def back(self, span: Span) -> Span:
        """Map a span of the text after the edits to the text before them."""
        return _map_span(span, self._after, self._before)


def _map_span(span: Span, here: Sequence[Span], there: Sequence[Span]) -> Span:
    start = _map_start(span[0], here, there)
    end = start if span[0] == span[1] else _map_end(span[1], here, there)
    return start, max(start, end)


def _map_start(at: int, here: Sequence[Span], there: Sequence[Span]) -> int:
    """A start moves left to the edge of changed text it lies in, and past changes that end at it."""
    found = bisect_right(here, (at, at)) - 1
    if found + 1 < len(here) and here[found + 1][0] == at:
        return there[found + 1][0]
    if found < 0:
        return at
    start, end = here[found]
    return there[found][0] if start < at < end else there[found][1] + at - end


def _map_end(at: int, here: Sequence[Span], there: Sequence[Span]) -> int:
    """An end moves right to the edge of changed text it lies in; a change that begins at it is not taken."""
    found = bisect_right(here, (at - 1, at)) - 1
    while found + 1 < len(here) and here[found + 1][0] < at:
        found += 1
    if found < 0:
        return at
    start, end = here[found]
    return there[found][1] if start < at <= end else there[found][1] + at - end
