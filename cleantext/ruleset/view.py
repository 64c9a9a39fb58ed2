"""A page as rules see it: its folded text, its lines by offset, and what is asked of it again and again.

Lines are found around an offset, not listed beforehand: a page no rule touches is never split. A line is the
span of its content, without the line end, in code points of the draft's text.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from cleantext.compiled.lines import end_of_head, start_of_tail, stretch_around
from cleantext.edits import Span
from cleantext.fold import fold
from cleantext.page import Draft

TRIMMED = " \t\r\u00a0\u3000\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""What is not counted at a line's ends. Other spaces are plain spaces in the folded text."""

_EDGE = TRIMMED + "\n"


_fold_literal = lru_cache(maxsize=1 << 14)(fold)


def host_of(url: str) -> str:
    """The host that an address names; nothing for no address, or one that is none.

    >>> host_of("https://News.example.cn/1"), host_of("http://[x")
    ('news.example.cn', '')
    """
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""


class PageView:
    """One draft, looked at by rules. `known` says what is known already: is a folded literal in its text?"""

    def __init__(self, draft: Draft, known: Callable[[str], bool | None] = lambda literal: None) -> None:
        self.text = draft.text
        self.folded = draft.folded
        self._known = known
        self._surroundings = draft.surroundings
        self.host = host_of(draft.page.url)
        # A line of a hundred megabytes may hold a million matches, and is to be measured once.
        self._last_line: Span = (0, -1)
        self._head_ends: dict[int, int] = {}
        self._tail_starts: dict[int, int] = {}
        self._had: dict[str, bool] = {}

    @cached_property
    def _folded_surroundings(self) -> str:
        return fold(self._surroundings)

    def line_at(self, offset: int) -> Span:
        """The line that holds an offset (the one before it, for a line end)."""
        start, end = self._last_line
        if not start <= offset <= end:
            end = self.folded.find("\n", offset)
            start, end = self.folded.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self.folded)
            self._last_line = start, end
        return start, end

    def trimmed(self, line: Span) -> Span:
        """A line without the space around it; empty at its end if there is nothing else."""
        start, end = line
        while start < end and self.folded[start] in TRIMMED:
            start += 1
        while start < end and self.folded[end - 1] in TRIMMED:
            end -= 1
        return start, end

    def next_start(self, line: Span) -> int:
        """Offset just past a line's end."""
        return min(line[1] + 1, len(self.folded))

    def lines_after(self, line: Span) -> Iterator[Span]:
        """The lines that follow a line, blank ones too."""
        while line[1] + 1 < len(self.folded):
            end = self.folded.find("\n", line[1] + 1)
            line = line[1] + 1, end if end >= 0 else len(self.folded)
            yield line

    def lines_between(self, begin: int, end: int) -> Iterator[Span]:
        """The lines that begin from one offset on (itself a line's begin) and before another."""
        while begin < end:
            line = self.line_at(begin)
            yield line
            begin = line[1] + 1

    def lines_at(self, starts: Iterable[int]) -> Iterator[Span]:
        """The lines that hold some sorted offsets, each line once."""
        line = (0, -1)
        for start in starts:
            if start > line[1]:
                line = self.line_at(start)
                yield line

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether a span may be all of its line, by the characters beside it."""
        before = self.folded[start - 1] if start else "\n"
        after = self.folded[end] if end < len(self.folded) else "\n"
        return before in _EDGE and after in _EDGE

    def around(self, line: Span, lines: int) -> Span:
        """The stretch from so many lines before a line to so many after it."""
        return stretch_around(self.folded, *line, lines)

    def lines_apart(self, earlier: Span, later: Span, at_most: int) -> bool:
        """Whether `later` lies within `at_most` non-blank lines of `earlier`; the next one is 1 away."""
        if later[0] <= earlier[1]:
            return True
        between = self.folded[earlier[1] : later[0]]
        if between.count("\n") <= at_most:
            return True
        return sum(1 for line in between.split("\n") if line.strip(TRIMMED)) < at_most

    def head_end(self, lines: int) -> int:
        """Where the first so many non-blank lines end."""
        if lines not in self._head_ends:
            self._head_ends[lines] = end_of_head(self.folded, lines, TRIMMED)
        return self._head_ends[lines]

    def tail_start(self, lines: int) -> int:
        """Where the last so many non-blank lines begin."""
        if lines not in self._tail_starts:
            self._tail_starts[lines] = start_of_tail(self.folded, lines, TRIMMED)
        return self._tail_starts[lines]

    def has(self, literal: str) -> bool:
        """Whether a literal occurs on the page, or in what is around it."""
        if literal not in self._had:
            folded = _fold_literal(literal)
            known = self._known(folded)
            on_page = folded in self.folded if known is None else known
            self._had[literal] = on_page or folded in self._folded_surroundings
        return self._had[literal]
