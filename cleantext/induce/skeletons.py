"""A line with what changes from page to page left open: numbers, dates and times, names, titles.

Lines are folded and trimmed. A slot is one character that no line holds.
"""

import re
from collections.abc import Iterator

NUMBER, WORDS = "\x00", "\x01"
"""A slot for a number, and one for a word or for words."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*万?")
_LABELLED = re.compile(r"(?P<label>[^\s:|\x00]{2,8}:) ?(?P<value>[^|\x00]*?)(?=$| ?\||\s+[^\s:|]{2,8}:)")
_SITE_AFTER_TITLE = re.compile(
    r"(?P<title>[^|]{4,}?)(?P<site>(?: ?[-_—–] ?[^-_|—–:\s\x00]{2,14}){1,3})(?<![-_—–])"
)
_TOKEN = re.compile(r"[^\s|]+")
_NAME_WITH_NUMBER = re.compile(r"[^\W\d\x00]{2,}[^\s|]*")
_MOST_TOKENS = 7
LONGEST_OPEN = 90
"""Longer lines get no slots for words."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffd-\uffff]")
"""Characters that no rule is made of."""


def mask_numbers(line: str) -> str:
    """A line with slots for its numbers.

    >>> mask_numbers("阅读:1,024次 2020-01-02").replace(NUMBER, "#")
    '阅读:#次 #-#-#'
    """
    return _NUMBER.sub(NUMBER, line)


def open_words(masked: str) -> Iterator[str]:
    """The same line with slots for words: what labels have behind them, or one word of several.

    >>> [open.replace(WORDS, "*") for open in open_words("上一篇:春天的河")]
    ['上一篇:*']
    >>> [open.replace(WORDS, "*") for open in open_words("河边客 | 只看该作者")]
    ['* | 只看该作者', '河边客 | *']
    >>> [open.replace(WORDS, "*") for open in open_words("山里的 春天_长河在线")]
    ['*_长河在线']
    """
    if len(masked) > LONGEST_OPEN:
        return
    if suffixed := _SITE_AFTER_TITLE.fullmatch(masked):
        yield WORDS + suffixed["site"]
        return
    valued = _LABELLED.sub(_opened, masked)
    if valued != masked:
        yield valued
        return
    tokens = list(_TOKEN.finditer(masked))
    if 2 <= len(tokens) <= _MOST_TOKENS:
        for token in tokens:
            if NUMBER not in token.group() or _NAME_WITH_NUMBER.fullmatch(token.group()):
                yield masked[: token.start()] + WORDS + masked[token.end() :]


def _opened(found: re.Match[str]) -> str:
    return found["label"] + (WORDS if found["value"].strip() else "")


def fixed_parts(skeleton: str) -> list[str]:
    """What stays the same, piece by piece.

    >>> fixed_parts("作者:" + WORDS + " 点击:" + NUMBER)
    ['作者:', ' 点击:']
    """
    return [part for part in re.split(f"[{NUMBER}{WORDS}]", skeleton) if part]


def open_length(skeleton: str, line: str) -> int:
    """How many characters of a line its skeleton leaves open for words.

    >>> open_length("作者:" + WORDS + " 阅读:" + NUMBER, "作者:老周 阅读:1024")
    2
    """
    return len(mask_numbers(line)) - len(skeleton) + skeleton.count(WORDS)


def readable(skeleton: str) -> str:
    """A skeleton for people: dots where something is left open."""
    return skeleton.replace(NUMBER, "…").replace(WORDS, "…")


def has_slots(skeleton: str) -> bool:
    """Whether anything is left open."""
    return NUMBER in skeleton or WORDS in skeleton
