"""What an adapter costs over the function it calls, on the same batches, for each library installed.

    python benchmarks/adapters.py [--seconds 2] [--rounds 5] [--log] [--only NAME ...]

The function is `clean_batch`, called batch by batch; beside it is `cleantext.clean`, called page by page
from a list. Rows take turns, and of each the best round counts: in processor time, so that the machine's
other work does not count; for Spark and Ray, which have processes of their own (one core for cleaning), by
the clock. They pay for starting a job once, however long it is: `start` is the job on one empty page, and
`over` leaves it out. MB are 10^6 bytes of UTF-8 in; pages are the seeds whose bytes are whole and their
goldens, whole and by their paragraphs.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa

import cleantext
from cleantext.integrations.arrow import make_cleaner

ROOT = Path(__file__).parent.parent
BATCH_BYTES = 2_000_000
"""A batch's text, about."""

BY_THE_CLOCK = ("pyspark", "ray")
"""Libraries that clean in processes of their own."""

Run = Callable[[pa.Table], object]
"""Cleans a table of many batches, all of it."""


@contextmanager
def with_function(log: bool) -> Iterator[Run]:
    cleaner = make_cleaner(log=log)
    yield lambda pages: [cleaner.batch(batch) for batch in pages.to_batches()]


@contextmanager
def with_clean(log: bool) -> Iterator[Run]:
    def run(pages: pa.Table) -> None:
        for page in pages.column("text").to_pylist():
            result = cleantext.clean(page)
            if log:
                result.log()

    yield run


@contextmanager
def with_polars(log: bool) -> Iterator[Run]:
    import polars as pl

    from cleantext.integrations.polars import clean_frame

    yield lambda pages: clean_frame(pl.from_arrow(pages, rechunk=False), log=log)


@contextmanager
def with_duckdb(log: bool) -> Iterator[Run]:
    import duckdb

    from cleantext.integrations.duckdb import register

    with duckdb.connect(config={"threads": 1}) as connection:
        register(connection, log=log)

        def run(pages: pa.Table) -> None:
            connection.register("pages", pages)
            connection.sql("SELECT unnest(cleantext(text)) FROM pages").to_arrow_table()

        yield run


@contextmanager
def with_datasets(log: bool) -> Iterator[Run]:
    import datasets

    from cleantext.integrations.datasets import clean_dataset

    datasets.disable_caching()
    datasets.disable_progress_bars()
    made: dict[
        int, Any
    ] = {}  # a dataset is hashed as a whole when it is made, which is not the adapter's work

    def run(pages: pa.Table) -> None:
        if id(pages) not in made:
            made[id(pages)] = datasets.Dataset(datasets.table.InMemoryTable(pages))
        clean_dataset(made[id(pages)], log=log)

    yield run


@contextmanager
def with_scrapy(log: bool) -> Iterator[Run]:
    from cleantext.integrations.scrapy import CleantextPipeline

    pipeline = CleantextPipeline(log=log)
    yield lambda pages: [pipeline.process_item({"text": page}) for page in pages.column("text").to_pylist()]


@contextmanager
def with_datatrove(log: bool) -> Iterator[Run]:
    from datatrove.data import Document

    from cleantext.integrations.datatrove import CleantextStep

    step = CleantextStep(log=log)
    yield lambda pages: list(step.run(Document(page, "") for page in pages.column("text").to_pylist()))


@contextmanager
def with_spark(log: bool) -> Iterator[Run]:
    from pyspark.sql import SparkSession

    from cleantext.integrations.spark import clean_frame

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {"spark.master": "local[1]", "spark.ui.enabled": "false", "spark.driver.memory": "2g"}
    settings["spark.driver.host"] = settings["spark.driver.bindAddress"] = "127.0.0.1"
    with SparkSession.builder.config(map=settings).getOrCreate() as spark:
        spark.sparkContext.setLogLevel("ERROR")
        frames: dict[int, Any] = {}

        def run(pages: pa.Table) -> None:
            rows = str(len(pages.to_batches()[0]))
            spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", rows)
            if id(pages) not in frames:  # into Spark's memory once, when the function is warmed up
                frames[id(pages)] = spark.createDataFrame(pages).coalesce(1).cache()
                frames[id(pages)].count()
            clean_frame(frames[id(pages)], log=log).write.format("noop").mode("overwrite").save()

        yield run


