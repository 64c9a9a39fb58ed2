"""How good a clean text is, measured against the text a person wants: characters kept, lost and left over.

Blank characters are not counted. A lost character is put down to the rule that took it off, one left over to
the rule that wrote it, where the history of the text is known.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from cleantext.align import align
from cleantext.edits import Span
from cleantext.fold import fold
from cleantext.history import History, PositionMap

NO_RULE = "(no rule)"
"""Under this name stands what no edit did: gold that the page never had, and chrome that nothing touched."""


_CHANCE = 12
"""Kept characters on either side of lost ones whose edits may have been the cause."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of characters that are not blank. `kept + lost == gold`, `kept + left_over == clean`.

    `lost_by` counts lost characters by the rule that took them off, `left_by` what is left over by the rule
    that wrote it; both add up to the whole.
    """

    kept: int = 0
    lost: int = 0
    left_over: int = 0
    lost_by: Mapping[str, int] = field(default_factory=dict)
    left_by: Mapping[str, int] = field(default_factory=dict)

    @property
    def gold(self) -> int:
        """Characters a person wants."""
        return self.kept + self.lost

    @property
    def recall(self) -> float:
        """The share of what is wanted that was kept, 0 to 1."""
        return self.kept / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """The share of the clean text that is wanted, 0 to 1."""
        clean = self.kept + self.left_over
        return self.kept / clean if clean else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        every = self.gold + self.kept + self.left_over
        return 2 * self.kept / every if every else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.kept + other.kept,
            self.lost + other.lost,
            self.left_over + other.left_over,
            Counter(self.lost_by) + Counter(other.lost_by),
            Counter(self.left_by) + Counter(other.left_by),
        )


def score(clean: str, gold: str, history: History | None = None, *, folded: bool = False) -> Score:
    """Measure a clean text against the wanted one; `history` (of the clean text) says who did what.

    `folded` compares what characters mean, not how they are written: scripts and widths count as one.

    >>> measured = score("正文。登录", "标题正文。")
    >>> measured.kept, measured.lost, measured.left_over
    (3, 2, 2)
    """
    inked, gold_inked = _inked(clean), "".join(gold.split())
    dense = "".join(clean.split())
    shared = align(fold(dense) if folded else dense, fold(gold_inked) if folded else gold_inked)
    blame = _Blame(history or History(), inked, len(clean))
    lost_by: Counter[str] = Counter()
    left_by: Counter[str] = Counter()
    at = gold_at = kept = 0
    ends = [(one.left_start, one.right_start, one.size) for one in shared]
    for start, gold_start, size in [*ends, (len(dense), len(gold_inked), 0)]:
        lost_by.update(blame.lost(gold_inked[gold_at:gold_start], (at, start)))
        left_by.update(blame.left_over((at, start)))
        at, gold_at, kept = start + size, gold_start + size, kept + size
    return Score(kept, len(gold_inked) - kept, len(dense) - kept, lost_by, left_by)


def _inked(text: str) -> list[int]:
    """Where the characters that are not blank stand."""
    return [at for at, character in enumerate(text) if not character.isspace()]


@dataclass(frozen=True, slots=True)
class _Done:
    """An edit, and the span of the clean text that it became."""

    start: int
    end: int
    old: str
    new: str
    rule: str


class _Blame:
    """Which rule did what at a place of the clean text. Spans are of its characters that are not blank."""

    def __init__(self, history: History, inked: list[int], length: int) -> None:
        self._inked = [*inked, length]
        self._edits = sorted(_in_clean(history), key=lambda edit: (edit.start, edit.end))
        self._starts = [edit.start for edit in self._edits]
        self._reaches = list(accumulate((edit.end for edit in self._edits), max))
        self._gone: dict[_Done, str] = {}

    def lost(self, wanted: str, span: Span) -> Iterator[str]:
        """The rules that took off characters which are wanted between two kept ones, a name a character.

        Which of several equal characters was kept is a matter of chance, so a few around are looked at too.
        """
        left = fold(wanted)
        around = max(0, span[0] - _CHANCE), min(len(self._inked) - 1, span[1] + _CHANCE)
        for edit in self._around(self._gap(around)) if left else ():
            gone = self._gone.setdefault(edit, _gone(edit))
            if not set(gone) & set(left):
                continue
            shared = align(left, gone)
            yield from [edit.rule] * sum(one.size for one in shared)
            self._gone[edit] = _without(gone, [(one.right_start, one.size) for one in shared])
            left = _without(left, [(one.left_start, one.size) for one in shared])
            if not left:
                return
        yield from [NO_RULE] * len(left)

    def left_over(self, span: Span) -> Iterator[str]:
        """The rules that wrote characters which are not wanted, a name a character."""
        if span[0] == span[1]:
            return
        writers = [edit for edit in self._around(self._gap(span)) if edit.end > edit.start]
        for at in self._inked[span[0] : span[1]]:
            wrote = [edit.rule for edit in writers if edit.start <= at < edit.end]
            yield wrote[-1] if wrote else NO_RULE

    def _gap(self, span: Span) -> Span:
        """The span of the clean text between the kept characters around."""
        start, end = span
        return (self._inked[start - 1] + 1 if start else 0), self._inked[end]

    def _around(self, span: Span) -> Iterable[_Done]:
        """The edits that touch a span of the clean text."""
        first = bisect_left(self._reaches, span[0])
        last = bisect_right(self._starts, span[1])
        return [edit for edit in self._edits[first:last] if edit.end >= span[0]]


def _gone(edit: _Done) -> str:
    """The characters of an edit that are not in what it wrote, folded, without blank ones."""
    stays, gone = Counter(edit.new), []
    for character in "".join(edit.old.split()):
        if stays[character]:
            stays[character] -= 1
        else:
            gone.append(character)
    return fold("".join(gone))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text without some stretches, each given by its start and size."""
    pieces, at = [], 0
    for start, size in spans:
        pieces.append(text[at:start])
        at = start + size
    return "".join((*pieces, text[at:]))


def _in_clean(history: History) -> Iterator[_Done]:
    """Every edit of every step with its place in the clean text, later steps after earlier ones."""
    maps = [PositionMap(step.edits) for step in history.steps]
    for number, step in enumerate(history.steps):
        for edit in step.edits:
            span = edit.start, edit.end
            for position_map in maps[number:]:
                span = position_map.forward(span)
            yield _Done(*span, edit.old, edit.new, edit.rule)
