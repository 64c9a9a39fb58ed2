"""Objects from one process to another: their bytes through memory that both share, word of them by a pipe.

A pipe alone copies every byte into the system and out of it again, piece by piece, with a switch between the
processes for each piece.
"""

import pickle
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any

INBOX_BYTES, OUTBOX_BYTES = 1 << 20, 2 << 20
"""What a worker is given and gives back in one piece; larger things take the pipe."""

_BY_PIPE = b"pipe"
"""Said of an object that follows in the pipe; of others their size is said."""


class Channel:
    """One end. What is sent must be received before more is sent: there is room for one object each way."""

    def __init__(self, pipe: Connection, inbox: Any, outbox: Any) -> None:
        self.pipe = pipe
        self._inbox, self._outbox = memoryview(inbox).cast("B"), memoryview(outbox).cast("B")

    def send(self, value: object) -> None:
        """Hand a picklable object over. Raises OSError where the other end is gone."""
        data = ForkingPickler.dumps(value)
        if len(data) > len(self._outbox):
            self.pipe.send_bytes(_BY_PIPE)
            self.pipe.send_bytes(data)
        else:
            self._outbox[: len(data)] = data
            self.pipe.send_bytes(len(data).to_bytes(8))

    def recv(self) -> Any:
        """The next object. Raises EOFError or OSError where the other end is gone."""
        said = self.pipe.recv_bytes()
        if said == _BY_PIPE:
            return pickle.loads(self.pipe.recv_bytes())
        return pickle.loads(self._inbox[: int.from_bytes(said)])


def shared_memory(context: Any) -> tuple[Any, Any]:
    """The inbox and the outbox of a worker."""
    return context.RawArray("B", INBOX_BYTES), context.RawArray("B", OUTBOX_BYTES)
