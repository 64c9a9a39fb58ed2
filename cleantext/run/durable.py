"""Files that outlive a power cut: a temporary name, a flush to the disk, a rename, a flush of the folder."""

import os
import sys
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
    """A file that is only added to; what stands behind a length that is known to be whole is cut off."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("r+b" if path.exists() else "w+b")
        self.size_bytes = 0

    def cut(self, size_bytes: int) -> None:
        """Go on behind so many bytes."""
        self._file.truncate(size_bytes)
        self._file.seek(size_bytes)
        self.size_bytes = size_bytes

    def lock(self) -> bool:
        """Keep others from locking the file until it is closed, however this process ends. Is it ours?"""
        return _lock(self._file)

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


def _lock(file: BinaryIO) -> bool:
    if sys.platform == "win32":
        import msvcrt  # there alone

        file.seek(1 << 40)  # behind the content, which others may read
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl  # not on Windows

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that has no locks
        return True
    return True
