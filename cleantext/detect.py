"""Which encoding a page without a byte-order mark has, where it is not strict UTF-8.

Every candidate reads the same few stretches of the page (`sample.py`), and characters are weighed by how
common they are (`commonness.py`). A reading of nothing but common Chinese characters ends the search: no
wrong decoder draws those. Otherwise the reading under which the bytes are likeliest wins.
"""

from collections.abc import Iterator, Sequence

from cleantext.at_once import take_at_once
from cleantext.commonness import STEPS_PER_NAT, cost
from cleantext.evidence import (
    DOUBLE_BYTE,
    SHARE_KANA,
    SINGLE_BYTE,
    Evidence,
    Reading,
    Verdict,
    has_kana,
    least_cost,
    oddities,
    read_spot,
)
from cleantext.labels import BIG5
from cleantext.sample import high_bytes, take_spots
from cleantext.wide import find_wide

_DECLARED = 4 * STEPS_PER_NAT
"""How far a declared charset is ahead: as much as half a character."""

_RARER = {"big5hkscs": 16, "cp949": 64, "cp932": 32, "euc_jp": 48, "euc_tw": 64, "cp1251": 32, "koi8-r": 48}
"""How far the others are behind, as pages in them are rarer; in sixteenths of a nat."""

_CLEARLY = 8 * STEPS_PER_NAT
"""How far ahead the likeliest must be to need no second look."""

_CLEARLY_NATS = 10.0
"""Nats by which a reading of a few bytes must be ahead of UTF-8, which they are valid in."""

_COMPARED = 3
"""Stretches that are compared where none is plain."""

_PART_BYTES = 12
"""Bytes from 0x80 up that a part of a stretch must have to be judged alone."""

_MENDED = 7.5 * STEPS_PER_NAT
"""The mean cost below which characters are plain although bytes are lost between them."""

_LETTER = 4.5 * STEPS_PER_NAT
"""The mean cost below which letters of an alphabet are plain."""

_FEW_KANA = 2
_SECOND_BYTES = bytes(range(0x80, 0xC0))
"""What a character that was cut leaves at the begin, in UTF-8."""

_EUC = ("euc_jp", "euc_tw")
_EUC_BYTES = bytes((*range(0x80), 0x8E, 0x8F, *range(0xA1, 0xFF)))
_NOTHING = Reading("", 1 << 20, 0, 0)
"""What a candidate reads of bytes that it never writes."""

_NEVER = 1 << 30


def find_encoding(data: bytes, declared: str | None = None) -> Verdict:
    """The codec that most likely wrote `data`, which is not valid UTF-8, and the reason in a few words.

    `declared` is a codec name from `labels.codec_of`; it has a small start.

    >>> find_encoding("四川省人民政府公告".encode("gbk")).codec
    'gb18030'
    """
    spots = take_spots(data)
    if _mostly_utf8(spots):
        return Verdict("utf-8", "UTF-8 with a few bad bytes")
    first = _judged_as(declared)
    if verdict := take_at_once(data, spots[0], first, _DECLARED):
        return verdict
    order = _order(first)
    readings = []
    for spot in spots[:_COMPARED]:
        plain, read = _plain(spot, order)
        if plain:
            return Verdict(_read_with(plain), "reads as plain text")
        readings.append(read)
        if len(readings) == 1:
            if wide := find_wide(data):
                return Verdict(wide, "reads as Chinese, two or four bytes a character")
            if plain := _plain_in_part(spot):
                return Verdict(_read_with(plain), "reads as plain text where no byte is lost")
            if plain := _plain_letters(spot, first, min(reading.cost for reading in read)):
                return Verdict(plain, "reads as plain letters")
    return _compare(spots[:_COMPARED], first, dict(zip(order, zip(*readings, strict=True), strict=True)))


