"""`cleantext undo`: pages back from their clean text and the log."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cleantext.batch import Job, find_pages, plan_jobs
from cleantext.cli.ending import DONE, FAILED_PAGES, ending, say
from cleantext.errors import CleantextError, UsageError
from cleantext.files import (
    STANDARD_INPUT,
    make_folder,
    name_of,
    read_bytes,
    write_bytes,
    write_standard_output,
)


def undo(
    paths: Annotated[
        list[str] | None,
        typer.Argument(show_default=False, metavar="CLEAN", help="Clean texts; none is stdin."),
    ] = None,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="FILE", help="The log they were cleaned with.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write each page into DIR.")
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write the page over its clean text.")] = False,
    page: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Which page of the log, where several have one clean text."),
    ] = None,
) -> None:
    """Give pages back, byte for byte, from their clean text and the log.

    The text must be exactly as cleantext wrote it (its SHA-256 is compared), and the page must come out with
    the sum the log holds: otherwise nothing is written.

    \b
    Examples:
      cleantext undo clean.txt --log changes.jsonl > page.txt
      cleantext undo clean/ --log changes.jsonl -o pages/
      cleantext undo pages/ --log changes.jsonl --in-place
    """
    raise typer.Exit(ending(lambda: _run(paths or ["-"], log, output, page, in_place=in_place)))


def _run(
    paths: Sequence[str], log: Path | None, output: Path | None, page: str | None, *, in_place: bool
) -> int:
    from cleantext.log import undo as bring_back  # here for start-up time
    from cleantext.logbook import open_logbook

    if log is None:
        raise UsageError("undo needs the log", hint="give it with --log FILE")
    jobs = _choose_jobs([Path(path) for path in paths], output, in_place=in_place)
    # Standard input comes first: the other end of the pipe may write the log until its end.
    piped = read_bytes(STANDARD_INPUT) if STANDARD_INPUT in (job.source for job in jobs) else b""
    logbook = open_logbook(log)
    failed = 0
    for job in jobs:
        try:
            clean = piped if job.source == STANDARD_INPUT else read_bytes(job.source)
            record = logbook.find(clean, name=name_of(job.source), page=page)
            _deliver(job, bring_back(clean, record))
        except CleantextError as error:
            say(error)
            failed += 1
    return FAILED_PAGES if failed else DONE


def _choose_jobs(paths: Sequence[Path], output: Path | None, *, in_place: bool) -> tuple[Job, ...]:
    if output and in_place:
        raise UsageError("-o and --in-place cannot both be followed", hint="leave one out")
    if output:
        return plan_jobs(find_pages(paths, ("*",), leave_out=output), output)
    if not in_place and (len(paths) > 1 or paths[0].is_dir()):
        raise UsageError(
            "several pages cannot share standard output", hint="give -o DIR for the pages, or --in-place"
        )
    if in_place and STANDARD_INPUT in paths:
        raise UsageError("standard input cannot be undone in place", hint="name the file")
    return tuple(Job(path, path if in_place else None) for path, _ in find_pages(paths, ("*",)))


def _deliver(job: Job, data: bytes) -> None:
    if job.target is None:
        write_standard_output(data)
        return
    make_folder(job.target.parent)
    write_bytes(job.target, data)
