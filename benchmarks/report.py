"""A report of 1,000 pages (40 MB): seconds to make it, its size, and seconds until a browser shows it.

    python benchmarks/report.py [--pages 1000] [--megabytes 40] [--jobs 0] [--browser chromium]

Pages are made of the seeds and of tests/pages: a seed from some line on, between two small pages,
with other figures. One page in a hundred is of the damaged seed (001), which takes 0.5 s or more to mend.
MB are 10^6 bytes of UTF-8. The browser is driven by Playwright, where both are installed.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
DAMAGED_EVERY = 100
DIGITS = re.compile("[0-9]+")


def make_pages(folder: Path, pages: int, page_bytes: int) -> int:
    """Write the pages, the same on every machine, and give their bytes in all."""
    chance = random.Random(6)
    damaged, *whole = sorted((ROOT / "seeds").glob("*.txt"), key=lambda path: "001" not in path.name)
    small = [path.read_text("utf-8") for path in sorted((ROOT / "tests/pages/blocks").glob("*.txt"))]
    texts = [path.read_text("utf-8", "replace") for path in whole]
    total = 0
    for number in range(pages):
        if number % DAMAGED_EVERY == DAMAGED_EVERY - 1:
            page = damaged.read_bytes()
        else:
            page = vary(chance.choice(texts), chance.sample(small, 2), page_bytes, chance).encode()
        (folder / f"{number:05}.txt").write_bytes(page)
        total += len(page)
    return total


def vary(text: str, around: list[str], size_bytes: int, chance: random.Random) -> str:
    """A text from some line on, up to a size, between two others, with figures of its own."""
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    body: list[str] = []
    left = size_bytes - sum(len(one.encode()) for one in around)
    for line in lines[start:] + lines:
        left -= len(line.encode()) + 1
        if left < 0:
            break
        body.append(line)
    return DIGITS.sub(
        lambda match: str(chance.randrange(10 ** len(match[0]))), "\n".join([around[0], *body, around[1]])
    )


def seconds_to_open(report: Path, browser: str) -> float | None:
    """Until a browser has the whole report and shows a table of pages; None without one."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    path = shutil.which(browser)
    if path is None:
        return None
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        begin = time.perf_counter()
        page.goto(report.as_uri())
        page.wait_for_selector("#page-table tbody tr")
        spent = time.perf_counter() - begin
        chromium.close()
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--megabytes", type=float, default=40.0)
    parser.add_argument("--jobs", type=int, default=0, help="as of cleantext report; 0 is one a core")
    parser.add_argument("--browser", default="chromium")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, report = Path(name) / "pages", Path(name) / "report.html"
        folder.mkdir()
        total = make_pages(folder, asked.pages, int(asked.megabytes * 1e6 / asked.pages))
        begin, busy = time.perf_counter(), processor_seconds()
        command = [sys.executable, "-m", "cleantext", "report", str(folder), "-o", str(report)]
        subprocess.run([*command, "-q", "-j", str(asked.jobs)], check=True)
        spent, busy = time.perf_counter() - begin, processor_seconds() - busy
        processors = f", {busy:.1f} s of one processor" if asked.jobs == 1 else ""
        print(f"{asked.pages} pages, {total / 1e6:.1f} MB: {spent:.1f} s{processors}")
        print(f"report: {report.stat().st_size / 1e6:.1f} MB, {texts_in(report)} pages with their texts")
        opened = seconds_to_open(report, asked.browser)
        print("no browser to open it in" if opened is None else f"opens in {opened:.2f} s")


def processor_seconds() -> float:
    """What processes started here have used: on a shared machine the better figure. Not that of workers."""
    used = os.times()
    return used.children_user + used.children_system


def texts_in(report: Path) -> int:
    return report.read_text("utf-8").count(' id="text-')


if __name__ == "__main__":
    main()
