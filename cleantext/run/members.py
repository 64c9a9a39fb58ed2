"""The files in a tar archive, in the order they stand there, read as a stream."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_BLOCK_BYTES = 512


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive; of a large one only as much as shows that it is."""

    name: str
    data: bytes


def read_members(stream: BinaryIO, limit_bytes: int) -> Iterator[Member]:
    """Every plain file of a tar archive, links and hidden files aside.

    Raises EOFError where the archive is cut off, tarfile.TarError where it is damaged.
    """
    watched = _Watched(stream)
    with tarfile.open(fileobj=watched, mode="r|") as archive:  # type: ignore[call-overload]
        for member in archive:
            if not member.isfile() or member.name.rpartition("/")[2].startswith("."):
                continue
            file = archive.extractfile(member)
            assert file is not None
            try:
                data = file.read(limit_bytes + 1)
            except tarfile.ReadError:
                raise EOFError from None
            if len(data) < min(member.size, limit_bytes + 1):
                raise EOFError
            yield Member(member.name, data)
    if watched.tail.strip(b"\0"):
        raise EOFError  # an archive ends in empty blocks, and tarfile does not mind where they are missing


class _Watched:
    """A stream that remembers the last block that was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.tail = b""

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.tail = (self.tail + data)[-_BLOCK_BYTES:]
        return data
