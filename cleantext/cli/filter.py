"""Bare `cleantext`: pages in, clean text out. No typer here: the plain filter starts without it."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cleantext.batch import PATTERNS, Failure, choose_jobs, clean_pages
from cleantext.cli.delivery import Deliver, choose_delivery
from cleantext.cli.ending import DONE, FAILED_PAGES, FINDINGS, INTERNAL, internal_error, say
from cleantext.cli.flags import VERBS, Flags, refuse_contradictions
from cleantext.cli.logs import Record, open_logs
from cleantext.cli.progress import with_progress
from cleantext.configuration import find_settings
from cleantext.errors import CleantextError, OutputError, UsageError
from cleantext.files import STANDARD_INPUT
from cleantext.records import dataclass

if TYPE_CHECKING:
    from cleantext.batch import Outcome
    from cleantext.engine import Result
    from cleantext.report.statistics import Statistics


class _AllFailed(Exception):
    """No page came through: a log that stands there already must not make way for an empty one."""


@dataclass(slots=True)
class Tally:
    """How a run has gone so far."""

    pages: int = 0
    changed: int = 0
    failed: int = 0
    broken: bool = False
    statistics: "Statistics | None" = None

    def add(self, outcome: "Result | Failure") -> None:
        """Count a page in; say why one was set aside."""
        self.pages += 1
        if isinstance(outcome, Failure):
            self._add_failure(outcome)
            return
        self.changed += outcome.changed
        if self.statistics:
            self.statistics.add(outcome)

    def _add_failure(self, failure: Failure) -> None:
        self.failed += 1
        if isinstance(failure.error, CleantextError):
            say(failure.error)
        else:
            internal_error(failure.error, failure.job.source.as_posix())
            self.broken = True

    def exit_code(self, *, looks_only: bool) -> int:
        """The worst that happened."""
        if self.failed:
            return INTERNAL if self.broken else FAILED_PAGES
        return FINDINGS if looks_only and self.changed else DONE


def run(paths: Sequence[Path], flags: Flags) -> int:
    """Clean the pages as the flags say and give the exit code."""
    refuse_contradictions(flags)
    if flags.jsonl:
        from cleantext.cli.json_lines import clean_rows  # here for start-up time

        return clean_rows(paths, flags)
    if flags.explain_encoding:
        from cleantext.cli.explain import explain  # here for start-up time

        return explain(paths, flags)
    settings = flags.settings.over(find_settings(flags.config))
    recipe = settings.make_recipe()
    _refuse_late_verb(paths)
    jobs = choose_jobs(
        tuple(paths) or (STANDARD_INPUT,),
        settings.pattern or PATTERNS,
        output=flags.output,
        in_place=flags.in_place,
        nowhere=flags.looks_only,
    )
    deliver = choose_delivery(flags)
    if jobs[0].source == STANDARD_INPUT and sys.stdin and sys.stdin.isatty() and not flags.quiet:
        say("reading the page from the terminal; Ctrl-D ends it, and `cleantext --help` explains")
    tally = _start_tally(flags)
    with suppress(_AllFailed), ExitStack() as stack:
        records = open_logs(flags, jobs, stack)
        outcomes = clean_pages(jobs, recipe, encoding=settings.encoding)
        for outcome in with_progress(outcomes, len(jobs), quiet=flags.quiet or not jobs[0].target):
            tally.add(_finish(outcome, records, deliver))
        if tally.failed == len(jobs):
            raise _AllFailed
    _sum_up(tally, flags)
    return tally.exit_code(looks_only=flags.looks_only)


def _refuse_late_verb(paths: Sequence[Path]) -> None:
    for path in paths:
        if str(path) in VERBS and not path.exists():
            raise UsageError(f"there is no page {path}", hint=f"a verb comes first: cleantext {path} …")


def _finish(outcome: "Outcome", records: Sequence[Record], deliver: Deliver) -> "Result | Failure":
    """Log first, so that no page is changed whose log is not safe."""
    if isinstance(outcome, Failure):
        return outcome
    job, result = outcome
    for record in records:
        record(result)
    try:
        deliver(job, result)
    except OutputError as error:
        if job.target is None:
            raise
        return Failure(job, error)
    return result


def _start_tally(flags: Flags) -> Tally:
    if not flags.statistics:
        return Tally()
    from cleantext.report.statistics import Statistics  # here for start-up time

    return Tally(statistics=Statistics())


def _sum_up(tally: Tally, flags: Flags) -> None:
    if tally.statistics:
        print(*tally.statistics.table(), sep="\n", file=sys.stderr)
    if flags.quiet or tally.pages == 1:
        return
    if tally.failed:
        say(f"{tally.failed} of {tally.pages} pages failed; the others are done")
    if flags.looks_only:
        say(f"{tally.changed} of {tally.pages} pages would change")
