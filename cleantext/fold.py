"""The matching view: Simplified, half-width, plain spaces; one character for one character.

Because nothing is added or dropped, an offset in the folded text is the same offset in the text.
"""

from functools import cache
from pathlib import Path

from cleantext.compiled.scan import Translation

_TABLE = Path(__file__).parent / "data" / "fold.utf16"


def fold(text: str) -> str:
    """Fold `text` for matching. `len(fold(text)) == len(text)`, and folding twice changes nothing.

    Lone surrogates (bytes no decoder could read) become U+FFFD, so the result is always valid Unicode.
    The table comes from OpenCC's TSCharacters and the Unicode width mappings (`data/build_fold.py`).

    >>> fold("登錄後才能查看（ＡＢＣ）　！")
    '登录后才能查看(ABC) !'
    """
    if text.isascii() and "\t" not in text:
        return text
    return _translation().translate(text)


@cache
def _translation() -> Translation:
    return Translation(_TABLE.read_bytes())


@cache
def fold_table() -> str:
    """What each character of the Basic Multilingual Plane folds to, indexed by code point."""
    return _TABLE.read_bytes().decode("utf-16-le")
