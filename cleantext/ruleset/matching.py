"""Which places of a page a rule matches, its conditions considered; what is done there is for `run.py`."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from cleantext.edits import Span
from cleantext.page import Draft
from cleantext.ruleset.compile import Chosen, RuleSet
from cleantext.ruleset.conditions import is_short, line_allows, page_allows, place_on_page, spared
from cleantext.ruleset.matchers import Deadline, Found, in_line, over_lines
from cleantext.ruleset.model import Group, Rule
from cleantext.ruleset.view import PageView

_SHORTEST_REPEAT = 4
"""Code points a text needs before finding it again further down means anything."""

_MOST_TIMES = 10
"""How much longer than on a short page a rule may take on any page."""


class Matches:
    """The matches of a rule set on one draft, found when asked for.

    `running` are the rules that could match at all, in order; `out_of_time` those that took too long, and
    count as having no matches.
    """

    def __init__(self, draft: Draft, rules: RuleSet) -> None:
        self._starts, anchored = rules.search.find(draft.folded)
        self.view = PageView(draft, lambda literal: rules.has(literal, self._starts))
        self.out_of_time: list[Chosen] = []
        self._rules = rules
        self._found: dict[Chosen, tuple[Found, ...]] = {}
        self._awake, self.running = rules.awake(anchored)
        self._seconds = rules.time_limit_seconds * min(_MOST_TIMES, 1 + len(draft.text) / 1_000_000)

    def of(self, chosen: Chosen) -> tuple[Found, ...]:
        """The matches of one rule, by start."""
        if chosen not in self._found:
            try:
                found = tuple(sorted(self._find(chosen), key=lambda match: (match.start, match.end)))
            except TimeoutError:
                self.out_of_time.append(chosen)
                found = ()
            self._found[chosen] = found
        return self._found[chosen]

    def of_neighbour(self, chosen: Chosen) -> tuple[Found, ...]:
        """The matches of the rule that a rule must be near."""
        return self.of(self._rules.neighbours[chosen])

    def _find(self, chosen: Chosen) -> Iterator[Found]:
        rule, view = chosen.rule, self.view
        anchors = self._awake.get(chosen)
        if anchors is None or (rule.where.near and self._rules.neighbours[chosen] not in self._awake):
            return
        deadline = Deadline(self._seconds)
        for match in self._places(chosen, anchors, deadline):
            deadline.left()
            if self._holds(match, chosen) and not spared(rule, (match.first, match.last), view):
                if rule.between is None:
                    yield match
                elif (block := self.block(match, rule, deadline)) is not None:
                    yield block

    def _may_match(self, chosen: Chosen) -> bool:
        """What is asked of the page as a whole, last of all: it costs most, and few anchors come so far."""
        if not page_allows(chosen.rule.when, self.view):
            return False
        return not chosen.rule.where.near or bool(self.of(self._rules.neighbours[chosen]))

    def _places(self, chosen: Chosen, anchors: list[int], deadline: Deadline) -> Iterator[Found]:
        """What the matcher finds, on lines that may hold a match."""
        rule, view = chosen.rule, self.view
        if rule.anywhere:
            if self._may_match(chosen):
                lines = view.lines_between(*place_on_page(rule.where, view))
                yield from self._in_lines(rule, lines, deadline)
        elif rule.span == "line" and rule.target.text:
            if texts := list(self._texts(rule, anchors)):
                yield from texts if self._may_match(chosen) else ()
        elif (starts := self._anchor_starts(rule, anchors)) and self._may_match(chosen):
            if rule.span == "page":
                yield from over_lines(rule, view.lines_at(starts), view, deadline)
            else:
                yield from self._in_lines(rule, view.lines_at(starts), deadline)

    def _in_lines(self, rule: Rule, lines: Iterable[Span], deadline: Deadline) -> Iterator[Found]:
        exact = rule.view == "exact"
        for line in lines:
            if line_allows(rule.where, (line, line), self.view):
                yield from in_line(rule.target, line, self.view, deadline, exact=exact)

    def _anchor_starts(self, rule: Rule, anchors: list[int]) -> list[int]:
        """Where the rule's anchors begin, as far as its lines and its place on the page allow."""
        literals, view, whole = self._rules.search.literals, self.view, rule.target.line
        starts: list[int] = []
        for number in anchors:
            found = self._starts[number]
            if whole:
                found = [at for at in found if view.stands_alone(at, at + len(literals[number]))]
            starts += found
        if rule.where.line_up_to is not None:
            starts = [at for at in starts if is_short(view.line_at(at), rule.where.line_up_to, view)]
        if not starts:
            return starts
        starts.sort()
        begin, end = place_on_page(rule.where, view)
        return starts[bisect_left(starts, begin) : bisect_left(starts, end)]

    def _texts(self, rule: Rule, anchors: list[int]) -> Iterator[Found]:
        """The anchors themselves; in the exact view, where they are spelt as the rule has them."""
        begin, end = place_on_page(rule.where, self.view)
        exact = rule.target.text if rule.view == "exact" else None
        for number in anchors:
            length = len(self._rules.search.literals[number])
            found = self._starts[number]
            for start in found[bisect_left(found, begin) : bisect_left(found, end)]:
                if exact is None or self.view.text[start : start + length] in exact:
                    line = self.view.line_at(start)
                    yield Found(start, start + length, line, line)

    def _holds(self, match: Found, chosen: Chosen) -> bool:
        """The conditions that need the match itself, or other rules' matches."""
        where = chosen.rule.where
        if not line_allows(where, (match.first, match.last), self.view):
            return False
        if where.alone and (
            match.start > self.view.trimmed(match.first)[0] or match.end < self.view.trimmed(match.last)[1]
        ):
            return False
        if where.again is not None and not self.comes_again(match, where.again):
            return False
        return where.near is None or self.is_near(match, chosen, where.near.within)

    def comes_again(self, match: Found, group: Group) -> bool:
        """Does this group's text occur again further down?"""
        span = match.group(group)
        if span is None:
            return False
        wanted = self.view.folded[span[0] : span[1]].strip()
        return len(wanted) >= _SHORTEST_REPEAT and self.view.folded.find(wanted, match.end) >= 0

    def is_near(self, match: Found, chosen: Chosen, within: int) -> bool:
        """Is a match of the rule that it must be near so few non-blank lines away?"""
        others = self.of(self._rules.neighbours[chosen])
        at = bisect_left(others, match.start, key=lambda other: other.start)
        before = at > 0 and self.view.lines_apart(others[at - 1].last, match.first, within)
        return before or (at < len(others) and self.view.lines_apart(match.last, others[at].first, within))

    def block(self, match: Found, rule: Rule, deadline: Deadline) -> Found | None:
        """The block of lines a match begins; None if its end is not found."""
        between, view = rule.between, self.view
        assert between is not None
        exact = rule.view == "exact"
        for count, line in enumerate(view.lines_after(match.last), 1):
            if count > between.at_most:
                return None
            if next(in_line(between.to, line, view, deadline, exact=exact), None):
                start = view.next_start(match.last) if between.keep_from else match.first[0]
                end = line[0] if between.keep_to else view.next_start(line)
                return Found(start, end, match.first, line)
        return None
