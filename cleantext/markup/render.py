"""From kept lines to edits: what stands between them goes, line ends and spaces are as shown."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import unescape

from cleantext.characters import HAN
from cleantext.edits import Edit
from cleantext.markup.text_lines import Line, Piece
from cleantext.markup.tokens import ENTITY

MARKUP, ENTITIES, LAYOUT = "unwrap/markup", "unwrap/entity", "unwrap/layout-space"
"""Tags and comments; character references; space that only lays out the source."""

Blame = tuple[int, int, str]
"""A stretch of the page whose text goes, and the rule that says so."""

_INNER = re.compile(rf"[ \t\n\r\f\v]{{2,}}|[\t\n\r\f\v]|{ENTITY.pattern}")
"""What does not stay as it is inside a piece of text."""

_BLANK = r"(?:[\s\u200b\ufeff]|&(?:nbsp|e[mn]sp|thinsp|\#160|\#12288|\#x(?:a0|3000));?)"
_BLANK_START = re.compile(f"{_BLANK}*+", re.IGNORECASE)
_MAY_BE_BLANK = re.compile(r"[\s\u200b\ufeff;&]\Z")
_WIDE = re.compile(f"[{HAN}\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff65]")
"""Characters between which the line end of a source is no space."""
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2009", " "))


def render(text: str, lines: Sequence[Line], blamed: Sequence[Blame]) -> list[Edit]:
    """The edits (sorted, disjoint) that leave of a page some of its lines, in the order they stand.

    `blamed` (sorted, disjoint) says why other text goes; what they do not cover is markup and layout.

    >>> from cleantext.edits import apply
    >>> from cleantext.markup.text_lines import read_lines
    >>> from cleantext.markup.tree import parse
    >>> page = "<p>第&lt;一\\n段&gt;<p>&nbsp; 第二段</p>\\n"
    >>> apply(page, render(page, read_lines(parse(page))[0], ()))
    '第<一段>\\n第二段\\n'
    """
    edits = _Edits(text, blamed)
    for line in lines:
        pieces = _trimmed(text, line.pieces)
        for number, piece in enumerate(pieces):
            edits.keep(piece, begins_line=number == 0)
    edits.finish()
    return edits.found


def _trimmed(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a line without the space at its edges."""
    first, last = 0, len(pieces)
    start, end, gap, exact = pieces[0]
    if exact:
        return _trimmed_exact(text, pieces)
    while first < last:
        start, end, gap, exact = pieces[first]
        begin = _BLANK_START.match(text, start, end).end()  # type: ignore[union-attr]  # it matches nothing, too
        if begin < end:
            break
        first += 1
    if first == last:
        return []
    kept = pieces[first:]
    kept[0] = (begin, end, gap, exact)
    while kept:
        start, end, gap, exact = kept[-1]
        if not _MAY_BE_BLANK.search(text, end - 1, end):
            break
        shorter = _without_blank_end(text, start, end)
        if shorter > start:
            kept[-1] = (start, shorter, gap, exact)
            break
        kept.pop()
    return kept


_BLANK_END = re.compile(f"{_BLANK}++\\Z", re.IGNORECASE)


def _without_blank_end(text: str, start: int, end: int) -> int:
    """Where the space at the end of a stretch begins; looked for from the end, so that time stays linear."""
    while end > start:
        near = max(start, end - 8)
        found = _BLANK_END.search(text, near, end)
        if not found:
            return end
        end = found.start()
    return end


def _trimmed_exact(text: str, pieces: list[Piece]) -> list[Piece]:
    """Preformatted pieces without blank lines at the edges."""
    kept = list(pieces)
    while kept:
        start, end, gap, exact = kept[0]
        shown = text[start:end]
        blank = len(shown) - len(shown.lstrip(" \t\r\n"))
        if blank < len(shown):
            line_start = shown.rfind("\n", 0, blank) + 1
            kept[0] = (start + line_start, end, gap, exact)
            break
        kept.pop(0)
    while kept:
        start, end, gap, exact = kept[-1]
        bare = text[start:end].rstrip()
        if bare:
            kept[-1] = (start, start + len(bare), gap, exact)
            break
        kept.pop()
    return kept


class _Edits:
    """Edits in the making. `at` is where the last kept stretch ends."""

    def __init__(self, text: str, blamed: Sequence[Blame]) -> None:
        self.text = text
        self.blamed = blamed
        self.starts = [blame[0] for blame in blamed]
        self.found: list[Edit] = []
        self.at = 0
        self.kept_any = False

    def keep(self, piece: Piece, *, begins_line: bool) -> None:
        """Keep a piece; what lies between it and the one before becomes what parts them."""
        start, end, gap, exact = piece
        new = gap
        if begins_line:
            new = "\n" if self.kept_any else ""
        elif gap == "\n":
            new = self._joint(start)
        self._leave_out(start, new)
        self._inside(start, end, exact=exact)
        self.at, self.kept_any = end, True

    def finish(self) -> None:
        """Leave out what is left of the page."""
        self._leave_out(len(self.text), "\n" if self.kept_any else "")

    def _joint(self, start: int) -> str:
        """What the line end of a source is between the kept stretches beside it."""
        return _joint(self.text[self.at - 1 : self.at], self.text[start : start + 1])

    def _leave_out(self, end: int, new: str) -> None:
        text, at = self.text, self.at
        if text[at:end] == new:
            return
        parts = list(self._parts(at, end))
        for number, (start, stop, rule) in enumerate(parts):
            put = new if number == len(parts) - 1 else ""
            self.found.append(Edit(start, stop, text[start:stop], put, rule))

    def _parts(self, start: int, end: int) -> Iterator[Blame]:
        """A stretch that goes, cut where the reason changes."""
        rule, begin = "", start
        number = bisect_left(self.starts, start)
        if number and self.blamed[number - 1][1] > start:
            number -= 1
        while number < len(self.blamed) and self.blamed[number][0] < end:
            here, _, why = self.blamed[number]
            if rule and why != rule and here > begin:
                yield begin, here, rule
                begin = here
            rule = why
            number += 1
        if not rule:
            rule = MARKUP if "<" in self.text[start:end] or start == end else LAYOUT
        yield begin, end, rule

    def _inside(self, start: int, end: int, *, exact: bool) -> None:
        text = self.text
        for found in _INNER.finditer(text, start, end):
            old = found[0]
            if old[0] == "&":
                new, rule = unescape(old).translate(_SPACES), ENTITIES
            elif exact:
                continue
            else:
                new = _joint(text[found.start() - 1], text[found.end()]) if "\n" in old else " "
                rule = LAYOUT
            if new != old:
                self.found.append(Edit(found.start(), found.end(), old, new, rule))


def _joint(before: str, after: str) -> str:
    """What a line end of the source is between two characters: nothing between Chinese, else a space.

    >>> _joint("中", "文"), _joint("a", "文")
    ('', ' ')
    """
    return "" if _WIDE.match(before) and _WIDE.match(after) else " "
