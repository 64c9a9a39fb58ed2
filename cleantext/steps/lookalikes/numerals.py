"""Zeros, ones and twos that only look like it: `二○二四年`, `二OO八年`, `ㄧ個`, `第ニ章`.

A circle or a letter is a zero only inside a year or another numeral that nothing else can be; a letter of
Bopomofo or of katakana is a numeral only where it stands alone between Chinese characters, on a page that has
no other letter of its script.
"""

import re
from collections.abc import Iterator, Mapping

from cleantext.characters import HAN, is_han
from cleantext.chinese import pair_rows
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.steps.lookalikes.page_script import kana_count
from cleantext.traits import CIRCLE

CIRCLES = "○◯０OΟО"
"""A white circle, a large circle, a full-width zero, and O in Latin, Greek and Cyrillic."""

_KATAKANA = {"ニ": "二", "ハ": "八", "ロ": "口", "エ": "工", "カ": "力", "タ": "夕", "ト": "卜"}
LETTERS = {"ㄧ": "一", **_KATAKANA}
"""Letters that look like an ideograph. The katakana ー is left: it also stands for a dash."""

_DIGIT = "一二三四五六七八九〇"
_ZERO = f"[{CIRCLES}〇]"
_YEAR = (
    f"(?m)(?<![A-Za-z{CIRCLES}{_DIGIT}])"
    f"(?:[一二][{_DIGIT}{CIRCLES}]{{3}}(?=\\s?(?:年|至|到|—|－|-|[、）)]|$))"  # 二○二四年
    f"|[{_DIGIT}]{_ZERO}(?=年代|后|後|年|级|級|届|屆)"  # 八○年代, 九○后
    f"|(?<=第)[{_DIGIT}][{_DIGIT}{CIRCLES}]{{1,3}}(?=[条條章节節回页頁期])"  # 第一○二条
    f"|(?<=[时時点點])[{CIRCLES}](?=[{_DIGIT}]分))"  # 三時○二分
)
_BEHIND_LATIN = frozenset(_DIGIT + "年")
"""How a year with letters O shows itself; the letter alone is on many pages."""

_BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"


def circle_zero_edits(draft: Draft) -> Proposal:
    """Circles and letters O in years, to 〇.

    >>> [(edit.old, edit.new) for edit in circle_zero_edits(Draft("二○二四年，一二○号")).edits]
    [('○', '〇')]
    """
    text = draft.text
    if not any(
        text[at] != "O" or text[at + 1 : at + 2] in _BEHIND_LATIN for at in draft.traits.places(CIRCLE)
    ):
        return NOTHING
    return Proposal(tuple(_circle_edits(draft.text)))


def _circle_edits(text: str) -> Iterator[Edit]:
    for year in re.finditer(_YEAR, text):
        for found in re.finditer(f"[{CIRCLES}]", year[0]):
            at = year.start() + found.start()
            yield Edit(at, at + 1, found[0], "〇", "lookalikes/circle-zero")


def lone_letter_edits(draft: Draft) -> Proposal:
    """A Bopomofo or katakana letter alone between Chinese characters, to the ideograph it looks like.

    >>> [(edit.old, edit.new) for edit in lone_letter_edits(Draft("還有ㄧ個人")).edits]
    [('ㄧ', '一')]
    """
    letters = _lone(draft.census)
    if not letters:
        return NOTHING
    alone = re.compile(f"(?<=[{HAN}])[{letters}](?=[{HAN}])")
    return Proposal(
        tuple(
            Edit(found.start(), found.end(), found[0], LETTERS[found[0]], "lookalikes/lone-letter")
            for found in alone.finditer(draft.text)
            if found[0] == "ㄧ" or _makes_a_word(draft.folded, found.start(), LETTERS[found[0]])
        )
    )


def _lone(census: Mapping[str, int]) -> str:
    """The letters of `LETTERS` that a page has without any other letter of their script, and seldom."""
    few = max(2, sum(count for character, count in census.items() if is_han(character)) // 20)
    bopomofo = sum(count for character, count in census.items() if re.match(f"[{_BOPOMOFO}]", character))
    letters = "ㄧ" if 0 < census.get("ㄧ", 0) == bopomofo <= few else ""
    katakana = "".join(letter for letter in _KATAKANA if letter in census)
    if 0 < sum(census[letter] for letter in katakana) == kana_count(census) <= few:
        letters += katakana
    return letters


def _makes_a_word(folded: str, at: int, ideograph: str) -> bool:
    """Would the ideograph at `at` make a common word with the character before or after it?"""
    within = pair_rows().within
    before, after = folded[at - 1], folded[at + 1]
    return within(before, ideograph) is not None or within(ideograph, after) is not None
