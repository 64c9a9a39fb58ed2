"""What one call costs a shell loop, as ratios to `python -c 'import typer'`.

    python benchmarks/startup.py [--runs 15]

Commands run in turns; the median of each counts.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

SEED = next((Path(__file__).parent.parent / "seeds").glob("002*.txt"))


def _clean_page() -> bytes:
    """45 kB of an accepted clean text."""
    text = next((SEED.parent.parent / "golden").glob("000*.txt")).read_bytes()[:45_000]
    return text[: text.rindex(b"\n") + 1]


def seconds_of(command: list[str], data: bytes) -> float:
    begin = time.perf_counter()
    subprocess.run(command, input=data, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


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
        "cleantext < seed": ([tool], SEED.read_bytes()),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, (command, data) in commands.items():
            spent = seconds_of(command, data)
            if number:  # the first run warms the file cache
                times[name].append(spent)
    base = statistics.median(times["python -c 'import typer'"])
    bare = statistics.median(times["python -c pass"])
    for name, values in times.items():
        median = statistics.median(values)
        print(
            f"{name:28} {median * 1000:7.1f} ms   {(median - bare) * 1000:7.1f} more than a bare interpreter"
            f"   {median / base:5.2f} of import typer"
        )


if __name__ == "__main__":
    main()
