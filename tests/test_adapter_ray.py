"""Ray on this machine: the real library and its workers."""

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
    run_documented,
)

needs("ray.data", "ray")
pytestmark = pytest.mark.filterwarnings("default")

import pyarrow as pa  # noqa: E402  # after the check that Ray is there
import pyarrow.parquet as pq  # noqa: E402
import ray  # noqa: E402

from cleantext import UsageError  # noqa: E402
from cleantext.integrations.ray import clean_dataset  # noqa: E402

SCRIPT = Path(__file__).parent.parent / "examples" / "ray_clean.py"
EXAMPLE = load_example(SCRIPT)


@pytest.fixture(scope="module")
def cluster():
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=200 * 2**20)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


@pytest.fixture
def pages(tmp_path):
    """Two Parquet files with the pages of every adapter's tests."""
    table = pa.Table.from_pylist(ROWS)
    folder = tmp_path / "pages"
    folder.mkdir()
    pq.write_table(table.slice(0, 4), folder / "a.parquet")
    pq.write_table(table.slice(4), folder / "b.parquet")
    return folder


def by_id(rows):
    return sorted(rows, key=lambda row: row["id"])


def test_workers_give_the_bytes_of_one_core(cluster, pages):
    cleaned = clean_dataset(ray.data.read_parquet(str(pages)), batch_size=2, log=True)
    assert by_id(cleaned.take_all()) == EXPECTED


def test_bytes_are_cleaned_as_bytes_and_a_page_that_fails_says_why(cluster):
    table = pa.table({"id": range(len(BYTES)), "body": pa.array(BYTES, pa.binary())})
    rows = by_id(clean_dataset(ray.data.from_arrow(table), text="body").take_all())
    assert rows[2]["clean_text"] == EXPECTED[2]["clean_text"]
    assert "no text" in rows[NOT_TEXT]["error"]


def test_a_filter_that_leaves_nothing_is_no_trouble(cluster):
    none = ray.data.from_arrow(pa.Table.from_pylist(ROWS)).filter(lambda row: row["id"] > 99)
    assert clean_dataset(none).take_all() == []


def test_a_bad_recipe_is_told_before_anything_runs(cluster):
    with pytest.raises(UsageError, match="there is no recipe 'nix'"):
        clean_dataset(ray.data.from_arrow(pa.Table.from_pylist(ROWS)), recipe="nix")


def submit(*arguments):
    environment = {**os.environ, "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}
    environment.pop("RAY_ADDRESS", None)
    return subprocess.run(
        [sys.executable, SCRIPT, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
    )


def read(output):
    rows = [row for part in sorted(output.glob("part-*")) for row in pq.read_table(part).to_pylist()]
    return by_id(rows)


def test_the_script_cleans_by_parts_and_goes_on_where_it_was_cut_short(cluster, pages, tmp_path):
    output = tmp_path / "clean"
    asked = (str(pages), str(output), "--parts", "2", "--partitions", "2", "--log")
    assert EXAMPLE.main(EXAMPLE.arguments(asked)) == 0
    assert read(output) == EXPECTED
    untouched = {path: path.stat().st_mtime_ns for path in (output / "part-00000").iterdir()}
    (output / "part-00001" / "_SUCCESS").unlink()
    next((output / "part-00001").glob("*.parquet")).write_bytes(b"half a file")
    resumed = submit(*asked)
    assert resumed.returncode == 0, resumed.stderr
    assert "part-00000: was done, 0 pages failed\npart-00001: done, 0" in own_words(resumed.stderr)
    assert read(output) == EXPECTED
    assert {path: path.stat().st_mtime_ns for path in (output / "part-00000").iterdir()} == untouched
    with pytest.raises(UsageError, match="the output folder holds another run: its recipe is"):
        EXAMPLE.main(EXAMPLE.arguments([*asked, "--recipe", "corpus"]))


def test_pages_that_fail_are_counted_and_a_missing_column_leaves_nothing_behind(cluster, tmp_path):
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


def test_what_the_documentation_shows_runs(cluster, tmp_path):
    run_documented("Ray Data", tmp_path, absolute=True)
    assert clean_texts(pq.read_table(tmp_path / "clean.parquet")) == DOCUMENTED
