"""Rules that can never fire: their conditions exclude each other, or all that they match."""

from collections.abc import Iterator

from cleantext.fold import fold
from cleantext.ruleset.conditions import ends_like_prose
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.pattern_tree import NoTree
from cleantext.ruleset.lint.readable import readable, shortest_match
from cleantext.ruleset.lint.source import Source
from cleantext.ruleset.model import Rule
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.read import Path as Keys
from cleantext.ruleset.view import TRIMMED


def check_reach(source: Source) -> Iterator[Finding]:
    """Rules, literals and patterns that no page can make fire."""
    for rule, keys in source.rules():
        if rule.status == "retired":
            continue
        yield from _conditions(source, rule, keys)
        target = ("between", "from") if rule.between else ("match",)
        for name in ("line", "text"):
            for number, literal in enumerate(getattr(rule.target, name)):
                place = (*keys, *target, name, number)
                if name == "text" and (why := _said_before(rule, number)):
                    yield source.finding(place, "dead", f"{rule.id}: {why}", "leave it out")
                if why := _never(rule, literal, whole=name == "line"):
                    yield source.finding(
                        place, "dead", f"{rule.id}: '{literal}' never counts: {why}", "mend one of them"
                    )
        for number, pattern in enumerate(rule.target.pattern):
            place = (*keys, *target, "pattern", number)
            yield from _pattern(source, rule, pattern, place)


def _said_before(rule: Rule, number: int) -> str:
    """Why a text never decides: a shorter one of the list is in it, and the whole line goes."""
    text = fold(rule.target.text[number])
    if rule.action not in ("remove", "between", "flag"):
        return ""
    shorter = (fold(other) for other in rule.target.text)
    found = next((other for other in shorter if other in text and len(other) < len(text)), None)
    return f"'{text}' is never reached: '{found}' is found wherever it is" if found else ""


def _never(rule: Rule, literal: str, *, whole: bool) -> str:
    """Why a literal can never be matched; empty where it can."""
    shown, where = literal.strip(TRIMMED) if whole else literal, rule.where
    if where.line_up_to is not None and len(shown) > where.line_up_to:
        return f"it is longer than line_up_to ({where.line_up_to})"
    folded = shown if rule.view == "exact" else fold(shown)
    for spare in rule.unless.line_has:
        if (spare if rule.view == "exact" else fold(spare)) in folded:
            return f"`unless` spares every line with '{spare}'"
    if not whole:
        return ""
    for pattern in rule.unless.line_matches:
        if compile_pattern(pattern, exact=rule.view == "exact").search(folded, timeout=1.0):
            return f"`unless` spares every line that matches '{pattern}'"
    if rule.unless.ends_like_prose and ends_like_prose(fold(shown)):
        return "`unless` spares lines that end as a sentence does"
    return ""


def _conditions(source: Source, rule: Rule, keys: Keys) -> Iterator[Finding]:
    near = rule.where.near
    other = next((r for r in source.pack.rules if near and r.id == near.rule), None)
    if other is not None and other.status == "retired":
        message = f"{rule.id}: it must be near '{other.id}', which is retired"
        yield source.finding((*keys, "where", "near"), "dead", message, "name a rule that runs")
    for lacking in rule.when.page_lacks:
        wanted = [*rule.target.line, *rule.target.text, *rule.needs]
        if wanted and all(fold(lacking) in fold(literal) for literal in wanted):
            message = f"{rule.id}: the page must lack '{lacking}', which every anchor holds"
            yield source.finding((*keys, "when", "page_lacks"), "dead", message, "mend one of them")
    for host in rule.when.host:
        if "/" in host or ":" in host or host != host.lower():
            message = f"{rule.id}: no page's host is '{host}'"
            yield source.finding(
                (*keys, "when", "host"), "dead", message, "write it as in bbs.example.cn, without https://"
            )


def _pattern(source: Source, rule: Rule, pattern: str, place: Keys) -> Iterator[Finding]:
    try:
        word = shortest_match(readable(pattern, rule))
    except NoTree:
        return
    most = rule.where.line_up_to
    if word is None:
        message = f"{rule.id}: the pattern can match no line"
        hint = "a pattern over line ends wants `span: page`" if "\\n" in pattern else "mend it"
        yield source.finding(place, "dead", message, hint)
    elif most is not None and max(map(len, word.split("\n"))) > most:
        message = f"{rule.id}: the shortest match has {len(word)} characters, and line_up_to is {most}"
        yield source.finding(place, "dead", message, "mend one of them")
