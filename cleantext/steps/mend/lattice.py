"""The likeliest way to read shown characters: which of them are damaged, and what stood there.

Each shown character is either sound or stands for bytes (`shown_bytes.py`); bytes make characters of the
right encoding, and every row of characters has its probability in Chinese. The best row over all ways to
part, lose and fill in bytes is found from left to right, a few hypotheses at a time.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cleantext.chinese import pair_rows
from cleantext.late import late
from cleantext.records import dataclass
from cleantext.steps.mend.decoders import Misreading
from cleantext.steps.mend.fillings import best_fillings, character_of, fold_one
from cleantext.steps.mend.shown_bytes import LOST, Bytes, bytes_behind

_ENTER, _LEAVE = -6.0, -3.0
"""Nats for damage to begin and to end between two characters."""

_AT_LINE_START = -1.0
"""The same where damage begins with a line."""

_VANISHED = (-5.0, -8.0)
"""Nats for one byte, or two, to be lost without a mark."""

_LETTER_LEFT = -2.5
"""The same for a first byte, of which a letter or a sign is left that stands for the second."""

_CUT_OFF = (-1.5, -3.0)
"""The same at the end of damage, where a run was cut."""

_UNKNOWN = -9.0
"""Nats of U+FFFD, against which what a lost byte may have been has to hold its own."""

_OF_ANY = -6.0
"""Nats of a character of text of any kind, known or not."""

_HYPOTHESES = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start:end` of the shown text read `text`; `gaps` says which bytes each U+FFFD has left.

    Each gap is an offset in `text` and the bytes there, `LOST` for unknown ones.
    """

    start: int
    end: int
    text: str
    gaps: tuple[tuple[int, Bytes], ...] = ()


_Beam = dict[tuple[bool, Bytes, str], tuple[float, Any]]
"""Damaged or not, bytes of a character begun, the last character (folded); nats, and the steps that led here.

A step is (the step before, shown characters read by now, text, bytes if some are unknown, damaged).
"""


@lru_cache(maxsize=1 << 12)
def read_lattice(
    shown: str, model: Misreading, *, before: str = "\n", after: str = "\n", vanished: bool = False,
    damaged: tuple[bool, bool] = (False, False), plain: bool = True,
) -> tuple[Piece, ...]:  # fmt: skip
    """Read `shown`, which stands between the characters `before` and `after`.

    `vanished` allows for bytes that left no mark; `damaged` says whether the text before and after is. What
    is read is Chinese if `plain`, else of any kind, as where a second misreading is behind the first.

    >>> read_lattice("更多鑾峰彇更多", Misreading("utf-8", "gb18030"))
    (Piece(start=2, end=5, text='获取', gaps=()),)
    """
    rows: _Rows = pair_rows() if plain else _ANY
    beam: _Beam = {(damaged[0], (), fold_one(before)): (0.0, None)}
    if before == "\n" and not damaged[0]:
        beam[True, (), before] = _AT_LINE_START, None
    for at, character in enumerate(shown):
        beam = _step(
            _closed(beam, at, model, rows) if vanished else beam, at, character, model, vanished, rows
        )
        if not beam:
            return ()
    return _traced(_finished(beam, len(shown), model, fold_one(after), vanished, damaged[1], rows))


def _step(beam: _Beam, at: int, character: str, model: Misreading, vanished: bool, rows: "_Rows") -> _Beam:
    grown: _Beam = {}
    options = bytes_behind(character, model)
    folded = fold_one(character)
    for (damaged, begun, last), (nats, step) in beam.items():
        if not begun:
            likely = rows[last][folded] if rows is not _ANY else min(_OF_ANY, pair_rows()[last][folded])
            sound = nats + likely + (_LEAVE if damaged else 0.0)
            _keep(grown, (False, (), folded), sound, (step, at + 1, character, None, False))
        enter = 0.0 if damaged else _ENTER
        for data, cost in options:
            _feed(grown, nats + enter + cost, begun + data, last, step, at + 1, model, rows)
            if vanished and (begun or damaged or not at):
                prices = _VANISHED[: 2 if begun else 1]
                if model.right != "utf-8" and not begun and character <= "~":
                    prices = (_LETTER_LEFT,)
                for lost, price in enumerate(prices, 1):
                    filled = begun + (LOST,) * lost + data
                    _feed(grown, nats + enter + cost + price, filled, last, step, at + 1, model, rows)
    if len(grown) <= _HYPOTHESES:
        return grown
    return dict(sorted(grown.items(), key=lambda item: -item[1][0])[:_HYPOTHESES])


def _closed(beam: _Beam, at: int, model: Misreading, rows: "_Rows") -> _Beam:
    """The hypotheses, and those that let the end of a character begun be lost."""
    grown = dict(beam)
    for (_, begun, last), (nats, step) in beam.items():
        for lost, price in enumerate(_VANISHED if rows is _ANY else _CUT_OFF, 1):
            if begun:
                _feed(grown, nats + price, begun + (LOST,) * lost, last, step, at, model, rows)
    return grown


def _keep(grown: _Beam, key: tuple[bool, Bytes, str], nats: float, step: Any) -> None:
    known = grown.get(key)
    if known is None or nats > known[0]:
        grown[key] = nats, step


