"""DuckDB, against the library itself."""

import pytest
from adapters import BYTES, DOCUMENTED, EXPECTED, NOT_TEXT, PAGES, clean_texts, needs, run_documented

needs("duckdb", "duckdb")

import duckdb  # noqa: E402  # after the check that it is there
import pyarrow.parquet as pq  # noqa: E402

from cleantext import UsageError  # noqa: E402
from cleantext.integrations.duckdb import register  # noqa: E402


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE pages (id INTEGER, text VARCHAR, body BLOB)")
        bodies = [*BYTES, None, None]
        connection.executemany(
            "INSERT INTO pages VALUES (?, ?, ?)", list(zip(range(len(PAGES)), PAGES, bodies, strict=True))
        )
        yield connection


def test_a_page_becomes_a_struct_with_the_cells_of_the_function(connection):
    register(connection, log=True)
    found = connection.execute("SELECT cleantext(text) FROM pages ORDER BY id").fetchall()
    assert [
        {"id": row["id"], "text": row["text"], **cells} for row, (cells,) in zip(EXPECTED, found, strict=True)
    ] == EXPECTED


def test_the_struct_unnests_into_columns(connection):
    register(connection)
    found = connection.execute("SELECT id, unnest(cleantext(text)) FROM pages")
    assert [column[0] for column in found.description] == [
        "id",
        "clean_text",
        "encoding",
        "rules",
        "notes",
        "error",
    ]


def test_bytes_are_cleaned_as_bytes(connection):
    register(connection, "clean_body", binary=True)
    found = connection.execute("SELECT clean_body(body) FROM pages ORDER BY id").fetchall()
    assert found[2][0]["clean_text"] == EXPECTED[2]["clean_text"]
    assert "no text" in found[NOT_TEXT][0]["error"]


def test_no_rows_are_no_trouble(connection):
    register(connection)
    assert connection.execute("SELECT cleantext(text) FROM pages WHERE id > 99").fetchall() == []


def test_a_bad_recipe_is_told_when_it_is_registered(connection):
    with pytest.raises(UsageError, match="there is no recipe 'nix'"):
        register(connection, recipe="nix")


def test_what_the_documentation_shows_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_documented("DuckDB", tmp_path)
    assert clean_texts(pq.read_table("clean.parquet")) == DOCUMENTED
