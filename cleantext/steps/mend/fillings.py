"""The characters that lost bytes may have been part of: which there are, and which of them would be lost."""

from array import array
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from cleantext.chinese import compiled_pairs, pair_rows
from cleantext.compiled.fillings import Fillings
from cleantext.fold import fold_table
from cleantext.steps.mend.decoders import Misreading, lacking
from cleantext.steps.mend.shown_bytes import LOST, Bytes


@lru_cache(maxsize=64)
def compiled_fillings(model: Misreading) -> Fillings:
    """What bytes that a misreading has lost may have been, with what was asked before."""

    def fill(values: Bytes) -> tuple[str, ...]:
        return fillings(values, model)

    def undefined(lead: int, trail: int) -> bool:
        return _undefined(lead, trail, model.wrong)

    return Fillings(model.right, model.single, compiled_pairs(), _folded(), fill, undefined)


@cache
def _folded() -> "array[int]":
    return array("H", map(ord, fold_table()))


@lru_cache(maxsize=1 << 12)
def character_of(values: Bytes, right: str) -> str:
    """The character of known bytes, "" if they are none."""
    try:
        character = bytes(values).decode(right)
    except UnicodeDecodeError:
        return ""
    return character if len(character) == 1 and not "\ue000" <= character <= "\uf8ff" else ""


def likeliest_lost(
    values: Bytes, following: int, model: Misreading, last: str, at_most: int
) -> Sequence[str]:
    """The few likeliest after a folded character, the likeliest first, of those fillings whose bytes the
    wrong decoder would lose before the byte `following`; of all where it would lose none.

    >>> likeliest_lost((0xE6, 0x9E, LOST), LOST, Misreading("utf-8", "gb18030"), "积", 1)
    ['极']
    """
    return compiled_fillings(model).likeliest(values, following, last, at_most)


def _undefined(lead: int, trail: int, codec: str) -> bool:
    """Do two bytes have no character?"""
    shown = bytes((lead, trail)).decode("gbk" if codec == "gb18030" else codec, "replace")
    return "\ufffd" in shown or lead == 0x80


@lru_cache(maxsize=1 << 12)
def fillings(values: Bytes, model: Misreading) -> tuple[str, ...]:
    """The characters that lost bytes may have been part of, likelier ones first, at most a few hundred.

    >>> fillings((0xE3, 0x80, LOST), Misreading("utf-8", "gb18030"))[0]
    '。'
    """
    known = [(value,) if value != LOST else _losable(model) for value in values]
    if values.count(LOST) == 1:
        ways = product(*known)
        found = [character_of(way, model.right) for way in ways]
    else:
        found = [c for c in _common_with(values, model.right) if _fits(_bytes(c, model.right), known)]
    found = [character for character in found if _readable(character)]
    before, likely = "\n" if values[0] == LOST else ",", compiled_pairs().nats_of
    return tuple(sorted(found, key=lambda c: -likely(before, fold_one(c)))[:400])


def _fits(data: bytes, known: Sequence[Sequence[int]]) -> bool:
    return len(data) == len(known) and all(byte in some for byte, some in zip(data, known, strict=True))


_INVISIBLE = (0xA0, 0xAD)
"""The no-break space and the soft hyphen, which get lost in copying."""


def _losable(model: Misreading) -> Sequence[int]:
    if model.wrong in ("cp1252", "cp1250"):
        return (*sorted(lacking(model.wrong)), *_INVISIBLE)
    if model.wrong == "latin-1":
        return (*range(0x80, 0xA0), *_INVISIBLE)
    return range(0x40 if model.right != "utf-8" else 0x80, 0xFF)


def _readable(character: str) -> bool:
    return len(character) == 1 and character >= "\xa0" and character.isprintable()


@lru_cache(maxsize=4)
def _common(right: str) -> tuple[str, ...]:
    """Characters of which one is worth a guess when two bytes are unknown."""
    starts: Mapping[str, float] = pair_rows().starts
    ranked = sorted(starts, key=lambda c: -starts[c])[:3000]
    return tuple(c for c in (*"，。、：；！？（）“”《》", *ranked) if _bytes(c, right))


def _common_with(values: Bytes, right: str) -> Sequence[str]:
    """Common characters that have the first byte known of some where it stands."""
    at = next((at for at, value in enumerate(values) if value != LOST), None)
    return _common(right) if at is None else _common_by_byte(right, at).get(values[at], ())


@lru_cache(maxsize=16)
def _common_by_byte(right: str, at: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for character in _common(right):
        data = _bytes(character, right)
        if at < len(data):
            found.setdefault(data[at], []).append(character)
    return found


@lru_cache(maxsize=1 << 13)
def _bytes(character: str, right: str) -> bytes:
    return character.encode(right, "ignore")


def fold_one(character: str) -> str:
    """A character in Simplified, half-width form."""
    return fold_table()[ord(character)] if character < "\U00010000" else character