def _compare(spots: Sequence[bytes], first: str | None, readings: dict[str, tuple[Reading, ...]]) -> Verdict:
    """The likeliest candidate; where none reads well, lost bytes are allowed for."""
    for codec in ("utf-8", *_singles(first)):
        readings[codec] = tuple(read_spot(spot, codec) for spot in spots)
    costs = {
        codec: sum(reading.cost for reading in of) - _ahead(codec, first) for codec, of in readings.items()
    }
    best, clear = _least(costs, readings)
    if not any(map(_is_dense, spots)) or (clear and all(reading.sound for reading in readings[best])):
        return Verdict(_read_with(best), f"the likeliest of {len(costs)} readings")
    why = f"the likeliest of {len(costs)} readings, lost bytes allowed for"
    for codec in DOUBLE_BYTE:
        gain = _gain(spots, codec, readings[codec])
        if gain and codec in SHARE_KANA and _mended_is_plain(spots, readings[codec], gain):
            return Verdict(_read_with(codec), "reads as plain text but for lost bytes", lost_allowed=True)
        costs[codec] -= gain
    return Verdict(_read_with(_least(costs, readings)[0]), why, lost_allowed=True)


def _least(costs: dict[str, int], readings: dict[str, tuple[Reading, ...]]) -> tuple[str, bool]:
    """The candidate of least cost, and whether it is clearly ahead, oddities counted.

    They are looked for only where they matter, cheapest candidates first.
    """
    best, least, second = "", _NEVER, _NEVER
    for codec in sorted(costs, key=costs.__getitem__):
        if costs[codec] >= least + _CLEARLY:
            break
        total = costs[codec] + sum(oddities(reading.text, codec) for reading in readings[codec])
        if total < least:
            best, least, second = codec, total, least
        else:
            second = min(second, total)
    return best, second >= least + _CLEARLY


def _mended_is_plain(spots: Sequence[bytes], readings: Sequence[Reading], gain: int) -> bool:
    """Are the characters of a Chinese candidate common ones once the lost bytes are allowed for?"""
    if any(spot.count(0xA4) + spot.count(0xA5) > _FEW_KANA for spot in spots):
        return False
    foreign = sum(reading.foreign for reading in readings)
    mended = sum(reading.foreign_cost for reading in readings) - gain
    return foreign >= _PART_BYTES // 2 and mended < _MENDED * foreign


def weigh(data: bytes, declared: str | None = None, *, lost_allowed: bool = False) -> tuple[Evidence, ...]:
    """The evidence for every candidate, the likeliest first: what `find_encoding` decides by.

    `lost_allowed` as in its verdict.

    >>> [evidence.codec for evidence in weigh("四川省人民政府公告".encode("gbk"))][0]
    'gb18030'
    """
    spots = take_spots(data)[:_COMPARED]
    first = _judged_as(declared)
    found = []
    for codec in (*_order(first), "utf-8", *_singles(first)):
        readings = [read_spot(spot, codec) for spot in spots]
        gain = _gain(spots, codec, readings) if lost_allowed else 0
        found.append(_evidence(readings, codec, _ahead(codec, first), gain))
    return tuple(sorted(found, key=lambda evidence: evidence.nats))


def judged_bytes(data: bytes) -> int:
    """How many bytes of a page are judged.

    >>> judged_bytes(b"abc")
    3
    """
    return sum(map(len, take_spots(data)[:_COMPARED]))


def reads_better_as_gbk(text: str, data: bytes, declared: str | None = None) -> bool:
    """A few Chinese characters in GBK can be valid UTF-8 by chance: `同时` reads as two letters of phonetics.

    `text` is the UTF-8 reading of `data`; GBK must be clearly more plausible.
    """
    if text.isascii() or max(text) >= "\u0800":
        return False
    try:
        other = data.decode("gbk")
    except UnicodeDecodeError:
        return False
    ahead = _DECLARED if declared == "gb18030" else 0
    if cost(other) - ahead < cost(text) - _CLEARLY:
        return True
    from cleantext.chinese import score  # here for start-up time: few pages are short and of such bytes

    return score(other) > score(text) + _CLEARLY_NATS


