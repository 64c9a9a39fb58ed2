"""Places of a text where one of many literals stands: what `literals.pyx` offers."""

from collections.abc import Sequence

class LiteralSearch:
    def __init__(
        self,
        literals: Sequence[str],
        costs: bytes,
        rarest: Sequence[int] = (),
        reach: Sequence[int] = (),
        space: str = "",
    ) -> None: ...
    def find(self, text: str, on_any_line: bool = False) -> dict[int, list[int]]: ...
