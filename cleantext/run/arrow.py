"""Parquet in and out, through pyarrow, which is an extra. Only what needs it imports this module."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleantext.errors import InputError, UsageError
from cleantext.run.durable import Pending
from cleantext.run.item import Failed, Item, Outcome
from cleantext.run.pack import missing
from cleantext.run.plan import ALL_COLUMNS, Plan
from cleantext.run.row import Row, json_text, notes_of, rules_of
from cleantext.run.sources import Source

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise missing("Parquet", "pyarrow", "parquet") from None

if TYPE_CHECKING:
    from cleantext.engine import Result

CHUNK_BYTES = 256 << 10
"""What the rows weigh that are read at once, about; a batch is a chunk."""
CHUNK_ROWS = 256
GROUP_BYTES = 32 << 20
"""What a row group of the output weighs before it is packed."""

_RULE = pa.struct([("rule", pa.string()), ("count", pa.int32())])
_NOTE = pa.struct(
    [
        ("level", pa.string()),
        ("rule", pa.string()),
        ("src", pa.list_(pa.int64())),
        ("message", pa.string()),
    ]
)


def kept_schema(sources: Iterable[Source], plan: Plan) -> bytes:
    """The columns of the input that are written too, with their types, as an Arrow message.

    They are those of the first Parquet file; a column that it lacks is text. Raises InputError where that
    file is damaged, UsageError for `*` without a Parquet file.
    """
    first = next((source for source in sources if source.kind == "parquet"), None)
    known = _open(first.path).schema_arrow if first else pa.schema([])
    if ALL_COLUMNS in plan.columns and not first:
        raise UsageError(
            "which columns a JSON file holds is not known before it is read",
            place="--columns",
            hint="name them, or write JSONL",
        )
    fields = [field for field in known if plan.writes(field.name) and field.name not in ("name", "url")]
    named = {field.name for field in fields} | {ALL_COLUMNS, "name", "url"}
    fields += [pa.field(name, pa.string()) for name in plan.columns if name not in named]
    return bytes(pa.schema(fields).serialize())


def output_schema(plan: Plan) -> pa.Schema:
    """The columns of a Parquet file that a run writes."""
    kept = list(pa.ipc.read_schema(pa.py_buffer(plan.kept))) if plan.kept else []
    log = [pa.field("log", pa.string())] if plan.log == "inside" else []
    return pa.schema(
        [
            pa.field("name", pa.string()),
            pa.field("url", pa.string()),
            *kept,
            pa.field("clean_text", pa.string()),
            pa.field("encoding", pa.string()),
            pa.field("rules", pa.list_(_RULE)),
            pa.field("notes", pa.list_(_NOTE)),
            *log,
        ]
    )


def read_chunks(source: Source, plan: Plan, skip: int) -> Iterator[tuple[list[Item], pa.RecordBatch, int]]:
    """Rows of a Parquet file, a chunk at a time, with an item for each and the bytes read so far.

    `skip` ends where a chunk ends. Raises InputError for a damaged file, and for one without the text's
    column.
    """
    place = source.path.as_posix()
    try:
        file = _open(source.path)
        columns = _columns(file.schema_arrow, plan, place)
        first = 0
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if skip < first + rows:
                for at, chunk in _chunks(file, group, columns):
                    if skip <= first + at:
                        share = (first + at + chunk.num_rows) / file.metadata.num_rows
                        items = [_item(source, first + at + n) for n in range(chunk.num_rows)]
                        yield items, chunk, round(share * source.size_bytes)
            first += rows
    except (pa.ArrowException, OSError) as error:
        raise _damaged(source.path, error) from None


def write_table(rows: pa.RecordBatch) -> bytes:
    """Rows as bytes that travel to a worker."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_batch(rows)
    return bytes(sink.getvalue())


def read_table(data: bytes) -> pa.RecordBatch:
    """The rows that `write_table` wrote."""
    return pa.ipc.open_stream(pa.py_buffer(data)).read_next_batch()


