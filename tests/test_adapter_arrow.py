"""Arrow: what goes in, what comes out, and one clear sentence where it cannot."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain

import pytest
from adapters import BYTES, DOCUMENTED, EXPECTED, NOT_TEXT, PAGES, ROWS, clean_texts, needs, run_documented

needs("pyarrow", "arrow")

import pyarrow as pa  # noqa: E402  # after the check that it is there
import pyarrow.parquet as pq  # noqa: E402

import cleantext  # noqa: E402
from cleantext.integrations import arrow  # noqa: E402
from cleantext.integrations.arrow import clean_batch, clean_table, make_cleaner  # noqa: E402

BATCH = pa.RecordBatch.from_pylist(ROWS)
ADDED = ["clean_text", "encoding", "rules", "notes", "error"]


def bytes_batch(kind=None):
    return pa.RecordBatch.from_arrays([pa.array(BYTES, kind or pa.binary())], ["body"])


def test_all_columns_stay_and_the_others_come_after_them():
    assert clean_batch(BATCH).schema.names == ["id", "text", *ADDED]


def test_the_cells_are_those_of_the_function_alone():
    assert clean_batch(BATCH, log=True).to_pylist() == EXPECTED


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_pages_of_every_string_type_come_out_the_same(kind):
    batch = pa.RecordBatch.from_arrays([pa.array(PAGES, kind)], ["text"])
    assert clean_batch(batch).column("clean_text").to_pylist() == [row["clean_text"] for row in EXPECTED]


def test_clean_texts_of_large_strings_are_large():
    batch = pa.RecordBatch.from_arrays([pa.array(PAGES, pa.large_string())], ["text"])
    assert clean_batch(batch, log=True).schema.field("log").type == pa.large_string()


def test_a_dictionary_column_is_read_and_kept():
    column = pa.array([PAGES[0], PAGES[0], None]).dictionary_encode()
    cleaned = clean_batch(pa.RecordBatch.from_arrays([column], ["text"]))
    assert cleaned.column("text").type == column.type
    assert cleaned.column("clean_text").to_pylist() == [EXPECTED[0]["clean_text"]] * 2 + [None]


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary_view()])
def test_the_encoding_of_bytes_is_found_out(kind):
    cleaned = clean_batch(bytes_batch(kind), text="body")
    assert cleaned.column("encoding").to_pylist()[:3] == ["gb18030"] * 3
    assert cleaned.column("clean_text")[2].as_py() == EXPECTED[2]["clean_text"]


def test_a_page_that_fails_says_why_and_the_rest_go_on():
    rows = clean_batch(bytes_batch(), text="body").to_pylist()
    assert "no text" in rows[NOT_TEXT]["error"] and rows[NOT_TEXT]["clean_text"] is None
    assert all(row["error"] is None for number, row in enumerate(rows) if number != NOT_TEXT)


def test_strings_that_are_no_utf8_are_cleaned_too():
    broken = pa.Array.from_buffers(
        pa.string(),
        1,
        [None, pa.py_buffer(bytes([0, 0, 0, 0, 7, 0, 0, 0])), pa.py_buffer("正文".encode() + b"\xff")],
    )
    assert (
        clean_batch(pa.RecordBatch.from_arrays([broken], ["text"])).column("clean_text")[0].as_py()
        == "正文�\n"
    )


def test_a_column_of_nulls_is_a_column_of_no_pages():
    cleaned = clean_batch(pa.RecordBatch.from_arrays([pa.nulls(2)], ["text"]))
    assert cleaned.column("clean_text").to_pylist() == [None, None]


def test_an_empty_batch_has_the_same_schema():
    assert clean_batch(BATCH.slice(0, 0), log=True).schema == clean_batch(BATCH, log=True).schema


def test_the_log_takes_the_page_back():
    row = clean_batch(BATCH, log=True).to_pylist()[0]
    (record,) = cleantext.read_log([row["log"]])
    assert cleantext.undo(row["clean_text"].encode(), record) == row["text"].encode()


def test_names_and_addresses_come_from_columns():
    batch = pa.RecordBatch.from_pylist([{"text": "正文。\n", "at": "https://example.org/1", "n": "一"}])
    (named,) = cleantext.read_log([clean_batch(batch, log=True, url="at", name="n").to_pylist()[0]["log"]])
    (addressed,) = cleantext.read_log([clean_batch(batch, log=True, url="at").to_pylist()[0]["log"]])
    assert (named.page, addressed.page) == ("一", "https://example.org/1")


def test_a_charset_that_a_server_declared_is_weighed():
    page = "中文".encode("big5")
    batch = pa.RecordBatch.from_pylist([{"text": page, "charset": "big5"}])
    (row,) = clean_batch(batch, declared="charset", recipe="minimal").to_pylist()
    assert (row["encoding"], row["clean_text"]) == ("cp950", "中文\n")


def test_a_table_of_any_chunks_comes_out_the_same():
    table = pa.Table.from_batches([BATCH.slice(0, 3), BATCH.slice(3, 0), BATCH.slice(3)])
    assert clean_table(table, log=True).to_pylist() == EXPECTED
    assert clean_table(table.slice(0, 0)).schema == clean_table(table).schema


def test_a_large_batch_is_cleaned_in_pieces(monkeypatch):
    monkeypatch.setattr(arrow, "PIECE_BYTES", 200)
    pieces = list(make_cleaner(log=True).batches([BATCH]))
    assert len(pieces) > 1
    assert list(chain.from_iterable(piece.to_pylist() for piece in pieces)) == EXPECTED


def test_a_cleaner_is_the_same_after_a_journey():
    cleaner = make_cleaner(recipe="corpus", log=True)
    assert pickle.loads(pickle.dumps(cleaner)) == cleaner


def test_two_processes_give_the_bytes_of_one():
    cleaner = make_cleaner(log=True)
    batches = [BATCH.slice(0, 3), BATCH.slice(3)]
    with ProcessPoolExecutor(2) as pool:
        apart = list(pool.map(cleaner.batch, batches))
    assert apart == [cleaner.batch(batch) for batch in batches]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"text": "body"}, "there is no column 'body'; the columns are: id, text"),
        ({"url": "where"}, "there is no column 'where'; the columns are: id, text"),
        ({"text": "id"}, "the column 'id' holds int64, no text; name a column of strings or of bytes"),
        ({"recipe": "defualt"}, "there is no recipe 'defualt'; did you mean 'default'?"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(options, said):
    with pytest.raises(cleantext.UsageError) as told:
        clean_batch(BATCH, **options)
    assert str(told.value).startswith(said)


def test_a_column_that_is_there_already_is_not_doubled():
    again = clean_batch(BATCH)
    with pytest.raises(cleantext.UsageError, match="there already is a column 'clean_text'"):
        clean_batch(again)
    assert clean_batch(again, prefix="cleaned_").schema.names[-1] == "cleaned_error"


def test_two_columns_of_one_name_are_told_apart_by_nobody():
    twice = pa.RecordBatch.from_arrays([pa.array(["一"]), pa.array(["二"])], ["text", "text"])
    with pytest.raises(cleantext.UsageError, match="there are 2 columns 'text'"):
        clean_batch(twice)


def test_a_worker_of_another_version_refuses():
    with pytest.raises(cleantext.UsageError, match="give every machine the same wheel"):
        replace(make_cleaner(), version="0.0.1").batch(BATCH)


def test_what_the_documentation_shows_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_documented("Arrow", tmp_path)
    assert clean_texts(pq.read_table("clean.parquet")) == DOCUMENTED
