"""The change log: one JSON object a page a line. Written from a result, read back to undo or replay.

Version 1, or 2 where edits that say the same are one entry (`log_groups.py`). A reader refuses a newer
version; keys it does not know it leaves alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol

from cleantext.decode import encode
from cleantext.edits import Edit, Span, Step
from cleantext.errors import LogError
from cleantext.history import History, PositionMap
from cleantext.late import late
from cleantext.lines import split_lines
from cleantext.log_groups import Row, entry_of, grouped, ungrouped
from cleantext.page import Decoded, Note, Page, Patch
from cleantext.recipe import Recipe
from cleantext.records import dataclass

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
SINGLE, GROUPED = 1, 2
"""Versions: every edit is an entry of its own; some entries stand for several edits."""
_LONE_SURROGATE = late("[\ud800-\udfff]")


class Cleaned(Protocol):
    """What a log is written from: the engine's Result."""

    @property
    def page(self) -> Page:
        """The page as it came."""

    @property
    def decoded(self) -> Decoded:
        """Its text."""

    @property
    def recipe(self) -> Recipe:
        """What was asked for."""

    @property
    def text(self) -> str:
        """The clean text."""

    @property
    def history(self) -> History:
        """Every change."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was seen and left."""

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the page says of itself."""


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One page's line of the log. Sums are SHA-256 in hexadecimal, `clean_sha256` of the UTF-8 text."""

    page: str
    page_sha256: str
    clean_sha256: str
    decoded: Decoded
    history: History
    notes: tuple[Note, ...]


def write_record(result: Cleaned) -> str:
    """One line of JSON, without the line end. Offsets: see `entries_of`."""
    page, decoded = result.page, result.decoded
    page_sha256 = sha256(page.data).hexdigest()
    version, steps = _steps(result.history, decoded.text)
    record = {
        "cleantext_log": version,
        "page": {
            "name": page.name,
            "bytes": len(page.data),
            "sha256": page_sha256,
            "encoding": decoded.encoding,
            "bom": decoded.bom.hex(),
            "newline": decoded.newline,
            "patches": [[patch.start, patch.end, patch.data.hex()] for patch in decoded.patches],
            **({"metadata": dict(result.metadata)} if result.metadata else {}),
        },
        "recipe": {"name": result.recipe.name, "sha256": result.recipe.digest},
        "clean": {
            "chars": len(result.text),
            "sha256": page_sha256 if _is_untouched(result) else sha256(result.text.encode()).hexdigest(),
        },
        "steps": steps,
        "notes": [
            {"level": note.level, "rule": note.rule, "src": note.span, "message": note.message}
            for note in result.notes
        ],
    }
    return to_json(record)


def _is_untouched(result: Cleaned) -> bool:
    """Is the clean text the page itself, byte for byte?"""
    decoded = result.decoded
    as_written = decoded.encoding == "utf-8" and decoded.newline == "\n"
    return as_written and not (decoded.bom or decoded.patches or result.history.steps)


def write_flat(result: Cleaned) -> Iterator[str]:
    """One line of JSON an edit: made to be read with grep and jq; it cannot be undone from."""
    entries = entries_of(result.history, result.decoded.text)
    for step, edits in zip(result.history.steps, entries, strict=True):
        for edit in edits:
            yield to_json({"page": result.page.name, "step": step.name, **edit})


def flattened(data: Mapping[str, Any]) -> Iterator[str]:
    """The same from a record as `read_entries` gives it."""
    for step in data["steps"]:
        for edit in step["edits"]:
            yield to_json({"page": data["page"]["name"], "step": step["name"], **edit})


def entries_of(history: History, source: str) -> Iterator[Iterator[dict[str, Any]]]:
    """The edits of each step of a decoded page's history, one by one.

    `at` is a span of the text the step received, `src` of the decoded page, `line` its first line there,
    counted from 1; all in code points.
    """
    for rows in _rows_of(history, source):
        yield map(entry_of, rows)


def _rows_of(history: History, source: str) -> Iterator[list[Row]]:
    """The edits of each step with where they are in the page."""
    line_starts = split_lines(source).starts if history.steps else ()
    earlier: list[PositionMap] = []
    for number, step in enumerate(history.steps, 1):
        sources = _spans_back([(edit.start, edit.end) for edit in step.edits], earlier)
        yield list(zip(step.edits, sources, _lines_of(sources, line_starts), strict=True))
        if number < len(history.steps):
            earlier.append(PositionMap(step.edits))


def _lines_of(spans: Iterable[Span], line_starts: Sequence[int]) -> Iterator[int]:
    """The line in which each of some spans begins, sorted by that; counted from 1."""
    line = 0
    for start, _ in spans:
        while line < len(line_starts) and line_starts[line] <= start:
            line += 1
        yield max(1, line)


