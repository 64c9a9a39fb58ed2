"""Characters that look like halves of two others, and where they stand."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from cleantext.arrays import blocks, numpy_when_repaid
from cleantext.chinese import kind_of
from cleantext.fold import fold

_STRANGE_KINDS = frozenset(("greek", "cyrillic", "kana", "bopomofo", "drawing", "wrong"))


_SELDOM = frozenset(
    chr(code)
    for codes in ((0x2170, 0x217A), (0x2200, 0x2300), (0x2474, 0x249C), (0xFF01, 0xFF5F), (0x300E, 0x3018))
    for code in range(*codes)
) - frozenset("！（），：；？")
"""Signs and full-width letters that stand in text, but seldom amid Han."""

_harmless: set[str] = set()
"""Characters known to be none, so that pages need not ask for each again."""


def find_suspects(text: str, census: Mapping[str, int]) -> Iterator[int]:
    """The offset of every suspect of `text`, from left to right.

    >>> [*find_suspects("吃喝┤", {"吃": 1, "喝": 1, "┤": 1})]
    [2]
    """
    unsure = set(census) - _harmless
    suspects = [character for character in unsure if is_suspect(character)]
    _harmless.update(unsure.difference(suspects))
    if not suspects:
        return
    numpy = numpy_when_repaid(0)
    if numpy is None:
        pattern = "[" + re.escape("".join(suspects)) + "]"
        yield from (found.start() for found in re.finditer(pattern, text))
        return
    table = _table(numpy)
    table[list(map(ord, suspects))] = True
    begin = 0
    for block in blocks(text):
        codes = numpy.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        for at in numpy.flatnonzero(table.take(codes)).tolist():
            yield begin + at
        begin += len(block)


@cache
def is_suspect(character: str) -> bool:
    """Does a character look like halves of two others?"""
    if character < "\u0370":
        return False
    if "\u3400" <= character <= "\u9fff":
        return not _is_common(fold(character))
    if character in _SELDOM:
        return True
    return kind_of(fold(character)) in _STRANGE_KINDS


def _is_common(character: str) -> bool:
    """Is it of the first level of GB 2312, the 3,755 characters in common use?"""
    try:
        return character.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False


@cache
def _table(numpy: Any) -> Any:
    """Which code points have been seen to be suspects, by now."""
    return numpy.zeros(0x110000, dtype=bool)
