"""What comes again: chrome, which makes a rule, and the rest, which is left out and said why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: within so many of the first or last lines, or close to another line of chrome."""

    head: int | None = None
    tail: int | None = None
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Chrome:
    """A line that goes: its skeleton, its place, on how many pages it stands, and some of its forms.

    With `until`, what goes is the list between it and that line, which is `at_most` lines below it.
    """

    skeleton: str
    place: Place
    pages: int
    values: tuple[str, ...]
    until: str = ""
    at_most: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that came again and makes no rule, and why."""

    skeleton: str
    pages: int
    why: str
