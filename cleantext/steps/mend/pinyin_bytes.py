"""The forward model of pinyin annotation, byte by byte, and the proof that a repair is its inverse.

A mirror replaces each of a set of two-byte codes, wherever the bytes lie, by the code and `(pinyin)`. The
mended text is proved by doing the same again: it must show what the page shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from cleantext.records import dataclass
from cleantext.steps.mend.shifted_bytes import pair

TO_HALF_WIDTH = {ord(mark): ord(mark) - 0xFEE0 for mark in "，：；（）？！"}
"""What many corpora did to the marks of a page after the damage."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How a decoder shows bytes that are no character.

    `lost` is what a first byte shows that no second byte follows, and `takes` whether the ASCII character
    after it goes with it. `unseen` is what a pair shows that is no character (None: its first byte is lost
    alone, and reading goes on with the second).
    """

    lost: str
    takes: bool
    unseen: str | None


READERS = {
    "windows": Reader("?", takes=True, unseen=""),
    "marking": Reader("?", takes=True, unseen="?"),
    "python": Reader("\ufffd", takes=False, unseen=None),
    "dropping": Reader("", takes=False, unseen=None),
}
"""Windows is what nearly all annotated pages went through: code page 936, whose pairs without a character
vanish as private-use characters do."""


def annotate(text: str, codes: Mapping[bytes, str], *, reader: Reader = READERS["windows"]) -> str:
    """The forward model: what a reader sees once each code in turn, wherever its bytes lie, got its pinyin.

    Raises UnicodeEncodeError for text outside GBK.

    >>> annotate("列入區支持", {"區".encode("gbk"): "qū", "雲".encode("gbk"): "yún"})
    '列入?yún)^(qū)支持'
    """
    data = text.encode("gbk")
    for code, pinyin in codes.items():
        data = data.replace(code, code + f"({pinyin})".encode("gbk"))
    return show(data, reader)


def show(data: bytes, reader: Reader = READERS["windows"]) -> str:
    """What a decoder shows of GBK bytes, line by line: a byte alone at a line's end takes nothing with it.

    >>> show(b"\\xc8\\xeb\\x85(y")
    '入?y'
    """
    return "\n".join("".join(_seen(line, reader)) for line in data.split(b"\n"))


def _seen(data: bytes, reader: Reader) -> Iterator[str]:
    at, end = 0, len(data)
    while at < end:
        first, second = data[at], data[at + 1] if at + 1 < end else -1
        at += 2
        if first < 0x81:
            yield chr(first)
            at -= 1
        elif character := pair(first, second):
            yield character
        elif second >= 0x40 and reader.unseen is not None:
            yield reader.unseen
        else:
            yield reader.lost
            at -= not 0 <= second < 0x40 or not reader.takes


def proved(
    original: str, shown: str, known: Mapping[bytes, str], *, after: str = "", narrow: bool = False
) -> bool:
    """Does annotating `original` show `shown`? `known` are the page's codes and their pinyin; `after` is
    what follows both, unchanged.

    Where two codes share a byte, the one that is annotated first may leave the other undone: which, the page
    does not say, so each order is tried. `narrow` says that full-width marks were made half-width later.

    >>> known = {"區".encode("gbk"): "qū", "雲".encode("gbk"): "yún"}
    >>> [proved("入區", shown, known) for shown in ("入?yún)^(qū)", "入?yún)^", "入區")]
    [True, True, False]
    """
    return proved_bytes(original.encode("gbk", "replace"), shown, known, after=after, narrow=narrow)


def proved_bytes(
    data: bytes, shown: str, known: Mapping[bytes, str], *, after: str = "", narrow: bool = False
) -> bool:
    """The same of an original whose bytes need not be characters."""
    places = [(at, data[at : at + 2]) for at in range(len(data) - 1) if data[at : at + 2] in known]
    shown += after
    for order in _orders(places):
        pieces = annotated(data, order, known) + after.encode("gbk", "replace")
        for reader in READERS.values():
            seen = show(pieces, reader)
            if seen == shown or (narrow and seen.translate(TO_HALF_WIDTH) == shown.translate(TO_HALF_WIDTH)):
                return True
    return False


_MOST_ORDERS = 64


def _orders(places: Sequence[tuple[int, bytes]]) -> Iterable[frozenset[int]]:
    """The sets of places that may have got their pinyin: all, but for some that share a byte with the one
    before."""
    every = frozenset(at for at, _ in places)
    shared = [at for at, _ in places if at - 1 in every]
    if 2 ** len(shared) > _MOST_ORDERS:
        return [every]
    choices = product(*[(False, True) for _ in shared])
    return [
        every - {at for at, left_out in zip(shared, choice, strict=True) if left_out} for choice in choices
    ]


def annotated(data: bytes, places: Iterable[int], known: Mapping[bytes, str]) -> bytes:
    """The bytes with the pinyin behind the code at each place."""
    pieces, at = [], 0
    for place in sorted(places):
        pieces += [data[at : place + 2], f"({known[data[place : place + 2]]})".encode("gbk")]
        at = place + 2
    return b"".join([*pieces, data[at:]])
