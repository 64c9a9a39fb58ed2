"""Plain command lines of the filter, read without typer, whose import takes longer than a page.

Shell loops start this program thousands of times. What is read here is what typer would read, flag for flag
(a test compares both); whatever is not plain is left to it: help, mistakes, short flags in one word.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cleantext.cli.flags import VERBS

Read = Callable[[str], Any]

_ON = {
    "--in-place": ("in_place", True),
    "--check": ("check", True),
    "--diff": ("diff", True),
    "--statistics": ("statistics", True),
    "--explain-encoding": ("explain_encoding", True),
    "--jsonl": ("jsonl", True),
    "--quiet": ("quiet", True),
    "-q": ("quiet", True),
    "--bold": ("bold", True),
    "--no-bold": ("bold", False),
}
"""Flags that stand alone: the parameter, and what it becomes."""

_ONE: Mapping[str, tuple[str, Read]] = {
    "--output": ("output", str),
    "-o": ("output", str),
    "--log": ("log", str),
    "--log-flat": ("log_flat", str),
    "--config": ("config", str),
    "--field": ("field", str),
    "--jobs": ("jobs", int),
    "-j": ("jobs", int),
    "--page-timeout": ("page_timeout", float),
    "--recipe": ("recipe", str),
    "--script": ("script", str),
    "--repair": ("repair", str),
    "--punctuation": ("punctuation", str),
    "--fallback": ("fallback", str),
    "--blocks": ("blocks", str),
    "--html": ("html", str),
    "--replies": ("replies", str),
    "--encoding": ("encoding", str),
    "--color": ("color", str),
}
"""Flags with a value, of which the last one counts."""

_MANY = {
    "--rules": "rules_paths",
    "--skip": "skip",
    "--only": "only",
    "--fill": "fill",
    "--pattern": "pattern",
}
"""Flags with a value that add up."""

_LEAST = {"jobs": 1, "page_timeout": 0.0}


def read_plainly(arguments: Sequence[str]) -> dict[str, Any] | None:
    """The parameters that are given, by their names in `app.clean_pages`; None where typer has to look.

    >>> read_plainly(["page.txt", "--script", "keep", "--skip=discuz"])
    {'paths': ['page.txt'], 'script': 'keep', 'skip': ['discuz']}
    >>> read_plainly(["--help"]), read_plainly(["undo", "page.txt"])
    (None, None)
    """
    given: dict[str, Any] = {}
    if arguments and arguments[0] in VERBS:
        return None
    try:
        for name, value in _pairs(iter(arguments)):
            if name in _MANY or name == "paths":
                given.setdefault(_MANY.get(name, name), []).append(value)
            else:
                given[name] = value
    except (KeyError, ValueError, StopIteration):
        return None
    return None if any(not given.get(name, least) >= least for name, least in _LEAST.items()) else given


def _pairs(arguments: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Each parameter with its value. Raises KeyError, ValueError for what is not plain."""
    for argument in arguments:
        if argument == "-" or not argument.startswith("-"):
            yield "paths", argument
        elif argument in _ON:
            yield _ON[argument]
        else:
            flag, equals, value = argument.partition("=")
            if not equals:
                value = next(arguments, "")
            if not value or (value.startswith("-") and not equals) or (equals and flag[:2] != "--"):
                raise ValueError(argument)  # perhaps a flag that lacks its value
            yield (flag, value) if flag in _MANY else (_ONE[flag][0], _ONE[flag][1](value))
