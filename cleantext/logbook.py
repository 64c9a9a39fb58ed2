"""Finding the record of a clean text in a log of many pages, without holding the log in memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any, BinaryIO

from cleantext.errors import LogError
from cleantext.files import unreadable
from cleantext.log import LogRecord, read_entries, read_log
from cleantext.records import dataclass


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
        return self.find_entry(clean, name=name, page=page)[1]

    def find_entry(
        self, clean: bytes, *, name: str = "", page: str | None = None
    ) -> tuple[dict[str, Any], LogRecord]:
        """As `find`, beside the JSON object that the record was read from."""
        found = self.entries.get(sha256(clean).hexdigest(), [])
        if page is not None:
            found = [entry for entry in found if entry.page == page]
        if not found:
            raise LogError(
                f"none of the pages in {self.path} has this clean text",
                place=name,
                hint="give the text exactly as cleantext wrote it, and the log of that run",
            )
        return self._read(_one_page(found, name))

    def find_page(self, page: bytes, *, name: str = "") -> LogRecord:
        """The record of a page called `name`, by its bytes; of several the latest whose name fits best.

        Raises LogError where there is none.
        """
        wanted = sha256(page).hexdigest()
        found = [entry for held in self.entries.values() for entry in held if entry.page_sha256 == wanted]
        if not found:
            raise LogError(
                f"{self.path} does not know this page",
                place=name,
                hint="give the page as it came, and the log of the run that read it",
            )
        best = max(found, key=lambda entry: (_common_end(entry.page, name), entry.offset_bytes))
        return self._read(best)[1]

    def _read(self, entry: Entry) -> tuple[dict[str, Any], LogRecord]:
        with self.path.open("rb") as file:
            file.seek(entry.offset_bytes)
            return next(read_entries([file.readline().decode()], place=str(self.path)))


def read_all(paths: Iterable[Path]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every record of some logs as its JSON object, and the line that holds it. Raises LogError."""
    for path in paths:
        with _opened(path) as lines:
            for data, _ in read_entries(iter(lines), place=str(path)):
                yield data, lines.latest.rstrip("\r\n")


def open_logbook(path: Path) -> Logbook:
    """Read through a log once. Raises LogError."""
    entries: dict[str, list[Entry]] = {}
    with _opened(path) as lines:
        for record in read_log(iter(lines), place=str(path)):
            entry = Entry(record.page, record.page_sha256, record.clean_sha256, lines.offset_bytes)
            entries.setdefault(record.clean_sha256, []).append(entry)
    return Logbook(path, entries)


@contextmanager
def _opened(path: Path) -> Iterator["_Lines"]:
    if path.is_dir():
        raise LogError("the log is a folder", place=str(path), hint="name the file written with --log")
    try:
        with path.open("rb") as file:
            yield _Lines(file)
    except OSError as error:
        said = unreadable(path, error)
        raise LogError(said.message, place=said.place, hint=said.hint) from None


class _Lines:
    """The lines of a file as text, the latest, and where it began."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.offset_bytes = 0
        self.latest = ""

    def __iter__(self) -> Iterator[str]:
        at = 0
        for line in self._file:
            self.offset_bytes = at
            at += len(line)
            self.latest = line.decode(errors="replace")  # what is not UTF-8 is no log record either
            yield self.latest


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
