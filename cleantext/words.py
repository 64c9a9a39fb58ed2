"""How plausible a text is as a row of Chinese words, for choosing between readings that pairs cannot part.

Slower than `chinese.plausibility`, and sharper: it knows where words begin and end, and may be told of a
page, whose own words then count. Words and counts are jieba's (MIT licence; `data/build_words.py`).
"""

import math
import sys
from array import array
from collections.abc import Mapping
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

from cleantext.chinese import kind_of, mark_nats, word_nats

_DATA = Path(__file__).parent / "data" / "words.bin"
_NATS_PER_STEP = 1 / 12
_UNKNOWN = -18.0
"""Nats of a character that no word holds."""

_LONGEST = 6
"""Characters of the longest word."""

_OWN_SHARE = 0.3
"""How much of a word's probability comes from the page at hand."""

_GRAMMAR = frozenset(
    "的了是不在和与及或等以为于对将把被让给从向到由按用就也都还又再更最很没未已要会能可应须这那其该各每此我你他她它们"
    "一二三四五六七八九十百千万亿两几年月日个项家所名次件位条中上下内外里前后间时人大小新多少有并而但如若则因之者吗呢吧"
)
"""Characters that stand alone as words: particles, pronouns, prepositions, numerals, measures."""

_SUFFIXES = frozenset(
    "度率力性化感区市省县镇村乡局部院校员者界型式类级层量值额费业器机站场馆厅处科室组队团社"
)
"""Characters that make a word of the one before them as readily as they stand alone."""

_BOUND = -2.0
"""Nats for any other to stand alone; the word list, drawn from fiction as well, makes them too common."""

_LEANING_BACK = frozenset("的了着过们吗呢吧么之得地")
_LEANING_ON = frozenset("和与及或为在对把被从向将于以由按给让使并而但若则因其该各每此这那")
_LEANS = -4.0
"""Nats for a word that leans on the one before it to open a clause, or on the one after it to close one."""

_CHARACTERS_PER_WORD = 1.7


_CLAUSE_EDGES = frozenset(("newline", "pause", "stop"))


def words_of(head: str) -> Mapping[str, float]:
    """What may follow `head`, a folded character, to make a word, and the word's nats ("" for itself).

    >>> "府" in words_of("政")
    True
    """
    return _tails(head)


class Words:
    """Words with their log probability in nats, those of one folded page mixed with those of the language.

    >>> Words().nats("政府") > Words().nats("政俯")
    True
    """

    def __init__(self, page: str = "") -> None:
        self._page = page
        self._page_words = len(page) / _CHARACTERS_PER_WORD
        self._known: dict[str, float] = {}

    def nats(self, word: str) -> float:
        """Log probability of a word of folded Han characters; -inf for two or more that are no word."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._weigh(word)
        return found

    def _weigh(self, word: str) -> float:
        general = _tails(word[0]).get(word[1:], -math.inf if len(word) > 1 else _UNKNOWN)
        if len(word) == 1 and word not in _GRAMMAR and word not in _SUFFIXES:
            general += _BOUND
        # A character is counted in every word that holds it, which says nothing of it as a word.
        count = self._page.count(word) if len(word) > 1 and self._page else 0
        if count < 2 and not (count and general > -math.inf):
            return general
        own = _OWN_SHARE * count / self._page_words
        return math.log(own + (1 - _OWN_SHARE) * math.exp(general))


def score_words(text: str, words: Words, *, after: str = "\n") -> float:
    """Log probability in nats of folded `text` at its best division into words, after a character.

    >>> score_words("全面加强", Words()) > score_words("全面加墙", Words())
    True
    """
    kinds = [kind_of(character) for character in after + text]
    best = [0.0]
    for end, (before, kind) in enumerate(pairwise(kinds), start=1):
        if kind != "han":
            leaning = kind in _CLAUSE_EDGES and text[max(0, end - 2) : end - 1] in _LEANING_ON
            best.append(best[-1] + mark_nats(before, text[end - 1]) + (_LEANS if leaning else 0.0))
            continue
        leans = _LEANS if before in _CLAUSE_EDGES and text[end - 1] in _LEANING_BACK else 0.0
        ways = []
        for begin in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
            if kinds[begin + 1] != "han":
                break
            nats = words.nats(text[begin:end])
            if nats > -math.inf:
                ways.append(best[begin] + word_nats(kinds[begin]) + nats)
        best.append(max(ways) + leans)
    return best[-1]


@cache
def _tails(head: str) -> dict[str, float]:
    """What follows `head` in each word that begins with it, and the word's nats."""
    numbers, tails, firsts, costs = _file()
    number = numbers.get(head)
    if number is None:
        return {}
    nats = [-cost * _NATS_PER_STEP for cost in costs[firsts[number] : firsts[number + 1]]]
    return dict(zip(tails[number].split("\n"), nats, strict=True))


@cache
def _file() -> tuple[dict[str, int], list[str], list[int], bytes]:
    """First characters with their numbers; by number, their words' tails and first cost; the costs."""
    data = _DATA.read_bytes()
    count, size = int.from_bytes(data[:4], "little"), int.from_bytes(data[4:8], "little")
    heads, at = data[8 : 8 + 2 * count].decode("utf-16-le"), 8 + 4 * count
    lengths = array("H", data[8 + 2 * count : at])
    if sys.byteorder == "big":
        lengths.byteswap()
    tails = data[at : at + size].decode("utf-16-le").split("\t")
    numbers = {head: number for number, head in enumerate(heads)}
    return numbers, tails, [0, *accumulate(lengths)], data[at + size :]
