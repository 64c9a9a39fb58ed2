"""Which language's characters a page writes: what a look-alike means depends on it."""

from collections.abc import Mapping

from cleantext.characters import is_han

_FOREIGN_SHARE = 0.05
"""Kana or Hangul for each Han character from which a page is Japanese or Korean; a loan word is far below."""

_KATAKANA_MARKS = "・ー･ｰ｡｢｣､"
"""Of the katakana blocks, but no letters."""


def is_chinese(census: Mapping[str, int]) -> bool:
    """Does a page with this census write Chinese, and neither Japanese nor Korean?

    >>> is_chinese({"部": 9, "落": 9}), is_chinese({"部": 9, "の": 3})
    (True, False)
    """
    han = sum(count for character, count in census.items() if is_han(character))
    return kana_count(census) + hangul_count(census) <= _FOREIGN_SHARE * han


def kana_count(census: Mapping[str, int]) -> int:
    """How many kana letters, full or half width."""
    return sum(
        count
        for character, count in census.items()
        if ("\u3041" <= character <= "\u30ff" or "\uff66" <= character <= "\uff9d")
        and character not in _KATAKANA_MARKS
    )


def hangul_count(census: Mapping[str, int]) -> int:
    """How many Hangul letters and syllables."""
    return sum(
        count
        for character, count in census.items()
        if "\u1100" <= character <= "\u11ff"
        or "\u3131" <= character <= "\u318e"
        or "\uac00" <= character <= "\ud7a3"
    )
