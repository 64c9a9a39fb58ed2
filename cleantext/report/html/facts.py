"""What a report keeps of a page: counts by rule and step, its doubtful repairs, what was noticed."""

import heapq
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from cleantext.characters import HAN
from cleantext.compiled.scan import Bits, Scan
from cleantext.edits import Edit
from cleantext.lines import Lines, split_lines
from cleantext.page import Note
from cleantext.report.html.seen import Seen

MARGIN_EDGES = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0)
"""Where one column of the plot of margins ends and the next begins, in nats a character."""
THIN_REPAIRS = 12
"""Repairs with the least margins that are shown one by one."""
SAMPLES = 3
"""Notes of one rule that are shown, of a page and of them all."""
_QUOTED = 80
_HAN_RANGE = re.compile("(.)(?:-(.))?")


@dataclass(slots=True)
class Amount:
    """Edits, the characters they took off and wrote, and how many lines fewer there are after them."""

    edits: int = 0
    removed: int = 0
    written: int = 0
    lines: int = 0

    def count(self, edit: Edit) -> None:
        """Count an edit in."""
        self.add(1, len(edit.old), len(edit.new), edit.old.count("\n") - edit.new.count("\n"))

    def add(self, edits: int, removed: int, written: int, lines: int) -> None:
        """Count several in."""
        self.edits += edits
        self.removed += removed
        self.written += written
        self.lines += lines


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """A weighed repair, old and new text quoted in part; `margin` in nats a character."""

    margin: float
    rule: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A note and the line of the page it is about, from 1."""

    level: str
    rule: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Sizes are (before, after): characters, ideographs among them, lines. `margins` has a count a column."""

    name: str
    encoding: str
    size_bytes: int
    changed: bool
    characters: tuple[int, int]
    ideographs: tuple[int, int]
    lines: tuple[int, int]
    rules: dict[str, Amount] = field(default_factory=dict)
    steps: dict[str, Amount] = field(default_factory=dict)
    margins: tuple[int, ...] = (0,) * (len(MARGIN_EDGES) + 1)
    repairs: tuple[Repair, ...] = ()
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    samples: tuple[Noted, ...] = ()
    unreadable: int = 0

    @property
    def edits(self) -> int:
        """How many edits the page took."""
        return sum(amount.edits for amount in self.steps.values())

    @property
    def loss(self) -> float:
        """The share of the page's ideographs that is gone (markup and spaces are no loss).

        >>> PageFacts("a", "utf-8", 9, True, (30, 9), (12, 9), (1, 1)).loss
        0.25
        """
        before, after = self.ideographs
        return max(0.0, 1 - after / before) if before else 0.0


def facts_of(seen: Seen) -> PageFacts:
    """Count a page.

    >>> from cleantext.engine import clean
    >>> from cleantext.report.html.seen import seen_in_result
    >>> facts = facts_of(seen_in_result(clean("正文第一段。\\n您需要登录后才可以回帖 登录 | 立即注册\\n")))
    >>> facts.lines, facts.ideographs, list(facts.rules)
    ((2, 1), (22, 5), ['discuz/log-in-to-reply'])
    """
    rules: dict[str, Amount] = {}
    steps: dict[str, Amount] = {}
    margins = [0] * (len(MARGIN_EDGES) + 1)
    for step in seen.steps:
        of_step = steps.setdefault(step.name, Amount())
        for edit in step.edits:
            of_step.count(edit)
            rules.setdefault(edit.rule, Amount()).count(edit)
            if edit.margin is not None:
                margins[bisect_right(MARGIN_EDGES, edit.margin)] += 1
    lines = split_lines(seen.source)
    return PageFacts(
        seen.name,
        seen.encoding,
        seen.size_bytes,
        seen.changed,
        (len(seen.source), len(seen.clean)),
        (_ideographs(seen.source), _ideographs(seen.clean)),
        (len(lines), len(split_lines(seen.clean))),
        rules,
        steps,
        tuple(margins),
        tuple(thinnest(_repairs(seen))),
        _count_notes(seen.notes),
        tuple(noted(seen.notes, lines, SAMPLES)),
        seen.clean.count("\ufffd"),
    )


def thinnest(repairs: Iterable[Repair]) -> list[Repair]:
    """Those with the least margins."""
    return heapq.nsmallest(THIN_REPAIRS, repairs)


def noted(notes: Iterable[Note], lines: Lines, at_most: int) -> Iterable[Noted]:
    """The first notes of each rule, with their lines."""
    given: dict[str, int] = {}
    for note in notes:
        given[note.rule] = given.get(note.rule, 0) + 1
        if given[note.rule] <= at_most:
            yield Noted(note.level, note.rule, lines.number_at(note.span[0]) + 1, quoted(note.message))


def quoted(text: str, at_most: int = _QUOTED) -> str:
    """A text short enough for a table."""
    return text if len(text) <= at_most else f"{text[: at_most - 1]}…"


def _ideographs(text: str) -> int:
    return Scan(text, _han(), 1).count(1)


@cache
def _han() -> Bits:
    """1 for every ideograph."""
    ranges = sorted((ord(first), ord(last or first) + 1) for first, last in _HAN_RANGE.findall(HAN))
    starts = [0, *(edge for both in ranges for edge in both)]
    return Bits(array("I", (*starts, *(number % 2 for number in range(len(starts))))))


def _count_notes(notes: Iterable[Note]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for note in notes:
        counts[note.level, note.rule] = counts.get((note.level, note.rule), 0) + 1
    return counts


def _repairs(seen: Seen) -> set[Repair]:
    return {
        Repair(edit.margin, edit.rule, quoted(edit.old), quoted(edit.new))
        for step in seen.steps
        for edit in step.edits
        if edit.margin is not None
    }
