"""Places of a text where one of many literals stands: what `literals.pyx` offers."""

from collections.abc import Sequence

class LiteralSearch:
    def __init__(self, literals: Sequence[str], costs: bytes) -> None: ...
    def find(self, text: str) -> dict[int, list[int]]: ...
