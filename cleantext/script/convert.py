"""Convert a text between scripts, as a text or as edits."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cleantext.compiled.phrases import differences
from cleantext.edits import Edit, Span
from cleantext.script.dictionaries import Conversion, conversion
from cleantext.script.simplified import OWN, own_conversion
from cleantext.script.walk import layers_as_spans, walk

_MARK = 1
_CHANGED, _WALL = b"\x01", b"\x02"
"""Marks of a character that changes, and of one that may not; 0 is one that stays."""

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
    phrases: Sequence[Aligned] = ()
    for spans in layers_as_spans(layers):
        phrases = _in_turn(phrases, spans)
    marks = _marks(text, after, phrases)
    _protect(marks, phrases, protected)
    rule = f"convert/{config}"
    return [
        Edit(at + start, at + end, text[start:end], after[new_start:new_end], rule)
        for start, end, new_start, new_end in _runs(marks, phrases, gap)
    ]


@cache
def _conversion(name: str) -> Conversion:
    return own_conversion(name) if name in OWN else conversion(name)


def _marks(before: str, after: str, phrases: Sequence[Aligned]) -> bytearray:
    """One byte for each character of `before`: `_CHANGED` where it changes or is in a phrase that does."""
    marks = bytearray()
    at = new_at = 0
    for end, new_end, kept_end in _even(phrases, len(before)):
        length = kept_end - at
        marks += differences(before[at:kept_end], after[new_at : new_at + length])
        marks += _CHANGED * (end - kept_end)
        at, new_at = end, new_end
    for start, end, _, _ in phrases:
        if _MARK in marks[start:end]:
            marks[start:end] = _CHANGED * (end - start)
    return marks


def _even(phrases: Sequence[Aligned], length: int) -> Iterator[tuple[int, int, int]]:
    """Cut the text behind each phrase that changed its length: where that phrase ends, where what it became
    ends, and where it begins. Up to there both texts go side by side."""
    for start, end, new_start, new_end in phrases:
        if end - start != new_end - new_start:
            yield end, new_end, start
    yield length, 0, length


def _protect(marks: bytearray, phrases: Sequence[Aligned], protected: Sequence[Span]) -> None:
    """Take back what touches a protected span, and let no edit reach over one."""
    if not protected:
        return
    walls = iter(protected)
    wall = next(walls, None)
    for start, end, _, _ in phrases:
        while wall and wall[1] <= start:
            wall = next(walls, None)
        if wall and wall[0] < end:
            marks[start:end] = bytes(end - start)
    for start, end in protected:
        marks[start:end] = _WALL * (end - start)


def _runs(marks: bytearray, phrases: Sequence[Aligned], gap: int) -> Iterator[Aligned]:
    """Changes at most `gap` apart, as one, with where their outcome stands."""
    shifts = [
        (end, new_end - end)
        for start, end, new_start, new_end in phrases
        if end - start != new_end - new_start
    ]
    shifts.append((len(marks) + 1, 0))
    number = shift = 0
    for found in re.finditer(rb"\x01+(?:\x00{1,%d}\x01+)*" % gap if gap else rb"\x01+", marks):
        start, end = found.span()
        while shifts[number][0] <= start:
            number, shift = number + 1, shifts[number][1]
        new_start = start + shift
        while shifts[number][0] <= end:
            number, shift = number + 1, shifts[number][1]
        yield start, end, new_start, end + shift


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
