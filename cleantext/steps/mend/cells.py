"""Characters of which one byte is known, ready to be met with what is likely to follow another character."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from cleantext.chinese import Row, pair_rows
from cleantext.fold import fold
from cleantext.steps.mend.shifted_bytes import LEADS, begin_unseen, pair

Cell = tuple[str, int]
"""A character and the byte of its code that was not known."""

Weighed = tuple[float, str, str, int]
"""Nats, a character, its folded form, and the byte of its code that was not known."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Characters under their folded forms; `starters` lists those forms, likeliest to begin a word first."""

    by_folded: dict[str, Cell]
    starters: tuple[tuple[str, float], ...]
    marks: tuple[str, ...]

    def likely(
        self, row: Row, allowed: Collection[int] | None, count: int, also: Collection[str] = ()
    ) -> Iterator[Weighed]:
        """The characters likeliest to follow, and those of `also`, whose unknown byte is among `allowed`.

        Those that follow inside words come all, of the others `count`; in no order, and some of them twice.
        """
        cells = self.by_folded
        for f in {*(row.keys() & cells.keys()), *also}:
            c, byte = cells[f]
            if allowed is None or byte in allowed:
                yield row[f], c, f, byte
        for f in self.marks:
            c, byte = cells[f]
            if allowed is None or byte in allowed:
                yield row[f], c, f, byte
        across = row.across
        for f, start in self.starters:
            c, byte = cells[f]
            if (allowed is None or byte in allowed) and f not in row:
                yield across + start, c, f, byte
                count -= 1
                if count == 0:
                    return


@cache
def leading_to(trail: int, after: str, script: str) -> tuple[str, ...]:
    """Folded forms of the characters of that second byte that `after` (folded) follows inside words."""
    rows = pair_rows()
    return tuple(f for f in with_trail(trail, script).by_folded if (rows.within(f, after) or -9.0) > -6.0)


@cache
def with_lead(lead: int, script: str) -> Cells:
    """The characters of that first byte which a page in that script may hold."""
    return _cells(((pair(lead, b), b) for b in (*range(0x40, 0x7F), *range(0x80, 0xFF))), script)


@cache
def with_trail(trail: int, script: str) -> Cells:
    """The characters of that second byte which a page in that script may hold."""
    return _cells(((pair(b, trail), b) for b in LEADS), script)


@cache
def between(script: str) -> Cells:
    """The characters that two pairs unseen may hide between them; their unknown byte is the first."""
    last = begin_unseen()
    return _cells(((pair(a, b), a) for a in _BEGIN for b in sorted(last) if b >= 0x81), script)


@cache
def whole(script: str) -> Cells:
    """All characters a page in that script may hold; their unknown byte is the first."""
    return _cells(((pair(a, b), a) for a in _BEGIN for b in range(0x40, 0xFF) if b != 0x7F), script)


def second_byte(character: str) -> int:
    """The last byte of a character's code."""
    return character.encode("gbk")[-1]


@cache
def fits_script(character: str, script: str) -> bool:
    """Can a page in that script ("simplified", "traditional", "both") hold the character?

    Traditional text may hold what Big5 has; Simplified text what folding leaves as it is.
    """
    if script == "simplified":
        return fold(character) == character or not "\u3400" <= character <= "\u9fff"
    if script == "traditional":
        return _in_big5(character) or not "\u3400" <= character <= "\u9fff"
    return True


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True


def _cells(found: Iterator[Cell], script: str) -> Cells:
    known = pair_rows().starts
    cells: dict[str, Cell] = {}
    for c, byte in found:
        f = fold(c)
        if c and (f in known or not "\u3400" <= f <= "\u9fff") and fits_script(c, script):
            cells.setdefault(f, (c, byte))
    starters = sorted(((f, known[f]) for f in cells if f in known), key=lambda item: -item[1])
    return Cells(cells, tuple(starters), tuple(f for f in cells if f in _MARKS))


_BEGIN = tuple(LEADS)

_MARKS = frozenset(",、。:;?!“”()《》·—…%")
"""Marks that text holds often enough to be thought of where nothing is seen."""
