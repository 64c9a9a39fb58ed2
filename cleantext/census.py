"""How often each character occurs in a text: what lets a step see at once that it has nothing to do."""

from collections import Counter
from collections.abc import Mapping

_LARGE = 100_000
"""Code points above which numpy's import is repaid."""


def count_characters(text: str) -> Mapping[str, int]:
    """Map each character of `text` to its count.

    >>> count_characters("人民人")["人"]
    2
    """
    if len(text) < _LARGE:
        return Counter(text)
    import numpy  # here for start-up time

    codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    counts = numpy.bincount(codes)
    present = numpy.flatnonzero(counts)
    return dict(zip(map(chr, present.tolist()), counts[present].tolist(), strict=True))
