"""Peak memory of `cleantext --log` over one page of 10 MB.

    python benchmarks/memory.py [--megabytes 10]

The page is a seed repeated, so that rules fire, lines are trimmed and the log is full.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SEED = next((Path(__file__).parent.parent / "seeds").glob("000*.txt"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=10.0)
    megabytes = parser.parse_args().megabytes
    tool = shutil.which("cleantext", path=str(Path(sys.executable).parent)) or "cleantext"
    seed = SEED.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.txt")
        page.write_bytes(seed * max(1, round(megabytes * 1e6 / len(seed))))
        log = Path(folder, "changes.jsonl")
        subprocess.run([tool, str(page), "--log", str(log)], stdout=subprocess.DEVNULL, check=True)
        size, log_size = page.stat().st_size, log.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"page {size / 1e6:.1f} MB, log {log_size / 1e6:.1f} MB, peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
