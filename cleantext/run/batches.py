"""Items put together into batches, and batches into parts. Where they end depends on the input alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from cleantext.errors import InputError
from cleantext.run.item import Batch, Cursor, Item
from cleantext.run.plan import Plan
from cleantext.run.readers import failed_source, read_items
from cleantext.run.sources import Source

if TYPE_CHECKING:
    import pyarrow

BATCH_BYTES = 256 << 10
"""Input that travels to a worker at once: much beside the cost of the way, little beside memory."""
BATCH_ITEMS = 256


@dataclass(frozen=True, slots=True)
class Cut:
    """Which items are taken, and how much input a part of the output is made of.

    `sample` is the share that is taken, the same items in every run; `limit` how many at most (0: all).
    """

    part_bytes: int = 256_000_000
    part_items: int = 200_000
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


def make_batches(sources: Iterable[Source], plan: Plan, cut: Cut, start: Cursor) -> Iterator[Batch]:
    """The batches of all sources from `start` on, which is where a part begins."""
    filling = _Filling(cut, start)
    before = 0
    for index, source in enumerate(sources):
        if index >= start.source:
            filling.enter(index, start.skip if index == start.source else 0, before)
            reads = _read_table if source.kind == "parquet" else _read_single
            yield from reads(filling, source, plan)
        before += source.size_bytes
        if filling.full:
            break
    yield from filling.close()


def _read_single(filling: "_Filling", source: Source, plan: Plan) -> Iterator[Batch]:
    for item, at in read_items(source, plan, filling.skip):
        if filling.full:
            return
        yield from filling.add(item, at)


def _read_table(filling: "_Filling", source: Source, plan: Plan) -> Iterator[Batch]:
    """The chunks of a Parquet file: each is a batch of its own."""
    from cleantext.run.arrow import read_chunks  # an extra: only who reads Parquet has it

    yield from filling.close()
    try:
        for items, rows, at in read_chunks(source, plan, filling.skip):
            if filling.full:
                return
            yield from filling.add_rows(items, rows, at)
    except InputError as error:
        yield from filling.add_last(failed_source(source, error), source.size_bytes)


class _Filling:
    """The batch that is being filled, and how far that is in input and part."""

    def __init__(self, cut: Cut, start: Cursor) -> None:
        self._cut = cut
        self._items: list[Item] = []
        self._size_bytes = self._part_bytes = self._part_items = 0
        self._source, self.skip = start.source, start.skip
        self._seen, self._taken = start.seen, start.taken
        self._before = self._read_bytes = 0

    @property
    def full(self) -> bool:
        """Are there as many items as are wanted?"""
        return bool(self._cut.limit) and self._taken >= self._cut.limit

    def enter(self, source: int, skip: int, before_bytes: int) -> None:
        """Go on with another source."""
        self._source, self.skip, self._before = source, skip, before_bytes

    def add(self, item: Item, at: int) -> Iterator[Batch]:
        """Take an item in; gives the batch that it filled."""
        if self._counts():
            self._items.append(item)
            self._size_bytes += len(item.data)
        self._read_bytes = self._before + at
        if self._size_bytes >= self._cut.batch_bytes or len(self._items) >= self._cut.batch_items:
            yield from self.close()

    def add_last(self, item: Item, at: int) -> Iterator[Batch]:
        """Take an item in that ends its source: reading goes on at the next one."""
        if self._counts():
            self._items.append(item)
        self._read_bytes = self._before + at
        self.enter(self._source + 1, 0, self._before)
        yield from self.close()

    def add_rows(self, items: list[Item], rows: "pyarrow.RecordBatch", at: int) -> Iterator[Batch]:
        """Take the rows of a chunk in, as far as they are wanted, as a batch."""
        from cleantext.run.arrow import write_table  # an extra: only who reads Parquet has it

        taken = [number for number in range(len(items)) if not self.full and self._counts()]
        self._read_bytes = self._before + at
        if taken:
            chosen = rows if len(taken) == len(items) else rows.take(taken)
            self._items = [items[number] for number in taken]
            table = write_table(chosen)
            self._size_bytes = len(table)
            yield from self.close(table)

    def close(self, table: bytes = b"") -> Iterator[Batch]:
        """The batch as it is, if there is anything in it."""
        if not self._items:
            return
        self._part_bytes += self._size_bytes
        self._part_items += len(self._items)
        closes = self._part_bytes >= self._cut.part_bytes or self._part_items >= self._cut.part_items
        cursor = Cursor(self._source, self.skip, self._seen, self._taken)
        batch = Batch(tuple(self._items), cursor, self._read_bytes, closes, table)
        self._items, self._size_bytes = [], 0
        if closes:
            self._part_bytes = self._part_items = 0
        yield batch

    def _counts(self) -> bool:
        """Count an item; is it taken?"""
        self.skip += 1
        self._seen += 1
        taken = self._cut.takes(self._seen)
        self._taken += taken
        return taken
