"""Why a rule does or does not fire on one line: every condition of it, asked one at a time.

What it says is what `matching.py` does; only there the first condition that fails ends the matter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cleantext.edits import Span
from cleantext.page import Draft
from cleantext.ruleset.compile import Chosen, RuleSet
from cleantext.ruleset.conditions import line_allows, page_allows, spared
from cleantext.ruleset.matchers import Deadline, Found, in_line, over_lines
from cleantext.ruleset.matching import Matches
from cleantext.ruleset.model import Pack, Rule, Unless, When, Where

_SECONDS = 2.0
"""What one rule may take for one line."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule as its pack has it, whether it holds, and what was found instead."""

    asked: str
    holds: bool
    found: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule that looked at a line. `matches`: is what it looks for there, whatever its conditions say?"""

    rule: str
    about: str
    action: str
    matches: bool
    conditions: tuple[Condition, ...]

    @property
    def spared_by(self) -> tuple[Condition, ...]:
        """The conditions that do not hold."""
        return tuple(condition for condition in self.conditions if not condition.holds)

    @property
    def fires(self) -> bool:
        """Does it match, and does every condition hold?"""
        return self.matches and not self.spared_by


def every_rule(packs: Iterable[Pack]) -> RuleSet:
    """All rules of some packs, whatever their status, as one set to be asked."""
    return RuleSet(
        Chosen(pack.name_of(rule), rule, pack) for pack in packs for rule in pack.rules if not rule.selectors
    )


def ask_rules(draft: Draft, line: Span, every: RuleSet, running: RuleSet) -> Iterator[Verdict]:
    """The verdict of every rule that has a word in this line, or that matches it; `line` is of the draft.

    `running` are the rules that run: others (bold, retired, skipped) are asked too, and say so.
    """
    folded = draft.folded[slice(*line)]
    if not folded.strip():
        return
    names = {chosen.name for chosen in running.rules}
    _, awake = every.awake(every.search.everywhere(folded))
    for chosen in awake:
        verdict = _ask(draft, line, chosen, runs=chosen.name in names)
        if verdict.matches or not chosen.rule.anywhere:
            yield verdict


def _ask(draft: Draft, line: Span, chosen: Chosen, *, runs: bool) -> Verdict:
    rule = chosen.rule
    matches = Matches(draft, RuleSet([chosen]))
    deadline = Deadline(_SECONDS)
    found = _match(rule, line, matches, deadline)
    conditions: list[Condition] = list(_about_running(rule, runs=runs))
    conditions += _about_page(rule.when, matches)
    if found is not None:
        conditions += _about_place(chosen, found, matches)
        conditions += _about_exceptions(rule, found, matches)
        conditions += _about_block(rule, found, matches, deadline)
    return Verdict(chosen.name, rule.about, rule.action, found is not None, tuple(conditions))


def _match(rule: Rule, line: Span, matches: Matches, deadline: Deadline) -> Found | None:
    """What the rule looks for, where it touches the line; its conditions are not asked."""
    view = matches.view
    if rule.span == "page":
        found = over_lines(replace(rule, where=Where()), [line], view, deadline)
        return next((one for one in found if one.first[0] <= line[1] and line[0] <= one.last[1]), None)
    return next(in_line(rule.target, line, view, deadline, exact=rule.view == "exact"), None)


def _about_running(rule: Rule, *, runs: bool) -> Iterator[Condition]:
    if rule.status == "trial":
        yield Condition("status: trial", False, "it notes, and changes nothing")
    elif rule.status == "retired":
        yield Condition("status: retired", False, "it never runs")
    elif not runs and rule.safety == "bold":
        yield Condition("safety: bold", False, "it runs with --bold")
    elif not runs:
        yield Condition("chosen to run", False, "--skip, --only or the recipe leaves it out")


def _about_page(when: When, matches: Matches) -> Iterator[Condition]:
    view = matches.view
    if when.host:
        holds = page_allows(When(host=when.host), view)
        yield Condition(f"when.host: {_any_of(when.host)}", holds, f"the host is {view.host or 'not known'}")
    if when.page_has:
        holds = page_allows(When(page_has=when.page_has), view)
        yield Condition(f"when.page_has: {_any_of(when.page_has)}", holds, "the page has none of them")
    if when.page_lacks:
        there = [literal for literal in when.page_lacks if view.has(literal)]
        yield Condition(f"when.page_lacks: {_any_of(when.page_lacks)}", not there, f"the page has {there}")


def _about_place(chosen: Chosen, found: Found, matches: Matches) -> Iterator[Condition]:
    where, view = chosen.rule.where, matches.view
    lines = found.first, found.last
    if where.head is not None:
        holds = line_allows(Where(head=where.head), lines, view)
        yield Condition(f"where.head: {where.head}", holds, "the line stands further down")
    if where.tail is not None:
        holds = line_allows(Where(tail=where.tail), lines, view)
        yield Condition(f"where.tail: {where.tail}", holds, "the line stands further up")
    if where.line_up_to is not None:
        start, end = view.trimmed(found.first)
        holds = line_allows(Where(line_up_to=where.line_up_to), lines, view)
        yield Condition(
            f"where.line_up_to: {where.line_up_to}", holds, f"the line has {end - start} characters"
        )
    if where.alone:
        rest = found.start > view.trimmed(found.first)[0] or found.end < view.trimmed(found.last)[1]
        yield Condition("where.alone", not rest, "there is more in the line than the match")
    if where.again is not None:
        holds = matches.comes_again(found, where.again)
        yield Condition(f"where.again: {where.again}", holds, "it does not come again further down")
    if where.near is not None:
        holds = bool(matches.of_neighbour(chosen)) and matches.is_near(found, chosen, where.near.within)
        asked = f"where.near: {where.near.rule} within {where.near.within}"
        yield Condition(asked, holds, "that rule matches nothing so close")


def _about_exceptions(rule: Rule, found: Found, matches: Matches) -> Iterator[Condition]:
    lines, unless = (found.first, found.last), rule.unless
    for literal in unless.line_has:
        only = replace(rule, unless=Unless(line_has=(literal,)))
        if spared(only, lines, matches.view):
            yield Condition(f"unless.line_has: {literal}", False, "the line has it")
    for pattern in unless.line_matches:
        only = replace(rule, unless=Unless(line_matches=(pattern,)))
        if spared(only, lines, matches.view):
            yield Condition(f"unless.line_matches: {pattern}", False, "the line matches it")
    if unless.ends_like_prose:
        only = replace(rule, unless=Unless(ends_like_prose=True))
        holds = not spared(only, lines, matches.view)
        yield Condition("unless.ends_like_prose", holds, "the line ends as a sentence does")


def _about_block(rule: Rule, found: Found, matches: Matches, deadline: Deadline) -> Iterator[Condition]:
    if rule.between is not None:
        holds = matches.block(found, rule, deadline) is not None
        asked = f"between.to within {rule.between.at_most} lines"
        yield Condition(asked, holds, "the block's last line was not found")


def _any_of(values: Sequence[str]) -> str:
    shown = ", ".join(values[:3])
    return f"{shown}, …" if len(values) > 3 else shown
