"""How much `cleantext run` reads in a second of the one process that reads, by the kind of input.

    python benchmarks/run_reading.py [--megabytes 20]

Beside the rate of one worker (the default recipe on the same rows) it says how many workers one run can feed.
"""

import argparse
import gzip
import io
import json
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cleantext.recipe import load_recipe
from cleantext.run.batches import Cut, make_batches
from cleantext.run.item import Batch, Cursor
from cleantext.run.plan import Plan
from cleantext.run.sources import find_sources
from cleantext.run.work import make_work

ROOT = Path(__file__).parent.parent


def pages(megabytes: float) -> list[str]:
    files = [path for folder in ("golden", "seeds") for path in sorted((ROOT / folder).glob("*.txt"))]
    texts = [path.read_text("utf-8") for path in files if not path.name.startswith("001")]
    size = sum(len(text.encode()) for text in texts)
    return texts * max(1, round(megabytes * 1e6 / size))


def make_inputs(folder: Path, texts: list[str]) -> None:
    rows = [json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n" for text in texts]
    (folder / "a.jsonl").write_bytes(b"".join(rows))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(b"".join(rows)))
    records = [record(text) for text in texts]
    (folder / "c.warc").write_bytes(b"".join(records))
    (folder / "d.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    with tarfile.open(folder / "e.tar", "w") as archive:
        for number, text in enumerate(texts):
            member = tarfile.TarInfo(f"{number}.txt")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))


def record(text: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + text.encode()
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(block), block)


def batches(path: Path, plan: Plan) -> Iterator[Batch]:
    return make_batches(find_sources([str(path)], plan.patterns, Path("-")), plan, Cut(), Cursor())


def rate(size_bytes: int, begun: float) -> float:
    return size_bytes / (time.process_time() - begun) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=20.0)
    texts = pages(parser.parse_args().megabytes)
    size_bytes = sum(len(text.encode()) for text in texts)
    plan = Plan(load_recipe("default"))
    with tempfile.TemporaryDirectory() as folder:
        make_inputs(Path(folder), texts)
        work = make_work(plan)
        rows = list(batches(Path(folder, "a.jsonl"), plan))
        work(rows[0], lambda number: None)  # rules compiled, tables read
        begun = time.process_time()
        for batch in rows:
            work(batch, lambda number: None)
        worker = rate(size_bytes, begun)
        print(f"{'a worker':12} {worker:8.1f} MB/s")
        for path in sorted(Path(folder).iterdir()):
            begun = time.process_time()
            for _ in batches(path, plan):
                pass
            read = rate(size_bytes, begun)
            print(f"{path.name[2:]:12} {read:8.1f} MB/s, as much as {read / worker:.0f} workers clean")


if __name__ == "__main__":
    main()
