"""The headline over the first prose, and the line of source and date under it."""

from collections.abc import Iterator
from itertools import pairwise

from cleantext.steps.blocks.telling import Reading
from cleantext.steps.blocks.weights import TOLD

_KINDS = frozenset(("title", "utterance", "word", "item", "label", "mostly", "cells"))
"""Kinds a headline may be of."""

_NOUNS = frozenset(("interface", "mostly", "word"))
"""Kinds of the line right above the text that heads it where no line looks like a headline: `通知`."""

_HEAD = 60
"""Lines above the first prose in which it is looked for."""

_MOST = {False: 3, True: 2}
"""Lines kept as headlines, if strict (or in a thread) or not: a wrong one costs less than the right one."""

_CLOSE = 3
"""Lines within which the second sentence of a text follows the first."""

_LONG = 9
"""Letters from which a line is likelier a headline than the name of a section."""

_LONGEST = 60
"""Letters that a headline has at most."""

_LIKELY = 0.2
"""What a shorter line must have of a headline's marks: it repeats, a date is under it, the prose has it."""


def headed(page: Reading, *, strict: bool) -> list[float]:
    """The headline stays, with source and date under it unless strict, where these go: nats for chrome."""
    lines, first = page.lines, _start(page)
    added = [0.0] * len(lines)
    headlines = sorted(_candidates(page), reverse=True)[: _MOST[strict or page.thread]]
    kept = [
        lines[at]
        for nth, (_, at) in enumerate(headlines)
        if not nth or page.thread or lines[at].letters >= _LONG
    ]
    if not kept and first and lines[first - 1].kind in _NOUNS and " " not in lines[first - 1].text:
        added[first - 1] = -6.0
    for at in range(first):
        if any(line.text in lines[at].text and lines[at].letters <= 2 * line.letters for line in kept):
            added[at] = -6.0
    for _, headline in headlines:
        for at in range(headline + 1, min(headline + 4, first)):
            if lines[at].kind in ("byline", "stamp"):
                added[at] = 3.0 if strict else -3.0
    return added


def _start(page: Reading) -> int:
    """Where the text begins: its first sentence with another close behind. A slogan at the top has none.

    In a thread it begins at the stamp above that sentence.
    """
    lines = page.lines
    told = [at for at in range(page.begin, page.end) if lines[at].kind in TOLD]
    start = next((at for at, after in pairwise(told) if after - at <= _CLOSE), page.begin)
    above = range(start - 1, max(-1, start - _HEAD), -1) if page.thread else ()
    return next((at for at in above if lines[at].stamped and lines[at].group == "thread"), start)


def _candidates(page: Reading) -> Iterator[tuple[float, int]]:
    """Lines above the first prose that may be its headline, with how many of a headline's marks each has."""
    lines, first = page.lines, _start(page)
    head = "\n".join(line.text for line in lines[:first])
    early = 0.15  # the first long line of a page is often its headline
    for at in range(max(0, first - _HEAD), first):
        line = lines[at]
        if line.kind not in _KINDS or not 4 <= line.letters <= _LONGEST or line.cover > 0.8 or line.swept:
            continue
        marks = page.shared[at] - line.cover / 2 - 0.5 * page.under[at]
        marks += 0.3 * (line.letters > 5 and head.count(line.text) > 1)
        marks += 0.2 * any(near.kind in ("byline", "stamp", *TOLD) for near in lines[at + 1 : at + 3])
        if line.letters >= _LONG and line.cover < 0.5:
            marks += 0.1 + early
            early = 0.0
        if marks >= (_LIKELY if line.letters < _LONG else 0.1):
            yield marks, at
