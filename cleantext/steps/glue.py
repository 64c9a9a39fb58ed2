"""What stands between two halves when a line break goes: nothing, or a space.

Chinese is joined without a space, words of other scripts with one. Where Han meets a word or a number, the
page's own habit decides: a space only if the page mostly writes one there.
"""

import re
from functools import cached_property

from cleantext.characters import HAN

_HAN = re.compile(f"[{HAN}]")
_WIDE_MARK = re.compile(
    "[\u2014\u2018-\u201d\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
_TORN_WORD = re.compile(r"([A-Za-z]{2,})-$")
_FIRST_WORD = re.compile(r"[a-z]+")
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
        if _WIDE_MARK.match(left) or _WIDE_MARK.match(right):
            return ""
        if _HAN.match(left) and _HAN.match(right):
            return ""
        if _HAN.match(left) or _HAN.match(right):
            word = right if _HAN.match(left) else left
            if word.isdigit():
                return self._with_digits
            return self._with_letters if word.isalpha() else ""
        if left in "-/" or (not left.isalnum() and _HAN.match(line[-2:-1])):
            return ""
        return " "

    def keeps_hyphen(self, line: str, after: str) -> bool:
        """Does the hyphen at a line's end belong to the word? Not if the page writes the word without it."""
        head, tail = _TORN_WORD.search(line), _FIRST_WORD.match(after)
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
        sample = self._text[:_SAMPLE]
        spaced = len(re.findall(f"(?<=[{HAN}]) (?=[{word}])|(?<=[{word}]) (?=[{HAN}])", sample))
        close = len(re.findall(f"(?<=[{HAN}])(?=[{word}])|(?<=[{word}])(?=[{HAN}])", sample))
        return " " if spaced > close else ""
