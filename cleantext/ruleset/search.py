"""Where the literals of all rules occur in a folded text, at a cost that hardly grows with their number.

A short text goes through an Aho-Corasick automaton. A longer one is looked at by numpy, which drops every
place where no literal can stand by tables of hashed pairs of characters: about 3 nanoseconds a character for
200 literals or 10 000, where the automaton takes 15 and more. Both read UTF-16 in pieces: two bytes a
character, and offsets that halve into code points without a table.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cleantext.arrays import numpy_when_repaid
from cleantext.ruleset.rare_pairs import RarePairs

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

_PIECE = 1 << 16
"""Code points looked at together: few enough to stay in the processor's cache, and in memory."""

_SHORT = 1000
"""Code points below which arrays cost more than they save."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Literals:
    """Some distinct folded literals, searched for together. Nothing is built before the first search.

    >>> Literals(["登录", "登录后", "注册"]).find("请登录后查看")
    {0: [1], 1: [1]}
    """

    def __init__(self, literals: Sequence[str]) -> None:
        self.literals = tuple(literals)
        self._longest = max(map(len, literals), default=0)

    def find(self, folded: str) -> Mapping[int, list[int]]:
        """The starts of every literal that occurs, in code points and in order, by the literal's number."""
        found: dict[int, list[int]] = {}
        if not self.literals:
            return found
        with_arrays = len(folded) >= _SHORT and numpy_when_repaid(len(folded)) is not None
        for begin in range(0, len(folded), _PIECE):
            # A literal that runs over the piece's end is found in the piece it begins in.
            piece = folded[begin : begin + _PIECE + self._longest - 1]
            data = piece.encode("utf-16-le")
            hits = self._rare_pairs.find(data) if with_arrays else self._scan(data)
            if hits and len(data) != 2 * len(piece):
                hits = _in_code_points(piece, hits)
            for start, number in hits:
                if start < _PIECE:
                    found.setdefault(number, []).append(begin + start)
        return found

    def _scan(self, data: bytes) -> list[tuple[int, int]]:
        """Hits in UTF-16 units, each literal's in order; those at odd bytes lie across two characters."""
        hits = self._automaton.find_matches_as_indexes(data, overlapping=True)
        return [(start >> 1, number) for number, start, _ in hits if not start & 1]

    @cached_property
    def _automaton(self) -> "BytesAhoCorasick":
        from ahocorasick_rs import BytesAhoCorasick, Implementation  # here for start-up time

        # The kind that is built fastest: a process that sees much text uses arrays.
        encoded = [literal.encode("utf-16-le") for literal in self.literals]
        return BytesAhoCorasick(encoded, implementation=Implementation.NoncontiguousNFA)

    @cached_property
    def _rare_pairs(self) -> RarePairs:
        return RarePairs(self.literals)


def _in_code_points(piece: str, hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn UTF-16 offsets into code points: each character of two units before an offset counts one less."""
    places = [found.start() + i for i, found in enumerate(_ASTRAL.finditer(piece))]
    return [(start - bisect_left(places, start), number) for start, number in hits]
