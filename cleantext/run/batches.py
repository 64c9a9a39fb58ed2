"""Items put together into batches, and batches into parts. Where they end depends on the input alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from cleantext.run.item import Batch, Cursor, Item
from cleantext.run.plan import Plan
from cleantext.run.readers import read_items
from cleantext.run.sources import Source

BATCH_BYTES = 256 << 10
"""Input that travels to a worker at once: much beside the cost of the way, little beside memory."""
BATCH_ITEMS = 256


@dataclass(frozen=True, slots=True)
class Cut:
    """Which items are taken, and how much input a part of the output is made of.

    `sample` is the share that is taken, the same items in every run; `limit` how many at most (0: all).
    """

    part_bytes: int = 256 << 20
    batch_bytes: int = BATCH_BYTES
    batch_items: int = BATCH_ITEMS
    limit: int = 0
    sample: float = 1.0

    def takes(self, number: int) -> bool:
        """Is the item of this number in the sample?"""
        if self.sample >= 1:
            return True
        drawn = int.from_bytes(blake2b(number.to_bytes(8, "big"), digest_size=6).digest(), "big")
        return drawn < self.sample * (1 << 48)


class Collected:
    """A batch that is being filled."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.size_bytes = 0

    def add(self, item: Item) -> None:
        self.items.append(item)
        self.size_bytes += len(item.data)


def make_batches(sources: Iterable[Source], plan: Plan, cut: Cut, start: Cursor) -> Iterator[Batch]:
    """The batches of all sources from `start` on, which is where a part begins."""
    seen, taken, before, part_bytes = start.seen, start.taken, 0, 0
    held, cursor, read_bytes = Collected(), start, 0

    def close() -> Batch:
        nonlocal held, part_bytes
        part_bytes += held.size_bytes
        closes = part_bytes >= cut.part_bytes
        batch = Batch(tuple(held.items), cursor, read_bytes, closes)
        held, part_bytes = Collected(), 0 if closes else part_bytes
        return batch

    for index, source in enumerate(sources):
        if index < start.source:
            before += source.size_bytes
            continue
        skip = start.skip if index == start.source else 0
        for item, at in read_items(source, plan, skip):
            if cut.limit and taken >= cut.limit:
                break
            skip += 1
            seen += 1
            if cut.takes(seen):
                taken += 1
                held.add(item)
            cursor, read_bytes = Cursor(index, skip, seen, taken), before + at
            if held.size_bytes >= cut.batch_bytes or len(held.items) >= cut.batch_items:
                yield close()
        before += source.size_bytes
        if cut.limit and taken >= cut.limit:
            break
    if held.items:
        yield close()
