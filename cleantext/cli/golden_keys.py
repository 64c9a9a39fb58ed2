"""The keys of `cleantext golden review`."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from cleantext.cli.ending import say

if TYPE_CHECKING:
    from cleantext.golden_review import ReviewGroup

_SHOWN_LINES = 40
_KEYS = "a accept · r reject · m more · A accept all that is left · q stop"


def walk_groups(groups: "Sequence[ReviewGroup]", show: Callable[[list[str]], None]) -> set[str]:
    """Show group by group and ask; the titles of those that were accepted."""
    accepted: set[str] = set()
    for number, group in enumerate(groups, 1):
        lines = list(group.lines())
        show([f"[{number}/{len(groups)}] {lines[0]}", *lines[1:_SHOWN_LINES]])
        more = len(lines) - _SHOWN_LINES
        if more > 0:
            say(f"… {more} lines more")
        key = _ask()
        while key not in ("a", "r", "A", "q"):
            if key == "m":
                show(lines[_SHOWN_LINES:])
            key = _ask()
        if key == "q":
            break
        if key == "A":
            return accepted | {left.title for left in groups[number - 1 :]}
        if key == "a":
            accepted.add(group.title)
    return accepted


def _ask() -> str:
    """One key from the terminal, or one line from a pipe; its end means q."""
    say(_KEYS)
    if sys.stdin is not None and sys.stdin.isatty():
        key: str = typer.getchar()
        if key in ("\x03", "\x04"):
            raise KeyboardInterrupt
        return key
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return line.strip()[:1] if line else "q"
