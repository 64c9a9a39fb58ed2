"""Posts of a thread: short lines that stay because of where they stand."""

from collections.abc import Iterator, Sequence

from cleantext.records import dataclass
from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.telling import Reading
from cleantext.steps.blocks.weights import OPEN, TOLD

_POST = 20
"""Lines a post takes at most beside what is said in it; farther from prose only threads are searched."""

_REACH = 8
"""Lines beside a stamp in which its post begins."""

_SAID = 0.25
"""Share of the stamps beside which something must be told: the rest are short posts."""

_MOST_SAID = 0.5
_MANY = 5
"""Share of the stamps, and how many, beside which something told shows that all of them belong to posts."""

_NEAR = 4
"""Stamps on each side that speak for one: a thread may end and a list of links begin."""

_BUTTONS = frozenset(("action", "account", "thread", "footer", "list"))
"""Groups whose words alone on a line between two posts are buttons, if strict."""

_STAMPS = frozenset(("stamp", "byline", "interface", "mostly", "links"))
"""Kinds of lines with a date that may head a post; headlines have dates too."""

_BETWEEN = frozenset(("interface", "figure", "signs", "mostly", "links", "swept"))
"""Kinds that may stand between a post and its stamp."""


def replies(page: Reading, *, strict: bool) -> list[float]:
    """Where posts stand behind their stamps (or before them), what stands there is a post, however short.

    If strict, the stamps go even where a single one parts two posts, and buttons too.
    """
    lines = page.lines
    added = [0.0] * len(lines)
    stamps = _stamps(page)
    posts = max(
        ([*_posts(lines, stamps, step, thread=page.thread)] for step in (1, -1)),
        key=lambda found: sum(post.said for post in found),
    )
    if sum(post.said for post in posts) < max(1 if page.thread else 2, len(posts) * _SAID):
        return added
    lively = sum(post.said for post in posts) >= max(_MANY, len(posts) * _MOST_SAID)
    for nth, post in enumerate(posts):
        near = posts[max(0, nth - _NEAR) : nth + _NEAR + 1]
        if lively or sum(other.said for other in near) >= len(near) * _SAID:
            added[post.stamp] = 2.0 * (strict and len(stamps) > 2)
            added[post.at] = -6.0 * (lines[post.at].kind in OPEN and lines[post.at].cover <= 0.5)
            for at in _rest(lines, post):
                added[at] = -2.0 * (lines[at].kind != "byline")
    if strict and page.thread:
        for at, line in enumerate(lines):
            added[at] += 1.5 * (line.kind == "interface" and line.group in _BUTTONS)
    return added


def _stamps(page: Reading) -> list[int]:
    """The lines with a date or time near what the page tells, those in lists of links left out."""
    lines = page.lines
    reach = len(lines) if page.thread else _POST
    return [
        at
        for at in range(max(0, page.begin - reach), min(len(lines), page.end + reach))
        if lines[at].stamped and lines[at].kind in _STAMPS and not page.under[at]
    ]


def _rest(lines: Sequence[Clues], post: "_Post") -> range:
    """The further lines of a post behind its stamp, up to the next button or who posts next."""
    at = post.at + 1
    if post.at < post.stamp:
        return range(0)
    while at < len(lines) and lines[at].kind not in _BETWEEN and not lines[at].stamped:
        at += 1
    return range(post.at + 1, at - (at < len(lines) and lines[at].stamped))


@dataclass(frozen=True, slots=True)
class _Post:
    """A stamp, the line beside it that may be a post, and how surely that tells something."""

    stamp: int
    at: int
    said: float


def _posts(lines: Sequence[Clues], stamps: Sequence[int], step: int, *, thread: bool) -> Iterator[_Post]:
    """For each stamp the nearest line behind or before it that is neither of the interface nor a figure.

    In a thread a longer line without a full stop tells something by half, and any line right behind `发表于`.
    """
    for stamp in stamps:
        reach = range(stamp + step, stamp + _REACH * step, step)
        inside = (at for at in reach if 0 <= at < len(lines))
        at = next((at for at in inside if lines[at].kind not in _BETWEEN and lines[at].cover <= 0.5), None)
        if at is not None and not lines[at].stamped:
            said = lines[at].kind in ("title", "utterance") or (step > 0 and "发表于" in lines[stamp].text)
            half = 0.5 * (thread and said)
            yield _Post(stamp, at, 1.0 if lines[at].kind in TOLD and lines[at].letters > 5 else half)
