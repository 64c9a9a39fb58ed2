"""When to use numpy: its import costs what looking at about a million characters without it does.

Every function that asks here has the same outcome with and without it.
"""

import sys
from types import ModuleType

_REPAID_AT = 1_000_000
"""Code points looked at by this process after which the import is repaid."""

_seen = 0


def numpy_when_repaid(code_points: int) -> ModuleType | None:
    """numpy, if it is there already or the text so far is worth its import, else None."""
    global _seen
    _seen += code_points
    if _seen < _REPAID_AT and "numpy" not in sys.modules:
        return None
    import numpy

    return numpy