@contextmanager
def with_ray(log: bool) -> Iterator[Run]:
    import ray

    from cleantext.integrations.ray import clean_dataset

    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, object_store_memory=2**30)
    ray.data.DataContext.get_current().enable_progress_bars = False
    held: dict[int, Any] = {}

    def run(pages: pa.Table) -> None:
        batches = pages.to_batches()
        if id(pages) not in held:
            tables = [pa.Table.from_batches([batch]) for batch in batches]
            held[id(pages)] = ray.data.from_arrow(tables).materialize()
        clean_dataset(held[id(pages)], batch_size=len(batches[0]), log=log).materialize()

    yield run
    ray.shutdown()


ADAPTERS = {
    "polars": with_polars,
    "duckdb": with_duckdb,
    "datasets": with_datasets,
    "scrapy": with_scrapy,
    "datatrove": with_datatrove,
    "pyspark": with_spark,
    "ray": with_ray,
}


def pages(*, by_paragraph: bool) -> list[str]:
    """The seeds whose bytes are whole and their goldens, or pieces of about 2,000 characters of them."""
    files = [path for folder in ("seeds", "golden") for path in sorted((ROOT / folder).glob("*.txt"))]
    texts = [path.read_text(encoding="utf-8") for path in files if not path.name.startswith("001")]
    if not by_paragraph:
        return texts
    return [piece for text in texts for piece in in_pieces(text.splitlines(keepends=True), 2000)]


def in_pieces(lines: list[str], at_least: int) -> Iterator[str]:
    piece = ""
    for line in lines:
        piece += line
        if len(piece) >= at_least:
            yield piece
            piece = ""
    if piece:
        yield piece


def table_of(texts: list[str], seconds: float) -> tuple[pa.Table, float]:
    """Batches that the function cleans in about so many seconds, and their megabytes of UTF-8."""
    size = sum(len(text.encode()) for text in texts)
    rows = max(1, len(texts) * BATCH_BYTES // size)
    one = pa.table({"text": texts})
    cleaner = make_cleaner()
    cleaner.table(one)
    begin = time.perf_counter()
    cleaner.table(one)
    repeats = max(1, round(seconds / (time.perf_counter() - begin)))
    table = pa.table({"text": texts * repeats})
    return pa.Table.from_batches(table.to_batches(max_chunksize=rows)), size * repeats / 1e6


def best_of(rounds: int, jobs: dict[str, Run], table: pa.Table) -> dict[str, tuple[float, float]]:
    """Seconds of each by the clock and of its processor, the best of some rounds in turn."""
    best: dict[str, tuple[float, float]] = {}
    for number in range(rounds + 1):  # the first warms up
        for name, run in jobs.items():
            begin, used = time.perf_counter(), time.process_time()
            run(table)
            spent = time.perf_counter() - begin, time.process_time() - used
            if number:
                known = best.get(name, spent)
                best[name] = min(known[0], spent[0]), min(known[1], spent[1])
    return best


def main() -> None:
    summary = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=summary)
    parser.add_argument("--seconds", type=float, default=2.0, help="about what the function spends a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--log", action="store_true", help="with the log as a column")
    parser.add_argument("--only", nargs="+", choices=ADAPTERS, default=[*ADAPTERS], help="of these libraries")
    asked = parser.parse_args()
    with ExitStack() as open_libraries, tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        chosen = {name: make for name, make in ADAPTERS.items() if name in asked.only and find_spec(name)}
        makers = {"clean_batch": with_function, "cleantext.clean": with_clean, **chosen}
        jobs = {name: open_libraries.enter_context(make(asked.log)) for name, make in makers.items()}
        for title, by_paragraph in (("whole pages", False), ("pages of 2,000 characters", True)):
            table, megabytes = table_of(pages(by_paragraph=by_paragraph), asked.seconds)
            starts = best_of(asked.rounds, jobs, pa.table({"text": [""]}))
            spent = best_of(asked.rounds, jobs, table)
            print(
                f"{title}: {table.num_rows} in {table.column('text').num_chunks} batches, {megabytes:.0f} MB"
            )
            for name in jobs:
                print("  " + row(name, megabytes, starts[name], spent[name], spent["clean_batch"]))


Times = tuple[float, float]


def row(name: str, megabytes: float, start: Times, spent: Times, function: Times) -> str:
    of = 0 if name in BY_THE_CLOCK else 1
    ratio, over = spent[of] / function[of], (spent[of] - start[of]) / function[of] - 1
    return (
        f"{name:16} {megabytes / spent[of]:7.2f} MB/s   {ratio:5.2f} of clean_batch"
        f"   start {start[of]:5.2f} s   over {100 * over:5.1f} %"
    )


if __name__ == "__main__":
    main()
