"""How two histories of one page differ: line by line, grouped by the rules that act otherwise there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleantext.edits import Span
from cleantext.history import History
from cleantext.lines import Lines, split_lines
from cleantext.records import dataclass
from cleantext.regions import Placed, Region, regions

SHOWN_EDITS = 20
"""Edits listed for one group where the log alone differs."""


@dataclass(frozen=True, slots=True)
class Group:
    """Differences that have the same rules behind them; `rules` is empty where no rule has.

    `regions` are the parts of the page they are in, where both histories are known.
    """

    rules: tuple[str, ...]
    title: str
    lines: tuple[str, ...]
    regions: tuple[Region, ...] = ()


def by_rule(source: str, before: History, after: History) -> Iterator[Group]:
    """The differences of two histories of `source`: those of the clean text first, then of the log alone.

    Each difference of the clean text is shown as whole lines, `-` before and `+` after.

    >>> from cleantext.engine import clean
    >>> old, new = clean("登录\\n正文。 \\n", "repair"), clean("登录\\n正文。 \\n", "minimal")
    >>> [group.title for group in by_rule(old.decoded.text, old.history, History())]
    ['because of tidy/layout-space:']
    """
    texts = before.redo(source), after.redo(source)
    differing = [region for region in regions(before, after) if region.alone != ((), ())]
    alike = texts[0] == texts[1]
    shown = [one for one in differing if not alike and _image(texts, one, 0) != _image(texts, one, 1)]
    units: dict[tuple[str, ...], list[list[Region]]] = defaultdict(list)
    for unit in _on_the_same_lines(texts, shown):
        units[_rules(unit)].append(unit)
    starts = list(accumulate(len(line) + 1 for line in texts[1].split("\n")))
    for rules, found in sorted(units.items()):
        lines = [line for unit in found for line in _lines(texts, unit, starts)]
        every = tuple(region for unit in found for region in unit)
        yield Group(rules, f"because of {', '.join(rules)}:", tuple(lines), every)
    kept = set(map(id, shown))
    yield from _in_the_log_alone(split_lines(source), [one for one in differing if id(one) not in kept])


def _rules(unit: Sequence[Region]) -> tuple[str, ...]:
    return tuple(sorted({placed.edit.rule for one in unit for side in one.alone for placed in side}))


def _image(texts: tuple[str, str], region: Region, side: int) -> str:
    start, end = region.clean[side]
    return texts[side][start:end]


def _on_the_same_lines(texts: tuple[str, str], differing: Sequence[Region]) -> Iterator[list[Region]]:
    """Regions that share a line of either text stand together."""
    unit: list[Region] = []
    for region in differing:
        if unit and _line_begins_between(texts, unit[-1], region):
            yield unit
            unit = []
        unit.append(region)
    if unit:
        yield unit


def _line_begins_between(texts: tuple[str, str], left: Region, right: Region) -> bool:
    """Is there a line start between them that both texts have? What stands there is the same in both."""
    between = texts[0][left.clean[0][1] : right.clean[0][0]]
    return "\n" in between or all(_begins(text, end[1]) for text, end in zip(texts, left.clean, strict=True))


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _lines(texts: tuple[str, str], unit: Sequence[Region], starts: Sequence[int]) -> Iterator[str]:
    """The lines of both texts that hold these regions; `starts` is where the second's later lines begin."""
    spans = [(unit[0].clean[side][0], unit[-1].clean[side][1]) for side in (0, 1)]
    ends = all(_begins(text, span[1]) for text, span in zip(texts, spans, strict=True))
    yield f"@@ line {bisect_right(starts, spans[1][0]) + 1} @@"
    for mark, text, span in zip("-+", texts, spans, strict=True):
        yield from (f"{mark}{line}" for line in _whole_lines(text, span, ends=ends))


def _whole_lines(text: str, span: Span, *, ends: bool) -> list[str]:
    """The lines a span is in. Where `ends`, its end is the end of a line, and its last line end no line."""
    start = text.rfind("\n", 0, span[0]) + 1
    if ends:
        return text[start : span[1]].split("\n")[:-1]
    stop = text.find("\n", span[1])
    return text[start : len(text) if stop < 0 else stop].split("\n")


def _in_the_log_alone(lines: Lines, differing: Sequence[Region]) -> Iterator[Group]:
    groups: dict[tuple[str, ...], list[Region]] = defaultdict(list)
    for region in differing:
        groups[_rules([region])].append(region)
    for rules, found in sorted(groups.items()):
        told = [
            f"{mark}{_told(placed, lines)}"
            for region in found
            for mark, side in zip("-+", region.alone, strict=True)
            for placed in side
        ]
        more = [f" … and {len(told) - SHOWN_EDITS} more"] if len(told) > SHOWN_EDITS else []
        title = f"in the log alone, {', '.join(rules)}: {len(told)} edits"
        yield Group(rules, title, (*told[:SHOWN_EDITS], *more), tuple(found))


def _told(placed: Placed, lines: Lines) -> str:
    edit = placed.edit
    margin = "" if edit.margin is None else f" (margin {edit.margin:.3f})"
    number = lines.number_at(placed.source[0]) + 1 if len(lines) else 1
    return f"line {number}: {edit.rule}: {edit.old!r} -> {edit.new!r}{margin}"
