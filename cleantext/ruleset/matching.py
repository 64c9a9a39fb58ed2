"""Which places of a page a rule matches, its conditions considered; what is done there is `run.py`'s matter."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from cleantext.edits import Span
from cleantext.fold import fold
from cleantext.page import Draft
from cleantext.ruleset.compile import Chosen, RuleSet
from cleantext.ruleset.conditions import line_allows, page_allows, spared
from cleantext.ruleset.model import Group, Match
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.view import PageView

if TYPE_CHECKING:
    from regex import Match as PatternMatch

_SHORTEST_REPEAT = 4
"""Code points a text needs before finding it again further down means anything."""

_CONTEXT_LINES = 12
"""How far around its anchor a pattern over lines can look, at least."""


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


@dataclass(frozen=True, slots=True)
class Hit:
    """An anchor's occurrence, and the line it begins in. Rules without one have a hit a line, of length 0."""

    start: int
    length: int
    line: Span


class Matches:
    """The matches of a rule set on one draft, found when asked for.

    `out_of_time` holds the rules that took too long; they count as having no matches.
    """

    def __init__(self, draft: Draft, rules: RuleSet) -> None:
        self.view = PageView(draft)
        self.out_of_time: list[Chosen] = []
        self._rules = rules
        self._found: dict[Chosen, tuple[Found, ...]] = {}
        self._hits = _anchor_hits(self.view, rules)
        self._seconds = rules.time_limit_seconds * (1 + len(draft.text) / 1_000_000)

    def possible(self) -> bool:
        """Whether any rule could match at all."""
        return bool(self._hits or self._rules.unanchored)

    def of(self, chosen: Chosen) -> tuple[Found, ...]:
        """The matches of one rule, by start."""
        if chosen not in self._found:
            if chosen not in self._hits and not chosen.rule.anywhere:
                return ()
            try:
                found = tuple(sorted(self._find(chosen), key=lambda match: (match.start, match.end)))
            except TimeoutError:
                self.out_of_time.append(chosen)
                found = ()
            self._found[chosen] = found
        return self._found[chosen]

    def _find(self, chosen: Chosen) -> Iterator[Found]:
        rule, view = chosen.rule, self.view
        if not page_allows(rule.when, view):
            return
        deadline = Deadline(self._seconds)
        for match in self._places(chosen, deadline):
            if self._holds(match, chosen) and not spared(rule, (match.first, match.last), view):
                if rule.between is None:
                    yield match
                elif (block := self._block(match, chosen, deadline)) is not None:
                    yield block

    def _places(self, chosen: Chosen, deadline: "Deadline") -> Iterator[Found]:
        """What the matcher finds, on lines that may hold a match."""
        rule, view = chosen.rule, self.view
        if rule.anywhere:
            hits = [Hit(line[0], 0, line) for line in view.all_lines()]
        else:
            hits = self._hits.get(chosen, [])
        exact = rule.view == "exact"
        if rule.span == "page":
            yield from _over_lines(chosen, hits, view, deadline)
            return
        hits = [hit for hit in hits if line_allows(rule.where, (hit.line, hit.line), view)]
        if rule.target.pattern:
            for line in dict.fromkeys(hit.line for hit in hits):
                yield from _in_line(rule.target, line, view, deadline, exact=exact)
        elif rule.target.text:
            yield from _texts(chosen, hits, view)
        else:
            for line in dict.fromkeys(hit.line for hit in hits):
                if (found := _whole_line(rule.target, line, view, exact=exact)) is not None:
                    yield found

    def _holds(self, match: Found, chosen: Chosen) -> bool:
        """The conditions that need the match itself, or other rules' matches."""
        where = chosen.rule.where
        if not line_allows(where, (match.first, match.last), self.view):
            return False
        if where.alone and (
            match.start > self.view.trimmed(match.first)[0] or match.end < self.view.trimmed(match.last)[1]
        ):
            return False
        if where.again is not None and not self._comes_again(match, where.again):
            return False
        return where.near is None or self._is_near(match, chosen, where.near.within)

    def _comes_again(self, match: Found, group: Group) -> bool:
        span = match.group(group)
        if span is None:
            return False
        wanted = self.view.folded[span[0] : span[1]].strip()
        return len(wanted) >= _SHORTEST_REPEAT and self.view.folded.find(wanted, match.end) >= 0

    def _is_near(self, match: Found, chosen: Chosen, within: int) -> bool:
        others = self.of(self._rules.neighbours[chosen])
        at = bisect_left(others, match.start, key=lambda other: other.start)
        before = at > 0 and self.view.lines_apart(others[at - 1].last, match.first, within)
        return before or (at < len(others) and self.view.lines_apart(match.last, others[at].first, within))

    def _block(self, match: Found, chosen: Chosen, deadline: "Deadline") -> Found | None:
        """The block of lines a match begins; None if its end is not found."""
        between, view = chosen.rule.between, self.view
        assert between is not None
        exact = chosen.rule.view == "exact"
        for count, line in enumerate(view.lines_after(match.last), 1):
            if count > between.at_most:
                return None
            if next(_matches_in_line(between.to, line, view, deadline, exact=exact), None):
                start = view.next_start(match.last) if between.keep_from else match.first[0]
                end = line[0] if between.keep_to else view.next_start(line)
                return Found(start, end, match.first, line)
        return None


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


