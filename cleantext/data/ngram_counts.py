"""Counting of character n-grams in sorted arrays, so that hundreds of millions of characters fit in memory.

An n-gram is one number: its letters' places in the alphabet, read as digits with the base `BASE`. A line
begins and ends with a line break, which stands only at the ends of an n-gram.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BASE = 7100
"""Letters of the alphabet with the unknown one, 0; the fifth power of it still fits in 64 bits."""
_BLOCK = 1 << 23

Keys = NDArray[np.uint64]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """N-grams of one size in order, and what each of them counts."""

    keys: Keys
    counts: Weights


def letter_counts(text: str) -> NDArray[np.int64]:
    """How often each code point of the Basic Multilingual Plane is in a text."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4")
    return np.bincount(np.minimum(codes, 0xFFFF), minlength=1 << 16)


def alphabet(counts: NDArray[Any]) -> str:
    """The commonest letters, in the order of their code points; letter 1 is the line break."""
    counts = counts.copy()
    counts[:0x20] = 0
    counts[[0xFFFD, 0xFFFF]] = 0
    counts[0xD800:0xF900] = 0
    commonest = np.argsort(-counts, kind="stable")[: BASE - 2]
    return "\n" + "".join(map(chr, sorted(commonest[counts[commonest] > 0])))


def count(texts: Iterable[tuple[str, float]], letters: str, size: int) -> Table:
    """Weighted counts of the n-grams of a size; each text has its weight."""
    places = np.zeros(1 << 16, np.uint16)
    places[[ord(letter) for letter in letters]] = np.arange(1, len(letters) + 1)
    heap: list[Table] = []
    for text, weight in texts:
        for keys in _blocks(text, places, size):
            found, numbers = np.unique(keys, return_counts=True)
            heap.append(Table(found, numbers.astype(np.float32) * np.float32(weight)))
            while len(heap) > 1 and 2 * len(heap[-1].keys) > len(heap[-2].keys):
                heap[-2:] = [merge(heap[-2:])]
    return merge(heap)


def merge(tables: Sequence[Table]) -> Table:
    """One table with the counts of several added up."""
    keys = np.concatenate([table.keys for table in tables])
    counts = np.concatenate([table.counts for table in tables])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Table(keys[starts], np.add.reduceat(counts, starts))


def _blocks(text: str, places: NDArray[np.uint16], size: int) -> Iterator[Keys]:
    """The numbers of the n-grams of a text, a few million at once."""
    for at in range(0, len(text), _BLOCK):
        piece = "\n" * (at == 0) + text[max(0, at - size + 1) : at + _BLOCK]
        codes = np.frombuffer(piece.encode("utf-32-le", "replace"), "<u4")
        digits = places[np.minimum(codes, 0xFFFF)].astype(np.uint64)
        yield keys_of(digits, size)


def keys_of(digits: Keys, size: int) -> Keys:
    """The numbers of all n-grams in a row of letters that hold no unknown letter and no inner line break."""
    length = len(digits) - size + 1
    if length <= 0:
        return np.zeros(0, np.uint64)
    keys = np.zeros(length, np.uint64)
    good = np.ones(length, bool)
    for at in range(size):
        part = digits[at : at + length]
        keys = keys * np.uint64(BASE) + part
        good &= part != 0
        if 0 < at < size - 1:
            good &= part != 1
    if size > 1:
        good &= (digits[:length] != 1) | (digits[size - 1 :][:length] != 1)
    return keys[good]
