"""Which blocks go: those that the odds give to the site, that show enough, and how sure each is."""

import math
from collections.abc import Iterator, Sequence

from cleantext.edits import Edit
from cleantext.page import Draft
from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.listing import is_printed
from cleantext.steps.blocks.naming import parts
from cleantext.steps.blocks.odds import odds_of
from cleantext.steps.blocks.smooth import chrome_runs
from cleantext.steps.blocks.telling import Reading, read_page
from cleantext.steps.blocks.weights import SURE, SWITCH

_EVIDENCE = {"safe": 0.25, "strict": 0.1}
"""Share of a block's lines that must show by themselves that a site wrote them."""

_EVIDENCE_ALONE = {"safe": 0.75, "strict": 0.3}
"""The same on a page that tells nothing in sentences: verse, a table, a list."""

_SILENT = (0.0, 1.0, 4.0)
"""Nats by which silent lines of a block count less, until what is left shows enough."""

_AMID = {"safe": 2.0, "strict": 0.0}
"""Nats more that a block amid an article must have: little of a site stands there, and much of a text may."""

_MARGIN = {"safe": 1.0, "strict": 0.0}
"""Nats by which taking a block off must beat leaving it."""

_ENDING = 6
"""Lines that may stand between the last prose and the first line of the site: who signed, when, what with."""

_SUBHEADS = 2
"""Lines that may stand between a block amid a text and the text that goes on."""


def block_edits(draft: Draft, lines: Sequence[Clues], blocks: str) -> Iterator[Edit]:
    """The edits that take blocks off, `safe` or `strict`; `lines` are the draft's that are not blank."""
    page = read_page(lines)
    printed = is_printed(page)
    shown = shows(page, printed, strict=blocks == "strict")
    odds = odds_of(page, printed, strict=blocks == "strict")
    for begin, end in _blocks(odds, shown, _EVIDENCE[blocks] if page.tells else _EVIDENCE_ALONE[blocks]):
        begin, end = _behind_the_end(shown, begin, end), _before_the_text(page, shown, begin, end)
        block = [at for at in range(begin, end) if not lines[at].swept]
        margin = sum(odds[begin:end]) - SWITCH * ((begin > 0) + (end < len(lines)))
        amid = page.begin < begin and end < page.end and not page.thread
        if not block or margin < _MARGIN[blocks] + (_AMID[blocks] if amid else 0.0):
            continue
        sure = round(1 / (1 + math.exp(-margin / 2)), 2)
        named = parts([lines[at] for at in block], [page.under[at] for at in block])
        yield from _part_edits(draft, list(named), sure)


def _part_edits(draft: Draft, named: Sequence[tuple[str, Sequence[Clues]]], sure: float) -> Iterator[Edit]:
    """One edit for each part of a block, blank lines between two with the first."""
    starts = [draft.lines.starts[part[0].number] for _, part in named]
    ends = [*starts[1:], draft.lines.next_start(named[-1][1][-1].number)]
    for (name, _), start, end in zip(named, starts, ends, strict=True):
        yield Edit(start, end, draft.text[start:end], "", f"blocks/{name}", sure)


def shows(page: Reading, printed: Sequence[bool], *, strict: bool) -> list[bool | None]:
    """Does a line show by itself that a site wrote it? None for figures and signs, which say nothing."""
    kinds = (*SURE, "stamp", "mostly", "byline") if strict else (*SURE, "stamp", "mostly")
    return [
        None
        if line.kind in ("figure", "signs")
        else line.kind in kinds or page.under[at] or (printed[at] and page.beyond(at))
        for at, line in enumerate(page.lines)
    ]


def _blocks(odds: Sequence[float], shown: Sequence[bool | None], least: float) -> Iterator[tuple[int, int]]:
    """Blocks of chrome with evidence enough, or what is left of one when its silent lines count less."""
    for begin, end in chrome_runs(odds, SWITCH):
        for less in _SILENT:
            weighed = [
                odd - less * (show is False)
                for odd, show in zip(odds[begin:end], shown[begin:end], strict=True)
            ]
            # The lines around the block are content: a bar on each side keeps the prices of both edges.
            runs = [(begin + a - 1, begin + b - 1) for a, b in chrome_runs([-9.0, *weighed, -9.0], SWITCH)]
            if all(_evidence(shown[a:b]) >= least for a, b in runs):
                break
        yield from ((a, b) for a, b in runs if _evidence(shown[a:b]) >= least)


def _evidence(shown: Sequence[bool | None]) -> float:
    """The share of lines that show it, of those that say anything."""
    telling = [show for show in shown if show is not None]
    return sum(telling) / len(telling) if telling else 0.0


def _behind_the_end(shown: Sequence[bool | None], begin: int, end: int) -> int:
    """Where a block really begins: a signature or the rest of a list right behind prose stays with it."""
    at = begin
    while begin and at < end and at - begin < _ENDING and not shown[at]:
        at += 1
    return at if at < end and shown[at] else begin


def _before_the_text(page: Reading, shown: Sequence[bool | None], begin: int, end: int) -> int:
    """Where a block really ends: a subhead, an author, the first lines of a poem stay with the prose."""
    most = 0 if page.thread or end == len(shown) else _ENDING if end == page.begin else _SUBHEADS
    at = end
    while at > begin and end - at < most and not shown[at - 1]:
        at -= 1
    return at if at > begin and shown[at - 1] else end
