"""What speaks for a candidate encoding, and the verdict; `detect.py` decides, `report/encoding.py` shows.

Every candidate reads the same bytes, so the log probabilities of what they read can be compared as they are.
"""

import re
from typing import NamedTuple

import cleantext.escaped  # noqa: F401  # makes the codecs known that Python lacks
from cleantext.commonness import STEPS_PER_NAT, UNREAD, cost
from cleantext.pairs import switch_gain
from cleantext.records import dataclass

DOUBLE_BYTE = ("gb18030", "big5hkscs", "euc_jp", "cp932", "cp949", "euc_tw")
"""Candidates of two bytes a character, in the order they are tried; big5hkscs stands for all of Big5."""

SINGLE_BYTE = ("cp1252", "cp1251", "koi8-r")

SHARE_KANA = ("gb18030", "big5hkscs")
"""Chinese encodings, in which EUC-JP reads as kana too, or as common characters by chance."""

_CHINESE = frozenset({"gb18030", "big5hkscs", "euc_tw"})
CYRILLIC = frozenset({"cp1251", "koi8-r"})
_REPLACEMENT = "\ufffd"
_KANA = re.compile("[\u3041-\u30fe]")
_HANJA = re.compile("[\u3041-\u9fff\uf900-\ufaff]")
_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\ue000-\uffef"
_LONE = re.compile(f"(?<![{_WIDE}])[{_WIDE}](?![{_WIDE}])")
_TORN = re.compile(f"[a-z](?=[{_WIDE}])|[{_WIDE}](?=[a-z])")
_LETTER = re.compile("[A-Za-z]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u045f]")
_SECOND_FROM = 0x40
_RUN = re.compile(rb"[\x40-\xff]*[\x80-\xff][\x40-\xff]*")
_MIXED = re.compile("[A-Za-zа-я](?=[А-Я])|[A-Za-z](?=[а-яё])|[а-яё](?=[A-Za-z])")

_KANA_COST = 2 * STEPS_PER_NAT
"""Kana stand in GBK where they stand in EUC-JP, and are rarer there."""

_HANJA_COST = 3 * STEPS_PER_NAT // 2
"""Korean pages hold few ideographs and hardly any kana."""

_TORN_COST = 2 * STEPS_PER_NAT
"""A small letter beside an ideograph: how `für` looks in GBK."""

_LONE_COST = 3 * STEPS_PER_NAT
"""An ideograph between letters, spaces and digits: how `où` looks in GBK. Chinese comes in words."""

_CUT = 6 * STEPS_PER_NAT
"""What half a character at the end of a stretch costs."""

_MIXED_COST = 5 * STEPS_PER_NAT
"""Cyrillic beside Latin inside a word, a capital behind a small letter: how `für` looks in Windows-1251."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one candidate makes of the bytes that were judged.

    `nats` is minus the log probability of what it reads, with `prior` taken off, the start that a declared or
    a frequent encoding has: the least wins. `unread` counts places that it cannot read; `characters` those
    beyond ASCII, and `rarity` is their mean cost in nats (Chinese prose 7, characters at random 11). `plain`
    says that they are so common that no comparison is needed.
    """

    codec: str
    nats: float
    prior: float
    unread: int
    characters: int
    rarity: float
    plain: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The codec that a page is read with, and the reason in a few words.

    `lost_allowed` says that no candidate read well until lost bytes were allowed for.
    """

    codec: str
    why: str
    lost_allowed: bool = False


class Reading(NamedTuple):
    """A stretch of bytes as one codec reads it. Costs are those of `commonness.cost`."""

    text: str
    cost: int
    foreign: int
    foreign_cost: int

    @property
    def plain(self) -> bool:
        """Are these characters so common that no wrong decoder could have drawn them?"""
        return self.foreign >= _LEAST and self.foreign_cost < _limit(self.foreign) * self.foreign

    @property
    def sound(self) -> bool:
        """Are they common enough that no byte needs to have been lost?"""
        return self.foreign_cost <= _SOUND * self.foreign


_LEAST = 4
_SOUND = 8.4 * STEPS_PER_NAT


def _limit(characters: int) -> float:
    """The mean cost below which a reading of so many characters is plain; the fewer, the lower."""
    return STEPS_PER_NAT * (min(8.3, 6.9 + 0.09 * characters) if characters > 5 else 6.9)


def read_spot(spot: bytes, codec: str) -> Reading:
    """Read a stretch of bytes; half a character at its end is left out.

    >>> read_spot("四川省人民政府".encode("gbk"), "gb18030").plain
    True
    """
    text = spot.decode(codec, "replace")  # the handler that no codec leaves C for
    total = cost(text)
    if text[-1:] == _REPLACEMENT:
        text, total = text[:-1], total - UNREAD
        rest = _CUT
    else:
        rest = 0
    ascii_text = text.encode("ascii", "ignore")
    if not ascii_text:
        return Reading(text, total + rest, len(text), total)
    return Reading(text, total + rest, len(text) - len(ascii_text), total - cost(ascii_text.decode()))


def oddities(text: str, codec: str) -> int:
    """What a reading costs beyond its characters: letters that stand where no page has them."""
    if codec in DOUBLE_BYTE:
        guests = _KANA_COST * len(_KANA.findall(text)) if codec in _CHINESE else 0
        guests += _HANJA_COST * len(_HANJA.findall(text)) if codec == "cp949" else 0
        return guests + _TORN_COST * len(_TORN.findall(text)) + _LONE_COST * len(_LONE.findall(text))
    if codec not in CYRILLIC:
        return 0
    letters = len(_CYRILLIC_LETTER.findall(text))
    foreign = letters if len(_LETTER.findall(text)) > letters else 0
    return _MIXED_COST * len(_MIXED.findall(text)) + _LONE_COST * foreign


def least_cost(spot: bytes, reading: Reading, codec: str) -> int:
    """The cost of a reading in which each run of bytes may begin one byte later, or go over to that once.

    So a byte lost inside a stretch, or a character cut at its begin, costs one unread byte and no more.
    """
    if min(spot) >= _SECOND_FROM:
        return reading.cost - switch_gain(spot, codec, reading.cost)
    return reading.cost - sum(_run_gain(run, codec) for run in _RUN.findall(spot))


def _run_gain(run: bytes, codec: str) -> int:
    text = run.decode(codec, "replace")
    straight = cost(text)
    return switch_gain(run, codec, straight) if straight >= _limit(len(text)) * len(text) else 0


def has_kana(text: str) -> bool:
    """Has a text Japanese letters?

    >>> has_kana("気がつく")
    True
    """
    return _KANA.search(text) is not None
