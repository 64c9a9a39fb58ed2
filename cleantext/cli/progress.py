"""A progress bar on standard error: for many files, and only on a terminal."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

MANY = 20
"""Pages from which a bar is worth its place."""

Item = TypeVar("Item")


def with_progress(
    items: Iterable[Item], total: int, *, quiet: bool, doing: str = "cleaning"
) -> Iterator[Item]:
    """Hand the items on, and show how far we are where somebody can see it."""
    if quiet or total < MANY or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # here for start-up time: rich costs more than a page
    from rich.progress import track

    yield from track(items, doing, total, console=Console(stderr=True), transient=True)
