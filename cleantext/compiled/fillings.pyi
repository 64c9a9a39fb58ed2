"""What lost bytes may have been: what `fillings.pyx` offers."""

from array import array
from collections.abc import Callable

from cleantext.compiled.pairs import Pairs

_Bytes = tuple[int, ...]

class Fillings:
    def __init__(
        self,
        right: str,
        single: bool,
        pairs: Pairs,
        folded: array[int],
        fill: Callable[[_Bytes], tuple[str, ...]],
        undefined: Callable[[int, int], bool],
    ) -> None: ...
    def likeliest(self, values: _Bytes, following: int, last: str, count: int) -> list[str]: ...
