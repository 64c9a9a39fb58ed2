"""A page read from its item, and the row that a cleaned page becomes."""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cleantext.errors import InputError
from cleantext.page import Page
from cleantext.run.item import Item
from cleantext.run.plan import Plan

if TYPE_CHECKING:
    from cleantext.engine import Result

Row = Mapping[str, Any]


def read_row(line: bytes, place: str) -> Row:
    """The object that a line of JSON holds. Raises InputError for a line that holds none.

    >>> read_row('{"text": "正文"}'.encode(), "pages.jsonl:1")
    {'text': '正文'}
    """
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        raise InputError(
            "the line is not UTF-8", place=place, hint="JSON is UTF-8; convert the file, or clean it as text"
        ) from None
    except (ValueError, RecursionError) as error:
        said = str(error).partition(":")[0][:1].lower() + str(error).partition(":")[0][1:]
        raise InputError(
            f"the line is not JSON ({said})", place=place, hint="one object a line; mend or drop it"
        ) from None
    if not isinstance(row, dict):
        raise InputError(
            f"the line holds {_kind(row)}, not an object",
            place=place,
            hint='write it as {"text": "…"}',
        )
    return row


def page_of_row(row: Row, item: Item, plan: Plan) -> Page:
    """The page in a row's text column, under its id and address. Raises InputError where it has none."""
    text = row.get(plan.field)
    if not isinstance(text, str | bytes):
        found = f"holds {_kind(text)}, not text" if plan.field in row else "is not there"
        names = ", ".join(list(row)[:8]) or "none"
        raise InputError(
            f"the column '{plan.field}' {found}",
            place=item.place,
            hint=f"name the text's with --field (there are: {names})",
        )
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    refuse_large(len(data), item.place, plan)
    name, url = row.get(plan.id), row.get(plan.url)
    return Page(data, item.name if name is None else str(name), url if isinstance(url, str) else "")


def page_of_item(item: Item, plan: Plan) -> Page:
    """The page that an item's bytes are. Raises InputError for one that holds nothing."""
    if not item.data:
        raise InputError("the page is empty", place=item.place, hint="check that its download went well")
    refuse_large(len(item.data), item.place, plan)
    if not item.data.strip(b"\0"):
        raise InputError(
            "the page holds nothing but NUL bytes",
            place=item.place,
            hint="its disk or its download failed: fetch it again",
        )
    return Page(item.data, item.name, item.url)


def refuse_large(size_bytes: int, place: str, plan: Plan) -> None:
    """Raise InputError for a page above `--max-bytes`."""
    if size_bytes > plan.max_bytes:
        raise InputError(
            f"the page has more than {plan.max_bytes:,} bytes",
            place=place,
            hint="split it, or raise --max-bytes",
        )


def row_of(result: "Result", row: Row, plan: Plan) -> dict[str, Any]:
    """A cleaned page's row but for its log: name, address, chosen columns, then what the cleaning gave."""
    kept = {name: value for name, value in row.items() if plan.writes(name)}
    return {
        "name": result.page.name,
        "url": result.page.url,
        **kept,
        "clean_text": result.text,
        "encoding": result.decoded.encoding,
        "rules": rules_of(result),
        "notes": list(notes_of(result)),
    }


def rules_of(result: "Result") -> dict[str, int]:
    """How many edits each rule made, in the order of the steps."""
    return dict(Counter(edit.rule for step in result.history.steps for edit in step.edits))


def notes_of(result: "Result") -> Iterator[dict[str, Any]]:
    """The notes as the log has them; `src` is a span of the decoded page in code points."""
    for note in result.notes:
        yield {"level": note.level, "rule": note.rule, "src": list(note.span), "message": note.message}


def json_line(row: Row, log: str = "") -> bytes:
    """A row as a line of JSON; `log`, which is JSON already, becomes its last key.

    >>> json_line({"name": "甲"}, '{"cleantext_log":1}').decode()
    '{"name":"甲","log":{"cleantext_log":1}}\\n'
    """
    try:
        body = json_text(row).encode()
    except UnicodeEncodeError:  # half of a surrogate pair in a column of the input
        body = json.dumps(row, separators=(",", ":"), default=_written).encode()
    return body[:-1] + b',"log":' + log.encode() + b"}\n" if log else body + b"\n"


def json_text(value: object) -> str:
    """A value as JSON in readable characters. What JSON does not know becomes text: dates in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_written)


def _written(value: Any) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _kind(value: object) -> str:
    named = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return "null" if value is None else named.get(type(value), "an object")
