"""`cleantext --jsonl`: rows of JSON from standard input or files to standard output, line by line."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from cleantext.cli.ending import DONE, FAILED_PAGES, say
from cleantext.cli.flags import Flags
from cleantext.configuration import find_settings
from cleantext.errors import InputError, OutputError, UsageError
from cleantext.files import STANDARD_INPUT, name_of, writing
from cleantext.run.line_filter import clean_lines
from cleantext.run.plan import ALL_COLUMNS, Plan
from cleantext.run.stream import open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from cleantext.run.item import Outcome


def clean_rows(paths: Sequence[Path], flags: Flags) -> int:
    """Clean the rows and give the exit code. A line that fails is said on standard error."""
    _refuse_contradictions(flags)
    settings = flags.settings.over(find_settings(flags.config))
    log = "beside" if flags.log else "none"
    plan = Plan(settings.make_recipe(), settings.encoding, log=log, field=flags.field, columns=(ALL_COLUMNS,))
    failed = 0
    with ExitStack() as stack:
        log_file = stack.enter_context(writing(flags.log)) if flags.log else None
        for path in paths or (STANDARD_INPUT,):
            for outcome in _outcomes(path, plan, flags):
                for one in outcome.failed:
                    say(f"{one.place}: {one.reason}")
                    failed += 1
                if log_file:
                    log_file.write(outcome.log)
                _print(outcome.rows)
    return FAILED_PAGES if failed else DONE


def _outcomes(path: Path, plan: Plan, flags: Flags) -> "Iterator[Outcome]":
    if path != STANDARD_INPUT:
        with open_stream(path) as stream:
            yield from _cleaned(stream.content, path, plan, flags)
    elif sys.stdin is None:
        raise InputError("standard input is closed", hint="name a file, or pipe rows in")
    else:
        yield from _cleaned(_standard_input(), path, plan, flags)


def _standard_input() -> "BinaryIO":
    """Standard input as a file of its own.

    A thread may be waiting in it when the command ends, and Python cannot end while one waits in `sys.stdin`.
    """
    try:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    except (OSError, ValueError):  # no file: somebody has put another object there
        return sys.stdin.buffer


def _cleaned(stream: "BinaryIO", path: Path, plan: Plan, flags: Flags) -> "Iterator[Outcome]":
    return clean_lines(
        stream, plan, place=name_of(path), workers=flags.jobs, page_timeout_seconds=flags.page_timeout
    )


def _print(data: bytes) -> None:
    """Write at once. A reader that has had enough ends the command: BrokenPipeError goes on to the ending."""
    if sys.stdout is None:
        raise OutputError("standard output is closed", hint="leave it open")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _refuse_contradictions(flags: Flags) -> None:
    """Raise UsageError for flags that rows on standard output cannot follow."""
    wishes = {
        "-o": flags.output,
        "--in-place": flags.in_place,
        "--check": flags.check,
        "--diff": flags.diff,
        "--log-flat": flags.log_flat,
        "--statistics": flags.statistics,
        "--explain-encoding": flags.explain_encoding,
    }
    for name, wish in wishes.items():
        if wish:
            raise UsageError(
                f"--jsonl and {name} cannot both be followed",
                hint="leave one out; `cleantext run` writes rows to a folder",
            )
