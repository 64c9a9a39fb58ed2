"""Build `plausibility.bin`: how Chinese characters follow each other.

    python -m cleantext.data.build_plausibility [dict.txt]

Source: the word list of jieba 0.42.1, `jieba/dict.txt` (MIT licence, Copyright (c) 2013 Sun Junyi): 349,000
words with their counts in 60 million words of text. Give its path, or have jieba installed.

A text is taken for words drawn one after another, each by its count. Then a character b follows a

    inside a word   with the count of ab inside words, or
    across words    with the share of a that ends a word, times the share of words that begin with b,

so that only the pairs inside words need a table; the rest is the product of two numbers.
"""

import math
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from cleantext.fold import fold

STEPS_PER_NAT = 12
"""Costs (minus log probabilities) are kept as one byte each, in twelfths of a nat."""

UNDERSTATED = {"的": 8, "和": 2, "在": 1.5, "等": 2, "与": 2}
"""Words that jieba's list counts far too low (的 is every 25th character of prose, not every 190th)."""

SMOOTHING = 4.0
"""Words' worth of belief that a character is followed by any word at all."""

LEAST_GAIN = 1.25
"""A pair inside words is kept if it is this much more probable than the same pair across words."""


def main() -> None:
    counts = _Counts(words(dictionary()))
    (Path(__file__).parent / "plausibility.bin").write_bytes(_packed(counts))


class _Counts:
    """What the words add up to: single characters, pairs inside words, and characters at words' edges."""

    def __init__(self, words: Iterator[tuple[str, float]]) -> None:
        self.single: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.first: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        for word, count in words:
            self.first[word[0]] += count  # type: ignore[assignment]
            self.last[word[-1]] += count  # type: ignore[assignment]
            for character in word:
                self.single[character] += count  # type: ignore[assignment]
            for at in range(len(word) - 1):
                self.inside[word[at : at + 2]] += count  # type: ignore[assignment]
        self.words = sum(self.first.values())

    def start_share(self, character: str) -> float:
        """The share of words that begin with a character; one that begins none may still stand alone."""
        return (self.first[character] + 0.02 * self.single[character]) / self.words

    def end_share(self, character: str) -> float:
        """The share of a character's places where its word ends."""
        return (self.last[character] + SMOOTHING) / (self.single[character] + SMOOTHING)

    def followers(self, head: str, pairs: list[str]) -> Iterator[tuple[str, float]]:
        """The characters that follow a head inside words often enough to matter, with their probability."""
        places = self.single[head] + SMOOTHING
        for pair in pairs:
            across = self.end_share(head) * self.start_share(pair[1])
            probability = self.inside[pair] / places + across
            if probability > across * LEAST_GAIN:
                yield pair[1], probability


def dictionary() -> Path:
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SystemExit("give the path of jieba's dict.txt, or install jieba")
    return Path(spec.origin).parent / "dict.txt"


def words(path: Path) -> Iterator[tuple[str, float]]:
    for line in path.read_text("utf-8").splitlines():
        word, count, _ = line.split(" ")
        word = fold(word)
        if all("\u3400" <= character <= "\u9fff" or character == "〇" for character in word):
            yield word, int(count) * UNDERSTATED.get(word, 1)


def _packed(counts: _Counts) -> bytes:
    """Heads, their edge costs and row lengths, then all rows: followers (UTF-16) and costs."""
    heads = sorted(counts.single, key=lambda character: (-counts.single[character], character))
    pairs: dict[str, list[str]] = {head: [] for head in heads}
    for pair in counts.inside:
        pairs[pair[0]].append(pair)
    lengths, followers, costs = array("H"), [], bytearray()
    for head in heads:
        row = sorted(counts.followers(head, pairs[head]), key=lambda found: (-found[1], found[0]))
        lengths.append(len(row))
        followers += [follower for follower, _ in row]
        costs += bytes(cost(probability) for _, probability in row)
    if sys.byteorder == "big":
        lengths.byteswap()
    return b"".join(
        (
            len(heads).to_bytes(4, "little"),
            "".join(heads).encode("utf-16-le"),
            bytes(cost(counts.start_share(head)) for head in heads),
            bytes(cost(counts.end_share(head)) for head in heads),
            lengths.tobytes(),
            "".join(followers).encode("utf-16-le"),
            bytes(costs),
        )
    )


def cost(probability: float) -> int:
    return min(255, round(-math.log(probability) * STEPS_PER_NAT))


if __name__ == "__main__":
    main()
