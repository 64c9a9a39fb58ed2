"""How likely characters follow each other: what `pairs.pyx` offers."""

from collections.abc import Callable, Sequence

class Pairs:
    def __init__(
        self,
        heads: str,
        starts: Sequence[float],
        ends: Sequence[float],
        spans: Sequence[int],
        followers: str,
        steps: bytes,
        costs: Sequence[float],
        moves: Sequence[Sequence[float]],
        han: int,
        ask: Callable[[str], tuple[int, float]],
        numerals: str,
        numbered: float,
        unknown: float,
    ) -> None: ...
    def nats_of(self, before: str, character: str) -> float: ...
