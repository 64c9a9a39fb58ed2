"""Spark: a DataFrame with clean texts beside its pages, through `mapInArrow`."""

from typing import TYPE_CHECKING, Unpack

from cleantext.integrations.arrow import Cleaner, Options, make_cleaner
from cleantext.integrations.library import library

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def clean_frame(frame: "DataFrame", **options: Unpack[Options]) -> "DataFrame":
    """The frame with the columns of cleaning added; nothing runs before an action asks for it.

    Options: see `cleantext.integrations.arrow.Cleaner`. Raises UsageError and RuleError at once, on the
    driver.
    """
    cleaner = make_cleaner(**options)
    return frame.mapInArrow(cleaner.batches, _schema(frame, cleaner))


def _schema(frame: "DataFrame", cleaner: Cleaner) -> "StructType":
    """The frame's own fields as Spark has them, and ours."""
    types = library("pyspark.sql.pandas.types", "spark")
    library("pandas", "spark")  # mapInArrow asks for it
    pa = library("pyarrow", "spark")
    pages = types.to_arrow_schema(frame.schema)
    added = list(cleaner.schema(pages))[len(pages) :]
    schema = library("pyspark.sql.types", "spark").StructType(list(frame.schema.fields))
    for field in types.from_arrow_schema(pa.schema(added)).fields:
        schema = schema.add(field)
    return schema
