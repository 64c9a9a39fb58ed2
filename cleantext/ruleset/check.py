"""What the rules of a pack must mean together: anchors, groups, tables, neighbours, cases."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from cleantext.markup.selectors import parse_selectors
from cleantext.ruleset.model import FORMAT, Group, Match, Pack, Rule
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.read import Mistakes, Path, nearest
from cleantext.ruleset.template import GroupText, Value, parse_template

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_pack(pack: Pack, mistakes: Mistakes) -> None:
    """Note what is wrong in a pack, or in the part of it that could be read."""
    whole = not mistakes.found
    if pack.format > FORMAT:
        mistakes.add(("format",), f"found format {pack.format}", f"this version reads format {FORMAT}")
    _check_name(pack.pack, ("pack",), mistakes)
    if pack.path and PurePath(pack.path).stem != pack.pack:
        stem = PurePath(pack.path).stem
        mistakes.add(("pack",), f"pack '{pack.pack}' is in the file {stem}.yaml", "give both one name")
    for name, fact in pack.facts.items():
        path: Path = ("facts", name, "pattern")
        if _groups(fact.pattern, path, mistakes, exact=False) == frozenset((0,)):
            mistakes.add(path, "the pattern has no group", "put what is wanted in ( )")
    _check_ids(pack, mistakes)
    if whole:
        _check_neighbours(pack, mistakes)
    for rule in pack.rules:
        _check_rule(pack, rule, mistakes.rule_path(rule.at), mistakes)


def _check_name(name: str, path: Path, mistakes: Mistakes) -> None:
    if not _KEBAB.fullmatch(name):
        mistakes.add(path, f"found the name '{name}'", "use small letters, digits and hyphens")


def _check_ids(pack: Pack, mistakes: Mistakes) -> None:
    seen: set[str] = set()
    for rule in pack.rules:
        path = (*mistakes.rule_path(rule.at), "id")
        _check_name(rule.id, path, mistakes)
        if rule.id in seen:
            mistakes.add(path, f"rule '{rule.id}' is there twice", "rename one of the two")
        seen.add(rule.id)


def _check_neighbours(pack: Pack, mistakes: Mistakes) -> None:
    """Every `near` names another rule of the pack, and no rule waits for itself."""
    known = {rule.id for rule in pack.rules}
    for rule in pack.rules:
        near = rule.where.near
        path = (*mistakes.rule_path(rule.at), "where", "near")
        if near and near.rule not in known:
            mistakes.add((*path, "rule"), f"unknown rule '{near.rule}'", nearest(near.rule, known))
        elif _circular(pack, rule):
            mistakes.add(path, f"rule '{rule.id}' is near itself", "break the circle of `near`")


def _circular(pack: Pack, rule: Rule) -> bool:
    by_id = {r.id: r for r in pack.rules}
    at: Rule | None = rule
    for _ in pack.rules:
        at = by_id.get(at.where.near.rule) if at and at.where.near else None
        if at is rule:
            return True
    return False


def _check_rule(pack: Pack, rule: Rule, path: Path, mistakes: Mistakes) -> None:
    if rule.selectors:
        _check_selectors(rule, path, mistakes)
        _check_cases(rule, path, mistakes)
        return
    if rule.between and rule.match:
        mistakes.add((*path, "match"), "found match beside between", "leave match out: from and to say it")
    if not rule.between and not rule.match:
        mistakes.add(path, "key 'match' is missing", "say what to look for")
        return
    if rule.fallback and rule.flag is None:
        mistakes.add((*path, "fallback"), "found fallback without flag", "make the rule a flag")
    if rule.confidence is not None and not 0 <= rule.confidence <= 1:
        mistakes.add((*path, "confidence"), f"found {rule.confidence}", "give 0 to 1")
    groups = _check_matches(rule, path, mistakes)
    _check_anchor(rule, path, mistakes)
    _check_conditions(rule, groups, path, mistakes)
    _check_replace(pack, rule, groups, path, mistakes)
    _check_cases(rule, path, mistakes)


_OF_TEXT = ("match", "needs", "anywhere", "where", "unless")
"""Keys that say nothing of the elements of HTML."""


def _check_selectors(rule: Rule, path: Path, mistakes: Mistakes) -> None:
    """Selectors can be read, and no key stands beside them that is about lines."""
    for number, selector in enumerate(rule.selectors):
        try:
            parse_selectors(selector)
        except ValueError as error:
            hint = "see docs/rules.md for what a selector may be"
            mistakes.add((*path, rule.action, number), f"the selector '{selector}': {error}", hint)
    plain = Rule(rule.id, rule.about)
    for name in _OF_TEXT:
        if getattr(rule, name) != getattr(plain, name):
            mistakes.add(
                (*path, name), f"found {name} with {rule.action}", "leave it out; `when` is for pages"
            )


def _check_matches(rule: Rule, path: Path, mistakes: Mistakes) -> frozenset[Group]:
    """Check every matcher; the groups that all patterns of the target have."""
    places: list[tuple[Match, Path]]
    if rule.between:
        places = [
            (rule.between.from_, (*path, "between", "from")),
            (rule.between.to, (*path, "between", "to")),
        ]
    else:
        places = [(rule.target, (*path, "match"))]
    common: frozenset[Group] | None = None
    for match, place in places:
        for name in ("line", "text"):
            for i, literal in enumerate(getattr(match, name)):
                _check_literal(literal, (*place, name, i), mistakes)
        for i, pattern in enumerate(match.pattern):
            found = _groups(pattern, (*place, "pattern", i), mistakes, exact=rule.view == "exact")
            if match is rule.target and found is not None:
                common = found if common is None else common & found
    return common if common is not None else frozenset((0,))


def _check_literal(literal: str, path: Path, mistakes: Mistakes) -> None:
    if "\n" in literal:
        mistakes.add(path, "the literal holds a line end", "use a pattern with span: page")
    elif not literal.strip():
        mistakes.add(path, "the literal holds nothing but space", "give at least one character")


def _groups(pattern: str, path: Path, mistakes: Mistakes, *, exact: bool) -> "frozenset[Group] | None":
    import regex

    try:
        compiled = compile_pattern(pattern, exact=exact)
    except regex.error as error:
        mistakes.add(path, f"the pattern '{pattern[:60]}' is not one: {error}", "see the syntax of `regex`")
        return None
    if compiled.search(""):
        mistakes.add(path, f"the pattern '{pattern[:60]}' matches nothing at all", "make it need a character")
    return frozenset((*range(compiled.groups + 1), *compiled.groupindex))


def _check_anchor(rule: Rule, path: Path, mistakes: Mistakes) -> None:
    """A pattern must have an anchor, and nothing else may."""
    for i, literal in enumerate(rule.needs):
        _check_literal(literal, (*path, "needs", i), mistakes)
    given = [name for name in ("needs", "anywhere") if getattr(rule, name)]
    if not rule.target.pattern:
        for name in given:
            mistakes.add((*path, name), f"found {name} without a pattern", "leave it out")
        if rule.span == "page":
            mistakes.add((*path, "span"), "found span: page without a pattern", "leave it out")
        return
    if len(given) != 1:
        what = " and ".join(given) or "a pattern without an anchor"
        hint = "give `needs`, literals of which one must occur, or `anywhere: true`"
        mistakes.add((*path, "match"), f"found {what}", hint)
    if rule.anywhere and rule.span == "page":
        mistakes.add((*path, "anywhere"), "found anywhere with span: page", "give `needs`")
    if rule.span == "page" and rule.between:
        mistakes.add((*path, "span"), "found span: page with between", "leave it out")


def _check_conditions(rule: Rule, groups: frozenset[Group], path: Path, mistakes: Mistakes) -> None:
    for i, pattern in enumerate(rule.unless.line_matches):
        _groups(pattern, (*path, "unless", "line_matches", i), mistakes, exact=rule.view == "exact")
    if rule.where.again is not None and rule.where.again not in groups:
        hint = "name a group that every pattern has"
        mistakes.add((*path, "where", "again"), f"there is no group {rule.where.again}", hint)


def _check_replace(pack: Pack, rule: Rule, groups: frozenset[Group], path: Path, mistakes: Mistakes) -> None:
    replace = rule.replace
    if replace is None:
        return
    values = {*replace.lookup, *pack.facts, *(["fill"] if replace.fill else [])}
    for piece in parse_template(replace.with_):
        place = (*path, "replace", "with")
        if isinstance(piece, GroupText) and piece.group not in groups:
            mistakes.add(place, f"there is no group {piece.group}", "name a group that every pattern has")
        elif isinstance(piece, Value) and piece.name not in values:
            hint = nearest(piece.name, values) if values else "write {{ for a brace"
            mistakes.add(place, f"unknown value {{{piece.name}}}", hint)
    for name, lookup in replace.lookup.items():
        place = (*path, "replace", "lookup", name)
        if lookup.table not in pack.tables:
            hint = nearest(lookup.table, dict(pack.tables)) if pack.tables else "add it to the pack's tables"
            mistakes.add(place, f"unknown table '{lookup.table}'", hint)
        if lookup.key not in groups:
            mistakes.add(place, f"there is no group {lookup.key}", "name a group that every pattern has")
    if replace.fill and replace.fill.token not in groups:
        place = (*path, "replace", "fill", "token")
        mistakes.add(place, f"there is no group {replace.fill.token}", "name a group that every pattern has")


def _check_cases(rule: Rule, path: Path, mistakes: Mistakes) -> None:
    for i, case in enumerate(rule.tests):
        place = (*path, "tests", i)
        if (case.in_ is None) != (case.out is None):
            mistakes.add(place, "in and out go together", "give both, or keep alone")
        elif case.in_ is not None and case.in_ == case.out:
            mistakes.add(place, "in and out are the same", "write keep")
    for wanted in _wanted_cases(rule):
        if not any(getattr(case, wanted) is not None for case in rule.tests):
            name = wanted.rstrip("_")
            mistakes.add((*path, "tests"), f"rule '{rule.id}' has no case with {name}", "add one to `tests`")


def _wanted_cases(rule: Rule) -> Iterator[str]:
    """A rule that acts shows a page it acts on and one it spares; protection shows in other rules."""
    if rule.status == "retired" or rule.action == "protect":
        return
    yield "in_" if rule.changes else "flags"
    yield "keep"
