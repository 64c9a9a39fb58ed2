"""How long `cleantext induce` takes over 2,000 pages of 10 kB, in what memory, and what its pack is worth.

    python benchmarks/induce.py [--pages 2000] [--kind forum]

The pages are made up (`tests/sites.py`: forum, news, novel, traditional). The pack is tried on 200 pages of
the same site that it has not seen: lines of the article lost, and lines of chrome taken.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
HELD_OUT = 200


def main() -> None:
    """Make the pages, time the command, try its pack."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--kind", default="forum", choices=("forum", "news", "novel", "traditional"))
    wanted = parser.parse_args()
    tool = shutil.which("cleantext", path=str(Path(sys.executable).parent)) or "cleantext"
    sys.path.insert(0, str(ROOT / "tests"))
    pages_of = import_module("sites").pages_of  # the made-up sites of the tests

    with tempfile.TemporaryDirectory() as folder:
        size = _write(pages_of(wanted.kind, wanted.pages), Path(folder, "site"))
        pack = Path(folder, "pack.yaml")
        start = time.perf_counter()
        subprocess.run([tool, "induce", str(Path(folder, "site")), "-o", str(pack)], check=True)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{wanted.pages} pages, {size / 1e6:.1f} MB: {seconds:.1f} s, peak memory {peak:.0f} MiB")
        _try(pack, pages_of(wanted.kind, HELD_OUT, seed=2))


def _write(pages: list[Any], folder: Path) -> int:
    """Write the pages, each filled up to about 10 kB with its own article; their bytes together."""
    folder.mkdir()
    size = 0
    for number, page in enumerate(pages):
        lines = page.text.split("\n")
        at = max(i for i, line in enumerate(lines) if line in page.article)
        body = [line for line in page.article if len(line) > 60]
        more: list[str] = []
        while len(page.text.encode()) + len("".join(more).encode()) < 10_000:
            more.append(f"{number}.{len(more)}：{body[len(more) % len(body)]}")
        data = "\n".join((*lines[: at + 1], *more, *lines[at + 1 :])).encode()
        Path(folder, f"{number:05}.txt").write_bytes(data)
        size += len(data)
    return size


def _try(path: Path, pages: list[Any]) -> None:
    from cleantext.edits import apply
    from cleantext.page import Draft
    from cleantext.ruleset.compile import compile_rules
    from cleantext.ruleset.load import load_packs
    from cleantext.steps.sweep import sweep

    rules = compile_rules(load_packs([path]))
    lost, kept, chrome, taken = 0, 0, 0, 0
    for page in pages:
        left = set(apply(page.text, sweep(Draft(page.text), rules).edits).split("\n"))
        own = set(page.article)
        lost += len(own - left)
        kept += len(own & left)
        others = [line for line in page.text.split("\n") if line and line not in own]
        chrome += len(others)
        taken += len([line for line in others if line not in left])
    print(f"{HELD_OUT} pages not seen: {lost} of {lost + kept} lines of articles lost, ", end="")
    print(f"{taken} of {chrome} lines of chrome taken ({taken / chrome:.1%})")


if __name__ == "__main__":
    main()
