"""How well a reading divides into words: what characters in a row cannot tell, words at times can."""

import math
from itertools import pairwise

from cleantext.chinese import kind_of, mark_nats, word_nats
from cleantext.compiled.counts import Counts
from cleantext.words import words_of

_UNKNOWN = -18.0
"""Nats of a character that no word holds."""

_LONGEST = 6
"""Characters of the longest word."""

_OWN_SHARE = 0.3
"""How much of a word's probability comes from the page at hand."""

_GRAMMAR = frozenset(
    "的了是不在和与及或等以为于对将把被让给从向到由按用就也都还又再更最很没未已要会能可应须这那其该各每此我你他她它们"
    "一二三四五六七八九十百千万亿两几年月日个项家所名次件位条中上下内外里前后间时人大小新多少有并而但如若则因之者吗呢吧"
    "度率力性化感区市省县镇村乡局部院校员者界型式类级层量值额费业器机站场馆厅处科室组队团社"
)
"""Characters that stand alone as words: particles, pronouns, numerals, measures, and what ends a word."""

_BOUND = -2.0
"""Nats for any other to stand alone; the word list, drawn from fiction as well, makes them too common."""

_CHARACTERS_PER_WORD = 1.7


class Words:
    """Words as the language and one page, both folded, have them; `counts` are the page's pairs and triples.

    >>> words = Words("", Counts("", 3))
    >>> words.score("全面加强") > words.score("全面加墙")
    True
    """

    def __init__(self, page: str, counts: Counts) -> None:
        self._page, self._count = page, counts.count
        self._page_words = len(page) / _CHARACTERS_PER_WORD
        self._known: dict[str, float] = {}

    def score(self, text: str) -> float:
        """Log probability in nats of folded `text`, amid a line, at its best division into words."""
        kinds = ["han", *map(kind_of, text)]
        best = [0.0]
        for end, (before, kind) in enumerate(pairwise(kinds), start=1):
            if kind != "han":
                best.append(best[-1] + mark_nats(before, text[end - 1]))
                continue
            nats = -math.inf
            for begin in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
                if kinds[begin + 1] != "han":
                    break
                nats = max(nats, best[begin] + word_nats(kinds[begin]) + self._nats(text[begin:end]))
            best.append(nats)
        return best[-1]

    def _nats(self, word: str) -> float:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._weigh(word)
        return found

    def _weigh(self, word: str) -> float:
        general = words_of(word[0]).get(word[1:], -math.inf if len(word) > 1 else _UNKNOWN)
        if len(word) == 1:
            return general + (0.0 if word in _GRAMMAR else _BOUND)
        count = min(self._count(word[:3]), self._count(word[-3:]))  # at most, and seldom enough
        if count > (general == -math.inf):
            count = self._page.count(word)
        if count < 2 and not (count and general > -math.inf):
            return general
        return math.log(_OWN_SHARE * count / self._page_words + (1 - _OWN_SHARE) * math.exp(general))