def _anchor_hits(view: PageView, rules: RuleSet) -> dict[Chosen, list[Hit]]:
    """Where each rule's anchors occur, with the line of each."""
    found: dict[Chosen, list[Hit]] = {}
    line = (0, -1)
    literals, anchors = rules.search.literals, rules.anchors
    for start, number in rules.search.find(view.folded):
        if start > line[1]:
            line = view.line_at(start)
        hit = Hit(start, len(literals[number]), line)
        for chosen in anchors[number]:
            found.setdefault(chosen, []).append(hit)
    return found


def _matches_in_line(
    match: Match, line: Span, view: PageView, deadline: Deadline, *, exact: bool
) -> Iterator[Found]:
    """Every match in one line, found without anchors."""
    if match.pattern:
        yield from _in_line(match, line, view, deadline, exact=exact)
    elif match.line:
        if (found := _whole_line(match, line, view, exact=exact)) is not None:
            yield found
    else:
        shown = view.text if exact else view.folded
        for literal in match.text:
            start = shown.find(literal if exact else fold(literal), line[0], line[1])
            if start >= 0:
                yield Found(start, start + len(literal), line, line)


def _in_line(match: Match, line: Span, view: PageView, deadline: Deadline, *, exact: bool) -> Iterator[Found]:
    start, end = view.trimmed(line)
    content = (view.text if exact else view.folded)[start:end]
    for pattern in match.pattern:
        compiled = compile_pattern(pattern, exact=exact)
        for found in compiled.finditer(content, timeout=deadline.left()):
            if found.end() > found.start():
                yield Found(start + found.start(), start + found.end(), line, line, found, start)


def _whole_line(match: Match, line: Span, view: PageView, *, exact: bool) -> Found | None:
    start, end = view.trimmed(line)
    content = (view.text if exact else view.folded)[start:end]
    literals = match.line if exact else map(fold, match.line)
    if any(content == literal.strip() for literal in literals):
        return Found(start, end, line, line)
    return None


def _texts(chosen: Chosen, hits: list[Hit], view: PageView) -> Iterator[Found]:
    exact = chosen.rule.target.text if chosen.rule.view == "exact" else None
    for hit in hits:
        end = hit.start + hit.length
        if exact is None or view.text[hit.start : end] in exact:
            yield Found(hit.start, end, hit.line, hit.line)


def _over_lines(chosen: Chosen, hits: list[Hit], view: PageView, deadline: Deadline) -> Iterator[Found]:
    """Matches of patterns that may run over line ends, looked for around the anchors alone."""
    rule = chosen.rule
    shown = view.text if rule.view == "exact" else view.folded
    for start, end in _windows(hits, view, max(rule.at_most_lines, _CONTEXT_LINES)):
        content = shown[start:end]
        for pattern in rule.target.pattern:
            compiled = compile_pattern(pattern, exact=rule.view == "exact", over_lines=True)
            for found in compiled.finditer(content, timeout=deadline.left()):
                if found.end() > found.start() and found.group().count("\n") < rule.at_most_lines:
                    first = view.line_at(start + found.start())
                    last = view.line_at(start + found.end() - 1)
                    yield Found(start + found.start(), start + found.end(), first, last, found, start)


def _windows(hits: list[Hit], view: PageView, lines: int) -> Iterator[Span]:
    """The stretches of the page within so many lines of an anchor, joined where they meet."""
    reach: Span | None = None
    for line in dict.fromkeys(hit.line for hit in hits):
        start, end = line
        for before, _ in zip(view.lines_before(line), range(lines), strict=False):
            start = before[0]
        for after, _ in zip(view.lines_after(line), range(lines), strict=False):
            end = after[1]
        if reach is not None and start <= reach[1]:
            reach = reach[0], max(end, reach[1])
        else:
            if reach is not None:
                yield reach
            reach = start, end
    if reach is not None:
        yield reach
