"""Sentences in another script, which a search for damaged Chinese must pass over.

A run that was read one byte off shows a kana, a letter of Cyrillic or a piece of a frame here and there, as
one character in some dozens, hardly ever three of one script in a row. A sentence where three stand so is
what it seems: Japanese, Russian, a bopomofo textbook, a table.

Big5 read as GBK shows kana in any number, but not those that Japanese uses most: they stand where Big5 has
characters that are rare.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cleantext.characters import members
from cleantext.edits import Span
from cleantext.page import Draft

_SCRIPTS = (
    "\u3041-\u30ff",  # kana
    "\u0370-\u03ff\u1f00-\u1fff",  # Greek
    "\u0400-\u052f",  # Cyrillic
    "\u3105-\u312f\u02c7\u02ca\u02cb\u02d9",  # bopomofo and its tones
    "\uac00-\ud7a3\u3131-\u318e",  # Hangul
    "\u2500-\u259f",  # frames and blocks
)
"""Insides of regular-expression classes: the scripts that rows 4 to 9 of GB 2312 hold, and Hangul."""

_ROW = re.compile(
    f"[{_SCRIPTS[0]}](?:[^\n。！？]{{0,2}}[{_SCRIPTS[0]}]){{2}}|"
    + "|".join(f"[{script}]{{3}}" for script in _SCRIPTS[1:])
)
"""Three characters of a script in a row; of kana with two others at most from one to the next: `は学生で`."""

_SENTENCE_END = re.compile("[\n。！？]")

_HIRAGANA = "\u3041-\u3096"
_SENTENCE = re.compile("[^\n。！？]+")
_KANA = re.compile("[\u3041-\u30ff]")

_FREQUENT = "のをはにがでたし"
"""Hiragana that Japanese is full of, and that Big5 read as GBK seldom shows: for 及毛反卞互匹凶仄."""

_LEAST_SHARE = 0.25
"""Their least share of a Japanese page's hiragana. Found were 0.42, and 0.04 to 0.06 in Big5 read as GBK."""

_FEWEST = 3
"""Characters of these scripts that a page must hold to have a row."""


def without_other_scripts(draft: Draft) -> Draft:
    """The same text with spaces for every sentence that holds a row in another script; same offsets.

    The draft itself is given back where there is none.

    >>> without_other_scripts(Draft("他说：\\n私は学生です。\\n完了。")).text
    '他说：\\n      。\\n完了。'
    """
    if not _may_hold_a_row(draft.census):
        return draft
    pieces, done = [], 0
    for begin, end in _sentences(draft.text):
        pieces += [draft.text[done:begin], " " * (end - begin)]
        done = end
    return Draft("".join([*pieces, draft.text[done:]]), draft.page) if done else draft


def without_japanese(draft: Draft) -> Draft:
    """The same text with spaces for every sentence with kana, if the page's kana are of Japanese.

    >>> without_japanese(Draft("他说：\\n私は日本の学生です。\\n完了。")).text
    '他说：\\n         。\\n完了。'
    """
    frequent = sum(draft.census.get(kana, 0) for kana in _FREQUENT)
    if frequent < _FEWEST:
        return draft
    kana = sum(draft.census.get(kana, 0) for kana in members(_HIRAGANA))
    if frequent < kana * _LEAST_SHARE:
        return draft
    return Draft(_SENTENCE.sub(_blank_if_japanese, draft.text), draft.page)


def _blank_if_japanese(sentence: re.Match[str]) -> str:
    return " " * len(sentence[0]) if _KANA.search(sentence[0]) else sentence[0]


def _may_hold_a_row(census: Mapping[str, int]) -> bool:
    others = _others()
    return not others.isdisjoint(census) and sum(census[other] for other in others & census.keys()) >= _FEWEST


@cache
def _others() -> frozenset[str]:
    return frozenset(other for script in _SCRIPTS for other in members(script))


def _sentences(text: str) -> Iterator[Span]:
    """The sentences with a row, from left to right."""
    end = 0
    while row := _ROW.search(text, end):
        begin = max(end, *(text.rfind(mark, end, row.start()) + 1 for mark in "\n。！？"))
        stop = _SENTENCE_END.search(text, row.end())
        end = stop.start() if stop else len(text)
        yield begin, end
