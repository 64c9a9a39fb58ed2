"""Many pages: which files are pages, where each result goes, and cleaning them in order."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cleantext.errors import InputError, RuleError, UsageError
from cleantext.files import STANDARD_INPUT, read_page
from cleantext.records import dataclass

if TYPE_CHECKING:
    from cleantext.engine import Result
    from cleantext.recipe import Recipe

PATTERNS = ("*.txt",)
"""Names of files that count as pages in a folder."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page to read and the file its result belongs in (None: no file of its own)."""

    source: Path
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that was set aside, and why: a CleantextError, or a mistake of cleantext itself."""

    job: Job
    error: Exception


def find_pages(
    paths: Iterable[Path], patterns: Sequence[str] = PATTERNS, *, leave_out: Path | None = None
) -> Iterator[tuple[Path, Path]]:
    """Each page with its place below the path that named it; folders are walked in sorted order.

    A file that is named is a page whatever it is called. In folders hidden files, linked folders and the
    folder `leave_out` are passed over. Raises UsageError for a folder without a page.
    """
    for path in paths:
        if not path.is_dir():
            yield path, Path(path.name)
            continue
        found = list(_walk(path, patterns, leave_out))
        if not found:
            raise UsageError(
                f"the folder holds no page named {' or '.join(patterns)}",
                place=path.as_posix(),
                hint="name others with --pattern '*.html'",
            )
        yield from found


def choose_jobs(
    paths: Sequence[Path],
    patterns: Sequence[str] = PATTERNS,
    *,
    output: Path | None = None,
    in_place: bool = False,
    nowhere: bool = False,
) -> tuple[Job, ...]:
    """Find the pages and where each result goes: below `output`, in place, nowhere, else to standard output.

    Raises UsageError where that cannot be done, before any page is read.
    """
    if output and not in_place:
        return plan_jobs(find_pages(paths, patterns, leave_out=output), output)
    if output:
        raise UsageError("-o and --in-place cannot both be followed", hint="leave one out")
    if in_place and STANDARD_INPUT in paths:
        raise UsageError("standard input cannot be changed in place", hint="name the file")
    if not (in_place or nowhere) and (len(paths) > 1 or paths[0].is_dir()):
        found = (
            f"{paths[0]} is a folder" if paths[0].is_dir() else "several pages cannot share standard output"
        )
        raise UsageError(found, hint="give -o DIR for the results, or --in-place")
    return tuple(Job(path, path if in_place else None) for path, _ in find_pages(paths, patterns))


def plan_jobs(pages: Iterable[tuple[Path, Path]], output: Path) -> tuple[Job, ...]:
    """Give each page its file below `output`. Raises UsageError before anything is read.

    Refused: two pages for one file, a result that would take a page's place, an `output` that is a file.
    """
    if output.exists() and not output.is_dir():
        raise UsageError("-o takes a folder, and this is a file", place=output.as_posix())
    jobs = [Job(source, output / below) for source, below in pages]
    owners: dict[Path | None, Path] = {}
    sources = {job.source.resolve() for job in jobs}
    for job in jobs:
        if job.source == STANDARD_INPUT:
            raise UsageError("standard input has no name to be kept under in -o DIR", hint="leave -o out")
        if job.target is not None and job.target.resolve() in sources:
            raise UsageError(
                "the clean text would be written over this page",
                place=job.target.as_posix(),
                hint="choose another folder, or ask for it with --in-place --log FILE",
            )
        if job.target in owners:
            raise UsageError(
                f"{owners[job.target]} and {job.source} would both be written here",
                place=str(job.target),
                hint="clean them in two runs with a folder each",
            )
        owners[job.target] = job.source
    return tuple(jobs)


Outcome: TypeAlias = "tuple[Job, Result] | Failure"
"""A page that was cleaned, or not."""


def clean_pages(jobs: Iterable[Job], recipe: "Recipe", *, encoding: str | None = None) -> Iterator["Outcome"]:
    """Clean the pages in order. A page that fails is handed on as a Failure, and the rest go on.

    Raises UsageError and RuleError, which are no fault of a page.
    """
    from cleantext.engine import clean  # here so that a mistake in the arguments is reported at once

    for job in jobs:
        outcome: Outcome
        try:
            outcome = job, clean(read_page(job.source), recipe, encoding=encoding)
        except (UsageError, RuleError):
            raise
        except MemoryError:
            place = job.source.as_posix()
            outcome = Failure(
                job, InputError("there is too little memory for it", place=place, hint="split it")
            )
        except Exception as error:  # a mistake of ours on one page; the caller reports it as such
            outcome = Failure(job, error)
        yield outcome


def _walk(folder: Path, patterns: Sequence[str], leave_out: Path | None) -> Iterator[tuple[Path, Path]]:
    skipped = leave_out.resolve() if leave_out else None
    wanted = re.compile("|".join(translate(os.path.normcase(pattern)) for pattern in patterns)).match
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(here) / name).resolve() != skipped
        )
        for name in sorted(names):
            if not name.startswith(".") and wanted(os.path.normcase(name)):
                path = Path(here) / name
                yield path, path.relative_to(folder)
