"""The likeliest way to read shown characters: which of them are damaged, and what stood there.

Each shown character is either sound or stands for bytes (`shown_bytes.py`); bytes make characters of the
right encoding (`fillings.py`, where some were lost), and every row of characters has its probability in
Chinese. `compiled/lattice.pyx` finds the best row over all ways to part, lose and fill in bytes.
"""

from collections.abc import Sequence
from functools import lru_cache

from cleantext.compiled.lattice import Lattice
from cleantext.records import dataclass
from cleantext.steps.mend.decoders import Misreading
from cleantext.steps.mend.fillings import character_of, compiled_fillings
from cleantext.steps.mend.shown_bytes import Bytes, bytes_behind


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start:end` of the shown text read `text`; `gaps` says which bytes each U+FFFD has left.

    Each gap is an offset in `text` and the bytes there, `LOST` for unknown ones.
    """

    start: int
    end: int
    text: str
    gaps: tuple[tuple[int, Bytes], ...] = ()


@lru_cache(maxsize=1 << 12)
def read_lattice(
    shown: str, model: Misreading, *, before: str = "\n", after: str = "\n", vanished: bool = False,
    damaged: tuple[bool, bool] = (False, False), plain: bool = True,
) -> tuple[Piece, ...]:  # fmt: skip
    """Read `shown`, which stands between the characters `before` and `after`.

    `vanished` allows for bytes that left no mark; `damaged` says whether the text before and after is. What
    is read is Chinese if `plain`, else of any kind, as where a second misreading is behind the first.

    >>> read_lattice("更多鑾峰彇更多", Misreading("utf-8", "gb18030"))
    (Piece(start=2, end=5, text='获取', gaps=()),)
    """
    found = compiled_lattice(model).read(shown, before, after, vanished, *damaged, plain)
    return tuple(Piece(*piece) for piece in found)


@lru_cache(maxsize=64)
def compiled_lattice(model: Misreading) -> Lattice:
    """The compiled search for what a misreading has left, with what was asked before."""

    def behind(shown: str) -> Sequence[tuple[Bytes, float]]:
        return bytes_behind(shown, model)

    def character(values: Bytes) -> str:
        return character_of(values, model.right)

    return Lattice(compiled_fillings(model), behind, character)
