"""Spark on this machine: the real library, its JVM and its workers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from adapters import (
    BYTES,
    DOCUMENTED,
    EXPECTED,
    NOT_TEXT,
    ROWS,
    clean_texts,
    load_example,
    needs,
    needs_program,
    run_documented,
)

needs("pyspark", "spark")
needs_program("java", "spark")
pytestmark = pytest.mark.filterwarnings("default")

import pyarrow as pa  # noqa: E402  # after the check that Spark is there
import pyarrow.parquet as pq  # noqa: E402
import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

from cleantext import UsageError  # noqa: E402
from cleantext.integrations.spark import clean_frame  # noqa: E402

SCRIPT = Path(__file__).parent.parent / "examples" / "spark_clean.py"
EXAMPLE = load_example(SCRIPT)
SETTINGS = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
}


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers' Python is ours
    session = SparkSession.builder.config(map=SETTINGS).getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def pages(tmp_path):
    """Two Parquet files with the pages of every adapter's tests."""
    table = pa.Table.from_pylist(ROWS)
    folder = tmp_path / "pages"
    folder.mkdir()
    pq.write_table(table.slice(0, 4), folder / "a.parquet")
    pq.write_table(table.slice(4), folder / "b.parquet")
    return folder


def by_id(frame):
    return sorted((row.asDict(recursive=True) for row in frame.collect()), key=lambda row: row["id"])


def test_workers_give_the_bytes_of_one_core(spark, pages):
    frame = spark.read.parquet(str(pages)).repartition(3)
    assert by_id(clean_frame(frame, log=True)) == EXPECTED


def test_bytes_are_cleaned_as_bytes_and_a_page_that_fails_says_why(spark):
    frame = spark.createDataFrame(list(enumerate(BYTES)), "id int, body binary")
    rows = by_id(clean_frame(frame, text="body"))
    assert rows[2]["clean_text"] == EXPECTED[2]["clean_text"]
    assert "no text" in rows[NOT_TEXT]["error"]


def test_a_mistake_is_told_on_the_driver_before_anything_runs(spark, pages):
    with pytest.raises(UsageError, match="there is no column 'body'; the columns are: id, text"):
        clean_frame(spark.read.parquet(str(pages)), text="body")


def submit(*arguments):
    settings = [part for name, value in SETTINGS.items() for part in ("--conf", f"{name}={value}")]
    environment = {
        **os.environ,
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "PYSPARK_PYTHON": sys.executable,
    }
    return subprocess.run(
        [f"{environment['SPARK_HOME']}/bin/spark-submit", *settings, SCRIPT, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
    )


def read(output):
    rows = [row for part in sorted(output.glob("part-*")) for row in pq.read_table(part).to_pylist()]
    return sorted(rows, key=lambda row: row["id"])


def test_the_script_cleans_by_parts_and_goes_on_where_it_was_cut_short(spark, pages, tmp_path):
    output = tmp_path / "clean"
    asked = (str(pages), str(output), "--parts", "2", "--partitions", "2", "--log")
    assert EXAMPLE.main(EXAMPLE.arguments(asked)) == 0
    assert read(output) == EXPECTED
    untouched = {path: path.stat().st_mtime_ns for path in (output / "part-00000").iterdir()}
    (output / "part-00001" / "_SUCCESS").unlink()
    next((output / "part-00001").glob("*.parquet")).write_bytes(b"half a file")
    resumed = submit(*asked)
    assert resumed.returncode == 0, resumed.stderr
    assert "part-00000: was done, 0 pages failed\npart-00001: done, 0" in own_words(resumed.stdout)
    assert read(output) == EXPECTED
    assert {path: path.stat().st_mtime_ns for path in (output / "part-00000").iterdir()} == untouched
    with pytest.raises(UsageError, match="the output folder holds another run: its recipe is"):
        EXAMPLE.main(EXAMPLE.arguments([*asked, "--recipe", "corpus"]))


def test_pages_that_fail_are_counted_and_a_missing_column_leaves_nothing_behind(spark, tmp_path):
    pages, output = tmp_path / "pages", tmp_path / "clean"
    pages.mkdir()
    pq.write_table(pa.table({"body": pa.array(BYTES, pa.binary())}), pages / "a.parquet")
    with pytest.raises(UsageError, match="there is no column 'text'; the columns are: body"):
        EXAMPLE.main(EXAMPLE.arguments([str(pages), str(output)]))
    assert not output.exists()
    assert EXAMPLE.main(EXAMPLE.arguments([str(pages), str(output), "--text", "body"])) == 1


def own_words(stderr):
    """What the script itself said, between the lines of the library's log."""
    return "\n".join(line for line in stderr.splitlines() if line.startswith("part-"))


def test_what_the_documentation_shows_runs(spark, tmp_path):
    run_documented("Spark", tmp_path, absolute=True)
    assert clean_texts(pq.read_table(tmp_path / "clean.parquet")) == DOCUMENTED
