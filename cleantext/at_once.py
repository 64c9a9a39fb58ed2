"""Encodings that need no comparison: what the likeliest few read is plain text, or plain but for a lost byte.

The order is that of `first_look.py`. What is not clear here is left to `detect.py`, which weighs every
candidate.
"""

from collections.abc import Sequence

from cleantext.commonness import STEPS_PER_NAT
from cleantext.evidence import (
    CYRILLIC,
    DOUBLE_BYTE,
    SHARE_KANA,
    SINGLE_BYTE,
    Verdict,
    has_kana,
    least_cost,
    oddities,
    read_spot,
)
from cleantext.first_look import CANDIDATES, WIDE_CANDIDATE, by_bytes
from cleantext.labels import BIG5
from cleantext.wide import find_wide

_TRIED = 3
"""Candidates that are read; the right one is among the first two in 98 of 100 stretches of 12 characters."""

_MENDED = 7.5 * STEPS_PER_NAT
_RARE = 8.9 * STEPS_PER_NAT
"""The mean cost of a character below which a reading with lost bytes allowed for is taken: without a look at
others, the more the bytes alone speak for it, the higher; and at most."""

_BYTES = 0.75
"""What the bytes alone say counts less than what they read as."""

_CLEARLY = 10 * STEPS_PER_NAT
"""How far ahead one must be that is not so plain."""

_LEADS = 3 * STEPS_PER_NAT
"""By how much the bytes must speak for what is taken without a look at others."""

_LEAST = 6
"""Characters beyond ASCII that tell where a byte is lost."""

_LETTER = 5.3 * STEPS_PER_NAT
"""The mean cost below which letters of an alphabet are plain, if no ideographs are likelier."""

_ACCENT = 6.5 * STEPS_PER_NAT
"""The mean cost below which letters beyond ASCII are."""

_BUT_FOR = "reads as plain text but for lost bytes"
_NEVER = 1 << 30


def take_at_once(data: bytes, spot: bytes, declared: str | None, ahead: int) -> Verdict | None:
    """The encoding of a page that `spot` is a stretch of, if a few readings make it clear, else None.

    `declared` has a start of `ahead` sixteenths of a nat. Where it is one that only a declaration can name,
    letters are left to the comparison.
    """
    order = by_bytes(spot)
    if declared:
        order = sorted((steps - ahead if codec == declared else steps, codec) for steps, codec in order)
    first = order[0][1]
    leads = order[1][0] - order[0][0]
    if first == WIDE_CANDIDATE:
        wide = find_wide(data, surely=leads > _LEADS and len(data) >= 2 * _LEAST)
        return Verdict(wide, "reads as plain text, two or four bytes a character") if wide else None
    if first not in SINGLE_BYTE:
        return _doubles(spot, order)
    if leads > _LEADS and (declared is None or declared in CANDIDATES or declared == "utf-8"):
        return _letters(spot, first, order)
    return None


def _doubles(spot: bytes, order: Sequence[tuple[int, str]]) -> Verdict | None:
    """The first that is plain, or plain but for lost bytes; or one that is far ahead."""
    least = _NEVER
    found: list[tuple[float, str, bool]] = []
    for steps, codec in order[:_TRIED]:
        if codec not in DOUBLE_BYTE:
            continue
        reading = read_spot(spot, codec)
        chinese = codec in SHARE_KANA
        kana = chinese and has_kana(reading.text)
        if reading.cost < least:
            least = reading.cost
            if reading.plain and not kana:
                return _taken(codec, "reads as plain text")
        if reading.foreign < _LEAST:
            return None
        leads = order[1][0] - steps
        limit = int(min(_RARE, _MENDED + leads / 10) * reading.foreign)
        first = not found and not kana and leads >= (0 if chinese else _LEADS)
        gain = 0
        if reading.foreign_cost >= (limit if first else _MENDED * reading.foreign):
            gain = reading.cost - least_cost(spot, reading, codec)
        mended = reading.foreign_cost - gain
        if first and mended < limit:
            return _taken(codec, _BUT_FOR, lost_allowed=True)
        odd = oddities(reading.text, codec) if kana else 0
        found.append((reading.cost - gain + odd + _BYTES * steps, codec, mended < _RARE * reading.foreign))
    found.sort()
    if len(found) > 1 and found[0][2] and found[0][0] + _CLEARLY < found[1][0]:
        return _taken(found[0][1], _BUT_FOR, lost_allowed=True)
    return None


def _taken(codec: str, why: str, *, lost_allowed: bool = False) -> Verdict:
    return Verdict(BIG5 if codec == "big5hkscs" else codec, why, lost_allowed)


def _letters(spot: bytes, codec: str, order: Sequence[tuple[int, str]]) -> Verdict | None:
    """Letters of an alphabet, where no ideographs could be what the bytes mean."""
    reading = read_spot(spot, codec)
    if codec in CYRILLIC and reading.foreign <= _LEAST:
        return None
    total = reading.cost + oddities(reading.text, codec)
    if total >= _LETTER * len(reading.text) or reading.foreign_cost >= _ACCENT * reading.foreign:
        return None
    leads = order[1][0] - order[0][0]
    if codec not in CYRILLIC or leads < 2 * _LEADS:
        other = next(other for _, other in order if other in DOUBLE_BYTE)
        if any(read_spot(spot, rival).cost <= total - leads / 8 for rival in {other, "gb18030"}):
            return None
    return Verdict(codec, "reads as plain letters")
