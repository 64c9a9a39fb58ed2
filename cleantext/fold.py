"""The matching view: Simplified, half-width, plain spaces; one character for one character.

Because nothing is added or dropped, an offset in the folded text is the same offset in the text.
"""

from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from cleantext.arrays import blocks, numpy_when_repaid

_TABLE = Path(__file__).parent / "data" / "fold.utf16"

_SHORT = 200
"""Code points below which arrays cost more than they save."""


def fold(text: str) -> str:
    """Fold `text` for matching. `len(fold(text)) == len(text)`, and folding twice changes nothing.

    Lone surrogates (bytes no decoder could read) become U+FFFD, so the result is always valid Unicode.
    The table comes from OpenCC's TSCharacters and the Unicode width mappings (`data/build_fold.py`).

    >>> fold("登錄後才能查看（ＡＢＣ）　！")
    '登录后才能查看(ABC) !'
    """
    if text.isascii() and "\t" not in text:
        return text
    numpy = None if len(text) < _SHORT else numpy_when_repaid(len(text))
    if numpy is None:
        return text.translate(fold_table())
    table = _wide_table(numpy)
    return "".join(
        table.take(numpy.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype="<u4"))
        .tobytes()
        .decode("utf-32-le")
        for block in blocks(text)
    )


@cache
def fold_table() -> str:
    """What each character of the Basic Multilingual Plane folds to, indexed by code point."""
    return _TABLE.read_bytes().decode("utf-16-le")


@cache
def _wide_table(numpy: ModuleType) -> Any:
    table = numpy.arange(0x110000, dtype="<u4")
    table[:0x10000] = numpy.frombuffer(_TABLE.read_bytes(), dtype="<u2")
    return table
