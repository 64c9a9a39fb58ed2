"""Polars, against the library itself."""

import pytest
from adapters import DOCUMENTED, EXPECTED, ROWS, clean_texts, needs, run_documented

needs("polars", "polars")

import polars as pl  # noqa: E402  # after the check that it is there
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from cleantext import UsageError  # noqa: E402
from cleantext.integrations.polars import clean_frame  # noqa: E402

FRAME = pl.DataFrame(ROWS)


def test_a_frame_has_the_same_cells_as_the_function():
    assert clean_frame(FRAME, log=True).to_dicts() == EXPECTED


def test_a_lazy_frame_stays_lazy_and_knows_its_columns():
    lazy = clean_frame(FRAME.lazy(), log=True)
    assert lazy.collect_schema() == clean_frame(FRAME, log=True).schema
    assert lazy.collect().to_dicts() == EXPECTED


def test_a_lazy_frame_can_be_streamed_and_filtered_after():
    lazy = clean_frame(FRAME.lazy()).filter(pl.col("clean_text") != "").select("id", "clean_text")
    assert sorted(lazy.collect(engine="streaming")["id"]) == [0, 1, 2, 5, 6]


def test_a_column_of_another_kind_is_left_as_it_is():
    frame = FRAME.with_columns(pl.Series("kind", ["a", "b"] * 3 + ["a"], dtype=pl.Categorical))
    assert clean_frame(frame).schema["kind"] == pl.Categorical


def test_an_empty_frame_has_the_columns_too():
    assert clean_frame(FRAME.head(0)).schema == clean_frame(FRAME).schema


def test_a_missing_column_is_told_in_one_sentence():
    with pytest.raises(UsageError, match="there is no column 'body'; the columns are: id, text"):
        clean_frame(FRAME.lazy(), text="body")


def test_bytes_are_cleaned_as_bytes():
    frame = pl.DataFrame({"body": ["獲取區域。".encode("big5")]})
    assert pa.types.is_large_binary(frame.to_arrow().schema.field("body").type)
    assert clean_frame(frame, text="body")["clean_text"].to_list() == ["获取区域。\n"]


def test_a_column_that_is_there_already_is_not_doubled():
    with pytest.raises(UsageError, match="there already is a column 'encoding'"):
        clean_frame(FRAME.with_columns(encoding=pl.lit("utf-8")))


def test_what_the_documentation_shows_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_documented("Polars", tmp_path)
    assert clean_texts(pq.read_table("clean.parquet")) == DOCUMENTED
