"""Rows of JSON through a pipe: a line in, a line out, in order, no more under way than there are workers."""

from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from cleantext.run.item import Batch, Item, Outcome
from cleantext.run.plan import Plan
from cleantext.run.pool import Pool
from cleantext.run.preparing import WORK_MODULES, prepare_work
from cleantext.run.readers import line_limit_bytes, lines_of


def clean_lines(
    stream: BinaryIO, plan: Plan, *, place: str, workers: int = 1, page_timeout_seconds: float = 0.0
) -> Iterator[Outcome]:
    """Clean each line of a stream as soon as it is there; of one that cannot be the outcome has the failure.

    One worker is this very process, but where there is a deadline: a process that is past it has to be ended.
    Raises UsageError and RuleError for a bad recipe.
    """
    batches = _batches(stream, plan, place)
    if workers == 1 and not page_timeout_seconds:
        work = prepare_work(plan)
        for batch in batches:
            yield work(batch, lambda number: None)
        return
    arriving = Arriving(batches)
    with Pool(
        prepare_work,
        plan,
        workers=workers,
        page_timeout_seconds=page_timeout_seconds,
        ahead=0,
        modules=WORK_MODULES,
    ) as pool:
        for _, outcome in pool.map(arriving, arriving.signal):
            yield outcome


class Arriving:
    """Batches that a thread reads, so that results need not wait for the next line.

    Gives None where nothing has come yet; `signal` can be waited on until something has.
    """

    def __init__(self, batches: Iterator[Batch]) -> None:
        self.signal: Any
        self.signal, self._told = Pipe(duplex=False)
        self._asked: SimpleQueue[bool] = SimpleQueue()
        self._come: SimpleQueue[Batch | Exception | None] = SimpleQueue()
        self._asking = False
        Thread(target=self._read, args=(batches, self._told), daemon=True).start()

    def __iter__(self) -> "Arriving":
        return self

    def __next__(self) -> Batch | None:
        if not self._asking:
            self._asked.put(True)
            self._asking = True
        if not self.signal.poll():
            return None
        self.signal.recv_bytes()
        self._asking = False
        come = self._come.get()
        if isinstance(come, Exception):
            raise come
        if come is None:
            raise StopIteration
        return come

    def _read(self, batches: Iterator[Batch], told: Connection) -> None:
        """One batch for every time that one is asked for: nothing is read ahead."""
        while self._asked.get():
            try:
                come: Batch | Exception | None = next(batches, None)
            except Exception as error:
                come = error
            self._come.put(come)
            told.send_bytes(b"!")
            if not isinstance(come, Batch):
                return


def _batches(stream: BinaryIO, plan: Plan, place: str) -> Iterator[Batch]:
    for number, line in enumerate(lines_of(stream, line_limit_bytes(plan)), 1):
        if not line.isspace():
            where = f"{place}:{number}"
            yield Batch((Item(where, where, line, "row"),))
