"""Places of a text where one of many literals stands: what `literals.pyx` offers."""

from collections.abc import Sequence

class LiteralSearch:
    def __init__(self, literals: Sequence[str], costs: bytes, rarest: Sequence[int] = ()) -> None: ...
    def find(self, text: str) -> dict[int, list[int]]: ...

class AnchorSearch(LiteralSearch):
    def __init__(
        self,
        literals: Sequence[str],
        costs: bytes,
        rarest: Sequence[int],
        places: Sequence[Sequence[int]],
        wanted: Sequence[int],
        reach: Sequence[int],
        edges: bytes,
        space: str,
    ) -> None: ...
    def require(self, rule: int, patterns: tuple[tuple[tuple[str, ...], ...], ...]) -> None: ...
    def wake(self, text: str) -> tuple[dict[int, list[int]], dict[int, list[int]]]: ...
