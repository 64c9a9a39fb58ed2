"""Rules that say what an earlier rule has said: the same twice, or less than what that one takes anyway."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleantext.fold import fold
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.inclusion import always_takes
from cleantext.ruleset.lint.pattern_tree import NoTree
from cleantext.ruleset.lint.readable import readable
from cleantext.ruleset.lint.source import Source, key_of
from cleantext.ruleset.model import Rule, Unless, When, Where
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.read import Path as Keys
from cleantext.ruleset.view import TRIMMED


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """An earlier rule, and how it is called."""

    name: str
    rule: Rule


def check_overlap(sources: Sequence[Source]) -> Iterator[Finding]:
    """Literals given twice, rules that repeat an earlier one, and lines that an earlier one removes."""
    by_literal: dict[str, list[_Known]] = {}
    by_pattern: dict[str, list[_Known]] = {}
    whole_patterns: list[tuple[str, _Known]] = []
    for source in sources:
        for rule, keys in source.rules():
            if rule.status == "retired" or rule.between or rule.selectors:
                continue
            yield from _twice(source, rule, keys)
            known = _Known(source.pack.name_of(rule), rule)
            yield from _repeated(source, rule, keys, by_pattern)
            yield from _taken(source, rule, keys, by_literal, whole_patterns)
            yield from _contained(source, rule, keys, whole_patterns)
            for literal in _lines(rule):
                by_literal.setdefault(literal, []).append(known)
            for pattern in rule.target.pattern:
                by_pattern.setdefault(pattern, []).append(known)
                if rule.remove and rule.span == "line" and pattern.startswith("^") and pattern.endswith("$"):
                    whole_patterns.append((pattern, known))


def _lines(rule: Rule) -> list[str]:
    return [_shown(literal, rule).strip(TRIMMED) for literal in rule.target.line]


def _shown(literal: str, rule: Rule) -> str:
    return literal if rule.view == "exact" else fold(literal)


def _twice(source: Source, rule: Rule, keys: Keys) -> Iterator[Finding]:
    name = key_of(rule.target)
    seen: dict[str, str] = {}
    for number, value in enumerate(getattr(rule.target, name)):
        shown = value if name == "pattern" else _shown(value, rule).strip(TRIMMED)
        if shown in seen:
            message = f"{rule.id}: '{value[:60]}' is looked for twice"
            same = "" if seen[shown] == value else f" (folded, '{seen[shown]}' is the same)"
            yield source.finding(
                (*keys, "match", name, number), "duplicate", message + same, "keep one of the two"
            )
        seen.setdefault(shown, value)


def _repeated(
    source: Source, rule: Rule, keys: Keys, by_pattern: dict[str, list[_Known]]
) -> Iterator[Finding]:
    for number, pattern in enumerate(rule.target.pattern):
        for other in by_pattern.get(pattern, ()):
            if _does_the_same(rule, other.rule) and _as_wide(other.rule, rule):
                message = (
                    f"{rule.id}: '{other.name}' has the same pattern under the same conditions or wider ones"
                )
                place = (*keys, "match", "pattern", number)
                yield source.finding(place, "duplicate", message, "keep one of the two")
                break


def _does_the_same(one: Rule, other: Rule) -> bool:
    actions = ("remove", "cut", "replace", "protect", "flag", "span")
    return all(getattr(one, name) == getattr(other, name) for name in actions)


def _taken(
    source: Source,
    rule: Rule,
    keys: Keys,
    by_literal: dict[str, list[_Known]],
    whole_patterns: list[tuple[str, _Known]],
) -> Iterator[Finding]:
    """Lines of a rule that another one before it removes wherever this one would."""
    if not rule.changes:
        return
    taken: dict[int, str] = {}
    for number, literal in enumerate(_lines(rule)):
        name = _taker(rule, literal, by_literal.get(literal, ()), whole_patterns)
        if name:
            taken[number] = name
    names = " and ".join(sorted(set(taken.values())))
    if taken and len(taken) == len(rule.target.line):
        message = f"{rule.id}: every line it removes is removed by {names}"
        yield source.finding((*keys, "match"), "shadowed", message, "take the rule out, or narrow the other")
        return
    for number, name in taken.items():
        message = f"{rule.id}: the line '{rule.target.line[number]}' is removed by {name}"
        yield source.finding(
            (*keys, "match", "line", number), "shadowed", message, "leave it out here or there"
        )


def _contained(
    source: Source, rule: Rule, keys: Keys, whole_patterns: list[tuple[str, _Known]]
) -> Iterator[Finding]:
    """Patterns of whole lines all of which an earlier pattern matches too."""
    if not rule.changes or rule.span == "page":
        return
    for number, pattern in enumerate(rule.target.pattern):
        for wider, other in whole_patterns:
            if (
                wider != pattern
                and _as_wide(other.rule, rule)
                and _is_within(pattern, rule, wider, other.rule)
            ):
                message = f"{rule.id}: every line of the pattern is removed by {other.name}"
                place = (*keys, "match", "pattern", number)
                yield source.finding(place, "shadowed", message, "take it out, or narrow the other")
                break


def _is_within(pattern: str, rule: Rule, wider: str, other: Rule) -> bool:
    try:
        return always_takes(readable(wider, other), other, readable(pattern, rule))
    except NoTree:
        return False


def _taker(rule: Rule, literal: str, same: Sequence[_Known], whole_patterns: list[tuple[str, _Known]]) -> str:
    for other in same:
        if other.rule.remove and _as_wide(other.rule, rule):
            return other.name
    for pattern, other in whole_patterns:
        if (
            any(_shown(need, other.rule) in literal for need in other.rule.needs or ("",))
            and _as_wide(other.rule, rule)
            and compile_pattern(pattern, exact=other.rule.view == "exact").search(literal, timeout=1.0)
        ):
            return other.name
    return ""


def _as_wide(one: Rule, other: Rule) -> bool:
    """Whether the first rule's conditions hold wherever the second's do."""
    return (
        one.status == "active"
        and one.view in ("folded", other.view)
        and (one.safety == "safe" or other.safety == "bold")
        and _where_as_wide(one.where, other.where)
        and _when_as_wide(one.when, other.when)
        and _unless_as_wide(one.unless, other.unless)
    )


def _where_as_wide(one: Where, other: Where) -> bool:
    bounds = all(
        getattr(one, name) is None
        or (getattr(other, name) is not None and getattr(one, name) >= getattr(other, name))
        for name in ("head", "tail", "line_up_to")
    )
    return bounds and all(
        getattr(one, name) in (None, getattr(other, name)) for name in ("near", "alone", "again")
    )


def _when_as_wide(one: When, other: When) -> bool:
    def admits(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        return not mine or (bool(theirs) and set(theirs) <= set(mine))

    return (
        admits(one.page_has, other.page_has)
        and admits(one.host, other.host)
        and set(one.page_lacks) <= set(other.page_lacks)
    )


def _unless_as_wide(one: Unless, other: Unless) -> bool:
    return (
        set(one.line_has) <= set(other.line_has)
        and set(one.line_matches) <= set(other.line_matches)
        and (not one.ends_like_prose or bool(other.ends_like_prose))
    )