def _feed(
    grown: _Beam, nats: float, data: Bytes, last: str, step: Any, at: int, model: Misreading, rows: "_Rows"
) -> None:
    """Add what `data` reads: whole characters, and the bytes of one begun."""
    parted = _parted(data, model.right)
    if parted is None:
        return
    characters, begun = parted
    ways = [(nats, last, step)]
    for number, values in enumerate(characters, 1):
        following = (*characters[number:], begun or (LOST,))[0][0] if LOST in values else LOST
        ways = [way for one in ways for way in _written(one, values, following, at, model, rows)]
    for total, tail, trail in ways:
        if begun or not characters:
            trail = (trail, at, "", None, True)
        _keep(grown, (True, begun, tail), total, trail)


def _written(
    way: tuple[float, str, Any], values: Bytes, following: int, at: int, model: Misreading, rows: "_Rows"
) -> list[tuple[float, str, Any]]:
    nats, last, step = way
    if LOST not in values:
        character = character_of(values, model.right)
        if not character:
            return []
        folded = fold_one(character)
        return [(nats + rows[last][folded], folded, (step, at, character, None, True))]
    if rows is _ANY:
        return [(nats + _OF_ANY, "\ufffd", (step, at, "\ufffd", values, True))]
    best = best_fillings(values, following, model, last)
    found = [(nats + n, fold_one(c), (step, at, c, values, True)) for n, c in best]
    return [*found, (nats + _UNKNOWN, "\ufffd", (step, at, "\ufffd", values, True))]


def _finished(
    beam: _Beam, at: int, model: Misreading, after: str, vanished: bool, damaged: bool, rows: "_Rows"
) -> Any:
    """The steps of the best hypothesis; one with a character begun must have lost its end."""
    grown: _Beam = {}
    for (hurt, begun, last), (nats, step) in beam.items():
        if not begun:
            _keep(grown, (hurt, (), last), nats, step)
            continue
        for lost, price in enumerate(_CUT_OFF, 1):
            if vanished or lost == 1:
                _feed(grown, nats + price, begun + (LOST,) * lost, last, step, at, model, rows)
    best, steps = float("-inf"), None
    for (hurt, begun, last), (nats, step) in grown.items():
        change = 0.0 if hurt == damaged or (hurt and after == "\n") else _LEAVE if hurt else _ENTER
        total = nats + rows[last][after] + change
        if not begun and total > best:
            best, steps = total, step
    return steps


class _AnyRow(dict[str, float]):
    """What follows a character of text of any kind: letters and ideographs alike."""

    def __missing__(self, character: str) -> float:
        if _NEVER_SHOWN.match(character):
            return 2 * _OF_ANY
        return _OF_ANY


_NEVER_SHOWN = late("[\u0250-\u02bf\u0300-\u037f\u0400-\u1fff\ua000-\uabff]")
"""Scripts that no wrong decoder shows Chinese in, but for Cyrillic in rows of GBK and Big5 seldom used."""


class _AnyRows(dict[str, _AnyRow]):
    def __missing__(self, character: str) -> _AnyRow:
        return _AnyRow()


_ANY = _AnyRows()
_Rows = Mapping[str, Mapping[str, float]]


def _traced(step: Any) -> tuple[Piece, ...]:
    """Steps from last to first, as pieces from first to last."""
    steps = []
    while step is not None:
        steps.append(step[1:])
        step = step[0]
    pieces: list[Piece] = []
    start, text, gaps = 0, "", list[tuple[int, Bytes]]()
    at, inside = 0, False
    for end, piece, values, damaged in (*reversed(steps), (0, "", None, False)):
        if inside and not damaged:
            pieces.append(Piece(start, at, text, tuple(gaps)))
        if damaged and not inside:
            start, text, gaps = at, "", []
        if damaged:
            gaps += [(len(text), values)] if values else []
            text += piece
        inside, at = damaged, end
    return tuple(pieces)


# --- bytes of the right encoding -----------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def _parted(data: Bytes, right: str) -> tuple[tuple[Bytes, ...], Bytes] | None:
    """Bytes as whole characters and the beginning of one; None where they are not of the encoding."""
    characters: list[Bytes] = []
    at = 0
    while at < len(data):
        width = _width(data[at], right)
        values = data[at : at + width]
        if not width or not all(_later(value, right) for value in values[1:]):
            return None
        if len(values) < width:
            return tuple(characters), values
        characters.append(values)
        at += width
    return tuple(characters), ()


def _width(lead: int, right: str) -> int:
    """How many bytes a character has by its first; 0 where none begins so. A lost lead is a common one's."""
    if 0 <= lead < 0x80:
        return 1
    if right != "utf-8":
        return 2 if lead == LOST or 0x81 <= lead <= 0xFE else 0
    if 0xC2 <= lead < 0xE0:
        return 2
    return 3 if lead == LOST or 0xE1 <= lead < 0xF0 else 4 if lead == 0xF0 else 0


def _later(value: int, right: str) -> bool:
    if value == LOST:
        return True
    return 0x80 <= value < 0xC0 if right == "utf-8" else 0x40 <= value <= 0xFE and value != 0x7F
