"""Build `ngrams.bin`: how Chinese characters follow each other, by up to two before.

    python -m cleantext.data.build_ngrams JIEBA_DICT TEXT[=WEIGHT] [TEXT[=WEIGHT] ...]

JIEBA_DICT is jieba's `dict.txt` (MIT licence): 349,000 words with their counts. The texts, a paragraph
a line, are official ones, which no copyright holds (Copyright Law of the PRC, article 5): the statutes
and regulations of the public collection LawRefBook/Laws, with the weight 0.5, and the work reports of
the State Council and the party congresses since 1954 of aldohemsn/chinese-political-corpora, with the
weight 3. Only counts are kept.

The model is interpolated with Witten-Bell weights (Witten and Bell 1991) and stored in back-off form:
for each n-gram kept its log probability, and for each context the log weight of what is not kept.
"""

import math
import sys
from array import array
from collections import Counter
from pathlib import Path

from cleantext.ngrams import normal_form

WORD_WEIGHT = 0.05
STEP = 1 / 16
"""Nats in a unit of the stored bytes."""
LEAST_SINGLE, LEAST_PAIR, LEAST_TRIPLE = 1.0, 4.0, 8.0
LEAST_SURPRISE = 0.7
"""Nats by which a kept trigram differs from its bigram."""


def count(dictionary: Path, texts: list[tuple[Path, float]]) -> list[Counter[str]]:
    """Weighted counts of single characters, pairs and triples."""
    grams: list[Counter[str]] = [Counter(), Counter(), Counter()]
    for path, weight in texts:
        text = "\n" + normal_form(path.read_text("utf-8"))
        for size, counter in enumerate(grams, 1):
            found = Counter(map("".join, zip(*(text[at:] for at in range(size)), strict=False)))
            for gram, number in found.items():
                counter[gram] += number * weight  # type: ignore[assignment]  # counts are weighted
    for line in dictionary.read_text("utf-8").splitlines():
        word, freq = line.split(" ")[:2]
        _add(grams, normal_form(word), int(freq) * WORD_WEIGHT)
    return grams


def _add(grams: list[Counter[str]], text: str, weight: float) -> None:
    for size, counter in enumerate(grams, 1):
        for at in range(len(text) - size + 1):
            counter[text[at : at + size]] += weight  # type: ignore[assignment]  # counts are weighted


class Model:
    """Interpolated probabilities over counts."""

    def __init__(self, grams: list[Counter[str]]) -> None:
        self.grams = grams
        self.total = sum(grams[0].values())
        self.context: list[Counter[str]] = [Counter(), Counter()]
        self.kinds: list[Counter[str]] = [Counter(), Counter()]
        for size in (2, 3):
            for gram, number in grams[size - 1].items():
                self.context[size - 2][gram[:-1]] += number
                self.kinds[size - 2][gram[:-1]] += 1

    def unseen(self, context: str) -> float:
        """The weight of what was not seen after a context."""
        number, kinds = self.context[len(context) - 1][context], self.kinds[len(context) - 1][context]
        return kinds / (number + kinds) if number else 1.0

    def probability(self, gram: str) -> float:
        """Of the last character of `gram` after the others."""
        if len(gram) == 1:
            return float(self.grams[0][gram]) / self.total
        context = gram[:-1]
        rest = self.unseen(context)
        shorter = rest * self.probability(gram[1:])
        seen = self.context[len(context) - 1][context]
        return (1 - rest) * self.grams[len(gram) - 1][gram] / seen + shorter if seen else shorter


def write(model: Model, path: Path) -> None:
    """Choose what is kept and write it as `cleantext.ngrams` reads it."""
    singles, pairs, triples = model.grams
    letters = sorted(c for c, number in singles.items() if number >= LEAST_SINGLE and ord(c) < 0x10000)
    index = {letter: at for at, letter in enumerate(letters)}
    kept = {g for g, n in pairs.items() if n >= LEAST_PAIR and g[0] in index and g[1] in index}
    tripled = [
        g
        for g, n in triples.items()
        if n >= LEAST_TRIPLE and g[:2] in kept and g[1:] in kept and _surprise(model, g) >= LEAST_SURPRISE
    ]
    pair_keys = sorted(index[g[0]] << 16 | index[g[1]] for g in kept)
    triple_keys = sorted(index[g[0]] << 32 | index[g[1]] << 16 | index[g[2]] for g in tripled)
    two = [letters[key >> 16] + letters[key & 0xFFFF] for key in pair_keys]
    three = [letters[k >> 32] + letters[k >> 16 & 0xFFFF] + letters[k & 0xFFFF] for k in triple_keys]
    sizes = (len(letters), len(two), len(three))
    parts = [
        b"".join(size.to_bytes(4, "little") for size in sizes),
        "".join(letters).encode("utf-16-le", "surrogatepass"),
        bytes(_step(model.probability(c)) for c in letters),
        bytes(_step(model.unseen(c)) for c in letters),
        _little(array("I", pair_keys)),
        bytes(_step(model.probability(g)) for g in two),
        bytes(_step(model.unseen(g)) for g in two),
        _little(array("Q", triple_keys)),
        bytes(_step(model.probability(g)) for g in three),
    ]
    path.write_bytes(b"".join(parts))
    print(*sizes, path.stat().st_size)


def _surprise(model: Model, gram: str) -> float:
    shorter = model.unseen(gram[:2]) * model.probability(gram[1:])
    return math.log(model.probability(gram) / shorter)


def _step(probability: float) -> int:
    return min(255, round(-math.log(max(probability, 1e-9)) / STEP))


def _little(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def main(arguments: list[str]) -> None:
    """The command line."""
    texts = [
        (Path(name), float(weight or 1)) for name, _, weight in (a.partition("=") for a in arguments[1:])
    ]
    write(Model(count(Path(arguments[0]), texts)), Path(__file__).parent / "ngrams.bin")


if __name__ == "__main__":
    main(sys.argv[1:])
