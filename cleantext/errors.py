"""What can go wrong, said in one sentence: where, what was found, how to mend it."""


class CleantextError(Exception):
    """A mistake a person can mend.

    `message` says what was found, `place` where (a path, or path:line:column), `hint` how to mend it.

    >>> print(CleantextError("the page is empty", place="a.txt", hint="check the download"))
    a.txt: the page is empty; check the download
    """

    exit_code = 2

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.hint = message, place, hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        mend = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.message}{mend}"

    def __reduce__(self) -> tuple[object, ...]:
        """Let errors cross process borders with their place and hint."""
        return _rebuild, (type(self), self.message, self.place, self.hint)


class UsageError(CleantextError):
    """The command line or the configuration asks for something impossible."""


class RuleError(CleantextError):
    """A rule pack or a recipe cannot be used. `mistakes` lists every one found."""

    def __init__(
        self, message: str, *, place: str = "", hint: str = "", mistakes: tuple["RuleError", ...] = ()
    ) -> None:
        super().__init__(message, place=place, hint=hint)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(map(str, self.mistakes)) if self.mistakes else super().__str__()

    def __reduce__(self) -> tuple[object, ...]:
        """Let the mistakes cross process borders too."""
        return _rebuild_rule_error, (self.message, self.place, self.hint, self.mistakes)


class InputError(CleantextError):
    """A page cannot be read as text; the other pages go on."""

    exit_code = 3


class OutputError(CleantextError):
    """A result cannot be written; what stood there before still stands."""

    exit_code = 3


class LogError(CleantextError):
    """A change log cannot be read, or belongs to another text."""

    exit_code = 3


def _rebuild(kind: type[CleantextError], message: str, place: str, hint: str) -> CleantextError:
    return kind(message, place=place, hint=hint)


def _rebuild_rule_error(message: str, place: str, hint: str, mistakes: tuple[RuleError, ...]) -> RuleError:
    return RuleError(message, place=place, hint=hint, mistakes=mistakes)
