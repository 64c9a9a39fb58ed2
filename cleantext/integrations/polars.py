"""Polars: a DataFrame or LazyFrame with clean texts beside its pages."""

from typing import TYPE_CHECKING, TypeVar, Unpack

from cleantext.integrations.arrow import Cleaner, Options, make_cleaner
from cleantext.integrations.library import library

if TYPE_CHECKING:
    from polars import DataFrame, LazyFrame

    Frame = TypeVar("Frame", DataFrame, LazyFrame)


def clean_frame(frame: "Frame", **options: Unpack[Options]) -> "Frame":
    """The frame with the columns of cleaning added; a LazyFrame stays lazy, and streams.

    Cleaning is Python and runs on one core, whatever Polars does beside it.
    Options: see `cleantext.integrations.arrow.Cleaner`. Raises UsageError and RuleError.
    """
    pl = library("polars", "polars")
    cleaner = make_cleaner(**options)
    if isinstance(frame, pl.DataFrame):
        return _cleaned(frame, cleaner)
    schema = _cleaned(pl.DataFrame(schema=frame.collect_schema()), cleaner).schema
    return frame.map_batches(lambda part: _cleaned(part, cleaner), schema=schema, streamable=True)


def _cleaned(frame: "DataFrame", cleaner: Cleaner) -> "DataFrame":
    """The added columns beside the frame's own, which never leave Polars."""
    pl, pa = library("polars", "polars"), library("pyarrow", "polars")
    wanted = [name for name in (cleaner.text, cleaner.url, cleaner.name, cleaner.declared) if name]
    known = [name for name in frame.columns if name in wanted]
    pages = frame.select(known).to_arrow()
    kinds = {name: pages.schema.field(name).type if name in known else pa.null() for name in frame.columns}
    cleaner.schema(pa.schema(kinds.items()))  # what cannot be cleaned is told with all columns in view
    added = cleaner.table(pages).drop_columns(known)
    return frame.hstack(pl.from_arrow(added))
