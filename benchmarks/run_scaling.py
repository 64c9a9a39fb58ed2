"""`cleantext run -j2` beside `-j1`, on files and on JSONL: pages a second, in turns.

    python benchmarks/run_scaling.py [--megabytes 150] [--rounds 2] [--jobs 1 2]

The input is the goldens and the seeds whose bytes are whole, over and over, each page with a line of its own.
The best of some rounds counts, for other work on the machine can only slow a run down. How many cores that
work took is shown (Linux); where it took some, the ratio says little. The second ratio does without the
clock: it compares what bounds a run that has the cores to itself, which is the processor time of its busiest
process, or all of its processor time over the cores, whichever is more.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DAMAGED = "001"
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Run:
    """How long a run took, the processor time it used, and how many cores others used meanwhile.

    `reader_seconds` are those of the process that reads and writes.
    """

    seconds: float
    cpu_seconds: float
    reader_seconds: float
    busiest_seconds: float
    others_cores: float

    def bound_seconds(self, cores: int) -> float:
        """What it would take at least on so many cores of its own."""
        return max(self.busiest_seconds, self.cpu_seconds / cores)


def pages(megabytes: float) -> Iterator[str]:
    files = [path for folder in ("golden", "seeds") for path in sorted((ROOT / folder).glob("*.txt"))]
    texts = [path.read_text("utf-8") for path in files if not path.name.startswith(DAMAGED)]
    size = number = 0
    while size < megabytes * 1e6:
        page = f"第{number}页。\n{texts[number % len(texts)]}"
        size += len(page.encode())
        number += 1
        yield page


def make_inputs(folder: Path, megabytes: float) -> dict[str, Path]:
    files, rows = folder / "pages", folder / "pages.jsonl"
    files.mkdir()
    with rows.open("w", encoding="utf-8") as output:
        for number, page in enumerate(pages(megabytes)):
            (files / f"{number:06d}.txt").write_text(page, "utf-8")
            output.write(json.dumps({"id": number, "text": page}, ensure_ascii=False) + "\n")
    return {"files": files, "JSONL": rows}


def timed(source: Path, output: Path, jobs: int) -> Run:
    """Run once, in a session of its own, whose processor time is read from /proc."""
    command = [sys.executable, "-m", "cleantext", "run", str(source), "-o", str(output), f"-j{jobs}", "-q"]
    busy, begun = busy_seconds(), time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    used: dict[int, float] = {}
    while process.poll() is None:
        used |= session_seconds(process.pid)
        time.sleep(0.02)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    own = sum(used.values())
    others = max(0.0, busy_seconds() - busy - own) / seconds
    return Run(seconds, own, used.get(process.pid, 0.0), max(used.values(), default=0.0), others)


def busy_seconds() -> float:
    """Processor time that all of the machine has used; 0 where that cannot be known."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0
    user, nice, system, *_ = map(int, stat.read_text().split("\n", 1)[0].split()[1:])
    return (user + nice + system) / _TICKS


def session_seconds(session: int) -> dict[int, float]:
    """Processor time of each process of a session."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended since
            continue
        if int(fields[3]) == session:
            found[int(path.parent.name)] = (int(fields[11]) + int(fields[12])) / _TICKS
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=150.0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", type=int, nargs=2, default=[1, 2])
    options = parser.parse_args()
    few, many = options.jobs
    with tempfile.TemporaryDirectory() as folder:
        for name, source in make_inputs(Path(folder), options.megabytes).items():
            runs: dict[int, list[Run]] = {few: [], many: []}
            for turn in range(options.rounds):
                for jobs in (few, many):
                    runs[jobs].append(timed(source, Path(folder, f"{name}-{turn}-{jobs}"), jobs))
            report(name, runs, few, many, options.megabytes)


def report(name: str, runs: dict[int, list[Run]], few: int, many: int, megabytes: float) -> None:
    best = {jobs: min(of, key=lambda run: run.seconds) for jobs, of in runs.items()}
    for jobs, run in best.items():
        print(
            f"{name:6} -j{jobs}  {megabytes / run.seconds:6.2f} MB/s  {run.seconds:6.2f} s, of the processor"
            f" {run.cpu_seconds:6.2f} s, {run.reader_seconds / run.cpu_seconds:.1%} of it to read and write;"
            f" others took {run.others_cores:.2f} cores"
        )
    clock = best[few].seconds / best[many].seconds
    bound = min(run.bound_seconds(many) for run in runs[few]) / min(
        run.bound_seconds(many) for run in runs[many]
    )
    print(f"{name:6} -j{many} over -j{few}: {clock:.2f} by the clock, {bound:.2f} by processor time")


if __name__ == "__main__":
    main()
