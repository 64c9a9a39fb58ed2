"""What one call costs a shell loop, as ratios to `python -c 'import typer'`.

    python benchmarks/startup.py [--runs 15]

Commands run in turns; the median of each counts, by the clock and of the processor's time. Install cleantext
(not editable), and unset PYTHONDONTWRITEBYTECODE: without compiled modules every start compiles them again.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

SEED = next((Path(__file__).parent.parent / "seeds").glob("002*.txt"))


def _clean_page() -> bytes:
    """45 kB of an accepted clean text."""
    text = next((SEED.parent.parent / "golden").glob("000*.txt")).read_bytes()[:45_000]
    return text[: text.rindex(b"\n") + 1]


def seconds_of(command: list[str], data: bytes) -> tuple[float, float]:
    """By the clock, and of the processor's time."""
    begin, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, input=data, stdout=subprocess.DEVNULL, check=True)
    clock, after = time.perf_counter() - begin, getrusage(RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    tool = shutil.which("cleantext", path=str(Path(sys.executable).parent)) or "cleantext"
    commands = {
        "python -c 'import typer'": ([sys.executable, "-c", "import typer"], b""),
        "python -c pass": ([sys.executable, "-c", "pass"], b""),
        "cleantext --version": ([tool, "--version"], b""),
        "cleantext < 45 kB, clean": ([tool], _clean_page()),
        "the same with --log": ([tool, "--log", os.devnull], _clean_page()),
        "cleantext < seed": ([tool], SEED.read_bytes()),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, (command, data) in commands.items():
            spent = seconds_of(command, data)
            if number:  # the first run warms the file cache
                times[name].append(spent)
    medians = {
        name: [statistics.median(column) for column in zip(*times[name], strict=True)] for name in times
    }
    bare, typer = medians["python -c pass"], medians["python -c 'import typer'"]
    print(f"{'milliseconds':28}  clock   more than bare   of import typer's   processor   more than bare")
    for name, (clock, processor) in medians.items():
        more = clock - bare[0]
        print(
            f"{name:28} {clock * 1000:6.1f} {more * 1000:16.1f} {more / (typer[0] - bare[0]):19.2f}"
            f" {processor * 1000:11.1f} {(processor - bare[1]) * 1000:16.1f}"
        )


if __name__ == "__main__":
    main()
