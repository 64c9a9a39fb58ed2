"""How two cleanings of the same pages differ: which pages, and which rules make the difference."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any

from cleantext.engine import Result
from cleantext.report.by_rule import Group, by_rule
from cleantext.report.compare import Change, changes_in, log_differences
from cleantext.report.marks import visible


@dataclass(frozen=True, slots=True)
class PageDifference:
    """A page on which two cleanings differ. `only_a` and `only_b` are changes that one of them alone has."""

    page: str
    groups: tuple[Group, ...]
    only_a: tuple[Change, ...] = ()
    only_b: tuple[Change, ...] = ()
    what: str = "the clean text differs"

    def lines(self) -> Iterator[str]:
        """The difference for people."""
        yield f"{visible(self.page)}: {self.what}"
        for group in self.groups:
            yield group.title
            yield from map(visible, group.lines)

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        rules = {change.rule for change in (*self.only_a, *self.only_b)}
        groups = [{"rules": list(one.rules), "lines": list(one.lines)} for one in self.groups]
        return {"page": self.page, "what": self.what, "rules": sorted(rules), "groups": groups}


@dataclass(slots=True)
class RuleDifference:
    """What one rule does in A alone and in B alone: edits, and characters taken off less those written."""

    pages: int = 0
    edits_a: int = 0
    edits_b: int = 0
    characters_a: int = 0
    characters_b: int = 0


@dataclass(slots=True)
class Differences:
    """Counts over all pages; grows page by page."""

    pages: int = 0
    differing: int = 0
    rules: dict[str, RuleDifference] = field(default_factory=dict)

    def add(self, found: PageDifference | None) -> None:
        """Count a page in; None is one without a difference."""
        self.pages += 1
        if found is None:
            return
        self.differing += 1
        for change in found.only_a:
            rule = self.rules.setdefault(change.rule, RuleDifference())
            rule.edits_a += 1
            rule.characters_a += len(change.old) - len(change.new)
        for change in found.only_b:
            rule = self.rules.setdefault(change.rule, RuleDifference())
            rule.edits_b += 1
            rule.characters_b += len(change.old) - len(change.new)
        for name in {change.rule for change in (*found.only_a, *found.only_b)}:
            self.rules[name].pages += 1

    def table(self) -> Iterator[str]:
        """The counts for people: the rules with the most pages first."""
        if self.rules:
            yield f"{'pages':>7} {'only A':>7} {'only B':>7} {'chars A':>8} {'chars B':>8}  rule"
        for name, one in sorted(self.rules.items(), key=lambda item: (-item[1].pages, item[0])):
            counts = (
                f"{one.pages:7} {one.edits_a:7} {one.edits_b:7} {one.characters_a:8} {one.characters_b:8}"
            )
            yield f"{counts}  {name}"
        yield f"{self.differing} of {self.pages} pages differ"

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        keys = RuleDifference.__slots__
        rules = {name: {key: getattr(one, key) for key in keys} for name, one in sorted(self.rules.items())}
        return {"pages": self.pages, "differing": self.differing, "rules": rules}


def between_results(a: Result, b: Result) -> PageDifference | None:
    """The difference between two results of one page; None if text and edits are the same."""
    before, after = changes_in(a), changes_in(b)
    if a.text == b.text and before == after:
        return None
    what = "the clean text differs" if a.text != b.text else "the same text by other edits"
    groups = tuple(by_rule(a.decoded.text, a.history, b.history))
    return PageDifference(b.page.name, groups, *_alone(before, after), what)


def between_records(a: Mapping[str, Any], b: Mapping[str, Any]) -> PageDifference | None:
    """The difference between two log records of one page; None if their edits are the same."""
    name = a["page"]["name"]
    if a["page"]["sha256"] != b["page"]["sha256"]:
        return PageDifference(name, (), what="these are two pages of one name, with other bytes")
    before, after = _changes(a), _changes(b)
    if before == after:
        return None
    same = a["clean"]["sha256"] == b["clean"]["sha256"]
    what = "the same text by other edits" if same else "the clean text differs"
    groups = tuple(log_differences(before, after, set(before) ^ set(after)))
    return PageDifference(name, groups, *_alone(before, after), what)


def between_texts(name: str, a: str, b: str) -> PageDifference | None:
    """The difference between two clean texts of which nothing else is known."""
    if a == b:
        return None
    lines = unified_diff(a.split("\n"), b.split("\n"), n=1, lineterm="")
    return PageDifference(name, (Group((), "line by line:", tuple(lines)[2:]),))


def on_one_side(name: str, side: str) -> PageDifference:
    """A page that only one of both has."""
    return PageDifference(name, (), what=f"is in {side} alone")


def _changes(record: Mapping[str, Any]) -> list[Change]:
    return [
        Change(edit["rule"], (edit["src"][0], edit["src"][1]), edit["line"], edit["old"], edit["new"])
        for step in record["steps"]
        for edit in step["edits"]
    ]


def _alone(
    before: Iterable[Change], after: Iterable[Change]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    here, there = set(before), set(after)
    return (
        tuple(sorted(here - there, key=lambda change: (change.src, change.rule))),
        tuple(sorted(there - here, key=lambda change: (change.src, change.rule))),
    )
