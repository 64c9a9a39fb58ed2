"""Views of a log: its edits one a line, and its figures by rule, step and encoding."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cleantext.report.marks import dim, marked, visible

Record = Mapping[str, Any]
"""A record of a log as its JSON has it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which edits are shown: of a page, a rule (or its pack or step), a line of the page. None is all."""

    page: str | None = None
    rule: Callable[[str, str], bool] = lambda step, name: True
    line: int | None = None

    def takes(self, step: str, edit: Record) -> bool:
        """Is this edit of a step among them?"""
        spans = edit["line"] <= (self.line or 0) <= edit["line"] + edit["old"].count("\n")
        return self.rule(step, edit["rule"]) and (self.line is None or spans)


def edit_lines(records: Iterable[Record], chosen: Chosen, *, colored: bool) -> Iterator[str]:
    """A line an edit, by page and in the order they were made: `page:line: rule: [-gone-]{+new+}`."""
    for record in records:
        name = record["page"]["name"]
        if chosen.page is not None and name != chosen.page:
            continue
        for step in record["steps"]:
            for edit in (edit for edit in step["edits"] if chosen.takes(step["name"], edit)):
                place = dim(f"{visible(name)}:{edit['line']}: {edit['rule']}{_sure(edit)}:", colored=colored)
                yield f"{place} {marked(edit['old'], edit['new'], colored=colored)}"


def _sure(edit: Record) -> str:
    said = []
    if "confidence" in edit:
        said.append(f"confidence {edit['confidence']}")
    if "margin" in edit:
        said.append(f"margin {edit['margin']}")
    return f" ({', '.join(said)})" if said else ""


@dataclass(slots=True)
class LogStatistics:
    """Figures of a log; grows record by record. Characters are code points."""

    pages: int = 0
    changed: int = 0
    source_bytes: int = 0
    clean_chars: int = 0
    encodings: Counter[str] = field(default_factory=Counter)
    recipes: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    steps: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Count a record in."""
        page = record["page"]
        self.pages += 1
        self.changed += page["sha256"] != record["clean"]["sha256"]
        self.source_bytes += page["bytes"]
        self.clean_chars += record["clean"]["chars"]
        self.encodings[page["encoding"]] += 1
        self.recipes[record["recipe"]["name"]] += 1
        self.notes.update(note["rule"] for note in record["notes"])
        for step in record["steps"]:
            seen: set[str] = set()
            counts = self.steps.setdefault(step["name"], Counter())
            counts["pages"] += 1
            for edit in step["edits"]:
                by_rule = self.rules.setdefault(edit["rule"], Counter())
                by_rule["pages"] += edit["rule"] not in seen
                seen.add(edit["rule"])
                for one in (counts, by_rule):
                    one.update(edits=1, removed=len(edit["old"]), written=len(edit["new"]))

    def table(self) -> Iterator[str]:
        """The figures for people."""
        yield f"{self.pages} pages, {self.changed} changed"
        yield f"{self.source_bytes} bytes in, {self.clean_chars} characters out"
        for title, counts in (("rule", self.rules), ("step", self.steps)):
            if counts:
                yield f"{'pages':>7} {'edits':>7} {'removed':>8} {'written':>8}  {title}"
            for name, one in sorted(counts.items(), key=lambda item: (-item[1]["edits"], item[0])):
                yield f"{one['pages']:7} {one['edits']:7} {one['removed']:8} {one['written']:8}  {name}"
        for title, found in (("encoding", self.encodings), ("recipe", self.recipes), ("notes", self.notes)):
            if found:
                yield f"{'count':>7}  {title}"
            yield from (f"{count:7}  {name}" for name, count in found.most_common())

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        keys = ("pages", "edits", "removed", "written")
        return {
            "pages": self.pages,
            "changed": self.changed,
            "source_bytes": self.source_bytes,
            "clean_chars": self.clean_chars,
            "rules": {name: {key: one[key] for key in keys} for name, one in sorted(self.rules.items())},
            "steps": {name: {key: one[key] for key in keys} for name, one in self.steps.items()},
            "encodings": dict(sorted(self.encodings.items())),
            "recipes": dict(sorted(self.recipes.items())),
            "notes": dict(sorted(self.notes.items())),
        }
