"""Guesses of the search for shifted runs, and what they come to: a reading, each piece with its share."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cleantext.records import dataclass


class Guess:
    """A way to read up to a place: the byte held (-1: none), and the letters before it.

    `nats` is of the best way to it, `own` of all ways through `back`, `mass` of all ways whatever; `new` is
    what it adds to `back`, and `merged` are the other guesses that come to the same.
    """

    __slots__ = ("at", "back", "context", "half", "mass", "merged", "nats", "new", "opens", "own")

    def __init__(
        self,
        nats: float,
        mass: float,
        half: int,
        context: str,
        at: int,
        back: "Guess | None",
        new: str,
        opens: bytes | None = None,
    ) -> None:
        self.nats, self.own, self.mass, self.half, self.context = nats, mass, mass, half, context
        self.at, self.back, self.new, self.opens = at, back, new, opens
        self.merged: list[Guess] = []

    def join(self, other: "Guess") -> "Guess":
        """The better of two guesses that can differ in nothing to come, holding the other."""
        better, worse = (self, other) if self.nats >= other.nats else (other, self)
        high, low = max(self.mass, other.mass), min(self.mass, other.mass)
        better.mass = high + math.log1p(math.exp(low - high))
        better.merged += [worse, *worse.merged]
        worse.merged = []
        return better


class Way(NamedTuple):
    """Characters after a guess: their nats, themselves in normal form and as they are, and the last byte,
    the first of a pair that went unseen."""

    nats: float
    new: str
    letters: str
    byte: int


Place = tuple[int, int, str]
"""From where to where of the shown text, and what is read there; to -1 where a run begins."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of an original, and the share of all readings that have them in that place."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Run:
    """`shown[start:end]` is `original` read one byte off; `stray` went before it, or its first byte went."""

    start: int
    end: int
    stray: bytes
    pieces: tuple[Piece, ...]
    opened: float
    """The share of all readings that have a run begin there."""

    @property
    def original(self) -> str:
        """The whole original."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Reading:
    """The best reading of a window: its runs, its nats, and its share of all readings thought of."""

    runs: tuple[Run, ...]
    nats: float
    share: float


def best_reading(
    waiting: Sequence[dict[tuple[int, str], Guess]], last: Guess, doubts: Mapping[Place, Piece] | None = None
) -> Reading:
    """The reading that the last guess ends. `waiting` holds the guesses of every place before it, `doubts`
    what a second look said: the text of a place and the share it has at most."""
    path = path_to(last)
    opened = any(guess.opens is not None for guess in path)
    runs = tuple(_runs(path, _shares(waiting, last), doubts or {})) if opened else ()
    return Reading(runs, last.nats, math.exp(min(0.0, last.nats - last.mass)))


def path_to(last: Guess) -> list[Guess]:
    """The best way to a guess, its first guess first."""
    path: list[Guess] = []
    guess: Guess | None = last
    while guess is not None:
        path.append(guess)
        guess = guess.back
    return path[::-1]


def _shares(waiting: Sequence[dict[tuple[int, str], Guess]], last: Guess) -> dict[Place, float]:
    """The share of all readings that have a text at a place (forward-backward over the guesses kept)."""
    ahead: dict[int, float] = {id(last): 0.0}
    shares: dict[Place, float] = {}
    kept = [sorted(guesses.values(), key=lambda guess: guess.half) for guesses in waiting]
    for guess in [last, *(guess for guesses in reversed(kept) for guess in guesses)]:
        beyond = ahead.get(id(guess))
        if beyond is None:
            continue
        for way in (guess, *guess.merged):
            back = way.back
            if back is None:
                continue
            share = math.exp(min(0.0, way.own + beyond - last.mass))
            places = [(back.at, way.at, way.new)]
            if way.opens is not None:
                places.append((back.at, -1, ""))
            for place in places:
                shares[place] = shares.get(place, 0.0) + share
            nats = way.own - back.mass + beyond
            old = ahead.get(id(back))
            ahead[id(back)] = nats if old is None else _sum(old, nats)
    return shares


def _sum(one: float, other: float) -> float:
    """The logarithm of the sum of two numbers given by theirs."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def _runs(
    path: Sequence[Guess], shares: Mapping[Place, float], doubts: Mapping[Place, Piece]
) -> Iterator[Run]:
    """The runs on a path, first one first."""
    start, stray, at = -1, b"", path[0].at
    pieces: list[Piece] = []
    for step in path:
        if step.opens is not None:
            start, stray, pieces = at, step.opens, []
        if start >= 0:
            place = (at, step.at, step.new)
            read = Piece(step.new, shares.get(place, 0.0))
            pieces.append(_doubted(read, doubts.get(place)))
            if step.half < 0:
                known = tuple(piece for piece in pieces if piece.text)
                yield Run(start, step.at, stray, known, shares.get((start, -1, ""), 0.0))
                start = -1
        at = step.at


def _doubted(read: Piece, doubt: Piece | None) -> Piece:
    """What was read at a place, after a second look at it."""
    if doubt is None:
        return read
    return Piece(doubt.text, min(read.share, doubt.share) if doubt.text == read.text else doubt.share)
