"""The output of a run: parts that are there whole or not at all, the pages that failed, and the manifest.

The order is what nothing is lost by: the part's files reach the disk, then the failures, then their names,
and last the manifest's line. Whatever stops the run before that line, the part is made again from its first
page.
"""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from cleantext.errors import UsageError
from cleantext.run import manifest
from cleantext.run.durable import Grown, Pending, flush_folder, temporary_name
from cleantext.run.item import Cursor, Outcome
from cleantext.run.manifest import Progress, line_of
from cleantext.run.plan import Plan

FAILED = "failed.jsonl"
PAGES = "pages"


class Rows(Protocol):
    """Where the rows of a part go."""

    def add(self, outcome: Outcome) -> None:
        """Write what a batch gave."""

    def keep(self) -> list[str]:
        """Finish, have it on the disk, and give the names written."""

    def drop(self) -> None:
        """Take it back."""


class Parts:
    """Writes outcomes in order, part after part. Everything here may raise OSError.

    Raises UsageError where another process is at work in the folder, before anything there is changed.
    """

    def __init__(self, folder: Path, plan: Plan, progress: Progress) -> None:
        self._folder, self._plan = folder, plan
        self._manifest = Grown(folder / manifest.NAME)
        if not self._manifest.lock():
            self._manifest.close()
            raise UsageError(
                "another run is at work in this folder", place=folder.as_posix(), hint="wait until it is done"
            )
        found = manifest.read_manifest(folder)
        if (found[1].parts if found else 0) != progress.parts:  # another was at work since we looked
            self._manifest.close()
            raise UsageError(
                "another run has written into this folder", place=folder.as_posix(), hint="start again"
            )
        self._failed = Grown(folder / FAILED)
        self._manifest.cut(progress.size_bytes)
        self._failed.cut(progress.failed_bytes)
        self._number = progress.parts
        self._open: list[Rows] = []
        self._pages = self._changed = self._failures = 0

    def begin(self, head: manifest.Head) -> None:
        """Say what the run is of, before its first part."""
        self._manifest.add(line_of(head))
        self._manifest.flush()
        flush_folder(self._folder)

    def add(self, outcome: Outcome) -> None:
        """Write what became of the next batch."""
        if not self._open:
            self._open = list(self._begin_part())
        for rows in self._open:
            rows.add(outcome)
        for failed in outcome.failed:
            line = json.dumps(failed.as_data(), ensure_ascii=False)
            self._failed.add(line.encode(errors="backslashreplace") + b"\n")
        self._pages += outcome.pages
        self._changed += outcome.changed
        self._failures += len(outcome.failed)

    def commit(self, cursor: Cursor) -> None:
        """End the part: from here on it is never made again."""
        if not self._open:
            return
        files = [name for rows in self._open for name in rows.keep()]
        self._failed.flush()
        flush_folder(self._folder)
        line = {
            "part": self._number,
            "files": files,
            "pages": self._pages,
            "changed": self._changed,
            "failed": self._failures,
            "failed_bytes": self._failed.size_bytes,
            "next": asdict(cursor),
        }
        self._manifest.add(line_of(line))
        self._manifest.flush()
        self._number += 1
        self._open = []
        self._pages = self._changed = self._failures = 0

    def finish(self) -> None:
        """Say that this was all."""
        self._manifest.add(line_of({"done": True, "parts": self._number}))
        self._manifest.flush()

    def close(self) -> None:
        """Let go of the files; a part that is not done leaves no trace."""
        for rows in self._open:
            rows.drop()
        self._manifest.close()
        self._failed.close()

    def _begin_part(self) -> Iterable[Rows]:
        name = f"part-{self._number:05d}"
        packed = f".{self._plan.compression}" if self._plan.compression else ""
        if self._plan.format == "text":
            yield TextRows(self._folder / PAGES)
        elif self._plan.format == "parquet":
            from cleantext.run.arrow import ParquetRows  # an extra: only who writes Parquet has it

            yield ParquetRows(self._folder / f"{name}.parquet", self._plan)
        else:
            yield LineRows(self._folder / f"{name}.jsonl{packed}", "rows")
        if self._plan.log == "beside":
            yield LineRows(self._folder / f"{name}.log.jsonl{packed}", "log")


class LineRows:
    """Lines of JSON as the workers packed them, one after the other."""

    def __init__(self, path: Path, what: str) -> None:
        self._pending, self._what = Pending(path), what

    def add(self, outcome: Outcome) -> None:
        self._pending.file.write(outcome.rows if self._what == "rows" else outcome.log)

    def keep(self) -> list[str]:
        self._pending.keep()
        return [self._pending.path.name]

    def drop(self) -> None:
        self._pending.drop()


class TextRows:
    """A file for every page, renamed as soon as it is written; all are on the disk before the part counts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: list[Path] = []
        self._made: set[Path] = set()

    def add(self, outcome: Outcome) -> None:
        for target, data in outcome.texts:
            path = self._folder / target
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            temporary = temporary_name(path)
            try:
                temporary.write_bytes(data)
                temporary.replace(path)
            except OSError:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
                raise
            self._written.append(path)

    def keep(self) -> list[str]:
        _flush_all(self._written)
        for folder in sorted(self._made):
            flush_folder(folder)
        return []

    def drop(self) -> None:
        """What is written stays: it is right, and is written again."""


def _flush_all(paths: list[Path]) -> None:
    if sys.platform == "linux":
        os.sync()  # waits until it is done, and costs less than thousands of single files
        return
    for path in paths:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
