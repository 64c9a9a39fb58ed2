"""Colour for a terminal: whether, and which."""

import os
from typing import TextIO

from cleantext.errors import UsageError

CHOICES = ("auto", "always", "never")
_RESET = "\033[0m"
_STYLES = {"-": "\033[31m", "+": "\033[32m", "@": "\033[36m"}


def wants_color(choice: str, stream: TextIO) -> bool:
    """Should text on `stream` be coloured? `auto`: on a terminal, unless NO_COLOR is set or it is dumb."""
    if choice not in CHOICES:
        raise UsageError(f"--color is {choice!r}", hint=f"choose one of {', '.join(CHOICES)}")
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(line: str) -> str:
    """Colour a line of a diff by its first character.

    >>> paint("+正文")
    '\\x1b[32m+正文\\x1b[0m'
    """
    style = _STYLES.get(line[:1])
    return f"{style}{line}{_RESET}" if style else line
