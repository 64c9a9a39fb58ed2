"""One long page beside pages of 40 kB: processor time a byte, and memory at its peak.

    python benchmarks/long_page.py [--megabytes 100] [--rounds 2]

The pages are the accepted clean texts over and over, each line with a number of its own so that none comes
twice. The long page and as much text in pages of 40 kB go in turns through the default recipe, each in a
process of its own, with their logs made; the best round of each counts.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "golden"
PAGE_BYTES = 40_000
_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


def lines(seed: int = 0) -> Iterator[str]:
    """Lines of prose without end."""
    texts = [path.read_text("utf-8").splitlines() for path in sorted(GOLDEN.glob("*.txt"))]
    prose = [line for line in chain.from_iterable(texts) if len(line) > 40]
    for number in count(seed):
        yield f"{number}、{prose[number % len(prose)]}\n"


def pages(size_bytes: int, each_bytes: int) -> Iterator[bytes]:
    """So many bytes of text in pages of so many."""
    made = 0
    source = lines()
    while made < size_bytes:
        page, wanted = [], min(each_bytes, size_bytes - made)
        while wanted > 0:
            page.append(next(source).encode())
            wanted -= len(page[-1])
        yield b"".join(page)
        made += sum(map(len, page))


def clean_all(size_bytes: int, each_bytes: int) -> None:
    """Print nanoseconds of the processor a byte, bytes in all, and the peak of memory before and after."""
    from cleantext import clean

    for page in pages(1_000_000, PAGE_BYTES):  # what is made once for all pages
        clean(page).log()
    spent = 0
    cleaned = 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for page in pages(size_bytes, each_bytes):
        begun = time.process_time_ns()
        clean(page).log()
        spent += time.process_time_ns() - begun
        cleaned += len(page)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(spent / cleaned, cleaned, before * _MAXRSS_BYTES, after * _MAXRSS_BYTES)


def measured(size_bytes: int, each_bytes: int) -> tuple[float, float, float, float]:
    command = [sys.executable, __file__, "--child", str(size_bytes), str(each_bytes)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=GOLDEN.parent)
    spent, cleaned, before, after = map(float, ended.stdout.split())
    return spent, cleaned, before, after


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=100.0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--child", type=int, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        clean_all(*options.child)
        return
    size_bytes = int(options.megabytes * 1e6)
    kinds = {f"pages of {PAGE_BYTES // 1000} kB": PAGE_BYTES, "one page": size_bytes}
    rounds = [
        {name: measured(size_bytes, each) for name, each in kinds.items()} for _ in range(options.rounds)
    ]
    best = {name: min(one[name] for one in rounds) for name in kinds}
    for name, (spent, cleaned, before, after) in best.items():
        grown = (after - before) / cleaned
        print(
            f"{name:15} {cleaned / 1e6:6.1f} MB  {spent:5.1f} ns a byte  {1e3 / spent:5.1f} MB/s"
            f"  memory {before / 2**20:4.0f} -> {after / 2**20:4.0f} MiB, {grown:4.1f} a byte"
        )
    short, long = (best[name][0] for name in kinds)
    print(f"one page takes {long / short:.2f} times as long a byte")


if __name__ == "__main__":
    main()
