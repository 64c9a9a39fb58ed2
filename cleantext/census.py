"""How often each character occurs in a text: what lets a step see at once that it has nothing to do."""

from collections import Counter
from collections.abc import Mapping

from cleantext.arrays import BLOCK, blocks, numpy_when_repaid

_CODE_POINTS = 0x110000


def count_characters(text: str) -> Mapping[str, int]:
    """Map each character of `text` to its count.

    >>> count_characters("人民人")["人"]
    2
    """
    numpy = numpy_when_repaid(len(text))
    if numpy is None:
        return Counter(text)
    counts = sum(
        numpy.bincount(
            numpy.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype="<u4"),
            minlength=_CODE_POINTS if len(text) > BLOCK else 0,
        )
        for block in blocks(text)
    )
    present = numpy.flatnonzero(counts)
    characters = present.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return dict(zip(characters, counts[present].tolist(), strict=True))
