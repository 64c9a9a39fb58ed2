"""The log files of a run: opened before the first page, whole at the end or not there."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO

from cleantext.batch import Job
from cleantext.cli.flags import Flags
from cleantext.errors import UsageError
from cleantext.files import appending, writing

if TYPE_CHECKING:
    from cleantext.engine import Result

Record = Callable[["Result"], None]


def open_logs(flags: Flags, jobs: Iterable[Job], stack: ExitStack) -> tuple[Record, ...]:
    """Open the logs asked for; each function given back writes one page down.

    A log of pages changed in place grows from run to run and is on the disk before the page is changed: it
    alone can bring the page back.
    """
    _refuse_overlap(flags, jobs)
    records: list[Record] = []
    if flags.log and flags.in_place:
        records.append(_adder(stack.enter_context(appending(flags.log))))
    elif flags.log:
        records.append(_writer(stack.enter_context(writing(flags.log))))
    if flags.log_flat:
        records.append(_flat_writer(stack.enter_context(writing(flags.log_flat))))
    return tuple(records)


def _adder(append: Callable[[bytes], None]) -> Record:
    def record(result: "Result") -> None:
        append(f"{result.log()}\n".encode())

    return record


def _writer(file: BinaryIO) -> Record:
    def record(result: "Result") -> None:
        file.write(f"{result.log()}\n".encode())

    return record


def _flat_writer(file: BinaryIO) -> Record:
    def record(result: "Result") -> None:
        from cleantext.log import write_flat  # here for start-up time

        file.writelines(f"{line}\n".encode() for line in write_flat(result))

    return record


def _refuse_overlap(flags: Flags, jobs: Iterable[Job]) -> None:
    """A log may not take the place of a page or of a clean text."""
    if not flags.logs:
        return
    taken = {path.resolve(): path for job in jobs for path in (job.source, job.target) if path}
    for log in flags.logs:
        if log.resolve() in taken:
            raise UsageError("the log would be written over a page", place=str(log), hint="name another file")
        if log.is_dir():
            raise UsageError(
                "the log needs a file, and this is a folder", place=str(log), hint="name a file in it"
            )
