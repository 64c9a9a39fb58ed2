"""What a corpus costs to clean on a cluster: hours of cores and bytes written, reckoned from a sample of it.

    python benchmarks/cluster_cost.py [SAMPLE.parquet --text COLUMN] [--terabytes 100] [--cores 1000]

The sample is cleaned page by page on one core of this machine, with the log; without one, the four seeds
whose bytes are whole. TB are 10^12 bytes of pages as they lie in memory; what is written is measured plain
and as Parquet packed with zstd. Reckoned without storage and starting up: measure on a machine of the
cluster, with some hundred pages drawn at random, for a few damaged pages may take most of the time.
"""

import argparse
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cleantext.integrations.arrow import make_cleaner

ROOT = Path(__file__).parent.parent


def seeds() -> pa.Table:
    files = sorted((ROOT / "seeds").glob("00[0234]_*.txt"))
    return pa.table({"text": [path.read_bytes() for path in files]})


def seconds_of_pages(pages: pa.Table, text: str) -> tuple[list[float], pa.Table]:
    """Processor seconds of each page, and all of them cleaned."""
    cleaner = make_cleaner(text=text, log=True, prefix="cleaned_")
    batches = [batch.slice(row, 1) for batch in pages.to_batches() for row in range(batch.num_rows)]
    for batch in batches[:20]:
        cleaner.batch(batch)  # rules compiled, tables read
    seconds, cleaned = [], []
    for batch in batches:
        begin = time.process_time()
        cleaned.append(cleaner.batch(batch))
        seconds.append(time.process_time() - begin)
    return seconds, pa.Table.from_batches(cleaned)


def packed_bytes(column: pa.ChunkedArray) -> int:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"column": column}), sink, compression="zstd")
    return int(sink.getvalue().size)


def text_bytes(column: pa.ChunkedArray) -> int:
    return sum(chunk.nbytes for chunk in column.chunks)


def main() -> None:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("sample", nargs="?", type=Path)
    parser.add_argument("--text", default="text")
    parser.add_argument("--terabytes", type=float, default=100.0)
    parser.add_argument("--cores", type=int, default=1000)
    asked = parser.parse_args()
    pages = pq.read_table(asked.sample, columns=[asked.text]) if asked.sample else seeds()
    seconds, cleaned = seconds_of_pages(pages, asked.text)
    size = text_bytes(pages.column(asked.text))
    times = asked.terabytes / size  # of the sample's bytes, in TB
    hours = times * 1e12 * sum(seconds) / 3600
    print(f"{pages.num_rows} pages, {size / 1e6:.2f} MB: {size / sum(seconds) / 1e6:.2f} MB/s a core")
    print(f"slowest page: {max(seconds):.2f} s, {max(seconds) / sum(seconds):.0%} of the time")
    print(
        f"{asked.terabytes:g} TB: {hours:,.0f} core hours, {hours / asked.cores:.1f} h on {asked.cores} cores"
    )
    for name in ("clean_text", "log", "rules", "notes"):
        column = cleaned.column(f"cleaned_{name}").combine_chunks()
        plain, packed = column.nbytes, packed_bytes(pa.chunked_array([column]))
        print(f"  {name:10} {plain * times:7.1f} TB, packed {packed * times:6.1f} TB")
    print(f"failed: {pages.num_rows - cleaned.column('cleaned_error').null_count} pages")


if __name__ == "__main__":
    main()
