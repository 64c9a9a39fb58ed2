"""How plausible a reading is as a line of a page: its words, and the forms that words do not know."""

import re

from cleantext.fold import fold
from cleantext.ngrams import PageNgrams
from cleantext.words import Words, score_words

_NUMBERED = re.compile(r"^[。 ]?\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)")
"""`(三)` at the beginning of a line."""

_NUMBER_GAIN = 6.0
"""Nats that a line's number is likelier than its characters one by one."""

_UNMATCHED = -4.0
"""Nats for a bracket or a quotation mark without its partner."""

_JOINED_LIKE = re.compile(r"[度率力性感][和与及][^\W\d_]{1,3}[度率力性感](?![^\W\d_])")
_JOINED_SINGLE = re.compile(r"[^\W\d_]{2}[和与及][^\W\d_](?![^\W\d_])")
"""Written Chinese joins like to like: abstract nouns (`满意度和获得感`), and no lone character to a word."""

_JOINED_LIKE_NATS, _JOINED_SINGLE_NATS = 6.0, -6.0

_NEVER_FIRST = frozenset("。,、;:?!%")
_FIRST_NATS = -4.0
"""Nats for a line to begin with a mark that ends something."""

_WIDE = frozenset(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_WIDE_NATS = -4.0
"""Nats for a full-width letter or digit."""

_PARTNERS = dict(zip(")”》〕]】」』’", "(“《〔[【「『‘", strict=True))


_WORDS_SHARE = 0.8
"""Words know what stands apart, characters in a row what stands together; they err in different places."""


class Reading:
    """How texts read on one page: by its words and its characters in a row. `page` is folded text.

    >>> reading = Reading("全力提升")
    >>> judge("（三）全力提升", reading) > judge("（全）圈提升", reading)
    True
    """

    def __init__(self, page: str) -> None:
        self._words, self._rows = Words(page), PageNgrams(page)

    def nats(self, text: str, *, after: str) -> float:
        """Log probability of folded `text` after a folded character."""
        by_words = score_words(text, self._words, after=after)
        return _WORDS_SHARE * by_words + (1 - _WORDS_SHARE) * self._rows.score(text, after)


def judge(text: str, reading: Reading, *, after: str = "\n") -> float:
    """Log probability in nats of `text` after a character."""
    return reading.nats(fold(text), after=fold(after)) + form_nats(text, before=after)


def form_nats(text: str, *, before: str) -> float:
    """The part of `judge` that words do not know: brackets, a line's number, full-width letters."""
    folded = fold(text)
    nats = _UNMATCHED * _unmatched(folded) + _WIDE_NATS * sum(character in _WIDE for character in text)
    if before == "\n" and folded[:1] in _NEVER_FIRST:
        nats += _FIRST_NATS
    if _JOINED_LIKE.search(folded):
        nats += _JOINED_LIKE_NATS
    if _JOINED_SINGLE.search(folded):
        nats += _JOINED_SINGLE_NATS
    return nats + _NUMBER_GAIN if before == "\n" and _NUMBERED.match(folded) else nats


def _unmatched(text: str) -> int:
    open_marks: list[str] = []
    alone = 0
    for character in text:
        if character in _PARTNERS.values():
            open_marks.append(character)
        elif character in _PARTNERS:
            if open_marks and open_marks[-1] == _PARTNERS[character]:
                open_marks.pop()
            else:
                alone += 1
    return alone + len(open_marks)
