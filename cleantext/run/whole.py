"""A run from end to end: find the input, see what the output folder holds, clean, write part after part."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from cleantext.errors import OutputError, UsageError
from cleantext.files import make_folder, reason
from cleantext.labels import codec_of
from cleantext.run.batches import Cut, make_batches
from cleantext.run.durable import SUFFIX
from cleantext.run.http_page import warc_module
from cleantext.run.item import Batch, Outcome
from cleantext.run.manifest import NAME, Head, Progress, head_of, read_manifest, refuse_other_run
from cleantext.run.pack import zstandard
from cleantext.run.parts import FAILED, Parts
from cleantext.run.plan import Plan
from cleantext.run.pool import Pool
from cleantext.run.preparing import WORK_MODULES, prepare_work
from cleantext.run.sources import Extent, Source, find_sources, measure

Watch = Callable[[Batch, Outcome], None]
"""Told of every batch that is written."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run: `paths` (files, folders, globs) into `output`, in which way, by how many workers."""

    paths: tuple[str, ...]
    output: Path
    plan: Plan
    cut: Cut = field(default_factory=Cut)
    workers: int = 0
    page_timeout_seconds: float = 0.0
    resume: bool = False

    @property
    def sources(self) -> Iterator[Source]:
        """The files of the input, found anew each time."""
        return find_sources(self.paths, self.plan.patterns, self.output)


@dataclass(frozen=True, slots=True)
class Started:
    """A run that may begin or go on: how much there is, and how far it has come."""

    order: Order
    head: Head
    extent: Extent
    progress: Progress


def start(order: Order) -> Started:
    """Look at the input and at the output folder; nothing is written.

    Raises UsageError for an encoding that nobody knows, a package that is missing, a folder that holds
    anything but this very run, and one that holds it where `resume` is not asked for.
    """
    if order.plan.encoding:
        codec_of(order.plan.encoding)
    extent, kinds = measure(order.sources)
    if not extent.files:
        raise UsageError("no input is named", hint="name files, folders or a glob")
    order = _with_packages(order, kinds)
    head = head_of(order.plan, order.cut, extent)
    return Started(order, head, extent, _progress_in(order, head))


def run(started: Started, watch: Watch) -> Progress:
    """Clean what is left; gives the sums over the whole run. Raises OutputError, and can go on after it."""
    order = started.order
    if started.progress.done:
        return started.progress
    make_folder(order.output)
    try:
        with closing(Parts(order.output, order.plan, started.progress)) as parts:
            if not started.progress.size_bytes:
                parts.begin(started.head)
            _remove_unfinished(order.output)
            _run_parts(started, parts, watch)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {reason(error)}",
            place=order.output.as_posix(),
            hint="make room, then go on with --resume: what is done is kept",
        ) from None
    found = read_manifest(order.output)
    assert found is not None
    return found[1]


def _run_parts(started: Started, parts: Parts, watch: Watch) -> None:
    order = started.order
    batches = make_batches(order.sources, order.plan, order.cut, started.progress.cursor)
    cursor = started.progress.cursor
    with Pool(
        prepare_work,
        order.plan,
        workers=order.workers or workers_at_hand(),
        page_timeout_seconds=order.page_timeout_seconds,
        modules=WORK_MODULES,
    ) as pool:
        for batch, outcome in pool.map(batches):
            parts.add(outcome)
            cursor = batch.cursor
            if batch.closes:
                parts.commit(cursor)
            watch(batch, outcome)
    parts.commit(cursor)
    parts.finish()


def workers_at_hand() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _with_packages(order: Order, kinds: frozenset[str]) -> Order:
    """The order with the types of columns kept in Parquet. Raises UsageError where a package is missing."""
    if order.plan.compression == "zst" or ".zst" in kinds:
        zstandard()
    if "warc" in kinds:
        warc_module()
    if order.plan.format != "parquet" and "parquet" not in kinds:
        return order
    from cleantext.run.arrow import kept_schema  # an extra: only who reads or writes Parquet has it

    if order.plan.format != "parquet":
        return order
    return replace(order, plan=replace(order.plan, kept=kept_schema(order.sources, order.plan)))


def _progress_in(order: Order, head: Head) -> Progress:
    folder = order.output
    if folder.exists() and not folder.is_dir():
        raise UsageError("-o takes a folder, and this is a file", place=folder.as_posix())
    found = read_manifest(folder)
    if found is None:
        if folder.is_dir() and any(map(_is_foreign, folder.iterdir())):
            raise UsageError(
                "the folder holds files that are of no run",
                place=folder.as_posix(),
                hint="choose an empty one",
            )
        return Progress()
    if not (found[1].parts or found[1].done):
        return Progress()  # there is nothing yet that could be lost or mixed
    refuse_other_run(head, found[0], folder)
    if not order.resume:
        how_far = "is done" if found[1].done else f"has {found[1].parts} parts done"
        raise UsageError(
            f"the folder holds this run, which {how_far}",
            place=folder.as_posix(),
            hint="go on with --resume, or choose another folder",
        )
    return found[1]


def _is_foreign(path: Path) -> bool:
    return path.name not in (NAME, FAILED) and not path.name.startswith(".")


def _remove_unfinished(folder: Path) -> None:
    """Take away what a run that was killed left under temporary names."""
    for path in folder.glob(f".part-*{SUFFIX}"):
        path.unlink(missing_ok=True)
