"""Lists of links, cards and buttons: lines that their neighbours and their likes on the page give away.

The functions that give a list of figures add nats for chrome, line by line; the lines are those not blank.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.telling import told_span
from cleantext.steps.blocks.weights import OPEN, SURE, TOLD

_REACH = 4
"""Lines on each side whose kinds speak for the one between: about a post's head, a card of a list."""

_RUN = 4
"""Lines in a row from which a run of headlines, or of verse, is one."""

_FIGURES = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")


def company(lines: Sequence[Clues]) -> list[float]:
    """A name among buttons is a button, among paragraphs a caption."""
    sure = [float(line.kind in SURE) or 0.5 * (line.kind in ("mostly", "stamp")) for line in lines]
    sums = [0.0]
    for value in sure:
        sums.append(sums[-1] + value)
    added = []
    for at, line in enumerate(lines):
        begin, end = max(0, at - _REACH), min(len(lines), at + _REACH + 1)
        share = (sums[end] - sums[begin] - sure[at]) / max(1, end - begin - 1)
        added.append(1.5 * (share - 0.25) if line.kind in OPEN else 0.0)
    return added


def listed(lines: Sequence[Clues]) -> list[bool]:
    """Which headlines stand under `相关阅读` or its like, before the next sentence?"""
    found, under = [], False
    any_told = any(line.kind in TOLD for line in lines)
    for line in lines:
        if any_told and line.group == "list" and line.letters <= 14 and line.cover >= 0.4:
            under = True
        elif line.kind in TOLD:
            under = False
        found.append(under and line.kind in OPEN)
    return found


def repeated(lines: Sequence[Clues]) -> list[float]:
    """What stands on a page again and again, figures aside, a template printed; but songs have refrains."""
    begin, end = told_span(lines)
    shapes = Counter(_FIGURES.sub("0", line.text) for line in lines if line.kind in OPEN)
    moulds = Counter(_mould(line) for line in lines if line.kind in OPEN)
    added = []
    for at, line in enumerate(lines):
        beyond = not begin <= at < end
        again = shapes[_FIGURES.sub("0", line.text)] > 2 and (beyond or line.function < 0.2)
        moulded = beyond and "0" in (mould := _mould(line)) and "字" in mould and moulds[mould] > 4
        added.append(0.7 * (again or moulded) if line.kind in OPEN and line.letters else 0.0)
    return added


def _mould(line: Clues) -> str:
    """A line with every word and every figure made one: `字 0 (0字)` for `咏怀 6159 (388次)`."""
    return _WORDS.sub("字", _FIGURES.sub("0", line.text))


def in_runs(lines: Sequence[Clues], *, strict: bool) -> list[float]:
    """Headlines in a row away from prose are links, and surely so with names, dates and counts between them.

    Lines alike in length, or full of function characters, are verse.
    """
    added = [0.0] * len(lines)
    begin, end = told_span(lines)
    for first, last in _runs(lines):
        run = lines[first:last]
        cards = sum(line.kind in ("stamp", "figure", "mostly", "byline") for line in run) / len(run)
        heads = [line for line in run if line.kind in ("title", "utterance", "item", "label")]
        beyond = first >= end or last <= begin
        if not cards and _is_verse(run):
            each = -0.8
        elif beyond and len(heads) * 5 >= len(run) and len(heads) > 2:
            each = 1.5 if cards >= 0.2 else 0.8 if strict else -0.4
        else:
            continue
        added[first:last] = [each if line.kind in OPEN else 0.0 for line in run]
    return added


def _is_verse(run: Sequence[Clues]) -> bool:
    said = sum(line.function for line in run) / len(run)
    letters = [line.letters for line in run]
    return max(letters) <= 20 and (said >= 0.12 or len(set(letters)) == 1)


def _runs(lines: Sequence[Clues]) -> Iterator[tuple[int, int]]:
    """Runs of at least `_RUN` lines without a sentence and without a line that shows a site by itself."""
    begin = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and (lines[at].kind in OPEN or lines[at].kind == "byline"):
            continue
        if at - begin >= _RUN:
            yield begin, at
        begin = at + 1
