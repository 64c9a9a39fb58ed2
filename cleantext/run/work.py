"""What a worker does with a batch: clean each page, and pack rows and logs as the output holds them."""

import traceback
from collections.abc import Callable
from typing import Protocol

from cleantext.engine import Result, clean, rules_of
from cleantext.errors import CleantextError, InputError, RuleError, UsageError
from cleantext.run.item import Batch, Failed, Item, Outcome
from cleantext.run.pack import pack
from cleantext.run.plan import Plan, uses_rules
from cleantext.run.row import Row, json_line, page_of_item, page_of_row, read_row, row_of

Begin = Callable[[int], None]
"""Told which item of the batch is begun, so that whoever watches knows whose fault a silence is."""
Work = Callable[[Batch, Begin], Outcome]


class Pile(Protocol):
    """What a batch has given so far, as the output's format has it."""

    log: list[bytes]
    failed: list[Failed]

    def add(self, number: int, item: Item, row: Row, result: Result) -> None:
        """Keep a cleaned page: which of the batch it is, and the row it came in."""

    def outcome(self) -> Outcome:
        """All of it."""


def make_work(plan: Plan) -> Work:
    """Get ready to clean by a plan: rules are compiled once. Raises UsageError and RuleError."""
    if uses_rules(plan.recipe):
        rules_of(plan.recipe)

    def work(batch: Batch, begin: Begin) -> Outcome:
        pile = _make_pile(plan, batch)
        rows = _rows_of(batch.table) if batch.table else None
        for number, item in enumerate(batch.items):
            begin(number)
            cleaned = clean_item(item, plan, rows[number] if rows else None)
            failed = cleaned if isinstance(cleaned, Failed) else _keep(pile, number, item, cleaned)
            if failed:
                pile.failed.append(failed)
        return pile.outcome()

    return work


def _keep(pile: Pile, number: int, item: Item, cleaned: tuple[Row, Result]) -> Failed | None:
    try:
        pile.add(number, item, *cleaned)
    except InputError as error:
        return Failed(item.place, item.name, _sentence(error, item))
    return None


class LinePile:
    """Lines of JSON, or the texts of files."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rows: list[bytes] = []
        self._texts: list[tuple[str, bytes]] = []
        self._pages = self._changed = 0
        self.log: list[bytes] = []
        self.failed: list[Failed] = []

    def add(self, number: int, item: Item, row: Row, result: Result) -> None:
        """Keep a cleaned page."""
        plan = self._plan
        self._pages += 1
        self._changed += result.changed
        log = result.log() if plan.log != "none" else ""
        if plan.log == "beside":
            self.log.append(f"{log}\n".encode())
        if plan.format == "text":
            self._texts.append((item.target, result.text.encode()))
        else:
            self._rows.append(json_line(row_of(result, row, plan), log if plan.log == "inside" else ""))

    def outcome(self) -> Outcome:
        """All of it, packed."""
        rows, log = (pack(b"".join(lines), self._plan.compression) for lines in (self._rows, self.log))
        return Outcome(self._pages, self._changed, rows, log, tuple(self._texts), tuple(self.failed))


def _make_pile(plan: Plan, batch: Batch) -> Pile:
    if plan.format != "parquet":
        return LinePile(plan)
    from cleantext.run.arrow import ColumnPile  # an extra: only who writes Parquet has it

    return ColumnPile(plan, batch.table)


def clean_item(item: Item, plan: Plan, row: Row | None = None) -> tuple[Row, Result] | Failed:
    """Clean one item; whatever goes wrong with it alone is handed back. Raises UsageError and RuleError."""
    if item.failure:
        return Failed(item.place, item.name, item.failure)
    try:
        return _clean(item, plan, row)
    except (UsageError, RuleError):
        raise
    except CleantextError as error:
        return Failed(item.place, item.name, _sentence(error, item))
    except MemoryError:
        return Failed(item.place, item.name, "there is too little memory for it; split it")
    except Exception as error:  # a mistake of ours on one page
        said = f"internal error ({type(error).__name__}); please report it with the page"
        return Failed(item.place, item.name, said, traceback.format_exc())


def _clean(item: Item, plan: Plan, row: Row | None) -> tuple[Row, Result]:
    if row is None and item.kind != "row":
        page = page_of_item(_opened(item, plan), plan)
        return {}, clean(page, plan.recipe, encoding=plan.encoding, declared=item.declared or None)
    row = read_row(item.data, item.place) if row is None else row
    page = page_of_row(row, item, plan)
    encoding = "utf-8" if isinstance(row[plan.field], str) else plan.encoding  # bytes are read as a file's
    return row, clean(page, plan.recipe, encoding=encoding)


def _opened(item: Item, plan: Plan) -> Item:
    """An item whose data are its page's bytes."""
    if item.kind != "response":
        return item
    from cleantext.run.http_page import body_of  # an extra: only who reads WARC has it

    body = body_of(item.data, limit_bytes=plan.max_bytes, place=item.place)
    return Item(item.place, item.name, body, "page", item.url, item.declared, item.target)


def _rows_of(table: bytes) -> list[Row]:
    """The rows of an Arrow stream as dictionaries."""
    from cleantext.run.arrow import read_table  # an extra: only who reads Parquet has it

    rows: list[Row] = read_table(table).to_pylist()
    return rows


def _sentence(error: CleantextError, item: Item) -> str:
    """The error without its place, which stands beside it in `failed.jsonl`."""
    elsewhere = error.place if error.place not in (item.place, item.name) else ""
    return str(InputError(error.message, place=elsewhere, hint=error.hint))
