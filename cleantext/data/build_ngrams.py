"""Build `ngrams.bin`: how Chinese characters follow each other, by up to three before.

    python -m cleantext.data.build_ngrams CLONES [HELD_OUT]

CLONES is a folder with a clone of each repository of `ngram_corpora.CORPORA`, which names them, their
licences and weights: statutes and government reports, which no copyright holds, and news, articles,
headlines, forums, encyclopedias, books and technical prose under open licences. Only counts of characters
that follow each other are taken, and of those only what many texts share. Lines that differ in digits or
Latin letters alone, or in script, are counted once. One file in fifty is held out, and what no other file
holds of it is written to the folder HELD_OUT, a file a kind, for `benchmarks/ngrams_quality.py`.

It takes about 4 minutes of one processor and 8 GB of memory for 200 million characters.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from cleantext.data import ngram_corpora, ngram_counts, ngram_file, ngram_model
from cleantext.ngrams import normal_form

ORDER = 4
DISCOUNTS = (0.5, 0.9, 1.2)
"""What is taken from n-grams that count at most 1, at most 2, and more."""
LEAST_COUNT = 1.6
"""What an n-gram of three letters and more must count to be thought of."""
LEAST_NATS = 57.0
"""What an n-gram must tell in all the text."""

_NAME = "ngrams.bin"


class Texts:
    """The texts of the corpora, a line each; and those held out, by kind."""

    def __init__(self, clones: Path) -> None:
        self.counted: list[tuple[str, float]] = []
        self._seen: set[int] = set()
        self._waiting: list[tuple[str, list[str]]] = []
        for corpus in ngram_corpora.CORPORA:
            text = "\n".join(self._new(clones, corpus))
            self.counted.append((text, corpus.weight))
            print(f"{corpus.repository}: {len(text):,} characters of {corpus.kind}", flush=True)

    def _new(self, clones: Path, corpus: ngram_corpora.Corpus) -> Iterator[str]:
        for path, text in ngram_corpora.files(clones, corpus):
            lines = list(ngram_corpora.lines(path, text))
            if ngram_corpora.is_held_out(path):
                self._waiting.append((corpus.kind, lines))
            else:
                yield from (form for line in lines if self._is_new(form := normal_form(line)))

    def _is_new(self, line: str) -> bool:
        before = len(self._seen)
        self._seen.add(hash(line))
        return len(self._seen) > before

    def held_out(self) -> dict[str, str]:
        """The held-out lines of each kind that no counted text holds."""
        kinds: dict[str, list[str]] = {}
        for kind, lines in self._waiting:
            kinds.setdefault(kind, []).extend(line for line in lines if self._is_new(normal_form(line)))
        return {kind: "\n".join(lines) for kind, lines in kinds.items()}


def build(texts: list[tuple[str, float]], path: Path) -> None:
    """Count, smooth, choose and write."""
    singles = sum(ngram_counts.letter_counts(text) * weight for text, weight in texts)
    letters = ngram_counts.alphabet(np.asarray(singles))
    tables = (ngram_counts.count(texts, letters, size) for size in range(1, ORDER + 1))
    levels = ngram_model.smooth(tables, DISCOUNTS, LEAST_COUNT)
    kept = ngram_model.prune(levels, ngram_model.choose(levels, LEAST_NATS))
    ngram_file.write(kept, letters, path)
    print(*(len(level.keys) for level in kept), path.stat().st_size)


def main(arguments: list[str]) -> None:
    """The command line."""
    texts = Texts(Path(arguments[0]))
    if len(arguments) > 1:
        for kind, text in texts.held_out().items():
            (Path(arguments[1]) / f"{kind}.txt").write_text(text, "utf-8", "replace")
    build(texts.counted, Path(__file__).parent / _NAME)


if __name__ == "__main__":
    main(sys.argv[1:])
