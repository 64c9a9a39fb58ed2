"""Arrow batches and tables in, the same with the columns of cleaning out. The other adapters stand on this.

Added are `clean_text`, `encoding`, `rules` (rule and number of edits), `notes`, `error`, and `log` where
asked for. A null page stays null in all of them; a page that fails has its reason in `error` and null in
the others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from cleantext.engine import rules_of
from cleantext.errors import UsageError
from cleantext.integrations.cells import Cells, clean_cells
from cleantext.integrations.library import library
from cleantext.page import Page
from cleantext.recipe import Recipe, load_recipe
from cleantext.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

PIECE_BYTES = 64 * 1024 * 1024
"""A stream's batches are cut into pieces of about so much, so that results are handed on and let go."""


class Options(TypedDict, total=False):
    """What every adapter takes: see `Cleaner`. `recipe` may also be a name or a path."""

    text: str
    recipe: str | Recipe
    url: str | None
    name: str | None
    declared: str | None
    log: bool
    prefix: str


@dataclass(frozen=True, slots=True)
class Cleaner:
    """How a table is cleaned; plain data, so that it can be sent to workers.

    `text` names the column of pages: strings, or bytes, whose encoding is found out. `url`, `name` and
    `declared` name columns with each page's address, its name in the log, and the charset its server
    declared. `log` adds the change log, which `cleantext.undo` takes, as a column; `prefix` goes before the
    names of all added columns. `version` is that of the cleantext that made this: workers with another
    refuse.
    """

    recipe: Recipe
    text: str = "text"
    url: str | None = None
    name: str | None = None
    declared: str | None = None
    log: bool = False
    prefix: str = ""
    version: str = __version__

    def schema(self, schema: "pa.Schema") -> "pa.Schema":
        """The schema that comes out for one that goes in. Raises UsageError for one without pages."""
        found = _text_type(schema.field(_index(schema, self.text)).type, self.text)
        for column in filter(None, (self.url, self.name, self.declared)):
            _index(schema, column)
        for field in self.added(large=found.startswith("large_")):
            if field.name in schema.names:
                raise UsageError(
                    f"there already is a column {field.name!r}", hint="rename it, or give prefix='cleaned_'"
                )
            schema = schema.append(field)
        return schema

    def added(self, *, large: bool = False) -> "list[pa.Field]":
        """The added columns; `large` texts have offsets of 64 bits, as where the pages' own column has."""
        pa = library("pyarrow", "arrow")
        text = pa.large_string() if large else pa.string()
        rule = pa.struct([("rule", pa.string()), ("count", pa.int32())])
        note = pa.struct(
            [
                ("level", pa.string()),
                ("rule", pa.string()),
                ("src", pa.list_(pa.int64())),
                ("message", pa.string()),
            ]
        )
        types = {
            "clean_text": text,
            "encoding": pa.string(),
            "rules": pa.list_(rule),
            "notes": pa.list_(note),
            **({"log": text} if self.log else {}),
            "error": pa.string(),
        }
        return [pa.field(self.prefix + name, kind) for name, kind in types.items()]

    def batch(self, batch: "pa.RecordBatch") -> "pa.RecordBatch":
        """One batch with its columns added."""
        pa = library("pyarrow", "arrow")
        _same_version(self.version)
        schema = self.schema(batch.schema)
        rows = [cells.as_columns(log=self.log) for cells in self._rows(batch)]
        added = list(schema)[batch.num_columns :]
        names = [field.name.removeprefix(self.prefix) for field in added]
        columns = [
            _column(field, [row[name] for row in rows]) for field, name in zip(added, names, strict=True)
        ]
        return pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=schema)

    def batches(self, batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        """A stream of batches, in pieces of about PIECE_BYTES: a large batch is never held twice."""
        for batch in batches:
            rows = max(1, batch.num_rows * PIECE_BYTES // max(1, batch.nbytes))
            for start in range(0, max(1, batch.num_rows), rows):
                yield self.batch(batch.slice(start, rows))

    def table(self, table: "pa.Table") -> "pa.Table":
        """A whole table, of any chunks, with its columns added."""
        pa = library("pyarrow", "arrow")
        return pa.Table.from_batches(self.batches(table.to_batches()), self.schema(table.schema))

    def _rows(self, batch: "pa.RecordBatch") -> Iterator[Cells]:
        column = batch.column(_index(batch.schema, self.text))
        # Strings are bytes that need no guess: read as they stand, without a str in between.
        encoding = "utf-8" if "binary" not in _text_type(column.type, self.text) else None
        urls, names = _strings(batch, self.url), _strings(batch, self.name)
        charsets = _strings(batch, self.declared)
        for row, data in enumerate(_bytes(column)):
            if data is None:
                yield Cells()
                continue
            url, declared = urls[row] or "", charsets[row]
            page = Page(data, names[row] or url or "<page>", url)
            yield clean_cells(page, self.recipe, encoding=encoding, declared=declared, log=self.log)


def make_cleaner(**options: Unpack[Options]) -> Cleaner:
    """Options checked once, where a job is put together: recipe and rules are read, and paths made absolute.

    Raises UsageError and RuleError.
    """
    given: dict[str, Any] = {**options}
    recipe = given.pop("recipe", "default")
    loaded = load_recipe(recipe) if isinstance(recipe, str) else recipe
    loaded = replace(loaded, rules=tuple(str(Path(path).absolute()) for path in loaded.rules))
    rules_of(loaded)  # a mistake in a pack is told here, not by each of a thousand workers
    return Cleaner(loaded, **given)


def clean_batch(batch: "pa.RecordBatch", **options: Unpack[Options]) -> "pa.RecordBatch":
    """One record batch with clean texts beside its pages; all its columns stay. Options: see `Cleaner`.

    Raises UsageError where there is no such column or it holds no text, and RuleError for a bad recipe.
    """
    return make_cleaner(**options).batch(batch)


def clean_table(table: "pa.Table", **options: Unpack[Options]) -> "pa.Table":
    """The same for a whole table."""
    return make_cleaner(**options).table(table)


_TEXTS = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view", "null")


def _text_type(kind: Any, column: str) -> str:
    """The name of a text column's type, that of the values where it is a dictionary. Raises UsageError."""
    name = str(getattr(kind, "value_type", kind) if str(kind).startswith("dictionary") else kind)
    if name not in _TEXTS:
        raise UsageError(
            f"the column {column!r} holds {kind}, no text", hint="name a column of strings or of bytes"
        )
    return name


def _index(schema: "pa.Schema", column: str) -> int:
    found = schema.get_all_field_indices(column)
    if len(found) == 1:
        return int(found[0])
    if found:
        raise UsageError(f"there are {len(found)} columns {column!r}", hint="rename all but one")
    shown = ", ".join(schema.names[:20]) or "none"
    raise UsageError(f"there is no column {column!r}", hint=f"the columns are: {shown}")


def _bytes(column: "pa.Array") -> Iterator[bytes | None]:
    """The pages one by one, so that a batch is never there twice."""
    pa = library("pyarrow", "arrow")
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    for scalar in column.cast(pa.large_binary()):
        yield scalar.as_py()


def _strings(batch: "pa.RecordBatch", column: str | None) -> list[str | None]:
    pa = library("pyarrow", "arrow")
    if column is None:
        return [None] * batch.num_rows
    values: list[str | None] = batch.column(_index(batch.schema, column)).cast(pa.string()).to_pylist()
    return values


def _column(field: "pa.Field", values: list[Any]) -> "pa.Array":
    pa = library("pyarrow", "arrow")
    array = pa.array(values, field.type)
    if isinstance(array, pa.ChunkedArray):
        raise UsageError(
            f"the column {field.name!r} of one batch came to 2 GB, more than its type holds",
            hint="give smaller batches, or pages as large_string",
        )
    return array


def _same_version(version: str) -> None:
    if version != __version__:
        raise UsageError(
            f"this worker has cleantext {__version__}, and the job was put together with {version}",
            hint="give every machine the same wheel",
        )
