"""`cleantext undo`: pages back from their clean text and the log."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cleantext.batch import PATTERNS, Job, choose_jobs
from cleantext.cli.delivery import deliver_bytes
from cleantext.cli.ending import DONE, FAILED_PAGES, ending, say
from cleantext.configuration import find_settings
from cleantext.errors import CleantextError, UsageError
from cleantext.files import (
    STANDARD_INPUT,
    name_of,
    read_bytes,
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
    pattern: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Files of a folder to undo. May be repeated. [default: *.txt]"),
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
    patterns = tuple(pattern or ())

    def command() -> int:
        if log is None:
            raise UsageError("undo needs the log", hint="give it with --log FILE")
        found = patterns or find_settings().pattern or PATTERNS
        files = [Path(path) for path in paths or ["-"]]
        return _run(choose_jobs(files, found, output=output, in_place=in_place), log, page)

    raise typer.Exit(ending(command))


def _run(jobs: Sequence[Job], log: Path, page: str | None) -> int:
    from cleantext.log import undo as bring_back  # here for start-up time
    from cleantext.logbook import open_logbook

    # Standard input comes first: the other end of the pipe may write the log until its end.
    piped = read_bytes(STANDARD_INPUT) if STANDARD_INPUT in (job.source for job in jobs) else b""
    logbook = open_logbook(log)
    failed = 0
    for job in jobs:
        try:
            clean = piped if job.source == STANDARD_INPUT else read_bytes(job.source)
            record = logbook.find(clean, name=name_of(job.source), page=page)
            deliver_bytes(job, bring_back(clean, record))
        except CleantextError as error:
            say(error)
            failed += 1
    return FAILED_PAGES if failed else DONE
