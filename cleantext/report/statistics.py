"""What was done and seen, counted by rule over any number of pages."""

from collections.abc import Iterator

from cleantext.engine import Result
from cleantext.lines import split_lines
from cleantext.records import dataclass, field


@dataclass(slots=True)
class Count:
    """One rule's edits and the characters it removed and wrote."""

    edits: int = 0
    removed: int = 0
    written: int = 0


@dataclass(slots=True)
class Statistics:
    """Grows page by page; `table` shows it."""

    pages: int = 0
    changed: int = 0
    rules: dict[str, Count] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count a page in."""
        self.pages += 1
        self.changed += result.changed
        for step in result.history.steps:
            for edit in step.edits:
                count = self.rules.setdefault(edit.rule, Count())
                count.edits += 1
                count.removed += len(edit.old)
                count.written += len(edit.new)
        if result.notes:
            self.notes += _notes(result)

    def table(self) -> Iterator[str]:
        """One line a rule, most edits first, then the notes, then the sum."""
        if self.rules:
            yield f"{'edits':>7} {'removed':>8} {'written':>8}  rule"
        for rule, count in sorted(self.rules.items(), key=lambda item: (-item[1].edits, item[0])):
            yield f"{count.edits:7} {count.removed:8} {count.written:8}  {rule}"
        yield from self.notes
        pages = "1 page" if self.pages == 1 else f"{self.pages} pages"
        yield f"{pages}, {self.changed} changed; removed and written are characters"


def _notes(result: Result) -> Iterator[str]:
    lines = split_lines(result.decoded.text)
    for note in result.notes:
        number = lines.number_at(note.span[0]) + 1
        yield f"{result.page.name}:{number}: {note.level}: {note.message} ({note.rule})"
