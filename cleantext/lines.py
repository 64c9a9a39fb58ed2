"""A text as lines, with the offset where each begins."""

from bisect import bisect_right
from functools import cached_property

from cleantext.compiled.lines import starts_of


class Lines:
    """The lines of one text. Offsets are code points of that text; line numbers are 0-based.

    `starts[i]` is where line i begins and `contents[i]` its text without the line end (LF; a CR stays).
    A text that ends in a line end has no empty last line. Nothing here ever changes.

    >>> lines = split_lines("登录\\n正文。\\n")
    >>> lines.contents, lines.starts
    (('登录', '正文。'), (0, 3))
    """

    def __init__(self, contents: tuple[str, ...], length: int) -> None:
        self.contents = contents
        self.length = length

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins; many pages are cleaned without a question for it."""
        return starts_of(self.contents)

    def __len__(self) -> int:
        return len(self.contents)

    def end(self, number: int) -> int:
        """Offset just past the content of a line, before its line end."""
        return self.starts[number] + len(self.contents[number])

    def next_start(self, number: int) -> int:
        """Offset just past the line end of a line (the text's length for a last line without one)."""
        return self.starts[number + 1] if number + 1 < len(self.starts) else self.length

    def number_at(self, offset: int) -> int:
        """The line that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)


def split_lines(text: str) -> Lines:
    """Split at LF alone; other line ends are tidied later."""
    contents = text.split("\n")
    if contents[-1] == "":
        contents.pop()
    return Lines(tuple(contents), len(text))
