"""The step: a page as lines, the lines as blocks, and the blocks that tell nothing taken off."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleantext.edits import Edit
from cleantext.page import Draft, Note, Proposal
from cleantext.steps.blocks.kinds import Clues, any_site_line, read_lines
from cleantext.steps.blocks.listing import is_printed
from cleantext.steps.blocks.naming import parts
from cleantext.steps.blocks.odds import odds_of
from cleantext.steps.blocks.smooth import chrome_runs
from cleantext.steps.blocks.telling import Reading, read_page
from cleantext.steps.blocks.weights import SURE, SWITCH

_SHORT = 30
"""Characters under which a line is looked at whatever it ends with."""

_LONG = 150
"""Characters over which a line that ends like a sentence is prose without a closer look."""

_ENDS = frozenset("。！？!?…；;”」』）)")

_EVIDENCE = {"safe": 0.25, "strict": 0.1}
"""Share of a block's lines that must show by themselves that a site wrote them."""

_SILENT = (0.0, 1.0, 4.0)
"""Nats by which silent lines of a block count less, until what is left shows enough."""

_EVIDENCE_ALONE = 0.75
"""The same on a page that tells nothing in sentences: verse, a table, a list."""

_AMID = {"safe": 2.0, "strict": 0.0}
"""Nats more that a block amid an article must have: little of a site stands there, and much of a text may."""

_MARGIN = {"safe": 1.0, "strict": 0.0}
"""Nats by which taking a block off must beat leaving it."""

_ENDING = 6
"""Lines that may stand between the last prose and the first line of the site: who signed, when, what with."""

_SUBHEADS = 2
"""Lines that may stand between a block amid a text and the text that goes on."""


def remove_blocks(draft: Draft, *, blocks: str = "safe", at_most_share: float = 0.9) -> Proposal:
    """Propose to take off blocks of lines that are navigation, lists of links, buttons, footers.

    `blocks` is `off`, `safe` (the surest ones) or `strict`. Where more than `at_most_share` of the page's
    characters (blank ones aside) would go, nothing does, and a note says so.

    >>> page = Draft("首页\\n新闻\\n登录 | 注册\\n春天来了，河里的冰化了，柳树也绿了，孩子们都在外面跑。\\n")
    >>> [(edit.old, edit.rule) for edit in remove_blocks(page).edits]
    [('首页\\n新闻\\n登录 | 注册\\n', 'blocks/navigation')]
    """
    if blocks == "off":
        return Proposal()
    lines = _lines(draft)
    if not lines:
        return Proposal()
    edits = tuple(_edits(draft, read_page(lines), blocks))
    gone = sum(map(_inked, (edit.old for edit in edits)))
    if gone > at_most_share * _inked(draft.text):
        message = f"{len(edits)} blocks look like chrome, more than {at_most_share:.0%} of the page"
        return Proposal(notes=(Note("warning", "blocks/at-most-share", (0, len(draft.text)), message),))
    return Proposal(edits)


def _inked(text: str) -> int:
    """Characters that are not blank."""
    return sum(map(len, text.split()))


def _lines(draft: Draft) -> list[Clues]:
    """The clues of all lines that are not blank; none where no line shows that a site wrote it."""
    contents = draft.lines.contents
    loose = [n for n, line in enumerate(contents) if len(line) < _SHORT or line[-1] not in _ENDS]
    loose = [n for n in loose if contents[n] and not contents[n].isspace()]
    swept = _swept(draft)
    if not loose or not (swept or any_site_line(contents, loose)):
        return []
    near = [n for n, line in enumerate(contents) if len(line) < _LONG or line[-1] not in _ENDS]
    near = [n for n in near if contents[n] and not contents[n].isspace()]
    known = set(near)
    prose = [
        Clues(n, "", "prose", len(line))
        for n, line in enumerate(contents)
        if line and n not in known and not line.isspace()
    ]
    return sorted((*swept, *read_lines(contents, near), *prose), key=lambda clues: clues.number)


def _swept(draft: Draft) -> list[Clues]:
    """The lines that rules took off, under the number of the line that now stands in their place."""
    read = read_lines([line for _, line in draft.swept], range(len(draft.swept)))
    return [
        replace(
            clues,
            number=bisect_left(draft.lines.starts, at),
            kind=clues.kind if clues.kind in (*SURE, "stamp", "byline") else "swept",
            swept=True,
        )
        for (at, _), clues in zip(draft.swept, read, strict=True)
    ]


def _edits(draft: Draft, page: Reading, blocks: str) -> Iterator[Edit]:
    lines, shown = page.lines, shows(page, strict=blocks == "strict")
    odds = odds_of(page, strict=blocks == "strict")
    for begin, end in _blocks(odds, shown, _EVIDENCE[blocks] if page.tells else _EVIDENCE_ALONE):
        begin, end = _behind_the_end(shown, begin, end), _before_the_text(page, shown, begin, end)
        block = [at for at in range(begin, end) if not lines[at].swept]
        margin = sum(odds[begin:end]) - SWITCH * ((begin > 0) + (end < len(lines)))
        amid = page.begin < begin and end < page.end and not page.thread
        if not block or margin < _MARGIN[blocks] + (_AMID[blocks] if amid else 0.0):
            continue
        sure = round(1 / (1 + math.exp(-margin / 2)), 2)
        named = parts([lines[at] for at in block], [page.under[at] for at in block])
        yield from _block_edits(draft, list(named), sure)


def _block_edits(draft: Draft, named: Sequence[tuple[str, Sequence[Clues]]], sure: float) -> Iterator[Edit]:
    """One edit for each part of a block, blank lines between two with the first."""
    starts = [draft.lines.starts[part[0].number] for _, part in named]
    ends = [*starts[1:], draft.lines.next_start(named[-1][1][-1].number)]
    for (name, _), start, end in zip(named, starts, ends, strict=True):
        yield Edit(start, end, draft.text[start:end], "", f"blocks/{name}", sure)


def shows(page: Reading, *, strict: bool) -> list[bool | None]:
    """Does a line show by itself that a site wrote it? None for figures and signs, which say nothing."""
    printed = is_printed(page)
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
