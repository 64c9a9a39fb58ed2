"""The writing of `ngrams.bin`, which `cleantext.ngrams` reads.

A byte tells the order. Then for each size of n-gram, from single letters up: how many there are, how many
marks, and the width of the numbers of children, 4 bytes each; the marks, 4 bytes each (the place, in the
next size, of the first child of every 64th n-gram); the last letters (UTF-16); the log probabilities; the
log weights of the unseen; the numbers of children. The longest n-grams have none of the last two. An
n-gram's children are those one longer that begin with it; all are in the order of their code points, and
all numbers little-endian.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleantext.data.ngram_counts import BASE, Keys
from cleantext.data.ngram_model import Kept, Nats
from cleantext.ngrams import CHILDREN_PER_MARK, NATS_PER_STEP, UNSEEN_ZERO


def write(kept: Sequence[Kept], letters: str, path: Path) -> None:
    """Write the n-grams that are kept; the letters are those of the alphabet in order."""
    codes = np.array([0, *map(ord, letters)], "<u2")
    parts = [bytes([len(kept)])]
    for size, level in enumerate(kept, 1):
        last = codes[(level.keys % np.uint64(BASE)).astype(np.int64)]
        longer = kept[size].keys if size < len(kept) else None
        children, marks = _children(level.keys, longer)
        parts.append(np.array([len(last), len(marks), children.itemsize], "<u4").tobytes())
        parts += [marks.tobytes(), last.tobytes(), _steps(-level.nats).tobytes()]
        if longer is not None:
            unseen = np.clip(np.rint(UNSEEN_ZERO - level.unseen / NATS_PER_STEP), 0, 255)
            parts += [unseen.astype(np.uint8).tobytes(), children.tobytes()]
    path.write_bytes(b"".join(parts))


def _children(keys: Keys, longer: Keys | None) -> tuple[NDArray[np.unsignedinteger], NDArray[np.uint32]]:
    if longer is None:
        return np.zeros(0, np.uint8), np.zeros(0, np.uint32)
    places = np.searchsorted(keys, longer // np.uint64(BASE))
    numbers = np.bincount(places, minlength=len(keys))
    marks = (np.cumsum(numbers) - numbers)[::CHILDREN_PER_MARK].astype("<u4")
    return numbers.astype("<u2" if numbers.max() > 255 else np.uint8), marks


def _steps(costs: Nats) -> NDArray[np.uint8]:
    steps: NDArray[np.uint8] = np.clip(np.rint(costs / NATS_PER_STEP), 0, 255).astype(np.uint8)
    return steps
