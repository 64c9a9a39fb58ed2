"""The process that cleans: it takes a batch, works on it, and sends back what became of it."""

import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from cleantext.errors import CleantextError
from cleantext.run.channel import Channel
from cleantext.run.item import Batch

NOTHING = -1
"""At work on no item."""


def serve(
    pipe: Connection, inbox: Any, outbox: Any, at: Any, make: Callable[[Any], Any], argument: Any
) -> None:
    """Make the work, say that it is made, then do it for every batch until the pipe is closed.

    `inbox` and `outbox` are shared memory for a Channel, `at` is a shared number: which item of the batch is
    being worked on. What is said is None (ready), an Outcome, or a CleantextError that no page is to blame
    for.
    """
    channel = Channel(pipe, inbox, outbox)
    with suppress(ValueError):  # not in the main thread, where signals come anyway
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us is told, and ends us
    with suppress(EOFError, OSError):  # the other end is gone: nobody waits for us
        try:
            work = make(argument)
            channel.send(None)
            while True:
                channel.send(_work_on(work, channel.recv(), at))
        except CleantextError as error:
            channel.send(error)


def _work_on(work: Callable[[Batch, Callable[[int], None]], Any], batch: Batch, at: Any) -> Any:
    def begin(number: int) -> None:
        at[0] = number

    try:
        return work(batch, begin)
    finally:
        at[0] = NOTHING
