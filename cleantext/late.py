"""Patterns compiled when they are first used: most pages need few of them, and shell loops start often."""

import re
from typing import TYPE_CHECKING, Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Late:
    """Stands for a compiled pattern; after the first use its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in _METHODS:
                raise AttributeError(name)
            compiled = re.compile(self.pattern, self._flags)
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but compiled at the first search. A mistake in `pattern` shows only then.

    >>> late("登[录錄]").search("请登錄").group()
    '登錄'
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
