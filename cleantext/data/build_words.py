"""Build `words.bin`: Chinese words and how often each occurs.

    python -m cleantext.data.build_words [dict.txt]

Source: jieba's word list, as `build_plausibility` reads it. Words of one character come all; of the longer
ones those that it counted at least `LEAST_COUNT` times.
"""

import sys
from array import array
from collections import Counter
from pathlib import Path

from cleantext.data.build_plausibility import cost, dictionary, words

LEAST_COUNT = 20
LONGEST = 6


def main() -> None:
    counts: Counter[str] = Counter()
    characters: set[str] = set()
    for word, count in words(dictionary()):
        characters.update(word)
        counts[word] += count  # type: ignore[assignment]
    total = sum(counts.values())
    tails: dict[str, list[str]] = {head: [""] for head in sorted(characters)}
    for word in sorted(counts):
        if 1 < len(word) <= LONGEST and counts[word] >= LEAST_COUNT:
            tails[word[0]].append(word[1:])
    nats = [cost((counts[head + tail] or 0.5) / total) for head in tails for tail in tails[head]]
    (Path(__file__).parent / "words.bin").write_bytes(_packed(tails, bytes(nats)))


def _packed(tails: dict[str, list[str]], costs: bytes) -> bytes:
    """First characters, how many words each begins, the tails of their words
    (one a line, a tab between two first characters), and the words' costs."""
    lengths = array("H", map(len, tails.values()))
    if sys.byteorder == "big":
        lengths.byteswap()
    text = "\t".join(map("\n".join, tails.values())).encode("utf-16-le")
    head = len(tails).to_bytes(4, "little") + len(text).to_bytes(4, "little")
    return head + "".join(tails).encode("utf-16-le") + lengths.tobytes() + text + costs


if __name__ == "__main__":
    main()
