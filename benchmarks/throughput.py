"""Pages a second through the default recipe with its log, beside what users would run instead.

    python benchmarks/throughput.py [--seconds 3]

Everything runs on one core, in one process, in turns, so that the ratios hold on a noisy machine. MB are 10^6
bytes of UTF-8 in. Pages are the seeds; clean text is the goldens of the four whose bytes are whole.

What any tool has to do at least is decode and encode: that is measured page by page, where a page stays in
the processor's cache, and with 45 MB of the same text at once, which go through memory as a corpus does. Each
rate is given as a share of both.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import cleantext

ROOT = Path(__file__).parent.parent
DAMAGED = "001"
BY_PAGE, AT_ONCE = "decode + encode", "the same, 45 MB at once"

Job = tuple[str, Callable[[bytes], object], list[bytes]]


def clean_with_log(page: bytes) -> str:
    return cleantext.clean(page).log()


def decode_and_encode(page: bytes) -> bytes:
    return page.decode().encode()


def ftfy_safe(page: bytes) -> str:
    import ftfy

    return ftfy.fix_text(
        page.decode(),
        uncurl_quotes=False,
        fix_character_width=False,
        fix_latin_ligatures=False,
        normalization=None,
    )


def opencc_python(page: bytes) -> object:
    return CONVERTER.convert(page.decode())


def pages(folder: str, *, damaged: bool) -> list[bytes]:
    files = sorted((ROOT / folder).glob("*.txt"))
    return [path.read_bytes() for path in files if path.name.startswith(DAMAGED) == damaged]


def passes_in(seconds: float, job: Job) -> tuple[int, float]:
    _, work, texts = job
    count, begin = 0, time.process_time()  # which other programs disturb less than the clock
    while time.process_time() - begin < seconds:
        for text in texts:
            work(text)
        count += 1
    return count, time.process_time() - begin


def megabytes_a_second(jobs: list[Job], seconds: float, rounds: int = 3) -> dict[str, float]:
    """The best of some rounds in turn: what the machine's other work does not slow down."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for job in jobs:
            count, spent = passes_in(seconds / rounds, job)
            rate = count * sum(map(len, job[2])) / spent / 1e6
            best[job[0]] = max(best.get(job[0], 0.0), rate)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="time for each row")
    seconds = parser.parse_args().seconds
    whole, damaged = pages("seeds", damaged=False), pages("seeds", damaged=True)
    clean = pages("golden", damaged=False)
    for page in (*whole, *damaged, *clean):
        clean_with_log(page)  # rules compiled, tables read
    rates = megabytes_a_second(
        [
            (BY_PAGE, decode_and_encode, clean),
            (AT_ONCE, decode_and_encode, [b"".join(clean) * 193]),
            ("cleantext, clean text", clean_with_log, clean),
            ("cleantext, one clean page of 10 MB", clean_with_log, [b"".join(clean) * 45]),
            ("cleantext, seeds with whole bytes", clean_with_log, whole),
            ("cleantext, seed 001 (annotated, shifted)", clean_with_log, damaged),
            ("ftfy, safe settings, clean text", ftfy_safe, clean),
            ("opencc-python-reimplemented t2s, clean text", opencc_python, clean[:1]),
        ],
        seconds,
    )
    print(f"{'':44} {'MB/s':>8}   of {BY_PAGE} / {AT_ONCE}")
    for name, rate in rates.items():
        print(f"{name:44} {rate:8.2f}   {rate / rates[BY_PAGE]:7.4f} / {rate / rates[AT_ONCE]:.4f}")


if __name__ == "__main__":
    from opencc import OpenCC

    CONVERTER = OpenCC("t2s")
    main()
