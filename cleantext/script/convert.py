"""Convert a text between scripts, as a text or as edits."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from cleantext.arrays import numpy_when_repaid
from cleantext.edits import Edit, Span
from cleantext.script.dictionaries import Conversion, conversion
from cleantext.script.simplified import OWN, own_conversion
from cleantext.script.walk import layers_as_spans, walk

Aligned = tuple[int, int, int, int]
"""Start and end of a span of the text, start and end of what it became."""


def convert_text(text: str, config: str) -> str:
    """Convert a whole text by an OpenCC configuration (`s2t`, `tw2s`, …) or one of `simplified`'s own.

    Raises UsageError for a configuration that is not there.

    >>> convert_text("鼠标里面的头发", "s2twp")
    '滑鼠裡面的頭髮'
    """
    return walk(text, _conversion(config))[0]


def changes(
    text: str, config: str, *, gap: int = 0, protected: Sequence[Span] = (), at: int = 0
) -> list[Edit]:
    """The edits that convert a text: `apply(text, changes(text, c)) == convert_text(text, c)`.

    A phrase changes as a whole. Changes at most `gap` unchanged code points apart are one edit. A phrase
    that touches a `protected` span (sorted, disjoint) is left out, and no edit reaches over one. `at` is
    added to the offsets of the edits: where `text` begins in a longer one.

    >>> [(edit.old, edit.new) for edit in changes("乾隆的頭髮乾淨", "t2s")]
    [('頭髮乾淨', '头发干净')]
    """
    chosen = _conversion(config)
    after, layers = walk(text, chosen)
    if after == text:
        return []
    phrases: Sequence[Aligned] = []
    for spans in layers_as_spans(layers):
        phrases = _in_turn(phrases, spans)
    units = _units(text, after, phrases)
    if protected:
        units = _outside(units, protected)
    rule = f"convert/{config}"
    return [
        Edit(at + start, at + end, text[start:end], after[new_start:new_end], rule)
        for start, end, new_start, new_end in _merged(units, gap, protected)
    ]


@cache
def _conversion(name: str) -> Conversion:
    return own_conversion(name) if name in OWN else conversion(name)


def _units(before: str, after: str, phrases: Sequence[Aligned]) -> Iterator[Aligned]:
    """What changed, from left to right: characters between phrases, and phrases as wholes."""
    at = new_at = 0
    for stretch in (*_stretches(phrases), ((len(before), len(before), len(after), len(after)),)):
        # Within a stretch every phrase has kept its length, so that one look finds all its differences.
        end, new_end = stretch[-1][1], stretch[-1][3]
        yield from _in_stretch(before[at:end], after[new_at:new_end], at, new_at, stretch)
        at, new_at = end, new_end


def _stretches(phrases: Sequence[Aligned]) -> Iterator[Sequence[Aligned]]:
    """Cut a list of phrases behind each one that changed its length."""
    begun = 0
    for number, (start, end, new_start, new_end) in enumerate(phrases):
        if end - start != new_end - new_start:
            yield phrases[begun : number + 1]
            begun = number + 1
    if begun < len(phrases):
        yield phrases[begun:]


def _in_stretch(
    before: str, after: str, at: int, new_at: int, phrases: Sequence[Aligned]
) -> Iterator[Aligned]:
    """The units of a stretch whose texts begin at `at` and `new_at`."""
    length = min(len(before), len(after))
    places = iter(_differences(before[:length], after[:length]))
    shift = new_at - at
    place = next(places, length)
    for start, end, new_start, new_end in phrases:
        while place < start - at:
            yield at + place, at + place + 1, at + place + shift, at + place + 1 + shift
            place = next(places, length)
        changed = place < end - at or end - start != new_end - new_start
        while place < min(end - at, length):
            place = next(places, length)
        if changed:
            yield start, end, new_start, new_end


def _differences(before: str, after: str) -> Sequence[int]:
    if before == after:
        return ()
    if numpy_when_repaid(0) is not None:
        from cleantext.script import bulk  # here for start-up time: it imports numpy

        return bulk.differences(before, after)
    return [place for place, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]


def _in_turn(first: Sequence[Aligned], second: Sequence[Aligned]) -> Sequence[Aligned]:
    """The phrases of two layers as phrases of both; those that overlap in the text between become one."""
    if not first or not second:
        return first or second
    both: list[Aligned] = []
    i = j = ahead = behind = 0
    while i < len(first) or j < len(second):
        takes_first = j == len(second) or (i < len(first) and first[i][2] <= second[j][0])
        start = first[i][2] if takes_first else second[j][0]
        span = (start - ahead, start + behind)
        end = first[i][3] if takes_first else second[j][1]
        while True:
            if i < len(first) and first[i][2] < end:
                end, ahead = max(end, first[i][3]), first[i][3] - first[i][1]
                i += 1
            elif j < len(second) and second[j][0] < end:
                end, behind = max(end, second[j][1]), second[j][3] - second[j][1]
                j += 1
            else:
                break
        both.append((span[0], end - ahead, span[1], end + behind))
    return both


def _outside(units: Iterator[Aligned], protected: Sequence[Span]) -> Iterator[Aligned]:
    at = 0
    for unit in units:
        while at < len(protected) and protected[at][1] <= unit[0]:
            at += 1
        if at == len(protected) or unit[1] <= protected[at][0]:
            yield unit


def _merged(units: Iterator[Aligned], gap: int, protected: Sequence[Span]) -> Iterator[Aligned]:
    """Join units that lie near each other, though not over a protected span."""
    walls = [start for start, _ in protected]
    begun = next(units, None)
    if begun is None:
        return
    start, end, new_start, new_end = begun
    for unit in units:
        if unit[0] - end > gap or (walls and _wall_between(walls, end, unit[0])):
            yield start, end, new_start, new_end
            start, new_start = unit[0], unit[2]
        end, new_end = unit[1], unit[3]
    yield start, end, new_start, new_end


def _wall_between(walls: Sequence[int], end: int, start: int) -> bool:
    next_wall = bisect_left(walls, end)
    return next_wall < len(walls) and walls[next_wall] <= start
