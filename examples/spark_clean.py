"""Clean the pages of a folder of Parquet files on Spark.

    spark-submit examples/spark_clean.py INPUT OUTPUT [--text text] [--parts 64] [--partitions 400] [--log]

The input is split, by files, into parts; each is cleaned into OUTPUT/part-00000 and so on, with every
column it had and `clean_text`, `encoding`, `rules`, `notes`, `error` (and `log`). Started again, it passes
over the parts that are done. Paths are any that Spark reads. Exit codes: 0 done, 2 usage, 3 some pages
failed (their rows say why).
"""

import argparse
import sys

from pyspark.sql import SparkSession

from cleantext import CleantextError, UsageError
from cleantext.integrations.arrow import make_cleaner
from cleantext.integrations.parts import MANIFEST, check_manifest, plan_parts, write_manifest
from cleantext.integrations.spark import clean_frame


class Storage:
    """Hadoop's file systems, through the JVM that Spark runs in."""

    def __init__(self, spark):
        self._path = spark._jvm.org.apache.hadoop.fs.Path
        self._configuration = spark._jsc.hadoopConfiguration()

    def _open(self, place):
        path = self._path(place)
        return path.getFileSystem(self._configuration), path

    def exists(self, place):
        system, path = self._open(place)
        return system.exists(path)

    def parquet_files(self, place):
        if not self.exists(place):
            raise UsageError("there is no such folder", place=place, hint="check the path")
        system, path = self._open(place)
        walk = system.listFiles(path, True)
        while walk.hasNext():
            status = walk.next()
            if status.getPath().getName().endswith(".parquet"):
                yield status.getPath().toString(), status.getLen()

    def read(self, place):
        system, path = self._open(place)
        stream = system.open(path)
        try:
            return bytes(stream.readAllBytes()).decode()
        finally:
            stream.close()

    def write(self, place, text):
        """Write a small file under another name, and rename it: it is there whole, or not at all."""
        system, path = self._open(place)
        _, temporary = self._open(f"{place}.tmp")
        stream = system.create(temporary, True)
        stream.write(text.encode())
        stream.close()
        if not system.rename(temporary, path):
            raise UsageError("cannot be written", place=place, hint="check the permissions")


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


def main(asked):
    options = {
        "text": asked.text, "url": asked.url, "name": asked.name, "recipe": asked.recipe, "log": asked.log,
    }  # fmt: skip
    if min(asked.parts, asked.partitions or 1, asked.rows) < 1:
        raise UsageError("--parts, --partitions and --rows are 1 or more")
    cleaner = make_cleaner(**options)
    spark = SparkSession.builder.appName("cleantext").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", asked.rows)
    storage = Storage(spark)
    parts = plan_parts(storage.parquet_files(asked.input), asked.parts)
    if not parts:
        raise UsageError("the folder holds no .parquet file", place=asked.input)
    clean_frame(spark.read.parquet(parts[0].files[0]), **options)  # a column that is missing is told here
    manifest, place = write_manifest(parts, cleaner), f"{asked.output}/{MANIFEST}"
    if storage.exists(place):
        check_manifest(storage.read(place), manifest, place)
    else:
        storage.write(place, manifest)
    return sum([clean_part(spark, storage, part, asked, options) for part in parts])


def clean_part(spark, storage, part, asked, options):
    """Clean one part unless it is done; how many of its pages failed."""
    target = f"{asked.output}/{part.name}"
    done = storage.exists(f"{target}/_SUCCESS")
    if not done:
        frame = spark.read.parquet(*part.files)
        if asked.partitions:
            frame = frame.repartition(asked.partitions)
        clean_frame(frame, **options).write.mode("overwrite").parquet(target)
    failed = spark.read.parquet(target).where("error is not null").count()
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
