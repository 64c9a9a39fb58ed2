"""From a file of the input to its items: one page, or the lines, rows, records and members it holds.

A reader gives (item, bytes read so far). What it cannot read becomes an item with its failure; damage of the
file itself ends the file, with an item that says so. It raises nothing that a single file is to blame for.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from cleantext.errors import InputError
from cleantext.run.item import Item
from cleantext.run.plan import Plan
from cleantext.run.sources import Source
from cleantext.run.stream import Stream, open_stream

Read: TypeAlias = tuple[Item, int]
Reader: TypeAlias = Callable[[Source, Plan, int], Iterator[Read]]


def read_items(source: Source, plan: Plan, skip: int = 0) -> Iterator[Read]:
    """The items of a file from the one after `skip` on. A file that is damaged ends with a failed item."""
    count = skip
    try:
        for read in _READERS[source.kind](source, plan, skip):
            yield read
            count += 1
    except InputError as error:
        if count == 0 or error.place == source.path.as_posix():
            found = InputError(error.message, hint=error.hint)
        else:
            found = InputError(error.message, place=error.place, hint=error.hint)
        yield Item(source.path.as_posix(), source.below, failure=str(found)), source.size_bytes


def _read_page(source: Source, plan: Plan, skip: int) -> Iterator[Read]:
    if skip:
        return
    place = source.path.as_posix()
    with open_stream(source.path) as stream:
        data = stream.content.read(plan.max_bytes + 1)  # one byte more shows that there are too many
    yield Item(place, source.below, data, target=source.below), source.size_bytes


def _read_lines(source: Source, plan: Plan, skip: int) -> Iterator[Read]:
    place = source.path.as_posix()
    number = 0
    with open_stream(source.path) as stream:
        for line in _lines(stream, 2 * plan.max_bytes + (1 << 20)):
            number += 1
            if not line.strip():
                continue
            if skip:
                skip -= 1
                continue
            where = f"{place}:{number}"
            yield _line_item(line, where, source, number), stream.read_bytes
    if number == 0 and not skip:
        raise InputError("the file is empty", place=place, hint="check that its download went well")


def _line_item(line: bytes | None, where: str, source: Source, number: int) -> Item:
    name = f"{source.below}:{number}"
    target = f"{source.below}/{number:08d}.txt"
    return Item(where, name, line or b"", True, target=target)


def _lines(stream: Stream, limit_bytes: int) -> Iterator[bytes]:
    """Lines, none longer than can be held: of a longer one as much as shows that it is too large."""
    while line := stream.content.readline(limit_bytes):
        yield line
        if len(line) == limit_bytes and not line.endswith(b"\n"):
            while (rest := stream.content.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass


_READERS: dict[str, Reader] = {"page": _read_page, "jsonl": _read_lines}
