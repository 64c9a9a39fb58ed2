"""How often each character occurs in a text: what lets a step see at once that it has nothing to do."""

from collections import Counter
from collections.abc import Mapping

from cleantext.arrays import blocks, numpy_when_repaid


def count_characters(text: str) -> Mapping[str, int]:
    """Map each character of `text` to its count.

    >>> count_characters("人民人")["人"]
    2
    """
    numpy = numpy_when_repaid(len(text))
    if numpy is None:
        return Counter(text)
    counts = numpy.zeros(0, dtype=numpy.intp)
    for block in blocks(text):
        codes = numpy.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        counts, found = sorted((counts, numpy.bincount(codes)), key=len, reverse=True)
        counts[: len(found)] += found
    present = numpy.flatnonzero(counts != 0)
    characters = present.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return dict(zip(characters, counts[present].tolist(), strict=True))
