"""Files that outlive a power cut: a temporary name, a flush to the disk, a rename, a flush of the folder."""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

SUFFIX = ".unfinished"


class Pending:
    """A file under its temporary name; `keep` gives it its own, `drop` takes it away."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._temporary = temporary_name(path)
        self._file: BinaryIO = self._temporary.open("wb")

    @property
    def file(self) -> BinaryIO:
        """Where the content goes."""
        return self._file

    def keep(self) -> None:
        """Flush the content to the disk and rename; the folder is to be flushed after."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._temporary.replace(self.path)

    def drop(self) -> None:
        """Leave no trace, as far as the disk lets us."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)


def temporary_name(path: Path) -> Path:
    """The name a file has until it is whole.

    >>> temporary_name(Path("out/part-00001.jsonl")).as_posix()
    'out/.part-00001.jsonl.unfinished'
    """
    return path.with_name(f".{path.name}{SUFFIX}")


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk. Windows has no such thing, and keeps names by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Grown:
    """A file that is only added to, from a length that is known to be whole."""

    def __init__(self, path: Path, size_bytes: int) -> None:
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(size_bytes)
        self._file.seek(size_bytes)
        self.size_bytes = size_bytes

    def add(self, data: bytes) -> None:
        """Write at the end; on the disk only after `flush`."""
        self._file.write(data)
        self.size_bytes += len(data)

    def flush(self) -> None:
        """Have it on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close without a complaint: what counts was flushed."""
        with suppress(OSError):
            self._file.close()
