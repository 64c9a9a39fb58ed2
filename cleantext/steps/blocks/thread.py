"""Posts of a thread: short lines that stay because of where they stand."""

import re
from collections import Counter
from collections.abc import Sequence

from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.listing import listed
from cleantext.steps.blocks.telling import told_span
from cleantext.steps.blocks.weights import OPEN, TOLD

_ANSWERS = ("回复", "发表于", "只看该作者", "引用", "赞同", "举报")
"""Words under each post of a thread."""

_OFFER = 6
"""Characters by which lines with such words are compared."""

_POST = 20
"""Lines a post takes at most beside what is said in it; farther from prose no posts are looked for."""

_FIGURES = re.compile(r"\d+")
_BETWEEN = frozenset(("interface", "figure", "signs", "mostly", "links", "swept"))
"""Kinds that may stand between a post and its stamp."""


def replies(lines: Sequence[Clues], *, strict: bool) -> list[float]:
    """Where posts stand behind their stamps (or before them), what stands there is a post, however short.

    If strict, the stamps go even where a single one parts two posts.
    """
    added = [0.0] * len(lines)
    stamps = _stamps(lines)
    if len(stamps) < 2:
        return added
    behind = [_beside(lines, at, 1) for at in stamps]
    before = [_beside(lines, at, -1) for at in stamps]
    thread = is_thread(lines)
    said_behind, said_before = _said(lines, behind, thread=thread), _said(lines, before, thread=thread)
    if max(said_behind, said_before) < max(2, len(stamps) / 4):
        return added
    if strict and len(stamps) > 2:
        for stamp in stamps:
            added[stamp] = 2.0
    for at in behind if said_behind >= said_before else before:
        if at is not None and lines[at].kind in OPEN:
            added[at] = -6.0 if lines[at].cover < 0.5 else 0.0
    return added


def _stamps(lines: Sequence[Clues]) -> list[int]:
    """The lines with a date or time near what the page tells, those in lists of links left out."""
    begin, end = told_span(lines)
    under = listed(lines)
    return [
        at
        for at in range(max(0, begin - _POST), min(len(lines), end + _POST))
        if lines[at].stamped and lines[at].kind not in TOLD and not under[at]
    ]


def is_thread(lines: Sequence[Clues]) -> bool:
    """Does the page offer to answer again and again, as a thread does under each post?"""
    offers = Counter(
        _FIGURES.sub("0", line.text)[:_OFFER]
        for line in lines
        if line.kind in ("interface", "mostly", "stamp") and any(word in line.text for word in _ANSWERS)
    )
    return max(offers.values(), default=0) > 1


def _beside(lines: Sequence[Clues], at: int, step: int) -> int | None:
    """The nearest line beside a stamp that is neither of the interface nor a figure."""
    for near in range(at + step, at + 5 * step, step):
        if 0 <= near < len(lines) and lines[near].kind not in _BETWEEN:
            return None if lines[near].stamped else near
    return None


def _said(lines: Sequence[Clues], places: Sequence[int | None], *, thread: bool) -> float:
    """How many of these lines tell something; in a thread a longer line without a full stop counts half."""
    kinds = [lines[at].kind if lines[at].letters > 5 else "" for at in places if at is not None]
    half = sum(kind in ("title", "utterance") for kind in kinds) / 2 if thread else 0.0
    return sum(kind in TOLD for kind in kinds) + half
