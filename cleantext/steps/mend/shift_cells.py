"""Characters of which one byte is known, the likeliest after another character first."""

from collections.abc import Iterator
from functools import cache
from heapq import nlargest

from cleantext.fold import fold
from cleantext.ngrams import ngrams, normal_form
from cleantext.records import dataclass
from cleantext.steps.mend.shifted_bytes import LEADS, begin_unseen, pair

Cell = tuple[str, str, int]
"""A character, its normal form, and the byte of its code that was not known."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Characters with one byte in common, under their normal forms; `common` are those common anywhere."""

    by_letter: dict[str, Cell]
    common: tuple[str, ...]


@cache
def with_lead(lead: int, script: str) -> Cells:
    """The characters of that first byte which a page in that script may hold."""
    return _cells(((pair(lead, b), b) for b in (*range(0x40, 0x7F), *range(0x80, 0xFF))), script)


@cache
def with_trail(trail: int, script: str) -> Cells:
    """The characters of that second byte which a page in that script may hold."""
    return _cells(((pair(b, trail), b) for b in LEADS), script)


@cache
def into_gap(lead: int, script: str) -> Cells:
    """The characters of that first byte whose second may begin a pair that goes unseen."""
    return _cells(((pair(lead, b), b) for b in begin_unseen()), script)


@cache
def within_gap(script: str) -> Cells:
    """The characters that two pairs unseen may hide between them; their unknown byte is the first."""
    last = begin_unseen()
    return _cells(((pair(a, b), a) for a in LEADS for b in last if b >= 0x81), script)


@cache
def every(script: str) -> Cells:
    """All characters a page in that script may hold; their unknown byte is the first."""
    return _cells(((pair(a, b), a) for a in LEADS for b in range(0x40, 0xFF) if b != 0x7F), script)


@cache
def second_byte(character: str) -> int:
    """The last byte of a character's code."""
    return character.encode("gbk")[-1]


@cache
def fits_script(character: str, script: str) -> bool:
    """Can a page in that script ("simplified", "traditional", "both") hold the character?

    Traditional text may hold what Big5 has; Simplified text what folding leaves as it is.
    """
    if not "\u3400" <= character <= "\u9fff":
        return True
    if script == "simplified":
        return fold(character) == character
    return script == "both" or _in_big5(character)


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True


def _cells(found: Iterator[tuple[str, int]], script: str) -> Cells:
    likely = [(c, byte) for c, byte in found if c and _is_of_pages(c) and fits_script(c, script)]
    letters = normal_form("".join(c for c, _ in likely))
    cells: dict[str, Cell] = {}
    for (c, byte), letter in zip(likely, letters, strict=True):
        cells.setdefault(letter, (c, letter, byte))
    known = ngrams().row("")
    return Cells(cells, tuple(nlargest(_COMMON, cells, key=lambda letter: known.get(letter, -99.0))))


def _is_of_pages(character: str) -> bool:
    """Han, or a mark: neither kana nor letters nor box drawing come to mind where a byte is free."""
    return "\u4e00" <= character <= "\u9fff" or character in _MARKS


_COMMON = 6

_MARKS = frozenset("，、。：；？！“”‘’（）《》〈〉【】〔〕「」『』·—…％＋／－～〇")