def _plain(spot: bytes, order: Sequence[str]) -> tuple[str | None, list[Reading]]:
    """The first codec that reads a stretch as plain text, none before it having read it better."""
    readings: list[Reading] = []
    least = None
    may_be_euc = not spot.translate(None, _EUC_BYTES)
    for codec in order:
        if codec in _EUC and not may_be_euc:
            readings.append(_NOTHING)
            continue
        reading = read_spot(spot, codec)
        readings.append(reading)
        if least is None or reading.cost < least:
            least = reading.cost
            if reading.plain:
                if codec not in SHARE_KANA or not has_kana(reading.text):
                    return codec, readings
                least += oddities(reading.text, codec)
    return None, readings


def _plain_in_part(spot: bytes) -> str | None:
    """The Chinese encoding in which a stretch is plain text one byte on, or from its middle on."""
    half = len(spot) // 2
    for part in (spot[1:], spot[half:], spot[half + 1 :]):
        if high_bytes(part) < _PART_BYTES or 2 * high_bytes(part) < len(part):
            return None
        for codec in SHARE_KANA:
            reading = read_spot(part, codec)
            if reading.plain and not has_kana(reading.text):
                return codec
    return None


def _plain_letters(spot: bytes, first: str | None, least: int) -> str | None:
    """The encoding of one byte a character that is likelier by far than all of two, which cost `least`."""
    best, best_total = None, least - 3 * _CLEARLY
    for codec in _singles(first):
        reading = read_spot(spot, codec)
        if reading.cost >= _LETTER * len(reading.text) or reading.foreign < _PART_BYTES // 2:
            continue
        total = _total(codec, [reading]) - _ahead(codec, first)
        if total < best_total:
            best, best_total = codec, total
    return best


def _total(codec: str, readings: Sequence[Reading]) -> int:
    return sum(reading.cost + oddities(reading.text, codec) for reading in readings)


def _gain(spots: Sequence[bytes], codec: str, readings: Sequence[Reading]) -> int:
    """What a candidate gains where lost bytes are allowed for; nothing where most bytes are letters."""
    if codec not in DOUBLE_BYTE:
        return 0
    return sum(
        reading.cost - least_cost(spot, reading, codec)
        for spot, reading in zip(spots, readings, strict=True)
        if reading is not _NOTHING and _is_dense(spot)
    )


def _is_dense(spot: bytes) -> bool:
    """Are there so many bytes from 0x80 up that a lost one matters?"""
    return 3 * high_bytes(spot) >= len(spot)


def _evidence(readings: Sequence[Reading], codec: str, ahead: int, gain: int) -> Evidence:
    characters = sum(reading.foreign for reading in readings)
    foreign = sum(reading.foreign_cost for reading in readings)
    return Evidence(
        codec,
        (_total(codec, readings) - ahead - gain) / STEPS_PER_NAT,
        ahead / STEPS_PER_NAT,
        sum(reading.text.count("\ufffd") for reading in readings),
        characters,
        (foreign - gain) / characters / STEPS_PER_NAT if characters else 0.0,
        any(reading.plain for reading in readings),
    )


def _mostly_utf8(spots: Sequence[bytes]) -> bool:
    """Are nine of ten bytes from 0x80 up parts of valid UTF-8?"""
    good = bad = 0
    for spot in spots:
        body = spot.lstrip(_SECOND_BYTES)
        text = body.decode("utf-8", "ignore")
        kept = len(text.encode())
        good += kept - len(text)
        bad += len(body) - kept + max(0, len(spot) - len(body) - 3)
    return good >= 4 * max(2, bad)


def _order(first: str | None) -> tuple[str, ...]:
    if first in DOUBLE_BYTE:
        return (first, *(codec for codec in DOUBLE_BYTE if codec != first))
    return DOUBLE_BYTE


def _singles(first: str | None) -> Iterator[str]:
    yield from SINGLE_BYTE
    if first and first not in SINGLE_BYTE and first not in DOUBLE_BYTE and first != "utf-8":
        yield first


def _ahead(codec: str, first: str | None) -> int:
    return (_DECLARED if codec == first else 0) - _RARER.get(codec, 0)


def _judged_as(declared: str | None) -> str | None:
    return "big5hkscs" if declared in (BIG5, "cp950") else declared


def _read_with(codec: str) -> str:
    return BIG5 if codec == "big5hkscs" else codec
