"""A cleaned page as the report looks at it: from its result, or from its clean text and its log."""

from dataclasses import dataclass

from cleantext.edits import Step
from cleantext.engine import Result
from cleantext.log import LogRecord, undo
from cleantext.page import Note


@dataclass(frozen=True, slots=True)
class Seen:
    """Both texts of a page and all between them. Spans of `notes` are of `source`, the decoded page."""

    name: str
    size_bytes: int
    encoding: str
    source: str
    clean: str
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]
    changed: bool


def seen_in_result(result: Result) -> Seen:
    """What a report needs of a page just cleaned."""
    return Seen(
        result.page.name,
        len(result.page.data),
        result.decoded.encoding,
        result.decoded.text,
        result.text,
        result.history.steps,
        result.notes,
        result.changed,
    )


def seen_in_log(clean: bytes, record: LogRecord) -> Seen:
    """The same from a clean text and its record. Raises LogError where they do not belong together."""
    data = undo(clean, record)
    text = clean.decode()
    return Seen(
        record.page,
        len(data),
        record.decoded.encoding,
        record.history.undo(text),
        text,
        record.history.steps,
        record.notes,
        clean != data,
    )
