"""Reading packed files as streams, and saying in a sentence where one is damaged."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from cleantext.errors import CleantextError, InputError
from cleantext.files import unreadable
from cleantext.run.pack import zstandard

_CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Stream:
    """A file's content, unpacked on the way; `raw` is the file itself."""

    content: BinaryIO
    raw: BinaryIO
    seekable: bool

    @property
    def read_bytes(self) -> int:
        """How much of the file has been read; nothing is known of a pipe."""
        return self.raw.tell() if self.seekable else 0


@contextmanager
def open_stream(path: Path) -> Iterator[Stream]:
    """Open a file, plain or packed by the end of its name. Raises InputError, also for damage within."""
    try:
        with path.open("rb", buffering=0) as raw:
            yield Stream(_unpacked(raw, path), cast(BinaryIO, raw), raw.seekable())
    except CleantextError:
        raise
    except (EOFError, zlib.error) as error:
        raise damaged(path, error) from None
    except OSError as error:
        raise (unreadable(path, error) if error.errno else damaged(path, error)) from None


def damaged(path: Path, error: Exception) -> InputError:
    """The InputError for a packed file that ends too early or is no such file."""
    early = isinstance(error, EOFError)
    found = "the file ends too early" if early else f"the file is damaged ({error})"
    return InputError(found, place=path.as_posix(), hint="fetch it again; what was read before is done")


def _unpacked(raw: IO[bytes], path: Path) -> BinaryIO:
    name = path.name.lower()
    if name.endswith((".gz", ".tgz")):
        import gzip  # here for start-up time

        return cast(BinaryIO, gzip.GzipFile(fileobj=raw, mode="rb"))
    if name.endswith(".zst"):
        return io.BufferedReader(_Zstandard(raw), _CHUNK_BYTES)
    return io.BufferedReader(cast(io.RawIOBase, raw), _CHUNK_BYTES)


class _Zstandard(io.RawIOBase):
    """Unpacks frame after frame; unlike the package's own stream it notices a frame that is cut off."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._module = zstandard()
        self._frame: Any = None
        self._packed = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if not self._packed:
                self._packed = self._raw.read(_CHUNK_BYTES // 8) or b""
            if not self._packed:
                if self._frame is not None:
                    raise EOFError
                return 0
            self._unpack()
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _unpack(self) -> None:
        if self._frame is None:
            self._frame = self._module.ZstdDecompressor().decompressobj()
        try:
            self._ready = self._frame.decompress(self._packed)
        except self._module.ZstdError as error:
            raise zlib.error(str(error)) from None
        self._packed = b""
        if self._frame.eof:
            self._packed = self._frame.unused_data
            self._frame = None
