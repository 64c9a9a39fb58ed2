"""How often each character occurs in a text: what lets a step see at once that it has nothing to do."""

from collections.abc import Mapping

from cleantext.compiled import scan


def count_characters(text: str) -> Mapping[str, int]:
    """Map each character of `text` to its count, in the order of their code points.

    >>> count_characters("人民人")["人"]
    2
    """
    return scan.count_characters(text)
