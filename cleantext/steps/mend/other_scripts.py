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
from cleantext.traits import OTHER_SCRIPT

_SCRIPTS = (
    "\u3041-\u30ff",  # kana
    "\u0370-\u03ff\u1f00-\u1fff",  # Greek
    "\u0400-\u052f",  # Cyrillic
    "\u3105-\u312f\u02c7\u02ca\u02cb\u02d9",  # bopomofo and its tones
    "\uac00-\ud7a3\u3131-\u318e",  # Hangul
    "\u2500-\u259f",  # frames and blocks
)
"""Insides of regular-expression classes: the scripts that rows 4 to 9 of GB 2312 hold, and Hangul."""

_ROW = f"[{_SCRIPTS[0]}](?:[^\n。！？]{{0,2}}[{_SCRIPTS[0]}]){{2}}|" + "|".join(
    f"[{script}]{{3}}" for script in _SCRIPTS[1:]
)
"""Three characters of a script in a row; of kana with two others at most from one to the next: `は学生で`."""

_SENTENCE, _SENTENCE_END = re.compile("[^\n。！？]+"), re.compile("[\n。！？]")

_LANGUAGES = (
    ("\u3041-\u30ff", "のをはにがでたし", "\u3041-\u3096", 0.2),
    ("\uac00-\ud7a3", "이는을의에하고로를지", "\uac00-\ud7a3", 0.05),
)
"""Japanese and Korean: the script, letters that the language is full of, among which letters, and their least
share. Found were 0.42 and 0.15; in Big5 read as GBK 0.04 to 0.06, in GBK read as EUC-KR 0.001."""

_FEWEST = 3
"""Characters of these scripts that a page must hold to have a row."""


def without_other_scripts(draft: Draft) -> Draft:
    """The same text with spaces for every sentence that holds a row in another script; same offsets.

    The draft itself is given back where there is none.

    >>> without_other_scripts(Draft("他说：\\n私は学生です。\\n完了。")).text
    '他说：\\n      。\\n完了。'
    """
    if draft.traits.count(OTHER_SCRIPT) < _FEWEST:
        return draft
    pieces, done = [], 0
    for begin, end in _sentences(draft.text):
        pieces += [draft.text[done:begin], " " * (end - begin)]
        done = end
    return Draft("".join([*pieces, draft.text[done:]]), draft.page) if done else draft


def without_japanese_and_korean(draft: Draft) -> Draft:
    """The same text with spaces for every sentence with kana or Hangul that is of a page's own language.

    >>> without_japanese_and_korean(Draft("他说：\\n私は日本の学生です。\\n完了。")).text
    '他说：\\n         。\\n完了。'
    """
    if draft.traits.count(OTHER_SCRIPT) < _FEWEST:
        return draft
    own = [language[0] for language in _LANGUAGES if _is_language(draft.census, *language[1:])]
    if not own:
        return draft
    script = re.compile(f"[{''.join(own)}]")
    return Draft(_SENTENCE.sub(lambda m: _blank_if(script, m[0]), draft.text), draft.page)


def _blank_if(script: re.Pattern[str], sentence: str) -> str:
    return " " * len(sentence) if script.search(sentence) else sentence


def _is_language(census: Mapping[str, int], frequent: str, letters: str, least_share: float) -> bool:
    """Are the letters of a script on a page distributed as its language has them?"""
    found = sum(census.get(letter, 0) for letter in frequent)
    if found < _FEWEST:
        return False
    return found >= least_share * sum(census[letter] for letter in _set_of(letters).intersection(census))


@cache
def _set_of(letters: str) -> frozenset[str]:
    return frozenset(members(letters))


def letters() -> frozenset[str]:
    """Every letter of these scripts."""
    return frozenset(other for script in _SCRIPTS for other in members(script))


def _sentences(text: str) -> Iterator[Span]:
    """The sentences with a row, from left to right."""
    end = 0
    pattern = re.compile(_ROW)  # here for start-up time
    while row := pattern.search(text, end):
        begin = max(end, *(text.rfind(mark, end, row.start()) + 1 for mark in "\n。！？"))
        stop = _SENTENCE_END.search(text, row.end())
        end = stop.start() if stop else len(text)
        yield begin, end
