"""Worker processes that give results in order, and outlive a page that kills or stalls one of them.

The standard pools are not enough: one of them breaks as a whole when a worker dies, none has a deadline for a
task. A worker has one batch at a time; reading ahead and keeping results whose turn has not come are bounded.
"""

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from cleantext.errors import CleantextError, OutputError
from cleantext.run.channel import Channel, shared_memory
from cleantext.run.item import Batch, Outcome
from cleantext.run.worker import NOTHING, serve

AHEAD = 3
"""Batches a worker may be ahead of the output, for one slow page shall not stop the others."""
WINDOW_BYTES = 64 << 20
"""And bytes of input; a batch larger than that travels alone."""
_STARTS = 3
"""How often in a row a worker may die before its first batch."""
_TICK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Task:
    """A batch on its way. `cleared` are items that stopped a worker once and came through alone since.

    `alone` is the item that is being tried so; `stops` counts ends of workers that no item is known to have
    caused.
    """

    number: int
    batch: Batch
    cleared: frozenset[int] = frozenset()
    alone: int | None = None
    stops: int = 0

    @property
    def payload(self) -> Batch:
        """What the worker is given."""
        return self.batch if self.alone is None else self.batch.alone(self.alone)


class Worker:
    """A process, the way to it, and the task it has."""

    def __init__(self, make: Callable[[Any], Any], argument: Any) -> None:
        context: Any = multiprocessing.get_context(_start_method())
        self.at = context.RawArray("q", [NOTHING])
        self.pipe, theirs = context.Pipe()
        inbox, outbox = shared_memory(context)
        self._channel = Channel(self.pipe, outbox, inbox)
        ends = theirs, inbox, outbox, self.at
        process = context.Process(target=serve, args=(*ends, make, argument), daemon=True)
        with _interrupts_held():
            process.start()
        theirs.close()
        self.process = process
        self.ready = False
        self.task: Task | None = None
        self.seen, self._since = NOTHING, 0.0

    def give(self, task: Task) -> None:
        """Hand a task over. A worker that is gone takes it too: its end is seen where results are awaited."""
        self.task, self.seen = task, NOTHING
        with suppress(OSError):
            self._channel.send(task.payload)

    def hear(self) -> Any:
        """What the worker says. Raises EOFError or OSError where it is gone."""
        return self._channel.recv()

    def overdue(self, page_timeout_seconds: float) -> bool:
        """Is it longer than that at one item?"""
        at, now = self.at[0], time.monotonic()
        if at != self.seen:
            self.seen, self._since = at, now
        return at != NOTHING and now - self._since > page_timeout_seconds

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Pool:
    """`workers` processes that each do `make(argument)` once and then what that gives, batch by batch.

    `make` and `argument` must be picklable: processes are not forked from this one, so that it works on every
    system. `modules` are what `make` imports: where workers are forked from a server, it imports them once.
    """

    def __init__(
        self,
        make: Callable[[Any], Any],
        argument: Any,
        *,
        workers: int,
        page_timeout_seconds: float = 0.0,
        ahead: int = AHEAD,
        modules: tuple[str, ...] = (),
    ) -> None:
        if _start_method() == "forkserver":
            multiprocessing.set_forkserver_preload([make.__module__, *modules])
        self._make, self._argument = make, argument
        self._page_timeout = page_timeout_seconds
        self._window = workers * (1 + ahead)
        self._workers: list[Worker] = []
        self._size = workers
        self._waiting: deque[Task] = deque()
        self._done: dict[int, tuple[Batch, Outcome]] = {}
        self._failed_starts = 0

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def map(
        self, batches: Iterator[Batch | None], arrival: Connection | None = None
    ) -> Iterator[tuple[Batch, Outcome]]:
        """Each batch with its outcome, in order. Raises what a worker found wrong with the plan itself.

        `batches` may give None where the next one is not there yet; then `arrival` can be read once it is.
        """
        end = object()
        read = written = 0
        exhausted = False
        weights: dict[int, int] = {}
        while True:
            while not exhausted and self._admits(read - written, sum(weights.values())):
                batch: Any = next(batches, end)
                if batch is None:
                    break
                if batch is end:
                    exhausted = True
                    break
                self._waiting.append(Task(read, batch))
                weights[read] = batch.size_bytes
                read += 1
                self._assign()
            if exhausted and read == written:
                return
            self._assign()
            awaited = arrival if not exhausted and self._admits(read - written, 0) else None
            self._listen(awaited, wait_long=written not in self._done)
            if written in self._done:
                del weights[written]
                yield self._done.pop(written)
                written += 1

    def _admits(self, batches: int, weight: int) -> bool:
        return batches == 0 or (batches < self._window and weight < WINDOW_BYTES)

    def _assign(self) -> None:
        """Give waiting tasks to idle workers, and start workers while there are tasks for them."""
        for worker in self._workers:
            if self._waiting and worker.ready and worker.task is None:
                worker.give(self._waiting.popleft())
        starting = sum(not worker.ready for worker in self._workers)
        while len(self._workers) < self._size and len(self._waiting) > starting:
            self._workers.append(Worker(self._make, self._argument))
            starting += 1

    def _listen(self, arrival: Connection | None, *, wait_long: bool) -> None:
        """Follow up what workers said or did; with nothing else to do, wait for that or for input."""
        pipes: dict[Any, Worker] = {worker.pipe: worker for worker in self._workers}
        patience = self._patience() if wait_long else 0.0
        for pipe in wait([*pipes, *([arrival] if arrival else [])], patience):
            if pipe is not arrival:
                self._hear(pipes[pipe])
                self._assign()
        if self._page_timeout:
            for worker in self._workers[:]:
                if worker.task and worker.overdue(self._page_timeout):
                    self._give_up(worker, worker.task)

    def _patience(self) -> float | None:
        return min(_TICK_SECONDS, self._page_timeout / 4) if self._page_timeout else None

    def _hear(self, worker: Worker) -> None:
        try:
            said = worker.hear()
        except (EOFError, OSError):
            self._mourn(worker)
            return
        if isinstance(said, CleantextError):
            raise said
        if said is None:
            worker.ready, self._failed_starts = True, 0
            return
        task, worker.task = worker.task, None
        assert task is not None
        if task.alone is None:
            self._done[task.number] = task.batch, said
        else:
            self._again(replace(task, cleared=task.cleared | {task.alone}, alone=None))

    def _mourn(self, worker: Worker) -> None:
        """A worker died: find out at which item, and have that tried once more alone."""
        worker.process.join(1)  # its pipe is closed a moment before its exit code is there
        self._dismiss(worker)
        task, at = worker.task, worker.at[0]
        if task is None:
            self._count_failed_start()
            return
        if at == NOTHING:
            self._retry_unexplained(task)
        elif at in task.cleared or task.alone is not None:
            self._set_aside(task, at, f"it stopped two workers ({_how(worker)})")
        elif len(task.batch.items) == 1:
            self._again(replace(task, cleared=frozenset({at})))
        else:
            self._again(replace(task, alone=at))

    def _give_up(self, worker: Worker, task: Task) -> None:
        at = worker.seen
        self._dismiss(worker)
        if worker.at[0] != at:  # it came through in the meantime, and is stopped all the same
            self._again(task)
            return
        seconds = f"{self._page_timeout:g} second{'s' if self._page_timeout != 1 else ''}"
        self._set_aside(task, at, f"it took more than {seconds}; split it, or raise --page-timeout")

    def _set_aside(self, task: Task, at: int, reason: str) -> None:
        self._again(replace(task, batch=task.batch.failing(at, reason), alone=None))

    def _retry_unexplained(self, task: Task) -> None:
        """A worker died at no item: once more, then without the items."""
        batch = task.batch
        if task.stops:
            for at in range(len(batch.items)):
                batch = batch.failing(at, "its worker stopped twice")
        self._again(replace(task, batch=batch, stops=task.stops + 1))

    def _again(self, task: Task) -> None:
        self._waiting.appendleft(task)

    def _dismiss(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.stop()

    def _count_failed_start(self) -> None:
        self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            raise OutputError(
                "the workers die as soon as they are started",
                hint="give them more memory, or fewer of them with -j 1",
            )


def _how(worker: Worker) -> str:
    """How a process ended, for people."""
    code = worker.process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let an interrupt wait for a moment: a process that is started meanwhile never hears of any.

    Who starts a worker ends it too. Windows cannot do this; there a worker hears none once it is ready.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it would take the mask off when it is started
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_method() -> str:
    """A server that forks clean processes where there is one (quick, memory is shared), else spawning."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
