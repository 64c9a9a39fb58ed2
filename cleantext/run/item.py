"""What travels through a run: a page as it was read, a batch of pages, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Item:
    """One page as a reader hands it on, not yet looked into.

    `place` says where it stands (`pages.jsonl:17`), `name` what it is called in the output, `target` which
    file is its own where pages are written as text. `data` is its bytes; with `kind` "row" a line of JSON,
    with "response" an HTTP message. An item with a `failure` is passed by, and reported.
    """

    place: str
    name: str
    data: bytes = b""
    kind: str = "page"
    url: str = ""
    declared: str = ""
    target: str = ""
    failure: str = ""

    def __reduce__(self) -> tuple[object, ...]:
        """Cross process borders as a plain tuple: half the time of the usual way."""
        return Item, (
            self.place,
            self.name,
            self.data,
            self.kind,
            self.url,
            self.declared,
            self.target,
            self.failure,
        )


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the input is read: `skip` items of the source at hand; of all items, `seen` and `taken`."""

    source: int = 0
    skip: int = 0
    seen: int = 0
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Items for one worker, in order. `table` holds their rows where they are of Parquet (an Arrow stream).

    `cursor` is where reading goes on after them, `read_bytes` how much of all sources that is, `closes`
    whether the part of the output ends with them.
    """

    items: tuple[Item, ...]
    cursor: Cursor = field(default_factory=Cursor)
    read_bytes: int = 0
    closes: bool = False
    table: bytes = b""

    @property
    def size_bytes(self) -> int:
        """What it weighs on its way."""
        return len(self.table) + sum(len(item.data) for item in self.items)

    def failing(self, at: int, reason: str) -> "Batch":
        """The same batch with one item set aside."""
        items = list(self.items)
        items[at] = replace(items[at], data=b"", failure=reason)
        return replace(self, items=tuple(items))

    def alone(self, at: int) -> "Batch":
        """One item of the batch; the others are set aside, so that rows of a table stay where they are."""
        others = (replace(item, data=b"", failure="tried elsewhere") for item in self.items)
        items = (self.items[at] if number == at else other for number, other in enumerate(others))
        return replace(self, items=tuple(items))


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that was set aside, and why, in one sentence. `traceback` for mistakes of cleantext itself."""

    place: str
    name: str
    reason: str
    traceback: str = ""

    def as_data(self) -> Mapping[str, str]:
        """What stands in `failed.jsonl`."""
        told = {"place": self.place, "name": self.name, "reason": self.reason}
        return {**told, "traceback": self.traceback} if self.traceback else told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: `rows` as the part holds them, `log` likewise, `texts` as (target, UTF-8)."""

    pages: int
    changed: int
    rows: bytes = b""
    log: bytes = b""
    texts: tuple[tuple[str, bytes], ...] = ()
    failed: tuple[Failed, ...] = ()
