"""What becomes of a cleaned page: printed, written, named or shown as a diff."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from cleantext.batch import Job
from cleantext.cli.flags import Flags
from cleantext.files import make_folder, write_bytes, write_standard_output

if TYPE_CHECKING:
    from cleantext.engine import Result

Deliver = Callable[[Job, "Result"], None]


def choose_delivery(flags: Flags) -> Deliver:
    """The delivery that the flags ask for. Raises UsageError for a colour there is not."""
    if flags.diff:
        from cleantext.report.paint import wants_color  # here for start-up time

        return _print_colored_diff if wants_color(flags.color, sys.stdout) else _print_diff
    if flags.check:
        return _print_name
    return _write_target if flags.output or flags.in_place else _print_text


def _print_text(job: Job, result: "Result") -> None:
    write_standard_output(result.text.encode())


def _print_name(job: Job, result: "Result") -> None:
    if result.changed:
        write_standard_output(f"{result.page.name}\n".encode(errors="surrogateescape"))  # a name of any bytes


def _print_diff(job: Job, result: "Result") -> None:
    from cleantext.report.diff import unified_diff  # here for start-up time

    _print_lines(list(unified_diff(result)))


def _print_colored_diff(job: Job, result: "Result") -> None:
    from cleantext.report.diff import unified_diff  # here for start-up time
    from cleantext.report.paint import paint

    _print_lines([paint(line) for line in unified_diff(result)])


def _print_lines(lines: list[str]) -> None:
    """Print lines of a page; a byte that no encoding reads is shown as an escape."""
    write_standard_output("".join(f"{line}\n" for line in lines).encode(errors="backslashreplace"))


def _write_target(job: Job, result: "Result") -> None:
    if job.target is None or (job.target == job.source and not result.changed):
        return
    make_folder(job.target.parent)
    write_bytes(job.target, result.text.encode())


def deliver_bytes(job: Job, data: bytes) -> None:
    """Write what a job comes to into its file, or to standard output."""
    if job.target is None:
        write_standard_output(data)
        return
    make_folder(job.target.parent)
    write_bytes(job.target, data)
