"""How far a run is, how fast, and how long it will take: one line on standard error, on a terminal alone."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.run.item import Batch, Outcome
    from cleantext.run.whole import Started

_EVERY_SECONDS = 0.5


@contextmanager
def watching(started: "Started", *, quiet: bool) -> "Iterator[Callable[[Batch, Outcome], None]]":
    """Give the function that is told of every batch; it shows what it is told where somebody can see it."""
    if quiet or not sys.stderr.isatty():
        yield lambda batch, outcome: None
        return
    meter = Meter(started.extent.size_bytes, time.monotonic)

    def watch(batch: "Batch", outcome: "Outcome") -> None:
        line = meter.add(batch.read_bytes, outcome.pages, len(outcome.failed))
        if line:
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    try:
        yield watch
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


class Meter:
    """Makes the line. `clock` gives seconds; rates are of this process, not of what was there before."""

    def __init__(self, size_bytes: int, clock: Callable[[], float]) -> None:
        self._size, self._clock = size_bytes, clock
        self._began = self._told = clock()
        self._first: int | None = None
        self._pages = self._failed = 0

    def add(self, read_bytes: int, pages: int, failed: int) -> str:
        """Count a batch in; the line, or nothing where the last one is fresh."""
        self._pages += pages
        self._failed += failed
        if self._first is None:
            self._first = read_bytes
        now = self._clock()
        if now - self._told < _EVERY_SECONDS:
            return ""
        self._told = now
        spent = max(now - self._began, 1e-9)
        rate = (read_bytes - self._first) / spent
        left = _time((self._size - read_bytes) / rate) if rate > 0 else "?"
        failed_too = f", {self._failed} failed" if self._failed else ""
        share = read_bytes / self._size if self._size else 1.0
        speed = f"{self._pages / spent:,.0f} pages/s, {rate / 1e6:.1f} MB/s"
        return f"{share:4.0%}  {self._pages:,} pages{failed_too}  {speed}  {left} left"


def _time(seconds: float) -> str:
    """Seconds as hours, minutes and seconds.

    >>> _time(3725)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
