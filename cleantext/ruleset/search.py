"""Where the literals of all rules occur in a folded text: one Aho-Corasick scan, whatever their number.

The text is scanned in pieces of UTF-16, two bytes a character: a third less to read than UTF-8, and byte
offsets halve into code points without a table (a table costs eight bytes for each byte of the page).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

_PIECE = 1 << 16
"""Code points scanned at a time: small enough to stay in the processor's cache, and in memory."""


class Literals:
    """Some distinct folded literals, searched for together. Nothing is built before the first search.

    >>> list(Literals(["登录", "登录后"]).find("请登录后查看"))
    [(1, 0), (1, 1)]
    """

    def __init__(self, literals: Sequence[str]) -> None:
        self.literals = tuple(literals)
        self._longest = max(map(len, literals), default=0)

    @cached_property
    def _automaton(self) -> "BytesAhoCorasick":
        from ahocorasick_rs import BytesAhoCorasick, Implementation  # here for start-up time

        patterns = [literal.encode("utf-16-le") for literal in self.literals]
        return BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Every occurrence as (start in code points, number of the literal), by start."""
        if not self.literals:
            return
        for begin in range(0, len(folded), _PIECE):
            yield from self._find_in_piece(folded, begin)

    def _find_in_piece(self, folded: str, begin: int) -> list[tuple[int, int]]:
        """Occurrences that start in the piece; they may run past its end."""
        piece = folded[begin : begin + _PIECE + self._longest - 1]
        data = piece.encode("utf-16-le")
        hits = self._automaton.find_matches_as_indexes(data, overlapping=True)
        if not hits:
            return []
        starts = [(start >> 1, number) for number, start, _ in hits if not start & 1]
        if len(data) != 2 * len(piece):
            starts = _code_points(piece, starts)
        return sorted((begin + start, number) for start, number in starts if start < _PIECE)


def _code_points(piece: str, starts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn UTF-16 offsets into code points where the piece holds characters of four bytes."""
    offsets, at = {}, 0
    for i, character in enumerate(piece):
        offsets[at] = i
        at += 2 if character > "\uffff" else 1
    return [(offsets[start], number) for start, number in starts]
