"""WARC records as they stand in a file, found again behind one that lies about its length.

Framing alone: what a record's HTTP message says is for the worker (`http_page.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_LINE_BYTES = 1 << 16
_BEGINS = b"WARC/"
_BEGIN_BYTES = 16
_NEXT_RECORD = re.compile(rb"\r?\n\r?\n(?=WARC/1\.\d\r?\n)")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its headers (names in small letters), its block, and what is wrong with it, if anything."""

    headers: dict[str, str]
    block: bytes
    fault: str = ""


class Rewindable:
    """A stream that bytes can be given back to."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._back = b""

    def line(self) -> bytes:
        """The next line, or as much of it as is reasonable; empty at the end."""
        if not self._back:
            return self._stream.readline(_LINE_BYTES)
        line, end, self._back = self._back.partition(b"\n")
        return line + end if end or self._back else line + self._stream.readline(_LINE_BYTES)

    def read(self, size_bytes: int) -> bytes:
        """So many bytes, or less at the end."""
        data, self._back = self._back[:size_bytes], self._back[size_bytes:]
        return data + self._stream.read(size_bytes - len(data)) if len(data) < size_bytes else data

    def give_back(self, data: bytes) -> None:
        """Have these read next."""
        self._back = data + self._back


def read_records(stream: BinaryIO, limit_bytes: int) -> Iterator[Record]:
    """Every record of a WARC file; of one with more bytes than `limit_bytes` no block is kept.

    A stretch that is no record, and a record that is not followed by another where it says it ends, comes
    with its fault. Reading goes on at the next record either way.
    """
    source = Rewindable(stream)
    while line := _next_line(source)[1]:
        if line.startswith(_BEGINS):
            yield _read_record(source, limit_bytes)
        else:
            _seek_record(source)
            yield Record({}, b"", "what stands here is no WARC record")


def _next_line(source: Rewindable) -> tuple[bytes, bytes]:
    """The empty lines before the first that is not empty, and that one."""
    empty = b""
    while (line := source.line()) in (b"\r\n", b"\n"):
        empty += line
    return empty, line


def _read_record(source: Rewindable, limit_bytes: int) -> Record:
    headers = _read_headers(source)
    said = headers.get("content-length", "")
    if not (said.isascii() and said.isdigit()):
        _seek_record(source, blank=True)  # headers end with an empty line
        return Record(headers, b"", "the record does not say how long it is")
    size = int(said)
    if size > limit_bytes:
        return Record(headers, b"", _pass_over(source, size, limit_bytes))
    block = source.read(size)
    empty, line = _next_line(source)
    source.give_back(empty + line)
    if len(block) == size and (not line or line.startswith(_BEGINS)):
        return Record(headers, block)
    return Record(headers, b"", _find_end(source, block, size))


def _read_headers(source: Rewindable) -> dict[str, str]:
    headers: dict[str, str] = {}
    while (line := source.line()).strip():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _find_end(source: Rewindable, block: bytes, size: int) -> str:
    """Go to the record that really follows; what is wrong with the one before it."""
    behind = source.read(_BEGIN_BYTES)  # where the block ends inside the next record's first line
    found = _NEXT_RECORD.search(block + behind)
    source.give_back((block + behind)[found.end() :] if found else behind)
    if found:
        return f"the record says it has {size:,} bytes, but another begins after {found.start():,}"
    if len(block) < size:
        return f"the record says it has {size:,} bytes, but the file ends after {len(block):,}"
    _seek_record(source)
    return f"the record says it has {size:,} bytes, but goes on after them"


def _pass_over(source: Rewindable, size: int, limit_bytes: int) -> str:
    """Leave a record out that is too large to be held, if it is: reading stops where another one begins."""
    passed = 0
    blank = False
    while passed < size and (line := source.line()):
        if blank and line.startswith(_BEGINS):
            source.give_back(line)
            return f"the record says it has {size:,} bytes, but another begins after {passed:,}"
        blank = line in (b"\r\n", b"\n")
        passed += len(line)
    if passed > size:
        source.give_back(line[len(line) - (passed - size) :])
    elif passed < size:
        return f"the record says it has {size:,} bytes, but the file ends after {passed:,}"
    return f"the record has more than {limit_bytes:,} bytes"


def _seek_record(source: Rewindable, *, blank: bool = False) -> None:
    """Go to the next line that begins a record, behind an empty one; `blank`: one was just read."""
    while line := source.line():
        if blank and line.startswith(_BEGINS):
            source.give_back(line)
            return
        blank = line in (b"\r\n", b"\n")
