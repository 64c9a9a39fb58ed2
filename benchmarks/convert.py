"""Script conversion side by side: cleantext, OpenCC (C++) and opencc-python-reimplemented, in one run.

    python benchmarks/convert.py [MEGABYTES]

The text is the seeds' own (made Traditional for the way back), repeated. The two packages install the same
module `opencc`, so whichever is installed is measured and named; run it in an environment of each. Figures
are megabytes of UTF-8 a second of processor time, the best of three; "edits" is cleantext with its log.
"""

import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cleantext.decode import decode
from cleantext.page import Draft
from cleantext.script import changes, convert_text
from cleantext.steps.convert import convert

_SEEDS = Path(__file__).parents[1] / "seeds"
_TO_SIMPLIFIED = ("t2s", "tw2s", "tw2sp", "hk2s")
_FROM_SIMPLIFIED = ("s2t", "s2tw", "s2twp", "s2hk")
_SLOW_PEER_PART = 20
"""A converter that takes a megabyte a second is given this part of the text."""

_PAGE, _TIMES = 15_000, 200
"""Characters of a page that has nothing to convert, and how often it is given to the step."""


def main() -> None:
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    seeds = "".join(decode(path.read_bytes()).text for path in sorted(_SEEDS.glob("*.txt")))
    simplified, traditional = (_repeated(convert_text(seeds, config), megabytes) for config in ("t2s", "s2t"))
    peer = _peer()
    print(f"{'':8} {'cleantext':>10} {'edits':>8} {peer or 'no peer':>36} {'ratio':>6}")
    for config in (*_TO_SIMPLIFIED, *_FROM_SIMPLIFIED):
        _line(config, traditional if config in _TO_SIMPLIFIED else simplified, peer)
    page = simplified[:_PAGE]
    print(f"a page that is Simplified, counted already: {_nanoseconds(page):.2f} ns a character")


def _line(config: str, text: str, peer: str) -> None:
    ours = _rate(text, lambda text: convert_text(text, config))
    edits = _rate(text, lambda text: changes(text, config, gap=3))
    line = f"{config:8} {ours:10.1f} {edits:8.1f}"
    if peer:
        import opencc

        converter = opencc.OpenCC(config)
        part = text[: len(text) // (_SLOW_PEER_PART if "python" in peer else 1)]
        theirs = _rate(part, converter.convert)
        line += f" {theirs:36.1f} {ours / theirs:6.1f}"
    print(line)


def _peer() -> str:
    for package in ("opencc", "opencc-python-reimplemented"):
        try:
            return f"{package} {version(package)}"
        except PackageNotFoundError:
            continue
    return ""


def _repeated(text: str, megabytes: float) -> str:
    return text * max(1, round(megabytes * 1e6 / len(text.encode("utf-8", "surrogatepass"))))


def _nanoseconds(page: str) -> float:
    """What the step takes to see that a page has nothing to convert."""
    draft = Draft(page)
    draft.census  # noqa: B018  # other steps have asked for it already
    begun = time.perf_counter()
    for _ in range(_TIMES):
        convert(draft)
    return (time.perf_counter() - begun) / _TIMES / len(page) * 1e9


def _rate(text: str, run: Callable[[str], object]) -> float:
    """Megabytes of UTF-8 a second, the best of three after a first run that loads what is needed."""
    run(text[:2000])
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()  # which other programs disturb less than the clock
        run(text)
        best = min(best, time.process_time() - begun)
    return len(text.encode("utf-8", "surrogatepass")) / best / 1e6


if __name__ == "__main__":
    main()
