"""What the search for a shifted run's original is told, one hypothesis of it, and what is done with many."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleantext.chinese import Row
from cleantext.steps.mend.cells import Weighed

_RIVALS = 24
"""Guesses alike that are kept beside the best, for what words may say."""


Found = dict[tuple[int, str, int, int, tuple[str, ...]], tuple[Weighed, ...]]
"""What was looked up, by cells, character before, byte, number and characters wanted besides."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a page before the search.

    `rows` weigh what follows what, `script` is "simplified", "traditional" or "both"; `narrow` says that
    full-width marks became half-width after the damage; `silent` that pairs without a character show nothing.
    `found` keeps what searches of the page have looked up.
    """

    rows: Mapping[str, Row]
    script: str = "both"
    narrow: bool = False
    silent: bool = True
    found: Found = field(default_factory=dict, compare=False)


@dataclass(slots=True, eq=False)
class Guess:
    """One hypothesis: `half` is the byte held (-1 while the text is read as it stands), `last` the folded
    character before, `rivals` the guesses alike in both at this place, itself among them, best first.

    `new` is what this step adds to the original, `at` the first shown character not yet read, `opens` the
    stray byte of a run that begins with this step (b"" for a byte lost, None for neither). `fees` is what
    the damage on the way here costs, a part of `nats`.
    """

    nats: float
    fees: float
    half: int
    last: str
    at: int
    back: "Guess | None"
    new: str
    opens: bytes | None = None
    rivals: "list[Guess]" = field(default_factory=list)


def steps_to(end: Guess) -> list[Guess]:
    """The way that led to a guess, first step first."""
    way = [end]
    while way[-1].back:
        way.append(way[-1].back)
    return way[::-1]


def is_long(guess: Guess) -> bool:
    """Has a run been read for some characters?"""
    for _ in range(3):
        if guess.back is None or guess.half < 0:
            return False
        guess = guess.back
    return True


def by_nats(guess: Guess) -> float:
    """The key that sorts the best first."""
    return -guess.nats


def merged(guesses: list[Guess]) -> list[Guess]:
    """The best of each kind, best first, with its rivals."""
    kinds: dict[tuple[int, str], list[Guess]] = {}
    for guess in sorted(guesses, key=by_nats):
        rivals = kinds.setdefault((guess.half, guess.last), [])
        if len(rivals) < _RIVALS:
            rivals.append(guess)
            guess.rivals = rivals
    return [rivals[0] for rivals in kinds.values()]
