"""Which byte an annotation cost: the character before holds half the code, and the pinyin names the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cleantext.steps.mend.pinyin_judge import MARKS, Judge
from cleantext.steps.mend.readings import LETTERS, codes_read, gbk_bytes

LOST = re.compile(rf"([?？\ufffd\udc81-\udcfe]?)(\(?)([{LETTERS}]{{1,6}})\)")
"""`?yún)`: the second byte of the code was no lead byte of anything, and often took the bracket with it."""

_STRANGER = -4.0
"""Nats for a code that the page annotates nowhere else."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a page annotates: the pinyin of each character. `narrow` says that its marks are half-width."""

    pinyin: Mapping[str, str]
    narrow: bool
    judge: Judge


def lost_bytes(before: str, lost: re.Match[str], page: Annotations) -> list[tuple[int, float]]:
    """The bytes that `lost` may have cost, each with its nats: with the last byte of `before` they are a
    code of that reading."""
    first, shown = gbk_bytes(before[-1:])[1:], lost[1]
    if not first:
        return []
    return [
        (second, strangeness(character, page))
        for second, character in seconds(lost[3]).get(first[0], ())
        if may_read(character, lost[3], page) and (shown in ("", *MARKS) or shown == chr(0xDC00 + second))
    ]


def may_read(character: str, syllable: str, page: Annotations) -> bool:
    """A page gives a character one reading."""
    return page.pinyin.get(character, syllable) == syllable


def strangeness(character: str, page: Annotations) -> float:
    """Nats for a code that the page may annotate nowhere else."""
    return 0.0 if character in page.pinyin else _STRANGER


@cache
def seconds(syllable: str) -> dict[int, list[tuple[int, str]]]:
    """The codes of a reading by their first byte, but for those that end in ASCII."""
    table: dict[int, list[tuple[int, str]]] = {}
    for code, character in codes_read(syllable).items():
        if code[1] >= 0x81:
            table.setdefault(code[0], []).append((code[1], character))
    return table
