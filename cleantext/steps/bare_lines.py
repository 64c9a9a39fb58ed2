"""The lines of a draft as reflow sees them: folded, without layout space, with depth and neighbours."""

from functools import cached_property

from cleantext.compiled.lines import pick_lines
from cleantext.page import Draft

LONG = 18
"""Characters; a shorter line may be a heading, a verse or a signature."""

_ENDS = "。．.!！?？;；:：…—~～）)】〕］]}"
_QUOTES = frozenset("”’」』》〉")
_GOES_ON = "，。、；：）》」』】〕,;:.)"


class BareLines:
    """Lines by number; `lines[n]` is folded and stripped, as long as its content less the layout space.

    `open_ended` are the long lines without an ending mark, `going_on` those that begin with a mark that may
    go on with a sentence: most pages have few of both, and nothing else is looked at.
    """

    def __init__(self, draft: Draft) -> None:
        self.contents = draft.lines.contents
        self._draft = draft
        seen = pick_lines(draft.lines.contents, begins=_GOES_ON, at_least=LONG, ends=_ENDS)
        self.open_ended = [n for n in seen if _is_open(self.contents[n])]
        self.going_on = [n for n in seen if self.contents[n][0] in _GOES_ON]

    def __len__(self) -> int:
        return len(self.contents)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins in the text."""
        return self._draft.lines.starts

    def __getitem__(self, number: int) -> str:
        start = self.starts[number]
        return self._draft.folded[start : start + len(self.contents[number])].strip()

    def is_blank(self, number: int) -> bool:
        """Is there nothing on the line but layout space?"""
        return not self.contents[number] or self.contents[number].isspace()

    def depth(self, number: int) -> int:
        """How many characters of layout space the line begins with."""
        return len(self.contents[number]) - len(self.contents[number].lstrip())

    def begins_paragraph(self, number: int) -> bool:
        """Does the line begin with the ideographic space that indents a Chinese paragraph?"""
        return self.contents[number].startswith("\u3000")

    def following(self, number: int) -> int | None:
        """The next line that is not blank, if any."""
        for after in range(number + 1, len(self.contents)):
            if not self.is_blank(after):
                return after
        return None


def _is_open(content: str) -> bool:
    """Is the line long and without an ending mark, inside a closing quotation mark too?"""
    if len(content) < LONG or content[-1] in _ENDS:
        return False
    return content[-1] not in _QUOTES or content[-2] not in _ENDS
