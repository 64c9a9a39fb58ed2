"""Pages in, results out. What is written is whole or not there: a temporary file, fsync, rename.

Nothing here knows what a page says; decoding is `decode.py`.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from itertools import count
from pathlib import Path
from typing import BinaryIO

from cleantext.errors import InputError, OutputError
from cleantext.page import Page

STANDARD_INPUT = Path("-")
LIMIT_BYTES = 128 * 1024 * 1024
"""Above this a file is no page: cleaning holds several copies of a page in memory."""

_counter = count()


def read_page(path: Path) -> Page:
    """Read one page; `-` is standard input. Raises InputError where there is none to clean."""
    data, name = read_bytes(path, limit_bytes=LIMIT_BYTES), name_of(path)
    if not data:
        raise InputError("the page is empty", place=name, hint="check that its download went well")
    if not data.strip(b"\0"):
        raise InputError(
            "the page holds nothing but NUL bytes",
            place=name,
            hint="its disk or its download failed: fetch it again",
        )
    return Page(data, name)


def name_of(path: Path) -> str:
    """The name a page is reported and logged under.

    >>> name_of(STANDARD_INPUT)
    '<stdin>'
    """
    return "<stdin>" if path == STANDARD_INPUT else path.as_posix()


def read_bytes(path: Path, *, limit_bytes: int = -1) -> bytes:
    """Read a whole file, or standard input for `-`. Raises InputError, also for one above a limit."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise InputError("standard input is closed", hint="name a file, or pipe a page in")
        return _read_limited(sys.stdin.buffer, name_of(path), limit_bytes)
    try:
        with path.open("rb") as file:
            return _read_limited(file, path.as_posix(), limit_bytes)
    except IsADirectoryError:
        raise InputError(
            "this is a folder", place=path.as_posix(), hint="give -o DIR to clean its pages"
        ) from None
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> InputError:
    """The InputError that says why a file cannot be read."""
    hint = "check the path" if isinstance(error, FileNotFoundError) else "check the file and its permissions"
    return InputError(f"cannot be read: {reason(error)}", place=path.as_posix(), hint=hint)


def reason(error: OSError) -> str:
    """What the system says went wrong, without number and path.

    >>> reason(FileNotFoundError(2, "No such file or directory", "页.txt"))
    'no such file or directory'
    """
    said = error.strerror or str(error)
    return said[:1].lower() + said[1:]


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file, or leave what is there as it is. Raises OutputError."""
    with writing(path) as file:
        file.write(data)


def make_folder(path: Path) -> None:
    """Make a folder and those above it. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path.as_posix(), error) from None


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its place only when the block ends well. Raises OutputError.

    A link is followed; a device or a pipe, which nothing can be renamed onto, is written as it is.
    """
    try:
        if path.exists() and (not path.is_file() or path.is_relative_to("/dev")):
            with path.open("wb", buffering=0) as device:
                yield device
        else:
            with _replacing(Path(os.path.realpath(path))) as file:
                yield file
    except OSError as error:
        raise unwritable(path.as_posix(), error) from None


@contextmanager
def appending(path: Path) -> Iterator[Callable[[bytes], None]]:
    """Give a function that adds to the end of a file and returns when the bytes are on the disk.

    An addition that fails is taken back, so the file never ends in half of one. Raises OutputError.
    """
    try:
        with path.open("ab", buffering=0) as file:

            def append(data: bytes) -> None:
                before = os.fstat(file.fileno()).st_size
                try:
                    _write_all(file, data)
                    os.fsync(file.fileno())
                except OSError as error:
                    os.ftruncate(file.fileno(), before)
                    raise unwritable(path.as_posix(), error) from None

            yield append
    except OSError as error:
        raise unwritable(path.as_posix(), error) from None


def write_standard_output(data: bytes) -> None:
    """Write to standard output at once. A reader that has had enough is no error: the rest is dropped.

    Raises OutputError.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed", hint="leave it open, or give -o DIR")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence_standard_output()
    except OSError as error:
        silence_standard_output()
        raise OutputError(
            f"cannot be written: {reason(error)}",
            place="standard output",
            hint="make room or write elsewhere",
        ) from None


def silence_standard_output() -> None:
    """Point standard output at nothing, so that what is left in its buffer fails no second time at exit."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def _write_all(file: RawIOBase, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def unwritable(place: str, error: OSError) -> OutputError:
    """The OutputError that says why nothing was written."""
    return OutputError(
        f"cannot be written: {reason(error)}",
        place=place,
        hint="make room or choose another place; nothing was changed",
    )


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    temporary = target.parent / f".cleantext-{os.getpid()}-{next(_counter)}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:  # from before it is there: an interrupt may come at any moment
        descriptor = os.open(temporary, flags, 0o666)
        with open(descriptor, "wb") as file:  # noqa: PTH123  # a descriptor is not a path
            yield file
            file.flush()
            os.fsync(file.fileno())
        _keep_owner_and_mode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _keep_owner_and_mode(old: Path, new: Path) -> None:
    with suppress(OSError):  # a new file, or one of another owner
        status = old.stat()
        new.chmod(stat.S_IMODE(status.st_mode))
        if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.getuid(), os.getgid()):
            os.chown(new, status.st_uid, status.st_gid)


def _read_limited(file: BinaryIO, place: str, limit_bytes: int) -> bytes:
    if limit_bytes < 0:
        return file.read()
    data = file.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise InputError(
            f"this is more than {limit_bytes >> 20} MB, too much for one page",
            place=place,
            hint="split it into its pages, or at line ends (`split -C 32M`)",
        )
    return data
