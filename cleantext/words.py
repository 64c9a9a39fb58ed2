"""Which rows of characters are Chinese words. Words and counts are jieba's (MIT; `data/build_words.py`)."""

import sys
from array import array
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "words.bin"
_NATS_PER_STEP = 1 / 12


def words_of(head: str) -> Mapping[str, float]:
    """What may follow `head`, a folded character, to make a word, and the word's nats ("" for itself).

    >>> "府" in words_of("政")
    True
    """
    return _tails(head)


@cache
def _tails(head: str) -> dict[str, float]:
    """What follows `head` in each word that begins with it, and the word's nats."""
    numbers, tails, firsts, costs = _file()
    number = numbers.get(head)
    if number is None:
        return {}
    nats = [-cost * _NATS_PER_STEP for cost in costs[firsts[number] : firsts[number + 1]]]
    return dict(zip(tails[number].split("\n"), nats, strict=True))


@cache
def _file() -> tuple[dict[str, int], list[str], list[int], bytes]:
    """First characters with their numbers; by number, their words' tails and first cost; the costs."""
    data = _DATA.read_bytes()
    count, size = int.from_bytes(data[:4], "little"), int.from_bytes(data[4:8], "little")
    heads, at = data[8 : 8 + 2 * count].decode("utf-16-le"), 8 + 4 * count
    lengths = array("H", data[8 + 2 * count : at])
    if sys.byteorder == "big":
        lengths.byteswap()
    tails = data[at : at + size].decode("utf-16-le").split("\t")
    numbers = {head: number for number, head in enumerate(heads)}
    return numbers, tails, [0, *accumulate(lengths)], data[at + size :]
