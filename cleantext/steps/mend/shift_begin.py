"""What it costs for a run to begin: behind a stray byte, or with a character whose first byte was lost."""

from cleantext.steps.mend.shift_cells import Cells, second_byte
from cleantext.steps.mend.shift_guess import Guess, Way
from cleantext.steps.mend.shift_odds import Odds

OPEN = -9.0
"""Nats for a run to begin at some character, behind a stray A1 (half a space, or of a full stop's code)."""

_OTHER_STRAY = {0xA1: 0.0, 0xA3: -2.0}
_ANY_STRAY = -12.0
"""More nats, for a stray A3, and for any other byte."""

_STRAY_AMID = -6.0
"""More nats for a stray byte that no mark or line end stands before, or a mark behind: it is half of a mark
or a space that was cut off, and where one is half there, as of a full stop without its A1, it is no stray."""

_LOST, _LOST_OTHER, _LOST_AMID = -1.5, -2.0, -1.5
"""More nats for a first byte that was lost; more yet for any but the A1 or A3 of a mark, which go when spaces
and marks are trimmed byte by byte; and more for one that begins no clause."""

_OF_MARKS = frozenset((0xA1, 0xA3))

_NO_BEGINNING = frozenset("，、。；：？！,:;?!”’）》〕】」』…％%")
"""Marks that stand behind what they belong to, never first."""


def behind_stray(lead: int, context: str) -> float:
    """Nats for a run to begin behind a stray byte, after some characters in normal form."""
    amid = _STRAY_AMID if _is_amid(context) else 0.0
    return OPEN + _OTHER_STRAY.get(lead, _ANY_STRAY) + amid


def first_behind_stray(guess: Guess, letter: str) -> float:
    """More nats for a character after a guess, if it is the first behind a stray byte."""
    return _STRAY_AMID if guess.opens and letter in _NO_BEGINNING else 0.0


def ordered_behind_stray(guess: Guess, ways: list[Way]) -> list[Way]:
    """Ways that begin behind a stray byte, that counted, best first."""
    fees = [first_behind_stray(guess, way.letters[:1]) for way in ways]
    counted = (way._replace(nats=way.nats + fee) for way, fee in zip(ways, fees, strict=True))
    return sorted(counted, reverse=True)


def first_halved(odds: Odds, context: str, cells: Cells, count: int) -> list[Way]:
    """Characters that a run may begin with, their first byte lost, the likeliest first."""
    other = _LOST_OTHER + (_LOST_AMID if _is_amid(context) else 0.0)
    ways = []
    for f in odds.likely(context, cells, count):
        nats = OPEN + _LOST + f.nats + (0.0 if f.byte in _OF_MARKS else other)
        ways.append(Way(nats, f.character, f.letter, second_byte(f.character)))
    return sorted(ways, reverse=True)


def _is_amid(context: str) -> bool:
    """Does what follows stand inside a clause?"""
    return context[-1:].isalnum()
