"""One page of somebody's table: what stands in the columns that cleaning adds. No library is needed here."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cleantext.engine import Result, clean
from cleantext.errors import CleantextError, InputError, RuleError, UsageError
from cleantext.files import LIMIT_BYTES
from cleantext.page import Note, Page
from cleantext.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Cells:
    """What cleaning says of one page: a clean text, or the error that it failed with.

    `rules` are (rule, number of edits), most edits first, then by name; spans of `notes` are of the decoded
    page, in code points; `log` is None where none was asked for.
    """

    clean_text: str | None = None
    encoding: str | None = None
    rules: tuple[tuple[str, int], ...] | None = None
    notes: tuple[Note, ...] | None = None
    log: str | None = None
    error: str | None = None

    def as_columns(self, *, log: bool = False) -> dict[str, Any]:
        """By column in their order, rules and notes as plain lists of dictionaries; `log` where asked for."""
        return {
            "clean_text": self.clean_text,
            "encoding": self.encoding,
            "rules": None if self.rules is None else [{"rule": rule, "count": n} for rule, n in self.rules],
            "notes": None if self.notes is None else [_plain(note) for note in self.notes],
            **({"log": self.log} if log else {}),
            "error": self.error,
        }


def clean_cells(
    page: Page, recipe: Recipe, *, encoding: str | None = None, declared: str | None = None, log: bool = False
) -> Cells:
    """Clean one page; a page that cannot be cleaned has its reason in `error`, whatever went wrong.

    Raises UsageError and RuleError, which are no fault of a page.

    >>> from cleantext.recipe import load_recipe
    >>> clean_cells(Page("區域".encode("big5")), load_recipe("minimal"), encoding="big5").clean_text
    '區域\\n'
    """
    try:
        if len(page.data) > LIMIT_BYTES:
            raise InputError(f"this is more than {LIMIT_BYTES >> 20} MB, too much for one page")
        result = clean(page, recipe, encoding=encoding, declared=declared)
        return Cells(
            result.text,
            result.decoded.encoding,
            count_rules(result),
            result.notes,
            result.log() if log else None,
        )
    except (UsageError, RuleError):
        raise
    except MemoryError:
        return Cells(error="there is too little memory for it; split it")
    except CleantextError as error:
        return Cells(error=_writable(str(error)))
    except Exception as error:  # a mistake of ours on one page; the rest of the table goes on
        return Cells(error=_writable(f"internal error: {type(error).__name__}: {error}"))


def count_rules(result: Result) -> tuple[tuple[str, int], ...]:
    """How many edits each rule made, most first, then by name."""
    counts = Counter(edit.rule for step in result.history.steps for edit in step.edits)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _writable(message: str) -> str:
    return message.encode("utf-8", "backslashreplace").decode()


def _plain(note: Note) -> dict[str, Any]:
    return {"level": note.level, "rule": note.rule, "src": list(note.span), "message": note.message}
