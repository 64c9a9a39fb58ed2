"""What stands between two halves when a line break goes: nothing, or a space.

Chinese is joined without a space, words of other scripts with one. Where Han meets a word or a number, the
page's own habit decides: a space only if the page mostly writes one there.
"""

import re
from functools import cached_property

from cleantext.characters import is_han

_WIDE_MARKS = ("\u2014", "\u2018", "\u2019", "\u201c", "\u201d", "\u2026")
_SAMPLE = 200_000
"""Characters in which a page's habit is looked for."""


class Glue:
    """The habits of one page, looked up when first asked for.

    >>> glue = Glue("收入 145.5 亿元，增长 12 个点，共3家")
    >>> glue.between("收入 145.5", "亿元"), glue.between("广大党员", "群众"), glue.between("in the", "end")
    (' ', '', ' ')
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def between(self, line: str, after: str) -> str:
        """What to write between the end of one line and the beginning of the next."""
        left, right = line[-1], after[0]
        if _is_wide_mark(left) or _is_wide_mark(right):
            return ""
        if is_han(left) and is_han(right):
            return ""
        if is_han(left) or is_han(right):
            word = right if is_han(left) else left
            if word.isdigit():
                return self._with_digits
            return self._with_letters if word.isalpha() else ""
        if left in "-/" or (not left.isalnum() and is_han(line[-2:-1])):
            return ""
        return " "

    def keeps_hyphen(self, line: str, after: str) -> bool:
        """Does the hyphen at a line's end belong to the word? Not if the page writes the word without it."""
        head, tail = re.search("([A-Za-z]{2,})-$", line), re.match("[a-z]+", after)
        if not head or not tail:
            return True
        return re.search(rf"\b{head[1]}{tail[0]}\b", self._text, re.IGNORECASE) is None

    @cached_property
    def _with_digits(self) -> str:
        return self._habit("0-9")

    @cached_property
    def _with_letters(self) -> str:
        return self._habit("A-Za-z")

    def _habit(self, word: str) -> str:
        gaps = re.findall(f"[{word}]( ?)[一-鿿]", self._text[:_SAMPLE])
        return " " if 2 * gaps.count(" ") > len(gaps) else ""


def _is_wide_mark(character: str) -> bool:
    """A mark that brings its own space: Chinese punctuation, quotes, dashes, full-width signs."""
    wide = "\u3000" <= character <= "\u303f" or "\uff01" <= character <= "\uff65"
    return character in _WIDE_MARKS or (wide and not character.isalnum())
