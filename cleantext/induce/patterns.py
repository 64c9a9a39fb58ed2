"""From a skeleton to what a rule matches: a line as it is, or a pattern with the literal it is found by."""

import re

from cleantext.induce.chrome import Chrome
from cleantext.induce.skeletons import NUMBER, WORDS, has_slots, open_length
from cleantext.induce.words import longest_words, site_after_title

_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]|()])")
_NUMBERS = r"\d+(?:[.,]\d+)*万?"
_OF_A_DATE = re.compile("(?<=[-/:年月日.])\x00|\x00(?=[-/:年月日])")
_SHORTEST_SLOT, _LONGEST_SLOT = 12, 90


def pattern_of(chrome: Chrome) -> str:
    r"""The pattern of a line with slots.

    >>> from cleantext.induce.chrome import Place
    >>> pattern_of(Chrome("阅读(" + NUMBER + ")", Place(), 20, ("阅读(12)",)))
    '^阅读\\(\\d+(?:[.,]\\d+)*万?\\)$'
    """
    if site := site_after_title(chrome.skeleton):
        return _SPECIAL.sub(r"\\\1", site) + "$"
    words = f".{{1,{_room(chrome)}}}"
    escaped = _SPECIAL.sub(r"\\\1", chrome.skeleton)
    numbered = _OF_A_DATE.sub(lambda _: r"\d+", escaped).replace(NUMBER, _NUMBERS)
    return f"^{numbered.replace(WORDS, words)}$"


def _room(chrome: Chrome) -> int:
    """How many characters a slot for words may take: half as many again as were seen at most."""
    longest = max((open_length(chrome.skeleton, value) for value in chrome.values), default=0)
    return min(_LONGEST_SLOT, max(_SHORTEST_SLOT, longest * 3 // 2))


def matcher_of(chrome: Chrome) -> tuple[str, str, str]:
    """The key of `match`, its value, and the literal that a pattern needs (none for a line)."""
    if not has_slots(chrome.skeleton):
        return "line", chrome.skeleton, ""
    return "pattern", pattern_of(chrome), longest_words(chrome.skeleton)
