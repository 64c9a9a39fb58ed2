"""Lists of links, cards and buttons: lines that their neighbours and their likes on the page give away.

The functions that give a list of figures add nats for chrome, line by line; the lines are those not blank.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.telling import Reading
from cleantext.steps.blocks.weights import OPEN, SURE

_REACH = 4
"""Lines on each side whose kinds speak for the one between: about a post's head, a card of a list."""

_SPEAKS = dict.fromkeys(SURE, 1.0) | {"mostly": 0.5, "stamp": 0.5}
"""How surely lines of a kind show that a site wrote there."""

_RUN = 4
"""Lines in a row from which a run of headlines, or of verse, is one."""

_ALIKE = 0.6
"""Share of lines equally long from which a run is verse: a title and a name may stand over it."""

_PRINTED = 0.7
"""Nats for a line that a template printed."""

_FIGURES = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")


def company(page: Reading) -> list[float]:
    """A name among buttons is a button, among paragraphs a caption."""
    lines = page.lines
    sure = [_SPEAKS.get(line.kind, 0.0) for line in lines]
    sums = [0.0, *accumulate(sure)]
    added = [0.0] * len(lines)
    for at, line in enumerate(lines):
        if line.kind in OPEN:
            begin, end = max(0, at - _REACH), min(len(lines), at + _REACH + 1)
            share = (sums[end] - sums[begin] - sure[at]) / max(1, end - begin - 1)
            added[at] = 1.5 * (share - 0.25)
    return added


def repeated(printed: Sequence[bool]) -> list[float]:
    """What stands on a page again and again, figures aside, a template printed."""
    return [_PRINTED * again for again in printed]


def is_printed(page: Reading) -> list[bool]:
    """Which lines does the page have again and again, figures aside? Amid a text they may be refrains."""
    open_lines = [(at, line) for at, line in enumerate(page.lines) if line.kind in OPEN and line.letters]
    shapes = [_FIGURES.sub("0", line.text) for _, line in open_lines]
    # One mould for every word and figure: `字 0 (0字)` for `听雨 20417 (53次)`.
    moulds = [_WORDS.sub("字", shape) if "0" in shape else "" for shape in shapes]
    times, moulded = Counter(shapes), Counter(moulds)
    found = [False] * len(page.lines)
    for (at, line), shape, mould in zip(open_lines, shapes, moulds, strict=True):
        beyond = page.beyond(at)
        again = times[shape] > 2 and (beyond or line.function < 0.2)
        found[at] = again or (beyond and moulded[mould] > 4 and mould not in ("", "字0"))
    return found


def in_runs(page: Reading, *, strict: bool) -> list[float]:
    """Headlines in a row away from prose are links, and surely so with names, dates and counts between them.

    Lines alike in length, or full of function characters, are verse.
    """
    lines = page.lines
    added = [0.0] * len(lines)
    for first, last in _runs(lines):
        run = lines[first:last]
        cards = sum(line.kind in ("stamp", "figure", "mostly", "byline") for line in run) / len(run)
        heads = [line for line in run if line.kind in ("title", "utterance", "item", "label")]
        beyond = first >= page.end or last <= page.begin
        if not cards and _is_verse(run):
            each = -0.8
        elif beyond and len(heads) * 5 >= len(run) and len(heads) > 2:
            each = 1.5 if cards >= 0.2 else 0.8 if strict else 0.4
        else:
            continue
        added[first:last] = [each if line.kind in OPEN else 0.0 for line in run]
    return added


def _is_verse(run: Sequence[Clues]) -> bool:
    said = sum(line.function for line in run) / len(run)
    lengths = Counter(line.letters for line in run)
    usual, times = lengths.most_common(1)[0]
    alike = usual > 4 and times >= _ALIKE * len(run)
    return 4 < max(lengths) <= 20 and (said >= 0.12 or alike)


def _runs(lines: Sequence[Clues]) -> Iterator[tuple[int, int]]:
    """Runs of at least `_RUN` lines without a sentence and without a line that shows a site by itself."""
    begin = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and (lines[at].kind in OPEN or lines[at].kind == "byline"):
            continue
        if at - begin >= _RUN:
            yield begin, at
        begin = at + 1
