"""The pages of a report, cleaned on all cores or brought back from a log, in order."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from cleantext.batch import Failure, Job, clean_pages
from cleantext.decode import decode
from cleantext.engine import rules_of
from cleantext.errors import CleantextError, InputError
from cleantext.files import STANDARD_INPUT, read_bytes, read_page
from cleantext.logbook import Logbook
from cleantext.recipe import Recipe
from cleantext.report.html.facts import PageFacts, facts_of
from cleantext.report.html.seen import Seen, seen_in_log, seen_in_result
from cleantext.report.html.texts import dictionary_of, pack_texts

_FEW_BYTES = 2_000_000
"""Below this starting processes costs more than it saves."""
_SAMPLED = 4
_SAMPLED_BYTES = 200_000
_AHEAD = 8
"""Pages that a worker may be ahead of the report."""

Gathered = tuple[PageFacts, bytes]
"""What a report keeps of a page: its facts, and its texts packed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How pages are cleaned, and the dictionary that their texts are packed with."""

    recipe: Recipe
    encoding: str | None = None
    dictionary: bytes = b""


def clean_and_gather(
    jobs: Sequence[Job], plan: Plan, *, workers: int = 0
) -> Iterator[tuple[Job, Gathered] | Failure]:
    """Clean the pages in order; `workers` 0 is one a core. A page that fails is handed on as a Failure.

    Raises UsageError and RuleError, which are no fault of a page.
    """
    rules_of(plan.recipe)  # its mistakes are told before a process is started
    workers = min(workers or os.cpu_count() or 1, len(jobs))
    piped = any(job.source == STANDARD_INPUT for job in jobs)  # it is this process that has it
    if workers == 1 or piped or _size(jobs) < _FEW_BYTES:
        yield from (gather(job, plan) for job in jobs)
        return
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, get_context(method)) as pool:
        try:
            yield from _in_order(pool, jobs, plan, workers)
        except BrokenProcessPool:
            raise InputError(
                "a page stopped its worker", hint="find it with -j 1, or give the machine more memory"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def gather(job: Job, plan: Plan) -> tuple[Job, Gathered] | Failure:
    """Clean one page and keep what a report needs of it."""
    (outcome,) = clean_pages([job], plan.recipe, encoding=plan.encoding)
    if isinstance(outcome, Failure):
        return outcome
    return job, _gathered(seen_in_result(outcome[1]), plan.dictionary)


def gather_from_log(
    jobs: Iterable[Job], logbook: Logbook, dictionary: bytes = b""
) -> Iterator[tuple[Job, Gathered] | Failure]:
    """The same of clean texts and the log they were cleaned with."""
    for job in jobs:
        try:
            clean = read_bytes(job.source)
            record = logbook.find(clean, name=job.source.as_posix())
            yield job, _gathered(seen_in_log(clean, record), dictionary)
        except CleantextError as error:
            yield Failure(job, error)


def sample(jobs: Sequence[Job]) -> bytes:
    """A dictionary for the texts of these pages, from a few of them that can be read."""
    texts = []
    files = [job for job in jobs if job.source != STANDARD_INPUT]  # that can be read but once
    for job in files[:: max(1, len(files) // _SAMPLED)][:_SAMPLED]:
        with suppress(CleantextError):
            page = read_page(job.source)
            texts.append(decode(page.data[:_SAMPLED_BYTES], name=page.name).text)
    return dictionary_of(texts)


def _gathered(seen: Seen, dictionary: bytes) -> Gathered:
    return facts_of(seen), pack_texts(seen, dictionary)


def _in_order(
    pool: ProcessPoolExecutor, jobs: Sequence[Job], plan: Plan, workers: int
) -> Iterator[tuple[Job, Gathered] | Failure]:
    waiting: deque[Future[tuple[Job, Gathered] | Failure]] = deque()
    rest = iter(jobs)
    waiting += (pool.submit(gather, job, plan) for job in islice(rest, workers * _AHEAD))
    while waiting:
        yield waiting.popleft().result()
        waiting += (pool.submit(gather, job, plan) for job in islice(rest, 1))


def _size(jobs: Iterable[Job]) -> int:
    return sum(_size_of(job.source) for job in jobs)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it fails when it is read, and says why
