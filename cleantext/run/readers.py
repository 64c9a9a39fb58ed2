"""From a file of the input to its items: one page, or the lines, records and members it holds.

A reader gives (item, bytes read so far). What it cannot read becomes an item with its failure; damage of the
file itself ends the file, with an item that says so. Rows of Parquet are read in `arrow.py`.
"""

import tarfile
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO, TypeAlias

from cleantext.errors import InputError
from cleantext.run.framing import Record, read_records
from cleantext.run.http_page import charset_of, is_html_response
from cleantext.run.item import Item
from cleantext.run.members import Member, read_members
from cleantext.run.plan import Plan
from cleantext.run.sources import Source, is_packed, kind_of
from cleantext.run.stream import damaged, open_stream

Read: TypeAlias = tuple[Item, int]
Reader: TypeAlias = Callable[[Source, Plan], Iterator[Read]]

_OVERHEAD_BYTES = 1 << 20
"""What a line or a record may have beside its page."""


def read_items(source: Source, plan: Plan, skip: int = 0) -> Iterator[Read]:
    """The items of a file but for the first `skip`. A file that is damaged ends with a failed item."""
    number = 0
    try:
        for read in _READERS[source.kind](source, plan):
            number += 1
            if number > skip:
                yield read
    except InputError as error:
        if number >= skip:
            yield failed_source(source, error), source.size_bytes


def failed_source(source: Source, error: InputError) -> Item:
    """The item that says what is wrong with a file as a whole."""
    place = source.path.as_posix()
    elsewhere = "" if error.place == place else error.place
    reason = str(InputError(error.message, place=elsewhere, hint=error.hint))
    return Item(place, source.below, failure=reason)


def _read_page(source: Source, plan: Plan) -> Iterator[Read]:
    with open_stream(source.path) as stream:
        if source.size_bytes <= plan.max_bytes and not is_packed(source.path):
            data = stream.raw.read()
        else:
            data = stream.content.read(plan.max_bytes + 1)  # one byte more shows that it is too large
    yield Item(source.path.as_posix(), source.below, data, target=source.below), source.size_bytes


def _read_lines(source: Source, plan: Plan) -> Iterator[Read]:
    place = source.path.as_posix()
    number, limit_bytes = 0, line_limit_bytes(plan)
    with open_stream(source.path) as stream:
        for number, line in enumerate(lines_of(stream.content, limit_bytes), 1):
            name = f"{source.below}:{number}"
            if len(line) == limit_bytes:
                failure = f"the line has more than {limit_bytes:,} bytes; split it, or raise --max-bytes"
                yield _item(source, number, name, failure=failure), stream.read_bytes
            elif not line.isspace():
                yield _item(source, number, name, line, "row"), stream.read_bytes
    if not number:
        raise InputError("the file is empty", place=place, hint="check that its download went well")


def line_limit_bytes(plan: Plan) -> int:
    """How long a row may be: escapes make a page longer than it is, and there are other columns."""
    return 3 * plan.max_bytes + _OVERHEAD_BYTES


def lines_of(stream: BinaryIO, limit_bytes: int) -> Iterator[bytes]:
    """Lines, none longer than can be held: of a longer one as much as shows that it is too large."""
    while line := stream.readline(limit_bytes):
        yield line
        if len(line) == limit_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass


def _read_warc(source: Source, plan: Plan) -> Iterator[Read]:
    number = 0
    with open_stream(source.path) as stream:
        for number, record in enumerate(read_records(stream.content, plan.max_bytes + _OVERHEAD_BYTES), 1):
            if record.fault or is_html_response(record):
                yield _of_record(source, number, record), stream.read_bytes
    if not number:
        raise InputError(
            "the file is empty", place=source.path.as_posix(), hint="check that its download went well"
        )


def _of_record(source: Source, number: int, record: Record) -> Item:
    name = record.headers.get("warc-record-id", "").strip("<>") or f"{source.below}:{number}"
    address = record.headers.get("warc-target-uri", "").strip("<>")
    if record.fault:
        return _item(
            source, number, name, url=address, failure=f"{record.fault}; the records after it are read"
        )
    return _item(source, number, name, record.block, "response", address, charset_of(record))


def _read_tar(source: Source, plan: Plan) -> Iterator[Read]:
    with open_stream(source.path) as stream:
        try:
            number = 0
            for member in read_members(stream.content, plan.max_bytes):
                if any(fnmatch(Path(member.name).name, pattern) for pattern in plan.patterns):
                    number += 1
                    yield _of_member(source, number, member), stream.read_bytes
        except tarfile.TarError as error:
            raise damaged(source.path, error) from None


def _of_member(source: Source, number: int, member: Member) -> Item:
    name = f"{source.below}/{member.name}"
    if kind_of(Path(member.name)) != "page":
        found = "this file of many pages is inside an archive; unpack the archive and give the folder"
        return _item(source, number, name, failure=found)
    return _item(source, number, name, member.data)


def _item(
    source: Source,
    number: int,
    name: str,
    data: bytes = b"",
    kind: str = "page",
    url: str = "",
    declared: str = "",
    failure: str = "",
) -> Item:
    target = f"{source.below}/{number:08d}.txt"
    return Item(f"{source.path.as_posix()}:{number}", name, data, kind, url, declared, target, failure)


_READERS: dict[str, Reader] = {"page": _read_page, "jsonl": _read_lines, "warc": _read_warc, "tar": _read_tar}
