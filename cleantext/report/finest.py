"""Edits as small as they can be: a change is marked where it is, under the name of the rule that made it.

A log has a converted paragraph as one edit. Put together with those of other steps as it is, the whole of the
paragraph would seem to be changed, by all their rules.
"""

import re
from collections.abc import Iterable, Iterator
from operator import ne

from cleantext.align import Shared, align
from cleantext.edits import Edit

_RUN = re.compile(rb"\x00+|\x01+")
"""Characters that stay, or that do not."""
_COMPARED = 16_000_000
"""Pairs of characters; a larger change is shown whole."""


def finest(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits with the same effect that leave out what their old and new text have in common.

    >>> edit = Edit(0, 6, "臺灣的圖書館", "台湾的图书馆", "convert/simplified")
    >>> [(small.start, small.old) for small in finest([edit])]
    [(0, '臺灣'), (3, '圖書館')]
    """
    return tuple(small for edit in edits for small in _split(edit))


def _split(edit: Edit) -> Iterator[Edit]:
    if not edit.old or not edit.new:
        yield edit
        return
    at = edit.start
    for old, new in apart(edit.old, edit.new):
        if old != new:
            yield Edit(at, at + len(old), old, new, edit.rule, edit.confidence, edit.margin)
        at += len(old)


def apart(old: str, new: str) -> Iterator[tuple[str, str]]:
    """An old and a new text in pieces: those that both have, and those that differ.

    >>> list(apart("臺灣的圖書館", "台湾的图书馆"))
    [('臺灣', '台湾'), ('的', '的'), ('圖書館', '图书馆')]
    >>> list(apart("區(qū)委的", "区委的")), list(apart("登录", ""))
    ([('區(qū)', '区'), ('委的', '委的')], [('登录', '')])
    """
    if len(old) == len(new):
        for run in _RUN.finditer(bytes(map(ne, old, new))):
            here = slice(*run.span())
            yield old[here], new[here]
        return
    at = other = 0
    for one in _shared(old, new):
        if one.left_start > at or one.right_start > other:
            yield old[at : one.left_start], new[other : one.right_start]
        at, other = one.left_start + one.size, one.right_start + one.size
        yield old[at - one.size : at], new[other - one.size : other]
    if at < len(old) or other < len(new):
        yield old[at:], new[other:]


def _shared(old: str, new: str) -> Iterable[Shared]:
    """What both have, without single characters, which they may have by chance."""
    if not old or not new or len(old) * len(new) > _COMPARED:
        return ()
    return (one for one in align(old, new) if one.size > 1)
