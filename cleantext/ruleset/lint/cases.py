"""Whether a rule's cases show it: the loader wants some, lint wants them to be about the rule."""

from collections.abc import Iterator

from cleantext.fold import fold
from cleantext.ruleset.compile import anchors_of
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.source import Source
from cleantext.ruleset.model import Rule
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.read import Path as Keys
from cleantext.ruleset.view import TRIMMED


def check_cases(source: Source) -> Iterator[Finding]:
    """Rules that spare only lines they never look at, patterns that no case tries, protection unshown."""
    for rule, keys in source.rules():
        if rule.status == "retired":
            continue
        if not rule.tests and rule.action != "protect":
            continue  # the loader says so
        if not rule.tests:
            message = f"{rule.id}: no case shows what it does"
            yield source.finding(keys, "untested", message, "add `tests`: {flags: …} and {keep: …}")
            continue
        yield from _spared(source, rule, keys)
        yield from _tried(source, rule, keys)


def _spared(source: Source, rule: Rule, keys: Keys) -> Iterator[Finding]:
    spared = [fold(case.keep) for case in rule.tests if case.keep is not None]
    anchors = [fold(anchor) for anchor in anchors_of(rule)]
    if spared and anchors and not any(anchor in page for anchor in anchors for page in spared):
        message = f"{rule.id}: no `keep` holds a word the rule looks for, so none shows what it spares"
        hint = f"add an honest sentence with '{anchors[0]}'"
        yield source.finding((*keys, "tests"), "untested", message, hint)


def _tried(source: Source, rule: Rule, keys: Keys) -> Iterator[Finding]:
    """Patterns of a list that no page of a case matches."""
    pages = [text for case in rule.tests for text in (case.in_, case.flags) if text is not None]
    if len(rule.target.pattern) < 2 or not pages:
        return
    for number, pattern in enumerate(rule.target.pattern):
        if not any(_found(rule, pattern, page) for page in pages):
            message = f"{rule.id}: no case has a line for the pattern '{pattern[:60]}'"
            yield source.finding(
                (*keys, "match", "pattern", number), "untested", message, "add one to `tests`"
            )


def _found(rule: Rule, pattern: str, page: str) -> bool:
    exact, over_lines = rule.view == "exact", rule.span == "page"
    compiled = compile_pattern(pattern, exact=exact, over_lines=over_lines)
    shown = page if exact else fold(page)
    pieces = [shown] if over_lines else [line.strip(TRIMMED) for line in shown.split("\n")]
    return any(compiled.search(piece, timeout=1.0) for piece in pieces)
