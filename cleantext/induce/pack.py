"""An induced pack as YAML, and its proof: what does not load, lint and test clean is left out."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleantext.errors import RuleError
from cleantext.induce.cases import Cases
from cleantext.induce.chrome import Chrome
from cleantext.induce.patterns import matcher_of
from cleantext.induce.skeletons import readable
from cleantext.induce.words import site_after_title
from cleantext.ruleset.lint.check import lint_packs
from cleantext.ruleset.model import Pack
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.prove import try_cases

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule to be written: its id, what it takes, its cases."""

    id: str
    chrome: Chrome
    cases: Cases


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the rules: the pack's name, how many pages it comes from, and the site's host."""

    name: str
    pages: int
    host: str = ""


def name_rules(chosen: Sequence[tuple[Chrome, Cases]]) -> list[Draft]:
    """Give each rule an id that says where on the page it stands."""
    numbers: dict[str, int] = {}
    drafts = []
    for chrome, cases in chosen:
        part = _part(chrome)
        numbers[part] = numbers.get(part, 0) + 1
        drafts.append(Draft(f"{part}-{numbers[part]}", chrome, cases))
    return drafts


def _part(chrome: Chrome) -> str:
    if chrome.until:
        return "list"
    place = chrome.place
    return "head" if place.head is not None else "tail" if place.tail is not None else "body"


def write_pack(heading: Heading, drafts: Sequence[Draft]) -> str:
    """The YAML of a pack."""
    ids = {draft.chrome.skeleton: draft.id for draft in drafts if not draft.chrome.until}
    return "\n".join(
        (*_head(heading), *(line for draft in drafts for line in _rule(draft, heading, ids)), "")
    )


def proven(heading: Heading, drafts: Sequence[Draft]) -> tuple[list[Draft], list[tuple[Draft, str]]]:
    """The rules that load, lint and test clean together, and the others, each with what is wrong with it."""
    good, bad = list(drafts), []
    while good:
        wrong = _wrong(write_pack(heading, good), heading)
        if not wrong:
            break
        bad += [(draft, wrong[draft.id]) for draft in good if draft.id in wrong]
        good = [draft for draft in good if draft.id not in wrong]
        held = {draft.chrome.skeleton for draft in good if not draft.chrome.until}
        alone = [draft for draft in good if draft.chrome.place.near not in {None, *held}]
        bad += [(draft, "the line it stands beside makes no rule") for draft in alone]
        good = [draft for draft in good if draft not in alone]
    return good, bad


def _wrong(text: str, heading: Heading) -> dict[str, str]:
    """What is wrong with which rule."""
    path = Path(f"{heading.name}.yaml")
    rule_at = _rule_at(text)
    wrong: dict[str, str] = {}
    try:
        pack: Pack = parse_pack(text, path)
        for finding in lint_packs({path: text.encode()}):
            wrong[rule_at(finding.line)] = f"{finding.kind}: {finding.message}"
        for outcome in try_cases([pack]):
            if outcome.kind != "ok":
                wrong[outcome.rule.partition("/")[2]] = str(outcome)
    except RuleError as error:
        for mistake in error.mistakes or (error,):
            wrong[rule_at(int(mistake.place.rsplit(":", 2)[1]))] = mistake.message
    return wrong


def _rule_at(text: str) -> Callable[[int], str]:
    """Which rule stands on a line of the YAML."""
    ids = [found[1] if (found := re.match(r"  - id: (\S+)", line)) else "" for line in text.split("\n")]

    def rule_at(line: int) -> str:
        return next((name for name in reversed(ids[:line]) if name), "")

    return rule_at


def _head(heading: Heading) -> Iterator[str]:
    yield "format: 1"
    yield f"pack: {heading.name}"
    of = f" of {heading.host}" if heading.host else ""
    yield f"about: Lines that come again on {heading.pages} pages{of}; suggested by `cleantext induce`."
    if heading.host:
        yield f"defaults: {{when: {{host: [{_single(heading.host)}]}}}}"
    yield "rules:"


def _rule(draft: Draft, heading: Heading, ids: Mapping[str, str]) -> Iterator[str]:
    yield f"  - id: {draft.id}"
    yield f"    about: {_double(_about(draft, heading))}"
    yield from _list_action(draft.chrome) if draft.chrome.until else _line_action(draft.chrome)
    if where := _where(draft.chrome, ids):
        yield f"    where: {{{where}}}"
    yield "    tests:"
    url = f", url: {_single(f'https://{heading.host}/')}" if heading.host else ""
    for page, left in draft.cases.taken:
        yield f"      - {{in: {_double(page)}, out: {_double(left)}{url}}}"
    for page in draft.cases.kept:
        yield f"      - {{keep: {_double(page)}{url}}}"


def _list_action(chrome: Chrome) -> Iterator[str]:
    yield "    between:"
    yield f"      from: {{line: [{_single(chrome.skeleton)}]}}"
    yield f"      to: {{line: [{_single(chrome.until)}]}}"
    yield f"      at_most: {chrome.at_most}"
    yield "      keep_from: true"
    yield "      keep_to: true"


def _line_action(chrome: Chrome) -> Iterator[str]:
    key, value, needs = matcher_of(chrome)
    yield "    cut: match" if site_after_title(chrome.skeleton) else "    remove: line"
    yield f"    match: {{{key}: [{_single(value)}]}}"
    if needs:
        yield f"    needs: [{_single(needs)}]"


def _about(draft: Draft, heading: Heading) -> str:
    chrome = draft.chrome
    support = f"on {chrome.pages} of {heading.pages} pages"
    if chrome.until:
        return f"The list between “{chrome.skeleton}” and “{chrome.until}”, {support}."
    shown = readable(chrome.skeleton)
    place = (
        "over the text" if chrome.place.head is not None
        else "under the text" if chrome.place.tail is not None
        else "all over the page"
    )  # fmt: skip
    return f"“{shown}” {place}, {support}."


def _where(chrome: Chrome, ids: Mapping[str, str]) -> str:
    place = chrome.place
    if place.head is not None:
        return f"head: {place.head}"
    if place.tail is not None:
        return f"tail: {place.tail}"
    return f"near: {{rule: {ids[place.near]}, within: 1}}" if place.near is not None else ""


def _single(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _double(text: str) -> str:
    """Text in double quotes, as JSON and YAML both read it."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
