"""What a run is asked for, as one value that every worker is given."""

from dataclasses import dataclass
from typing import Literal, get_args

from cleantext.errors import UsageError
from cleantext.files import LIMIT_BYTES
from cleantext.recipe import Recipe
from cleantext.run.sources import PATTERNS

Format = Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "text"]
LogPlace = Literal["beside", "inside", "none"]
FORMATS: tuple[str, ...] = get_args(Format)
LOG_PLACES: tuple[str, ...] = get_args(LogPlace)

OURS = ("clean_text", "encoding", "rules", "notes", "log")
"""Columns that a run writes; no column of the input is written under such a name."""
ALL_COLUMNS = "*"


@dataclass(frozen=True, slots=True)
class Plan:
    """How pages are read from their rows, cleaned, and written.

    `patterns` say which files of a folder or an archive are read. `field`, `id` and `url` name columns of
    JSONL and Parquet; `columns` are those written beside the clean text (`*`: all but the text), and `kept`
    their types, which Parquet wants to know beforehand (an Arrow message). Raises UsageError for what cannot
    be.
    """

    recipe: Recipe
    encoding: str | None = None
    format: str = "jsonl"
    log: str = "beside"
    field: str = "text"
    id: str = "id"
    url: str = "url"
    columns: tuple[str, ...] = ()
    max_bytes: int = LIMIT_BYTES
    patterns: tuple[str, ...] = PATTERNS
    kept: bytes = b""

    def __post_init__(self) -> None:
        for flag, value, choices in (("--format", self.format, FORMATS), ("--log", self.log, LOG_PLACES)):
            if value not in choices:
                raise UsageError(f"{flag} is '{value}'", hint=f"choose one of {', '.join(choices)}")
        if self.format == "text" and self.log == "inside":
            raise UsageError("text files have no column for the log", hint="use --log beside")
        if self.format == "text" and self.columns:
            raise UsageError("text files have no columns", hint="leave --columns out, or use --format jsonl")
        for name in self.columns:
            if name in OURS:
                raise UsageError(
                    f"the run writes a column '{name}' of its own", place="--columns", hint="leave it out"
                )

    @property
    def compression(self) -> str:
        """`gz`, `zst` or nothing: how rows and logs are packed."""
        return self.format.removeprefix("jsonl").removeprefix(".") if self.format.startswith("jsonl.") else ""

    def writes(self, column: str) -> bool:
        """Is a column of the input written too?"""
        if column in self.columns:
            return True
        return ALL_COLUMNS in self.columns and column != self.field and column not in OURS


def uses_rules(recipe: Recipe) -> bool:
    """Does a recipe look at rule packs at all?"""
    return not {"sweep", "unwrap"}.isdisjoint(recipe.steps)
