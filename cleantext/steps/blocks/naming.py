"""What a block of chrome is made of, for the log: navigation, a list of links, buttons, a footer."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cleantext.steps.blocks.kinds import Clues

_GROUPS = {
    "section": "navigation",
    "place": "navigation",
    "account": "login",
    "action": "buttons",
    "thread": "post-details",
    "list": "link-list",
    "footer": "footer",
    "legal": "footer",
    "contact": "footer",
    "byline": "byline",
}
"""What lines with interface words are, by the group of most of them."""

_KINDS = {
    "legal": "footer",
    "footer": "footer",
    "title": "link-list",
    "item": "link-list",
    "stamp": "post-details",
}
"""What lines of other kinds are; the rest are what stands around them."""

_SHORT = 3
"""Lines under which a part of a block is none of its own; a footer may be one line."""


def parts(block: Sequence[Clues], under: Sequence[bool]) -> Iterator[tuple[str, Sequence[Clues]]]:
    """The parts of a block, each with its name; `under` says which lines stand in a list of links.

    >>> from cleantext.steps.blocks.kinds import read_lines
    >>> block = read_lines(["首页", "新闻", "体育", "王小河", "登录"], range(5))
    >>> [(name, len(part)) for name, part in parts(block, [False] * 5)]
    [('navigation', 5)]
    """
    names = ["link-list" if under[at] else _name(line) for at, line in enumerate(block)]
    runs: list[tuple[str, int]] = []
    for name, run in groupby(_filled(names)):
        size = len(list(run))
        if runs and (runs[-1][0] == name or (size < _SHORT and name != "footer")):
            runs[-1] = (runs[-1][0], runs[-1][1] + size)
        elif runs and runs[-1][1] < _SHORT and len(runs) == 1:
            runs[-1] = (name, runs[-1][1] + size)
        else:
            runs.append((name, size))
    start = 0
    for name, size in runs:
        yield name, block[start : start + size]
        start += size


def _name(line: Clues) -> str:
    """What a line is by itself, empty where it does not show."""
    if line.kind in _KINDS:
        return _KINDS[line.kind]
    return _GROUPS.get(line.group, "") if line.cover >= 0.5 else ""


def _filled(names: Sequence[str]) -> list[str]:
    """Lines that do not show what they are belong to those before them; the first ones to those behind."""
    last = next(filter(None, names), "interface")
    filled = []
    for name in names:
        last = name or last
        filled.append(last)
    return filled
