"""What a line's place and company add to what it shows itself.

Each function returns what it adds, line by line, in nats for chrome; `odds_of` is their sum. All of them work
on the lines that are not blank, in order.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.weights import KINDS

SURE = frozenset(("legal", "interface", "links", "footer"))
"""Kinds that show by themselves that a site wrote the line."""

OPEN = frozenset(
    ("word", "title", "figure", "signs", "stamp", "mostly", "item", "label", "cells", "contact", "utterance")
)
"""Kinds that company decides."""

TOLD = frozenset(("prose", "sentence", "code"))
"""Kinds that tell something by themselves."""

_REACH = 4
"""Lines on each side whose kinds speak for the one between: about a post's head, a card of a list."""

_RUN = 4
"""Lines in a row from which a run of headlines, or of verse, is one."""

_ANSWERS = ("回复", "发表于", "只看该作者", "引用", "赞同", "举报")
"""Words under each post of a thread."""
_OFFER = 6
"""Characters by which lines with such words are compared."""

_POST = 20
"""Lines a post takes at most beside what is said in it; farther from prose no posts are looked for."""

_CORE = 20_000
"""Characters of prose in which headlines and names are looked for."""

_HEADLINES = ("title", "utterance", "word", "item", "label", "mostly", "cells")
_HEAD = 60
"""Lines above the first prose in which its headline is looked for."""
_TITLES = 2
"""Lines kept as headlines: where two look like one, a wrong one costs less than the right one."""
_LIKELY = 0.2
"""What a short line must have of a headline's marks: it repeats, a date is under it, the prose has it."""

_SITE_SAYS = 0.15
"""Share of words of buttons and footers from which a sentence is no part of what the page tells."""

_FIGURES = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")


def odds_of(lines: Sequence[Clues], *, strict: bool) -> list[float]:
    """The log-odds of each line, for chrome."""
    parts = [
        [_own(line, strict=strict) for line in lines],
        company(lines),
        [1.0 * under for under in listed(lines)],
        repeated(lines),
        outside(lines, strict=strict),
        in_runs(lines, strict=strict),
        told_again(lines),
        replies(lines),
        headed(lines, strict=strict),
    ]
    return [sum(column) for column in zip(*parts, strict=True)]


def _own(line: Clues, *, strict: bool) -> float:
    odd = KINDS[line.kind]
    if line.kind in ("prose", "sentence"):
        return max(2 * odd, odd - line.letters / 40) * max(0.0, 1 - 2 * line.site)
    if line.kind in ("word", "title", "item", "label"):
        odd += 1.5 * line.cover - min(1.0, 4 * line.function) + (0.3 if strict else 0.0)
    elif strict and line.kind in ("byline", "stamp"):
        odd += 0.5
    return odd


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
    for line in lines:
        if line.group == "list" and line.letters <= 14 and line.cover >= 0.4:
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


def told_span(lines: Sequence[Clues]) -> tuple[int, int]:
    """From the first line that tells something to behind the last, a site's own sentences aside."""
    told = [at for at, line in enumerate(lines) if line.kind in TOLD and line.site < _SITE_SAYS]
    return (told[0], told[-1] + 1) if told else (0, len(lines))


def outside(lines: Sequence[Clues], *, strict: bool) -> list[float]:
    """Before the first prose and behind the last, headlines and names are less likely the article's."""
    begin, end = told_span(lines)
    extra = 0.4 if strict else 0.2
    return [extra if line.kind in OPEN and not begin <= at < end else 0.0 for at, line in enumerate(lines)]


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


def told_again(lines: Sequence[Clues]) -> list[float]:
    """What the prose of the page says too belongs to it: subheads, captions, fields of a card."""
    core = "\n".join(line.text for line in lines if line.kind in TOLD)[:_CORE]
    return [
        -2.5 * max(0.0, _shared(line.text, core) - 0.4)
        if line.kind in ("word", "title", "item", "label") and line.cover < 0.5
        else 0.0
        for line in lines
    ]


def _shared(text: str, core: str) -> float:
    """The share of a line's pairs of characters that the core has."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return sum(pair in core for pair in pairs) / len(pairs) if pairs else 0.0


def replies(lines: Sequence[Clues]) -> list[float]:
    """Where posts stand behind their stamps (or before them), what stands there is a post, however short."""
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
        if 0 <= near < len(lines) and lines[near].kind not in (
            "interface",
            "figure",
            "signs",
            "mostly",
            "links",
        ):
            return None if lines[near].stamped else near
    return None


def _said(lines: Sequence[Clues], places: Sequence[int | None], *, thread: bool) -> float:
    """How many of these lines tell something; in a thread a longer line without a full stop counts half."""
    kinds = [lines[at].kind if lines[at].letters > 5 else "" for at in places if at is not None]
    half = sum(kind in ("title", "utterance") for kind in kinds) / 2 if thread else 0.0
    return sum(kind in TOLD for kind in kinds) + half


def headed(lines: Sequence[Clues], *, strict: bool) -> list[float]:
    """The headline over the first prose stays, and, unless strict, the line of source and date under it."""
    added = [0.0] * len(lines)
    first = told_span(lines)[0]
    headlines = _headlines(lines)
    for at in range(first):
        if any(
            lines[n].text in lines[at].text and lines[at].letters <= 2 * lines[n].letters for n in headlines
        ):
            added[at] = -6.0
    if headlines and not strict:
        for at in range(headlines[0] + 1, min(headlines[0] + 4, first)):
            if lines[at].kind in ("byline", "stamp"):
                added[at] = -3.0
    return added


def _headlines(lines: Sequence[Clues]) -> list[int]:
    """The one or two lines above the first prose that most look like its headline, the likeliest first."""
    first, end = told_span(lines)
    core = "\n".join(line.text for line in lines[first:end] if line.kind in TOLD)[:_CORE]
    head = "\n".join(line.text for line in lines[:first])
    under = listed(lines)
    found: list[tuple[float, int]] = []
    for at in range(max(0, first - _HEAD), first):
        line = lines[at]
        if line.kind not in _HEADLINES or line.letters < 4 or line.cover > 0.8 or under[at]:
            continue
        likely = _shared(line.text, core) - line.cover / 2
        likely += 0.3 * (head.count(line.text) > 1)
        likely += 0.2 * any(near.kind in ("byline", "stamp", *TOLD) for near in lines[at + 1 : at + 3])
        likely += 0.1 * (line.letters >= 9)
        if likely >= (_LIKELY if line.letters < 9 else 0.1):
            found.append((likely, at))
    return [at for _, at in sorted(found, reverse=True)[:_TITLES]]