class ColumnPile:
    """What a batch gives, column by column."""

    def __init__(self, plan: Plan, table: bytes) -> None:
        self._plan = plan
        self._table = read_table(table) if table else None
        self._schema = output_schema(plan)
        self._kept, self._misfit = self._cast()
        self._taken: list[int] = []
        self._rows: list[Row] = []
        self._ours: list[Row] = []
        self.log: list[bytes] = []
        self.failed: list[Failed] = []
        self.changed = 0

    def add(self, number: int, item: Item, row: Row, result: "Result") -> None:
        """Keep a cleaned page. Raises InputError where a value of its row does not fit its column."""
        self._refuse_misfits(item, row)
        self.changed += result.changed
        self._taken.append(number)
        self._rows.append(row)
        ours = {
            "name": result.page.name,
            "url": result.page.url,
            "clean_text": result.text,
            "encoding": result.decoded.encoding,
            "rules": [{"rule": rule, "count": count} for rule, count in rules_of(result).items()],
            "notes": list(notes_of(result)),
        }
        if self._plan.log == "inside":
            ours["log"] = result.log()
        elif self._plan.log == "beside":
            self.log.append(f"{result.log()}\n".encode())
        self._ours.append(ours)

    def outcome(self) -> Outcome:
        """All of it as an Arrow stream."""
        arrays = [self._array(field) for field in self._schema]
        rows = write_table(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        return Outcome(len(self._ours), self.changed, rows, b"".join(self.log), (), tuple(self.failed))

    def _array(self, field: pa.Field) -> pa.Array:
        if self._ours and field.name in self._ours[0]:
            return pa.array([ours[field.name] for ours in self._ours], type=field.type)
        if self._table is None:
            return pa.array(
                [_fitting(row.get(field.name), field.type) for row in self._rows], type=field.type
            )
        if field.name not in self._kept:
            return pa.nulls(len(self._taken), field.type)
        return self._kept[field.name].take(pa.array(self._taken, pa.int64()))

    def _cast(self) -> tuple[dict[str, pa.Array], str]:
        """The table's columns in the types of the output, and what is wrong where one does not fit."""
        kept: dict[str, pa.Array] = {}
        if self._table is None:
            return kept, ""
        for field in self._schema:
            if field.name in self._table.schema.names:
                try:
                    kept[field.name] = self._table.column(field.name).cast(field.type)
                except pa.ArrowException:
                    return {}, f"the column '{field.name}' does not fit {field.type}, as in the first file"
        return kept, ""

    def _refuse_misfits(self, item: Item, row: Row) -> None:
        misfit = self._misfit
        if self._table is None:
            for field in self._schema:
                try:
                    if field.name in row and not pa.types.is_string(field.type):
                        pa.scalar(row[field.name], field.type)
                except (pa.ArrowException, TypeError, ValueError, OverflowError):
                    misfit = f"the column '{field.name}' does not fit {field.type}, as in the first file"
        if misfit:
            raise InputError(misfit, place=item.place, hint="leave it out of --columns, or write JSONL")


class ParquetRows:
    """A Parquet file as a part of the output."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self._pending = Pending(path)
        self._schema = output_schema(plan)
        self._writer = pq.ParquetWriter(self._pending.file, self._schema, compression="zstd")
        self._held: list[pa.RecordBatch] = []
        self._held_bytes = 0

    def add(self, outcome: Outcome) -> None:
        """Hold the rows until they make a row group."""
        if not outcome.pages:
            return
        rows = read_table(outcome.rows)
        self._held.append(rows)
        self._held_bytes += rows.nbytes
        if self._held_bytes >= GROUP_BYTES:
            self._write()

    def keep(self) -> list[str]:
        """Finish the file."""
        self._write()
        self._writer.close()
        self._pending.keep()
        return [self._pending.path.name]

    def drop(self) -> None:
        """Take it back."""
        self._pending.drop()

    def _write(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_batches(self._held, self._schema))
        self._held, self._held_bytes = [], 0


def _open(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from None


def _columns(schema: pa.Schema, plan: Plan, place: str) -> list[str]:
    """The columns to read. Raises InputError where the text's is missing, or holds no text."""
    names = ", ".join(schema.names[:12]) or "none"
    if plan.field not in schema.names:
        raise InputError(
            f"there is no column '{plan.field}'",
            place=place,
            hint=f"name the text's with --field (there are: {names})",
        )
    kind = schema.field(plan.field).type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not any(
        asks(kind)
        for asks in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_binary,
            pa.types.is_large_binary,
        )
    ):
        raise InputError(
            f"the column '{plan.field}' holds {kind}, not text",
            place=place,
            hint=f"name the text's with --field (there are: {names})",
        )
    wanted = (plan.field, plan.id, plan.url)
    return [name for name in schema.names if name in wanted or plan.writes(name)]


def _chunks(file: pq.ParquetFile, group: int, columns: Sequence[str]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The chunks of a row group, each with its first row there: about CHUNK_BYTES each, always the same."""
    about = file.metadata.row_group(group)
    size = max(1, about.total_byte_size // max(1, about.num_rows))
    rows = max(1, min(CHUNK_ROWS, CHUNK_BYTES // size))
    at = 0
    for read in file.iter_batches(rows, row_groups=[group], columns=list(columns)):
        step = max(1, min(read.num_rows, read.num_rows * CHUNK_BYTES // max(1, read.nbytes)))
        for start in range(0, read.num_rows, step):
            chunk = read.slice(start, step)
            yield at, chunk
            at += chunk.num_rows


def _item(source: Source, row: int) -> Item:
    name = f"{source.below}:{row + 1}"
    return Item(f"{source.path.as_posix()}:{row + 1}", name, target=f"{source.below}/{row + 1:08d}.txt")


def _fitting(value: Any, kind: pa.DataType) -> Any:
    """A value of a JSON row for a column: what is no text becomes its JSON where text is wanted."""
    return json_text(value) if pa.types.is_string(kind) and not isinstance(value, str | None) else value


def _damaged(path: Path, error: Exception) -> InputError:
    said = str(error).strip().splitlines()[0].rstrip(".")
    return InputError(
        f"this is no Parquet file, or a damaged one ({said[:1].lower() + said[1:]})",
        place=path.as_posix(),
        hint="fetch the file again",
    )
