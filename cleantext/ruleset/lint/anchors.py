"""Anchors: one that is not in all that a pattern matches hides matches; one on every page anchors nothing."""

from collections.abc import Iterator

from cleantext.fold import fold
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.pattern_tree import NoTree
from cleantext.ruleset.lint.readable import Readable, can_hold, readable, word_without
from cleantext.ruleset.lint.source import Source
from cleantext.ruleset.model import Pack, Rule
from cleantext.ruleset.read import Path as Keys

_EVERYWHERE = frozenset("的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年,.;:!?。、“”0123456789 ")
"""Characters that hardly a page lacks."""


def check_anchors(source: Source) -> Iterator[Finding]:
    """Patterns that match without their `needs`, `needs` that no match holds, anchors on every page."""
    for rule, keys in source.rules():
        yield from _everywhere(source, rule, keys)
        for number, pattern in enumerate(rule.target.pattern if rule.needs else ()):
            place = (*keys, *(("between", "from") if rule.between else ("match",)), "pattern", number)
            yield from _lost(source, rule, pattern, place)
        yield from _unheld(source, rule, keys)


def _everywhere(source: Source, rule: Rule, keys: Keys) -> Iterator[Finding]:
    for name, literals in (("needs", rule.needs), ("match", rule.target.text)):
        for literal in literals:
            if literal.strip() in _EVERYWHERE:
                message = f"{rule.id}: the anchor '{literal}' is on almost every page"
                hint = "anchor the rule at something longer, or rarer"
                yield source.finding((*keys, name), "unanchored", message, hint)
    if rule.anywhere and rule.where.head is None and rule.where.tail is None:
        message = f"{rule.id}: the pattern is tried on every line of every page"
        hint = "give `needs`, or the `head` or `tail` of the page where it may match"
        yield source.finding((*keys, "anywhere"), "unanchored", message, hint)


def _lost(source: Source, rule: Rule, pattern: str, place: Keys) -> Iterator[Finding]:
    if _stands_by_its_neighbour(source.pack, rule):
        return
    try:
        shown = readable(pattern, rule, rule.needs)
    except NoTree:
        return
    word = word_without(shown, rule.needs)
    if word is not None and not _meant(shown, rule):
        message = (
            f"{rule.id}: the pattern matches {word!r}, which holds none of its needs, and would not be tried"
        )
        hint = "name a literal for every branch in `needs`, or show with a `keep` that such a line stays"
        yield source.finding(place, "unanchored", message, hint)


def _meant(shown: Readable, rule: Rule) -> bool:
    """Whether a case says so: its page is spared only because it holds none of the needs."""
    needs = [need if shown.exact else fold(need) for need in rule.needs]
    for case in rule.tests:
        page = (case.keep or "") if shown.exact else fold(case.keep or "")
        for piece in [page] if shown.over_lines else page.split("\n"):
            if shown.matches(piece) and not any(need in piece for need in needs):
                return True
    return False


def _stands_by_its_neighbour(pack: Pack, rule: Rule) -> bool:
    """Whether the rule it must be near matches nothing without one of these needs."""
    near = rule.where.near
    other = next((r for r in pack.rules if near and r.id == near.rule), None)
    if other is None:
        return False
    literals = (*other.target.line, *other.target.text)
    if literals or not other.target.pattern:
        return all(any(need in literal for need in rule.needs) for literal in literals)
    try:
        words = [word_without(readable(p, other, rule.needs), rule.needs) for p in other.target.pattern]
    except NoTree:
        return True
    return not any(words)


def _unheld(source: Source, rule: Rule, keys: Keys) -> Iterator[Finding]:
    """Needs that no match can hold, where matches are whole lines."""
    if not rule.target.pattern:
        return
    try:
        shown = [readable(pattern, rule, rule.needs) for pattern in rule.target.pattern]
        if not all(one.whole for one in shown):
            return
        for number, need in enumerate(rule.needs):
            if not any(can_hold(one, need) for one in shown):
                message = f"{rule.id}: no line that the pattern matches can hold '{need}'"
                yield source.finding(
                    (*keys, "needs", number), "dead", message, "take it out, or mend the pattern"
                )
    except NoTree:
        return
