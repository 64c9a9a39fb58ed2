"""Libraries that only some users have, imported when an adapter is called."""

from importlib import import_module
from typing import Any

from cleantext.errors import UsageError


def library(name: str, extra: str) -> Any:
    """The module, imported. Raises UsageError, naming the extra that installs it, where it is not there.

    >>> library("no_such_library", "arrow")
    Traceback (most recent call last):
    ...
    cleantext.errors.UsageError: no_such_library is not installed; pip install 'cleantext-zh[arrow]'
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != name.partition(".")[0]:
            raise  # the library is there, and something it needs is not
        raise UsageError(f"{name} is not installed", hint=f"pip install 'cleantext-zh[{extra}]'") from None
