"""Ways over pairs that went unseen: characters of which a byte or nothing was seen."""

from collections.abc import Sequence

from cleantext.steps.mend.shift_cells import into_gap, second_byte, within_gap
from cleantext.steps.mend.shift_guess import Guess, Way
from cleantext.steps.mend.shift_odds import CONTEXT, Setting
from cleantext.steps.mend.shifted_bytes import unseen_after

HIDDEN_NATS = 0.3
"""Nats for a character of which nothing was seen."""


def ways_into(guess: Guess, setting: Setting, count: int) -> list[Way]:
    """The likeliest characters after a guess that end in the first byte of an unseen pair, best first."""
    cells = into_gap(guess.half, setting.script)
    return [Way(*found) for found in setting.odds.likely(guess.context, cells, count)]


def longer(guess: Guess, ways: Sequence[Way], setting: Setting, count: int) -> list[Way]:
    """Each way with one more character of which nothing was seen, of `count` thought of; best first."""
    found = []
    cells = within_gap(setting.script)
    for way in ways:
        context = (guess.context + way.letters)[-CONTEXT:]
        for f in setting.odds.likely(context, cells, count, unseen_after(way.byte)):
            nats, byte = way.nats + f.nats + HIDDEN_NATS, second_byte(f.character)
            found.append(Way(nats, way.new + f.character, way.letters + f.letter, byte))
    return sorted(found, reverse=True)
