"""Clean the pages of a folder of Parquet files on Ray.

    python examples/ray_clean.py INPUT OUTPUT [--text text] [--parts 64] [--partitions 400] [--log]

The input is split, by files, into parts; each is cleaned into OUTPUT/part-00000 and so on, with every
column it had and `clean_text`, `encoding`, `rules`, `notes`, `error` (and `log`). Started again, it passes
over the parts that are done. Paths are local or of a storage that Arrow knows (s3://, gs://, hdfs://). It
joins the cluster that RAY_ADDRESS names, and is one by itself without. Exit codes: 0 done, 2 usage, 3 some
pages failed (their rows say why).
"""

import argparse
import sys
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as fs
import pyarrow.parquet as pq
import ray

from cleantext import CleantextError, UsageError
from cleantext.integrations.arrow import make_cleaner
from cleantext.integrations.parts import MANIFEST, check_manifest, plan_parts, write_manifest
from cleantext.integrations.ray import clean_dataset

DONE = "_SUCCESS"
"""Written into a part's folder when all of it is there; Spark has the same name for it."""


def arguments(words=None):
    summary, _, more = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("input", help="folder of Parquet files")
    parser.add_argument("output", help="folder; a run that was cut short goes on in it")
    parser.add_argument("--text", default="text", help="column of pages: strings, or bytes of any encoding")
    parser.add_argument("--url", help="column of the pages' addresses")
    parser.add_argument("--name", help="column of the names that pages have in the log")
    parser.add_argument("--recipe", default="default", help="name, or path of a YAML file")
    parser.add_argument("--log", action="store_true", help="add the change log as a column")
    parser.add_argument(
        "--parts", type=int, default=16, help="at most so many parts, each resumed as a whole"
    )
    parser.add_argument("--partitions", type=int, help="tasks a part; as the files lie, unless given")
    parser.add_argument("--rows", type=int, default=256, help="rows a batch: of large pages, take few")
    return parser.parse_args(words)


def open_storage(place):
    """The file system of a path or an address, and the path in it."""
    return fs.FileSystem.from_uri(place if "://" in place else Path(place).absolute().as_posix())


def exists(storage, place):
    return storage.get_file_info(place).type != fs.FileType.NotFound


def parquet_files(storage, place):
    if not exists(storage, place):
        raise UsageError("there is no such folder", place=place, hint="check the path")
    for found in storage.get_file_info(fs.FileSelector(place, recursive=True)):
        if found.is_file and found.path.endswith(".parquet"):
            yield found.path, found.size


def write(storage, place, text):
    """Write a small file under another name, and rename it: it is there whole, or not at all."""
    with storage.open_output_stream(f"{place}.tmp") as stream:
        stream.write(text.encode())
    storage.move(f"{place}.tmp", place)


def read(storage, place):
    with storage.open_input_stream(place) as stream:
        return stream.read().decode()


def main(asked):
    options = {
        "text": asked.text, "url": asked.url, "name": asked.name, "recipe": asked.recipe, "log": asked.log,
    }  # fmt: skip
    if min(asked.parts, asked.partitions or 1, asked.rows) < 1:
        raise UsageError("--parts, --partitions and --rows are 1 or more")
    cleaner = make_cleaner(**options)
    source, folder = open_storage(asked.input)
    storage, output = open_storage(asked.output)
    parts = plan_parts(parquet_files(source, folder), asked.parts)
    if not parts:
        raise UsageError("the folder holds no .parquet file", place=asked.input)
    cleaner.schema(pq.read_schema(parts[0].files[0], filesystem=source))  # a missing column is told here
    manifest, place = write_manifest(parts, cleaner), f"{output}/{MANIFEST}"
    storage.create_dir(output)
    if exists(storage, place):
        check_manifest(read(storage, place), manifest, place)
    else:
        write(storage, place, manifest)
    if not ray.is_initialized():
        ray.init()
    return sum([clean_part(part, source, storage, output, asked, options) for part in parts])


def clean_part(part, source, storage, output, asked, options):
    """Clean one part unless it is done; how many of its pages failed."""
    target = f"{output}/{part.name}"
    done = exists(storage, f"{target}/{DONE}")
    if not done:
        if exists(storage, target):
            storage.delete_dir(target)  # what a run that was cut short left of it
        pages = ray.data.read_parquet(list(part.files), filesystem=source)
        if asked.partitions:
            pages = pages.repartition(asked.partitions)
        cleaned = clean_dataset(pages, batch_size=asked.rows, **options)
        cleaned.write_parquet(target, filesystem=storage)
        write(storage, f"{target}/{DONE}", "")
    found = ds.dataset(target, filesystem=storage, format="parquet")
    failed = found.count_rows(filter=pc.is_valid(pc.field("error")))
    print(
        f"{part.name}: {'was done' if done else 'done'}, {failed} pages failed", file=sys.stderr, flush=True
    )
    return failed


if __name__ == "__main__":
    try:
        sys.exit(3 if main(arguments()) else 0)
    except CleantextError as error:
        print(f"cleantext: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
