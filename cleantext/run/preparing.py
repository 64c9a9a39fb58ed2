"""The way to a worker's work that spares the process which only reads and writes the import of every step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cleantext.run.plan import Plan

if TYPE_CHECKING:
    from cleantext.run.item import Batch, Outcome

WORK_MODULES = ("cleantext.run.work",)
"""What `prepare_work` imports."""


def prepare_work(plan: Plan) -> "Callable[[Batch, Callable[[int], None]], Outcome]":
    """Get ready to clean by a plan: see `make_work`. Raises UsageError and RuleError."""
    from cleantext.run.work import make_work  # here for start-up time: the engine and all its steps

    return make_work(plan)
