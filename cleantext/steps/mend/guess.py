"""One hypothesis of the search for a shifted run's original, and what is done with many of them."""

from dataclasses import dataclass, field

_RIVALS = 24
"""Guesses alike that are kept beside the best, for what words may say."""


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
