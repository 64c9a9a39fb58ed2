"""The search behind repairs of wrong decoders: what `lattice.pyx` offers."""

from collections.abc import Callable, Sequence

from cleantext.compiled.fillings import Fillings

_Bytes = tuple[int, ...]

class Lattice:
    def __init__(
        self,
        fillings: Fillings,
        behind: Callable[[str], Sequence[tuple[_Bytes, float]]],
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
    def shows(self, shown: str, data: bytes) -> bool: ...
