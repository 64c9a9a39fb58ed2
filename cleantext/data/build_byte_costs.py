"""Build `byte_costs.bin`: how rare each byte is in each encoding, whatever stands beside it.

    python -m cleantext.data.build_byte_costs

A row for each of `first_look.CANDIDATES`, of 256 bytes: minus the log probability of that byte in sixteenths
of a nat. They follow from how common characters are (`commonness.bin`) and how each codec writes them, with a
share of ASCII letters in every one.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import cleantext.escaped  # noqa: F401  # makes EUC-TW known
from cleantext.commonness import STEPS_PER_NAT, cost
from cleantext.first_look import CANDIDATES

_SEEN = 0.0004
"""What is added to the share of every byte: pages hold other things than their commonest characters."""

_ASCII_SHARE = 0.1
_KANJI = 0.5
"""Ideographs on a Japanese page beside a Chinese one."""

_HAN = range(0x4E00, 0x9FA6)
_MARKS = (*range(0x2010, 0x2030), *range(0x3000, 0x3020), *range(0xFF01, 0xFF5F))


def main() -> None:
    rows = [bytes(_row(codec)) for codec in CANDIDATES]
    (Path(__file__).parent / "byte_costs.bin").write_bytes(b"".join(rows))


def _row(codec: str) -> Iterator[int]:
    weights = _weights(dict(_SCRIPTS[codec]()), codec)
    total = sum(weights.values())
    ascii_weights = _weights(dict(_shares(range(0x20, 0x7F))), "ascii")
    ascii_total = sum(ascii_weights.values())
    for byte in range(256):
        letter = ascii_weights[byte] / ascii_total * _ASCII_SHARE
        share = weights[byte] / total * (1 - _ASCII_SHARE) + letter + _SEEN
        yield min(255, round(-math.log(share) * STEPS_PER_NAT))


def _weights(shares: dict[str, float], codec: str) -> Counter[int]:
    weights: Counter[int] = Counter()
    for character, share in shares.items():
        for byte in character.encode(codec, "ignore"):
            weights[byte] += share  # type: ignore[assignment]
    return weights


def _shares(codes: range | tuple[int, ...], scale: float = 1.0) -> Iterator[tuple[str, float]]:
    for character in map(chr, codes):
        yield character, scale * math.exp(-cost(character) / STEPS_PER_NAT)


def _simplified() -> Iterator[tuple[str, float]]:
    """What GB 2312 holds, and the Traditional forms, which are fewer on pages in GBK."""
    for character, share in (*_shares(_HAN), *_shares(_MARKS)):
        yield character, share if character.encode("gb2312", "ignore") else share / 4


def _traditional() -> Iterator[tuple[str, float]]:
    yield from _shares(_HAN)
    yield from _shares(_MARKS)


def _japanese() -> Iterator[tuple[str, float]]:
    yield from _shares(_HAN, _KANJI)
    yield from _shares(range(0x3041, 0x30FF))
    yield from _shares(_MARKS)


def _korean() -> Iterator[tuple[str, float]]:
    yield from _shares(range(0xAC00, 0xD7A4))
    yield from _shares((0x20, 0x2E))


def _russian() -> Iterator[tuple[str, float]]:
    yield from _shares((0x20, 0x2C, 0x2E, *range(0x400, 0x460)))


def _latin() -> Iterator[tuple[str, float]]:
    yield from _shares((*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2019))


_SCRIPTS: dict[str, Callable[[], Iterator[tuple[str, float]]]] = {
    "gb18030": _simplified,
    "big5hkscs": _traditional,
    "euc_jp": _japanese,
    "cp932": _japanese,
    "cp949": _korean,
    "euc_tw": _traditional,
    "utf-16-le": _traditional,
    "cp1252": _latin,
    "cp1251": _russian,
    "koi8-r": _russian,
}


if __name__ == "__main__":
    main()
