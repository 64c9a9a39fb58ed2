"""The matchers: whole lines, literals and patterns, in one line or over several."""

from collections.abc import Iterable, Iterator
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from cleantext.edits import Span
from cleantext.fold import fold
from cleantext.records import dataclass
from cleantext.ruleset.model import Group, Match, Rule
from cleantext.ruleset.patterns import compile_pattern, may_match
from cleantext.ruleset.view import TRIMMED, PageView

if TYPE_CHECKING:
    from regex import Match as PatternMatch

_CONTEXT_LINES = 12
"""How far around its anchor a pattern over lines can look, at least."""

_LONGEST_LINE = 1_000_000
"""Code points above which no pattern is tried on a line: it is no line of prose or of chrome."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match: its span, the first and last line it touches, and its groups (offsets are `base` behind)."""

    start: int
    end: int
    first: Span
    last: Span
    groups: "PatternMatch[str] | None" = None
    base: int = 0

    def group(self, group: Group) -> Span | None:
        """The span of a group, None where it took no part."""
        if self.groups is None:
            return (self.start, self.end) if group == 0 else None
        start, end = self.groups.span(group)
        return (start + self.base, end + self.base) if start >= 0 else None


class Deadline:
    """The moment after which a rule is given up on this page."""

    def __init__(self, seconds: float) -> None:
        self._at = monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises TimeoutError when there are none."""
        left = self._at - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def in_line(match: Match, line: Span, view: PageView, deadline: Deadline, *, exact: bool) -> Iterator[Found]:
    """Every match in one line, without the space around it."""
    start, end = view.trimmed(line)
    content = (view.text if exact else view.folded)[start:end]
    if match.line and content in whole_lines(match.line, exact=exact):
        yield Found(start, end, line, line)
    for literal in match.text:
        at = content.find(literal if exact else fold(literal))
        if at >= 0:
            yield Found(start + at, start + at + len(literal), line, line)
    for pattern in match.pattern if len(content) <= _LONGEST_LINE else ():
        if not may_match(pattern, content, exact=exact):
            continue
        compiled = compile_pattern(pattern, exact=exact)
        for found in compiled.finditer(content, timeout=deadline.left()):
            if found.end() > found.start():
                yield Found(start + found.start(), start + found.end(), line, line, found, start)


@cache
def whole_lines(literals: tuple[str, ...], *, exact: bool) -> frozenset[str]:
    """What a whole line must be one of, trimmed."""
    return frozenset((literal if exact else fold(literal)).strip(TRIMMED) for literal in literals)


def over_lines(rule: Rule, anchored: Iterable[Span], view: PageView, deadline: Deadline) -> Iterator[Found]:
    """Matches of patterns that may run over line ends, looked for around the anchors alone."""
    shown = view.text if rule.view == "exact" else view.folded
    for start, end in _windows(anchored, view, max(rule.at_most_lines, _CONTEXT_LINES)):
        content = shown[start:end]
        for pattern in rule.target.pattern:
            if not may_match(pattern, content, exact=rule.view == "exact"):
                continue
            compiled = compile_pattern(pattern, exact=rule.view == "exact", over_lines=True)
            for found in compiled.finditer(content, timeout=deadline.left()):
                if found.end() > found.start() and found.group().count("\n") < rule.at_most_lines:
                    first = view.line_at(start + found.start())
                    last = view.line_at(start + found.end() - 1)
                    yield Found(start + found.start(), start + found.end(), first, last, found, start)


def _windows(anchored: Iterable[Span], view: PageView, lines: int) -> Iterator[Span]:
    """The stretches of the page within so many lines of an anchor, joined where they meet."""
    reach: Span | None = None
    for line in anchored:
        start, end = view.around(line, lines)
        if reach is not None and start <= reach[1]:
            reach = reach[0], max(end, reach[1])
        else:
            if reach is not None:
                yield reach
            reach = start, end
    if reach is not None:
        yield reach
