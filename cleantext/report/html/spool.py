"""Packed texts on disk until the report is written: which of them have room in it is known at the end."""

import tempfile
from base64 import b64encode
from collections.abc import Iterator, Sequence
from types import TracebackType


class Spool:
    """Pieces of bytes in a temporary file, by number."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed with the spool
        self._ends: list[int] = [0]

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, data: bytes) -> None:
        """Put a piece behind the others."""
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def size_in_report(self, number: int) -> int:
        """The bytes a piece takes as base64."""
        return (self._ends[number + 1] - self._ends[number] + 2) // 3 * 4

    def choose(self, wanted: Sequence[int], limit_bytes: int) -> list[int]:
        """The numbers of the pieces that have room, sorted; those wanted first are taken first."""
        chosen = []
        for number in wanted:
            size = self.size_in_report(number)
            if size <= limit_bytes:
                chosen.append(number)
                limit_bytes -= size
        return sorted(chosen)

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Pieces as base64, one at a time."""
        for number in numbers:
            self._file.seek(self._ends[number])
            yield number, b64encode(self._file.read(self._ends[number + 1] - self._ends[number])).decode()
