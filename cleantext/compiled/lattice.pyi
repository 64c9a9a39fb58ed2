"""The search behind repairs of wrong decoders: what `lattice.pyx` offers."""

from array import array
from collections.abc import Callable, Sequence

from cleantext.compiled.pairs import Pairs

_Bytes = tuple[int, ...]

class Lattice:
    def __init__(
        self,
        right: str,
        single: bool,
        pairs: Pairs,
        folded: array[int],
        behind: Callable[[str], Sequence[tuple[_Bytes, float]]],
        fill: Callable[[_Bytes], tuple[str, ...]],
        undefined: Callable[[int, int], bool],
        character_of: Callable[[_Bytes], str],
    ) -> None: ...
    def read(
        self,
        shown: str,
        before: str,
        after: str,
        vanished: bool,
        hurt_before: bool,
        hurt_after: bool,
        plain: bool,
    ) -> list[tuple[int, int, str, tuple[tuple[int, _Bytes], ...]]]: ...
    def fillings_lost(self, values: _Bytes, following: int) -> tuple[str, ...]: ...
