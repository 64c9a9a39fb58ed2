"""What the filter's command line says, as one value; and what it may not say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cleantext.configuration import Settings, parse_fill
from cleantext.errors import UsageError
from cleantext.records import dataclass, field

VERBS = ("run", "undo", "rules", "induce", "explain", "diff", "log", "score", "report", "recipes", "golden")
"""First words that are not pages; a page of such a name is given as ./undo."""


@dataclass(frozen=True, slots=True)
class Flags:
    """Everything beside the paths. The default is what bare `cleantext` does."""

    settings: Settings = field(default_factory=Settings)
    config: Path | None = None
    output: Path | None = None
    in_place: bool = False
    check: bool = False
    diff: bool = False
    log: Path | None = None
    log_flat: Path | None = None
    statistics: bool = False
    explain_encoding: bool = False
    color: str = "auto"
    quiet: bool = False
    jsonl: bool = False
    field: str = "text"
    jobs: int = 1
    page_timeout: float = 0.0

    @property
    def looks_only(self) -> bool:
        """Is no clean text to be written?"""
        return self.check or self.diff

    @property
    def logs(self) -> tuple[Path, ...]:
        """The log files asked for."""
        return tuple(path for path in (self.log, self.log_flat) if path)


def refuse_contradictions(flags: Flags) -> None:
    """Raise UsageError where two flags want two things."""
    wishes = {
        "-o": flags.output,
        "--in-place": flags.in_place,
        "--check or --diff": flags.looks_only,
        "--explain-encoding": flags.explain_encoding,
    }
    if flags.explain_encoding and flags.logs:
        raise UsageError("--explain-encoding changes nothing, so there is no log", hint="leave --log out")
    wanted = [name for name, wish in wishes.items() if wish]
    if len(wanted) > 1:
        raise UsageError(f"{wanted[0]} and {wanted[1]} cannot both be followed", hint="leave one out")
    if flags.page_timeout and not flags.jsonl:
        raise UsageError(
            "--page-timeout goes with --jsonl", hint="`cleantext run` takes it for pages of every kind"
        )
    if flags.in_place and not flags.log:
        raise UsageError(
            "--in-place needs --log FILE", hint="with its log, `cleantext undo` brings every page back"
        )
    if flags.log and flags.log == flags.log_flat:
        raise UsageError("--log and --log-flat name one file", place=str(flags.log), hint="give each its own")


def flags_of(given: Mapping[str, Any]) -> Flags:
    """The flags among the filter's parameters, as they were typed and by their names in `app.clean_pages`.

    Raises UsageError for a `fill` that names no pair.

    >>> flags_of({"log": "changes.jsonl", "script": "keep"}).settings.script
    'keep'
    """
    own = {name: given[name] for name in Flags.__slots__ if name in given}
    for name in ("config", "output", "log", "log_flat"):
        if own.get(name) is not None:
            own[name] = Path(own[name])
    return Flags(settings=asked(given), **own)


_RECIPE_CHOICES = (
    *("recipe", "script", "repair", "punctuation", "fallback"),
    *("blocks", "html", "replies", "bold", "encoding"),
)


def asked(given: Mapping[str, Any]) -> Settings:
    """The settings among a verb's flags, by the names its function gives them.

    >>> asked({"script": "keep", "only": ["discuz"], "fill": ["xx=松江"]}).fill
    (('xx', '松江'),)
    """
    lists = {"rules": "rules_paths", "skip": "skip", "only": "only", "pattern": "pattern"}
    settings: dict[str, Any] = {name: given.get(name) for name in _RECIPE_CHOICES}
    settings |= {name: tuple(given.get(flag) or ()) for name, flag in lists.items()}
    return Settings(**settings, fill=parse_fill(tuple(given.get("fill") or ())))
