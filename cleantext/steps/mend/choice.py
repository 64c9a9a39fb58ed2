"""Choosing among the originals that the byte search found: words decide where pairs of characters cannot.

The search leaves the best way to read a window, and at every step of it the rivals that show the same. One
rival after another is put in where words make it more plausible, the best first, until none does.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from cleantext.fold import fold
from cleantext.steps.mend.guess import Guess, steps_to
from cleantext.steps.mend.judge import Reading, form_nats

_CONTEXT = 6
"""Characters on either side within which a word can reach a difference."""

_WORTH_TRYING = 8.0
"""Nats by pairs that a rival may lie behind."""

_WORTH_TRYING_TWICE = 3.0
"""The same for a rival on the way to a rival."""

_PAIRS = 0.5
"""How much pairs of characters count beside words."""

_NEARLY = -3.0
_SECOND_LOOKS = 2
"""Rivals so near that their own rivals are tried."""

_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Run:
    """`shown[start:end]` is `original` read one byte off; `stray` went before it, or its first byte went."""

    start: int
    end: int
    original: str
    stray: bytes


@dataclass(frozen=True, slots=True)
class Choice:
    """The original chosen: its text, the runs in it, its nats less the fees of the damage, and its share of
    the plausibility of all originals thought of."""

    text: str
    runs: tuple[Run, ...]
    nats: float
    share: float


def choose(end: Guess, reading: Reading, before: str, after: str) -> Choice:
    """Choose an original of a window. `before` and `after` are the characters around it."""
    weigher = _Weigher(reading, before, after)
    path = steps_to(end)
    for _ in range(_ROUNDS):
        rivals = {text: (gain, new) for gain, text, new in weigher.rivals(path)}
        gain, better = weigher.next_step(rivals, path)
        if gain <= 0:
            break
        path = better
    text = "".join(step.new for step in path)
    share = 1 / (1 + sum(math.exp(min(gain, 50.0)) for gain, _ in rivals.values()))
    return Choice(text, tuple(_runs(path)), weigher.weigh(text) + _fees(path), share)


class _Weigher:
    """The plausibility of texts in a window, and of differences between them."""

    def __init__(self, reading: Reading, before: str, after: str) -> None:
        self.reading, self.before, self.after = reading, fold(before), fold(after)
        self._seen: dict[tuple[str, str], float] = {}

    def weigh(self, text: str) -> float:
        return self._words(fold(text) + self.after, self.before) + form_nats(text, before=self.before)

    def next_step(
        self, rivals: dict[str, tuple[float, list[Guess]]], path: list[Guess]
    ) -> tuple[float, list[Guess]]:
        """The best rival, or the best after one of those nearly as good."""
        ranked = sorted(rivals.values(), key=lambda rival: -rival[0])[:_SECOND_LOOKS]
        best = max(ranked, key=lambda rival: rival[0], default=(0.0, path))
        if best[0] > 0:
            return best
        for gain, near in ranked:
            if gain < _NEARLY:
                break
            more, _, new = max(self.rivals(near), key=lambda rival: rival[0], default=(0.0, "", near))
            if gain + more > max(best[0], 0.001):
                best = gain + more, new
        return best

    def rivals(self, path: list[Guess]) -> Iterator[tuple[float, str, list[Guess]]]:
        """Every path one rival away: how many nats it gains, its text, and itself."""
        places = {id(step.rivals): number for number, step in enumerate(path) if step.rivals}
        text = "".join(step.new for step in path)
        form = form_nats(text, before=self.before)
        for number, step in enumerate(path):
            for begin, new in _detours(step, places):
                changed = [*path[: begin + 1], *new, *path[number + 1 :]]
                other = "".join(s.new for s in changed)
                if other == text:
                    continue
                old = path[begin + 1 : number + 1]
                gain = (1 - _PAIRS) * self._gain(text, other) + _PAIRS * (_pairs(new) - _pairs(old))
                gain += form_nats(other, before=self.before) - form + _fees(new) - _fees(old)
                yield gain, other, changed

    def _gain(self, old: str, new: str) -> float:
        """Nats by words that the new text has over the old, weighed around their difference."""
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        begin = max(0, head - _CONTEXT)
        before = fold(old[begin - 1]) if begin else self.before
        return self._around(new, begin, tail, before) - self._around(old, begin, tail, before)

    def _around(self, text: str, begin: int, tail: int, before: str) -> float:
        end = len(text) - tail + _CONTEXT
        part = fold(text[begin:end]) + (self.after if end > len(text) else "")
        return self._words(part, before)

    def _words(self, text: str, before: str) -> float:
        found = self._seen.get((before, text))
        if found is None:
            found = self._seen[before, text] = self.reading.nats(text, after=before)
        return found


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _detours(step: Guess, places: dict[int, int]) -> Iterator[tuple[int, list[Guess]]]:
    """Other ways to a step's place: the steps, and the number of the step where they leave the path."""
    for rival in _worthy(step, _WORTH_TRYING):
        ways = [[rival]]
        while ways:
            way = ways.pop()
            back = way[-1].back
            if back is None:
                continue
            if id(back.rivals) in places:
                yield places[id(back.rivals)], way[::-1]
                continue
            ways.append([*way, back])
            if way == [rival]:
                ways += [[rival, other] for other in _worthy(back, _WORTH_TRYING_TWICE)]


def _worthy(step: Guess, behind: float) -> list[Guess]:
    """The rivals of a step that lie at most so many nats behind the best."""
    return [r for r in step.rivals if r is not step and r.nats > step.rivals[0].nats - behind]


def _fees(steps: list[Guess]) -> float:
    return sum(step.fees - step.back.fees for step in steps if step.back)


def _pairs(steps: list[Guess]) -> float:
    """Nats of steps by pairs of characters alone."""
    return sum(step.nats - step.back.nats for step in steps if step.back) - _fees(steps)


def _runs(path: list[Guess]) -> Iterator[Run]:
    """The runs on a path, first one first."""
    start, stray, at = -1, b"", path[0].at
    pieces: list[str] = []
    for step in path:
        if step.opens is not None:
            start, stray, pieces = at, step.opens, []
        if start >= 0:
            pieces.append(step.new)
            if step.half < 0:
                yield Run(start, step.at, "".join(pieces), stray)
                start = -1
        at = step.at
