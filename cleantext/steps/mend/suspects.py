"""Characters that look like halves of two others. Where a text has them, `traits.py` tells."""

from cleantext.chinese import kind_of
from cleantext.fold import fold

_STRANGE_KINDS = frozenset(("greek", "cyrillic", "kana", "bopomofo", "drawing", "wrong"))


_SELDOM = frozenset(
    chr(code)
    for codes in ((0x2170, 0x217A), (0x2200, 0x2300), (0x2474, 0x249C), (0xFF01, 0xFF5F), (0x300E, 0x3018))
    for code in range(*codes)
) - frozenset("！（），：；？")
"""Signs and full-width letters that stand in text, but seldom amid Han."""


def is_suspect(character: str) -> bool:
    """Does a character look like halves of two others?

    >>> [*map(is_suspect, "吃┤")]
    [False, True]
    """
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
