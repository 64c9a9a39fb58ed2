"""DuckDB: cleaning as a function of SQL, which takes a page and gives a struct."""

from typing import TYPE_CHECKING, Any, Unpack

from cleantext.integrations.arrow import Options, make_cleaner
from cleantext.integrations.library import library

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_RULES = "STRUCT(rule VARCHAR, count INTEGER)[]"
_NOTES = 'STRUCT("level" VARCHAR, rule VARCHAR, src BIGINT[], message VARCHAR)[]'


def register(
    connection: "DuckDBPyConnection",
    function: str = "cleantext",
    *,
    binary: bool = False,
    **options: Unpack[Options],
) -> None:
    """Make `cleantext(text)` known to a connection: `SELECT id, unnest(cleantext(text)) FROM pages`.

    `binary` takes BLOBs, whose encoding is found out, instead of VARCHAR. The struct holds the columns that
    `cleantext.integrations.arrow.Cleaner` adds, whose options these are, but for those that name columns.
    Raises UsageError and RuleError.
    """
    duckdb = library("duckdb", "duckdb")
    given: dict[str, Any] = {**options, "text": "text", "url": None, "name": None, "declared": None}
    cleaner = make_cleaner(**given)
    pa = library("pyarrow", "duckdb")
    kinds = {"rules": _RULES, "notes": _NOTES}
    names = [field.name for field in cleaner.added()]
    members = ", ".join(
        f'"{name}" {kinds.get(name.removeprefix(cleaner.prefix), "VARCHAR")}' for name in names
    )

    def cleaned(pages: Any) -> Any:  # DuckDB evaluates these annotations
        table = cleaner.table(pa.table({"text": pages})).drop_columns(["text"]).combine_chunks()
        return table.to_struct_array().combine_chunks()

    connection.create_function(
        function,
        cleaned,
        [duckdb.type("BLOB" if binary else "VARCHAR")],
        duckdb.type(f"STRUCT({members})"),
        type="arrow",
        null_handling="special",
    )
