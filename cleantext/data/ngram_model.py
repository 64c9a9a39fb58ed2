"""Smoothed probabilities of counted n-grams, and the choice of the few that say most.

Interpolated absolute discounting, with the three discounts of modified Kneser-Ney (Chen and Goodman 1999)
but plain counts in the shorter n-grams, which stand pruning better (Chelba et al. 2010); pruned by how much
the text would lose (Stolcke 1998).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleantext.data.ngram_counts import BASE, Keys, Table

Nats = NDArray[np.float32]

_MOST_CHILDREN = 255


@dataclass(frozen=True, slots=True)
class Level:
    """N-grams of one size in order: log probability of the last letter, and what one of them counts.

    `gain` is what an n-gram tells beyond the shorter one without its first letter, in nats an occurrence.
    """

    keys: Keys
    nats: Nats
    counts: NDArray[np.float32]
    gain: Nats

    def where(self, chosen: NDArray[np.bool_]) -> "Level":
        """Some of these n-grams."""
        return Level(self.keys[chosen], self.nats[chosen], self.counts[chosen], self.gain[chosen])


@dataclass(frozen=True, slots=True)
class Kept:
    """Like `Level`, after the choice; with the log weight of what is not kept after each n-gram."""

    keys: Keys
    nats: Nats
    unseen: Nats


def smooth(tables: Iterable[Table], discounts: Sequence[float], least_count: float) -> list[Level]:
    """Log probabilities of the n-grams counted often enough, from single letters up.

    The rarer ones have their part in the weight of the unseen.
    """
    levels: list[Level] = []
    shorter: Level | None = None
    for size, table in enumerate(tables, 1):
        shorter = _longer(table, shorter, size, discounts) if shorter else _singles(table)
        often = (shorter.counts >= least_count) | (size < 3)
        levels.append(shorter.where(often))
    return levels


def _longer(table: Table, shorter: Level, size: int, discounts: Sequence[float]) -> Level:
    contexts = table.keys // np.uint64(BASE)
    starts = np.flatnonzero(np.concatenate(([True], contexts[1:] != contexts[:-1])))
    sizes = np.diff(np.append(starts, len(contexts)))
    totals = np.add.reduceat(table.counts, starts, dtype=np.float64)
    taken = np.minimum(table.counts, _discount(table.counts, discounts))
    rest = np.repeat(np.add.reduceat(taken, starts, dtype=np.float64) / totals, sizes)
    below = rest * np.exp(shorter.nats[np.searchsorted(shorter.keys, _suffix(table.keys, size - 1))])
    nats = np.log((table.counts - taken) / np.repeat(totals, sizes) + below).astype(np.float32)
    return Level(table.keys, nats, table.counts, nats - np.log(below).astype(np.float32))


def _singles(table: Table) -> Level:
    counts = table.counts.astype(np.float64) + 0.1
    nats = np.log(counts / counts.sum()).astype(np.float32)
    return Level(table.keys, nats, table.counts, np.zeros(len(nats), np.float32))


def _discount(counts: NDArray[np.float32], discounts: Sequence[float]) -> NDArray[np.float32]:
    steps = np.clip(np.ceil(counts).astype(np.int64), 1, len(discounts)) - 1
    return np.asarray(discounts, np.float32)[steps]


def _suffix(keys: Keys, size: int) -> Keys:
    """The last `size` letters."""
    return keys % np.uint64(BASE**size)


def choose(levels: Sequence[Level], least: float) -> list[NDArray[np.bool_]]:
    """Which n-grams to keep: those that tell at least `least` nats in the whole text.

    The beginning and the end of what is kept are kept too; of the longest n-grams no more than a byte can
    count begin alike.
    """
    keep = [level.counts * level.gain >= least for level in levels]
    keep[0][:] = True
    _thin(levels[-1], keep[-1])
    for size in range(len(levels), 2, -1):
        chosen, shorter = levels[size - 1].keys[keep[size - 1]], levels[size - 2]
        keep[size - 2][np.searchsorted(shorter.keys, chosen // np.uint64(BASE))] = True
        keep[size - 2][np.searchsorted(shorter.keys, _suffix(chosen, size - 1))] = True
    return keep


def _thin(level: Level, keep: NDArray[np.bool_]) -> None:
    """Let go of the n-grams that tell least among too many with the same context."""
    places = np.flatnonzero(keep)
    contexts = level.keys[places] // np.uint64(BASE)
    places = places[np.lexsort((-level.counts[places] * level.gain[places], contexts))]
    begins = np.searchsorted(contexts, contexts)
    keep[places[np.arange(len(places)) - begins >= _MOST_CHILDREN]] = False


def prune(levels: Sequence[Level], keep: Sequence[NDArray[np.bool_]]) -> list[Kept]:
    """What is kept, with the weights that make each row add up to one."""
    kept: list[Kept] = []
    for size, level in enumerate(levels, 1):
        chosen = keep[size - 1]
        keys, nats = level.keys[chosen], level.nats[chosen]
        if kept:
            _weigh(kept[-1], keys, nats, size)
        kept.append(Kept(keys, nats, np.zeros(len(keys), np.float32)))
    return kept


def _weigh(shorter: Kept, keys: Keys, nats: Nats, size: int) -> None:
    """Fill in the weight of the unseen after each of the shorter n-grams."""
    contexts = np.searchsorted(shorter.keys, keys // np.uint64(BASE))
    below = shorter.nats[np.searchsorted(shorter.keys, _suffix(keys, size - 1))]
    length = len(shorter.keys)
    seen = np.bincount(contexts, np.exp(nats.astype(np.float64)), length)
    covered = np.bincount(contexts, np.exp(below.astype(np.float64)), length)
    shorter.unseen[:] = np.log(np.maximum(1 - seen, 1e-6) / np.maximum(1 - covered, 1e-6))
