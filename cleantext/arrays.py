"""When to use numpy: its import costs what folding about a million characters without it does.

Every function that asks here has the same outcome with and without it.
"""

import sys
from collections.abc import Iterator
from types import ModuleType

_REPAID_AT = 1_000_000
"""Code points looked at by this process after which the import is repaid."""

BLOCK = 1 << 17
"""Code points turned into an array at a time. An array takes four bytes for each, and often a second copy: so
many stay in the processor's cache, where folding and counting are two to three times as fast."""

_seen = 0


def numpy_when_repaid(code_points: int) -> ModuleType | None:
    """numpy, if it is there already or the text so far is worth its import, else None."""
    global _seen
    _seen += code_points
    if _seen < _REPAID_AT and "numpy" not in sys.modules:
        return None
    import numpy

    return numpy


def blocks(text: str) -> Iterator[str]:
    """A text in pieces of at most BLOCK code points.

    >>> list(blocks("正文"))
    ['正文']
    """
    if len(text) <= BLOCK:
        yield text
        return
    for begin in range(0, len(text), BLOCK):
        yield text[begin : begin + BLOCK]
