"""Finding the record of a clean text in a log of many pages, without holding the log in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from cleantext.errors import LogError
from cleantext.files import unreadable
from cleantext.log import LogRecord, read_log


@dataclass(frozen=True, slots=True)
class Entry:
    """Where in the log a page's record begins, in bytes; sums are SHA-256 in hexadecimal."""

    page: str
    page_sha256: str
    clean_sha256: str
    offset_bytes: int


@dataclass(frozen=True, slots=True)
class Logbook:
    """A log file and the place of each record, by the sum of its clean text."""

    path: Path
    entries: dict[str, list[Entry]]

    def find(self, clean: bytes, *, name: str = "", page: str | None = None) -> LogRecord:
        """The record of a clean text called `name`; `page` picks one where several pages became this text.

        Raises LogError where there is none, or more than one.
        """
        found = self.entries.get(sha256(clean).hexdigest(), [])
        if page is not None:
            found = [entry for entry in found if entry.page == page]
        if not found:
            raise LogError(
                f"none of the pages in {self.path} has this clean text",
                place=name,
                hint="undo takes the text exactly as cleantext wrote it, and the log of that run",
            )
        return self._read(_one_page(found, name))

    def _read(self, entry: Entry) -> LogRecord:
        with self.path.open("rb") as file:
            file.seek(entry.offset_bytes)
            return next(read_log([file.readline().decode()], place=str(self.path)))


def open_logbook(path: Path) -> Logbook:
    """Read through a log once. Raises LogError."""
    entries: dict[str, list[Entry]] = {}
    try:
        with path.open("rb") as file:
            lines = _Lines(file)
            for record in read_log(iter(lines), place=str(path)):
                entry = Entry(record.page, record.page_sha256, record.clean_sha256, lines.offset_bytes)
                entries.setdefault(record.clean_sha256, []).append(entry)
    except OSError as error:
        said = unreadable(path, error)
        raise LogError(said.message, place=said.place, hint=said.hint) from None
    return Logbook(path, entries)


class _Lines:
    """The lines of a file as text, and where the latest began."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.offset_bytes = 0

    def __iter__(self) -> Iterator[str]:
        at = 0
        for line in self._file:
            self.offset_bytes = at
            at += len(line)
            yield line.decode(errors="replace")  # a line that is not UTF-8 is no log record either


def _one_page(found: list[Entry], name: str) -> Entry:
    """Of several records with one clean text, the one that is meant.

    That is the one whose path has most in common with the clean text's, seen from its end (`pages/a/x.txt`
    and `clean/a/x.txt`). Of two for one page the one that changes it: a page cleaned twice has another.
    """
    likest = max(_common_end(entry.page, name) for entry in found)
    named = [entry for entry in found if _common_end(entry.page, name) == likest]
    changing = [entry for entry in named if entry.page_sha256 != entry.clean_sha256] or named
    if len({entry.page_sha256 for entry in changing}) > 1:
        pages = ", ".join(sorted({entry.page for entry in changing}))
        raise LogError(
            f"several pages have this clean text ({pages})", place=name, hint="choose one with --page NAME"
        )
    return changing[-1]


def _common_end(left: str, right: str) -> int:
    """How many names at their ends two paths share."""
    pairs = zip(reversed(Path(left).parts), reversed(Path(right).parts), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
