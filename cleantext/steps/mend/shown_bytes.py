"""Which bytes a shown character may stand for, when more has happened to it than the wrong decoder.

A page that was shown wrong may then have lost what had no character (a mark, or nothing), had its no-break
spaces made plain and its marks half-width, and been converted between Simplified and Traditional.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from cleantext.records import replace
from cleantext.steps.mend.decoders import Misreading, unconverted

LOST = -1
"""Stands for one byte that is not known."""

Bytes = tuple[int, ...]

MARKS = frozenset("?\ufffd・")
"""What stands for bytes without a character."""

_MARKED, _MARKED_PAIR = -1.5, -2.5
_CHANGED = -1.5
"""Nats for a shown character to be other than the wrong decoder shows."""

_CONVERTED = -2.0
"""The same on a page that may have been converted."""

_FULL_WIDTH = {chr(code - 0xFEE0): chr(code) for code in range(0xFF01, 0xFF5F)} | {" ": "\u3000"}
_QUOTES = {'"': "“”", "'": "‘’", ".": "。"}


@lru_cache(maxsize=1 << 14)
def bytes_behind(shown: str, model: Misreading) -> tuple[tuple[Bytes, float], ...]:
    """The bytes that one shown character may stand for, each with its nats; `LOST` for unknown ones.

    >>> bytes_behind("获", Misreading("utf-8", "gb18030"))[0]
    ((187, 241), 0.0)
    """
    found: dict[Bytes, float] = {}
    for character, nats in _originals(shown, model):
        data = _encoded(character, model)
        if data and nats > found.get(data, -99):
            found[data] = nats
    if model.wrong == "gb18030" and shown == "€":
        found[(0x80,)] = 0.0
    found |= dict.fromkeys(_twins(model.wrong).get(shown, ()), 0.0)
    if shown in MARKS:
        found[(LOST,)] = _MARKED
        if not model.single:
            found[(LOST, LOST)] = _MARKED_PAIR
    return tuple(found.items())


def _encoded(character: str, model: Misreading) -> Bytes:
    try:
        data = replace(model, converted="").bytes_of(character)
    except UnicodeEncodeError:
        return ()
    return tuple(data) if len(data) < 4 else ()


def _originals(shown: str, model: Misreading) -> list[tuple[str, float]]:
    """What may have been shown before a later change made this of it."""
    found = [(shown, 0.0)]
    if model.single:
        if shown == " ":
            found.append(("\xa0" if model.wrong != "cp437" else "\xff", _CHANGED))
            if model.wrong in ("mac_roman", "cp437"):
                found.append((model.show("\xa0")[-1] if model.right == "utf-8" else "\xa0", _CHANGED))
        return found
    if shown in _FULL_WIDTH:
        found.append((_FULL_WIDTH[shown], _CHANGED))
    found += [(mark, _CHANGED) for mark in _QUOTES.get(shown, "")]
    if model.converted:
        found += [(character, _CONVERTED) for character in unconverted(model.converted).get(shown, "")]
    return found


def ambiguous(shown: str, model: Misreading) -> bool:
    """Has `shown` a character that stands for one of several byte pairs, each of which may be a character?

    >>> ambiguous("ﾖﾐｹ昞ﾐ", Misreading("gb18030", "cp932"))
    True
    """
    return model.right != "utf-8" and not _twins(model.wrong).keys().isdisjoint(shown)


@cache
def _twins(codec: str) -> Mapping[str, tuple[Bytes, ...]]:
    """Characters that are shown for two byte pairs.

    In Windows-932 NEC's codes and IBM's are the same characters. In Big5, rows C6 to C8 hold kana, Cyrillic
    and circled numbers in one order in Python's codec, in another in Hong Kong's, which browsers follow.
    """
    twins: dict[str, tuple[Bytes, ...]] = {}
    for cousin, leads in _TWIN_ROWS.get(codec, {}).items():
        for pair in (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF)):
            shown = pair.decode(cousin, "replace")
            wide = len(shown) == 1 and shown > "\x7f" and shown != "\ufffd"
            if wide and tuple(pair) not in twins.get(shown, ()):
                twins[shown] = (*twins.get(shown, ()), tuple(pair))
    return {shown: pairs for shown, pairs in twins.items() if len(pairs) > 1}


_TWIN_ROWS: Mapping[str, Mapping[str, Iterable[int]]] = {
    "cp932": {"cp932": (0x81, 0x87, 0xED, 0xEE, *range(0xFA, 0xFD))},
    "cp950": {"cp950": range(0xA1, 0xFA), "big5hkscs": range(0x87, 0xFF)},
}
