"""Peak memory of `cleantext run` on a stream of any length: it must not grow with the stream.

    python benchmarks/run_memory.py [--gigabytes 20] [--jobs 2]

Rows of JSON are made while they are read, through a named pipe, and parts are taken away once they are done,
so that no disk holds the stream. Pages are the goldens and the seeds, now and then the damaged one that costs
most. What is shown is the peak so far (VmHWM, which counts what processes share for each of them) of the
process that reads and writes and of the worker that needs most. Linux alone.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
DAMAGED_EVERY = 500


def make_rows(pipe: Path, size_bytes: int, written: list[int]) -> None:
    files = [path for folder in ("golden", "seeds") for path in sorted((ROOT / folder).glob("*.txt"))]
    texts = [path.read_text("utf-8", "replace") for path in files if not path.name.startswith("001")]
    damaged = next((ROOT / "seeds").glob("001*")).read_text("utf-8", "replace")
    with pipe.open("wb") as output, suppress(BrokenPipeError):
        number = 0
        while written[0] < size_bytes:
            text = texts[number % len(texts)] if number % DAMAGED_EVERY else damaged
            row = json.dumps({"id": number, "text": f"第{number}页。\n{text}"}, ensure_ascii=False).encode()
            output.write(row + b"\n")
            written[0] += len(row) + 1
            number += 1


def peaks(session: int) -> dict[int, int]:
    """Peak memory in MiB of each process of a session."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, StopIteration, IndexError, ValueError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                lines = (folder / "status").read_text().splitlines()
                high = next(line for line in lines if line.startswith("VmHWM"))
                found[int(folder.name)] = int(high.split()[1]) >> 10
    return found


def drop_done_parts(output: Path) -> None:
    for part in output.glob("part-*"):
        part.unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gigabytes", type=float, default=20.0)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    size_bytes = int(options.gigabytes * 1e9)
    with tempfile.TemporaryDirectory() as folder:
        pipe, output, written = Path(folder, "rows.jsonl"), Path(folder, "out"), [0]
        os.mkfifo(pipe)
        threading.Thread(target=make_rows, args=(pipe, size_bytes, written), daemon=True).start()
        command = [sys.executable, "-m", "cleantext", "run", str(pipe), "-o", str(output)]
        command += [f"-j{options.jobs}", "-q", "--part-megabytes", "64"]
        process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        watch(process, output, written, size_bytes)
        if process.returncode:
            raise SystemExit(f"the run ended with {process.returncode}")


def watch(process: "subprocess.Popen[bytes]", output: Path, written: list[int], size_bytes: int) -> None:
    highest: dict[int, int] = {}
    told = 0
    print(f"{'read':>10} {'parent':>10} {'worker':>10}")
    while process.poll() is None:
        highest |= peaks(process.pid)
        drop_done_parts(output)
        if written[0] * 10 // size_bytes > told:
            told = written[0] * 10 // size_bytes
            others = [peak for pid, peak in highest.items() if pid != process.pid]
            parent = highest.get(process.pid, 0)
            print(f"{written[0] / 1e9:7.2f} GB {parent:6} MiB {max(others, default=0):6} MiB", flush=True)
        time.sleep(0.1)


if __name__ == "__main__":
    main()
