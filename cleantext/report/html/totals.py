"""The pages of a report added up. Grows page by page; of each page little more than its row stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cleantext.report.html.facts import MARGIN_EDGES, SAMPLES, Amount, Noted, PageFacts, Repair, thinnest

LOSSES = 10
"""Columns of the plot of losses: tenths of a page's ideographs."""
MOST_LOST = 20
"""Pages that lost most, by name."""
_LEAST_LOSS = 0.005
"""Below this a page has lost next to nothing."""


@dataclass(slots=True)
class Noticed:
    """Notes of one rule at one level: how many, on how many pages, and some, each with its page's number."""

    level: str
    rule: str
    notes: int = 0
    pages: int = 0
    samples: list[tuple[int, Noted]] = field(default_factory=list)


@dataclass(slots=True)
class Totals:
    """`rows` has one entry a page, in order: what the table of pages shows. Sizes are (before, after)."""

    size_bytes: int = 0
    changed: int = 0
    characters: tuple[int, int] = (0, 0)
    ideographs: tuple[int, int] = (0, 0)
    lines: tuple[int, int] = (0, 0)
    unreadable: int = 0
    rules: dict[str, Amount] = field(default_factory=dict)
    rule_pages: dict[str, int] = field(default_factory=dict)
    steps: dict[str, Amount] = field(default_factory=dict)
    encodings: dict[str, int] = field(default_factory=dict)
    margins: list[int] = field(default_factory=lambda: [0] * (len(MARGIN_EDGES) + 1))
    losses: list[int] = field(default_factory=lambda: [0] * (LOSSES + 1))
    repairs: list[tuple[Repair, int]] = field(default_factory=list)
    notices: dict[tuple[str, str], Noticed] = field(default_factory=dict)
    rows: list["Row"] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.rows)

    @property
    def untouched(self) -> int:
        """Pages that no rule and no step changed."""
        return sum(not row.edits for row in self.rows)

    @property
    def edits(self) -> int:
        """All edits of all pages."""
        return sum(amount.edits for amount in self.steps.values())

    def add(self, facts: PageFacts) -> None:
        """Count a page in."""
        number = len(self.rows)
        self.size_bytes += facts.size_bytes
        self.changed += facts.changed
        self.characters = _sum(self.characters, facts.characters)
        self.ideographs = _sum(self.ideographs, facts.ideographs)
        self.lines = _sum(self.lines, facts.lines)
        self.unreadable += facts.unreadable
        self.encodings[facts.encoding] = self.encodings.get(facts.encoding, 0) + 1
        self.losses[_column(facts.loss)] += 1
        self.margins = [a + b for a, b in zip(self.margins, facts.margins, strict=True)]
        _merge(self.steps, facts.steps)
        _merge(self.rules, facts.rules)
        for rule in facts.rules:
            self.rule_pages[rule] = self.rule_pages.get(rule, 0) + 1
        self._add_repairs(facts, number)
        self._add_notes(facts, number)
        self.rows.append(self._row(facts))

    def most_lost(self) -> list[tuple[int, "Row"]]:
        """The pages that lost the greatest shares, with their numbers, the greatest first."""
        lost = [(number, row) for number, row in enumerate(self.rows) if row.loss >= _LEAST_LOSS]
        return sorted(lost, key=lambda entry: (-entry[1].loss, entry[0]))[:MOST_LOST]

    def named(self) -> set[int]:
        """The numbers of all pages that the report's tables name."""
        found = {number for number, _ in self.most_lost()} | {number for _, number in self.repairs}
        return found | {number for notice in self.notices.values() for number, _ in notice.samples}

    def _add_repairs(self, facts: PageFacts, number: int) -> None:
        if facts.repairs:
            pages = dict.fromkeys(facts.repairs, number) | dict(self.repairs)  # the first page that had it
            self.repairs = [(repair, pages[repair]) for repair in thinnest(pages)]

    def _add_notes(self, facts: PageFacts, number: int) -> None:
        for (level, rule), count in facts.notes.items():
            notice = self.notices.setdefault((level, rule), Noticed(level, rule))
            notice.notes += count
            notice.pages += 1
            fitting = [(number, one) for one in facts.samples if (one.level, one.rule) == (level, rule)]
            notice.samples = (notice.samples + fitting)[:SAMPLES]

    def _row(self, facts: PageFacts) -> "Row":
        numbers = {rule: number for number, rule in enumerate(self.rules)} if facts.rules else {}
        return Row(
            facts.name,
            facts.size_bytes,
            facts.characters,
            facts.loss,
            facts.edits,
            sum(facts.notes.values()),
            facts.encoding,
            tuple(numbers[rule] for rule in facts.rules),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A page in the table of pages; `rules` are numbers in the order of `Totals.rules`."""

    name: str
    size_bytes: int
    characters: tuple[int, int]
    loss: float
    edits: int
    notes: int
    encoding: str
    rules: tuple[int, ...]


def _sum(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    return left[0] + right[0], left[1] + right[1]


def _merge(into: dict[str, Amount], amounts: dict[str, Amount]) -> None:
    for name, amount in amounts.items():
        into.setdefault(name, Amount()).add(amount.edits, amount.removed, amount.written, amount.lines)


def _column(loss: float) -> int:
    """0 for pages that lost next to nothing, else the tenth that the loss is in, from 1.

    >>> _column(0.0), _column(0.04), _column(0.99), _column(1.0)
    (0, 1, 10, 10)
    """
    return 0 if loss < _LEAST_LOSS else min(LOSSES, int(loss * LOSSES) + 1)


def by_size(amounts: dict[str, Amount]) -> Sequence[tuple[str, Amount]]:
    """The greatest first: by characters taken off and written, then by name."""
    return sorted(amounts.items(), key=lambda item: (-item[1].removed - item[1].written, item[0]))