def read_entries(lines: Iterable[str], *, place: str = "log") -> Iterator[tuple[dict[str, Any], LogRecord]]:
    """As `read_log`, each record beside its JSON object, in which every edit is an entry of its own."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(line, f"{place}:{number}")


def with_history(
    data: Mapping[str, Any], source: str, history: History, taken_back: Sequence[str] = ()
) -> dict[str, Any]:
    """A record with another history of the same page; `taken_back` names the rules taken back in it."""
    clean = history.redo(source)
    version, steps = _steps(history, source)
    names = list(dict.fromkeys((*data.get("taken_back", ()), *taken_back)))
    return {
        **data,
        "cleantext_log": version,
        "clean": {"chars": len(clean), "sha256": sha256(clean.encode()).hexdigest()},
        "steps": steps,
        **({"taken_back": names} if names else {}),
    }


def read_log(lines: Iterable[str], *, place: str = "log") -> Iterator[LogRecord]:
    """The records of a log, line by line; empty lines are passed over.

    Raises LogError, naming the line, where one is not a log record or is of a newer version.
    """
    return (record for _, record in read_entries(lines, place=place))


def undo(clean: bytes, record: LogRecord) -> bytes:
    """The page's bytes, from its clean text and its log record.

    Raises LogError unless the text is the one the log belongs to and the page comes out with its sum.
    """
    if sha256(clean).hexdigest() != record.clean_sha256:
        raise LogError(
            f"this text is not the one the log of {record.page} belongs to",
            hint="undo takes the clean text exactly as cleantext wrote it",
        )
    source = record.history.undo(clean.decode())
    decoded = record.decoded
    page = encode(Decoded(source, decoded.encoding, decoded.bom, decoded.newline, decoded.patches))
    if sha256(page).hexdigest() != record.page_sha256:
        raise LogError(f"the log of {record.page} is damaged", hint="clean the page again")
    return page


def replay(page: Page, record: LogRecord) -> str:
    """The clean text, from a page and its log record. Raises LogError for another page."""
    from cleantext.decode import decode  # replaying is rare

    if sha256(page.data).hexdigest() != record.page_sha256:
        raise LogError(f"this page is not {record.page}, which the log belongs to", place=page.name)
    return record.history.redo(decode(page.data, encoding=record.decoded.encoding, name=page.name).text)


def to_json(value: object) -> str:
    """JSON in readable characters; a lone surrogate, which UTF-8 cannot hold, stays an escape."""
    text = _JSON.encode(value)
    try:
        text.encode()  # ten times as fast as looking for surrogates
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text


def _spans_back(spans: list[Span], maps: Sequence[PositionMap]) -> list[Span]:
    for position_map in reversed(maps):
        spans = position_map.all_back(spans)
    return spans


def _steps(history: History, source: str) -> tuple[int, list[dict[str, Any]]]:
    """The steps as they stand in the log, and the version that this takes."""
    entries = map(grouped, _rows_of(history, source))
    steps = [
        {"name": step.name, "edits": edits}
        for step, edits in zip(history.steps, entries, strict=True)
        if step.edits
    ]
    together = any("also" in edit for step in steps for edit in step["edits"])
    return GROUPED if together else SINGLE, steps


def _read(line: str, place: str) -> tuple[dict[str, Any], LogRecord]:
    data = _load(line, place)
    try:
        steps = [{**step, "edits": ungrouped(step["edits"])} for step in data["steps"]]
        data |= {"cleantext_log": SINGLE, "steps": steps}
        return data, _from_data(data)
    except (ValueError, KeyError, TypeError) as error:
        raise LogError(
            f"the log record is damaged ({error})", place=place, hint="clean the page again"
        ) from None


def _load(line: str, place: str) -> dict[str, Any]:
    """A line as JSON of a version that is known."""
    try:
        data: dict[str, Any] = json.loads(line)
        version = data["cleantext_log"]
    except (ValueError, KeyError, TypeError):
        if line.startswith('{"cleantext_log":'):
            raise LogError(
                "the log record breaks off or is damaged", place=place, hint="clean the page again"
            ) from None
        raise LogError(
            "this is not a line of a cleantext log", place=place, hint="give the file written with --log"
        ) from None
    if version not in (SINGLE, GROUPED):
        raise LogError(f"the log is of version {version}", place=place, hint="read it with a newer cleantext")
    return data


def _from_data(data: dict[str, Any]) -> LogRecord:
    page = data["page"]
    decoded = Decoded(
        "",
        page["encoding"],
        bytes.fromhex(page["bom"]),
        page["newline"],
        tuple(Patch(start, end, bytes.fromhex(patch)) for start, end, patch in page["patches"]),
    )
    steps = tuple(_read_step(step) for step in data["steps"])
    notes = tuple(
        Note(n["level"], n["rule"], (n["src"][0], n["src"][1]), n["message"]) for n in data["notes"]
    )
    return LogRecord(page["name"], page["sha256"], data["clean"]["sha256"], decoded, History(steps), notes)


def _read_step(data: dict[str, Any]) -> Step:
    edits = tuple(
        Edit(
            edit["at"][0],
            edit["at"][1],
            edit["old"],
            edit["new"],
            edit["rule"],
            edit.get("confidence"),
            edit.get("margin"),
        )
        for edit in data["edits"]
    )
    return Step(data["name"], edits, 0, 0)
