"""What `mend` costs a character, on text that needs nothing and on pages that each model damaged.

    python benchmarks/mend_cost.py [--seconds 1] [--page 25000] [--passes]

Million characters a second, the best of some rounds, on one core and after one warm-up call; beside it the
same for encoding to UTF-8 and decoding, and for ftfy with settings that spare Chinese punctuation, so that
ratios hold on a noisy machine. Clean text is the clean seeds and the healthy pages of other languages, each
repeated to the size of `--page` and to a million characters; damaged pages are the clean ones sent through
the forward models. `--passes` adds where the time of a clean page goes.
"""

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path

from cleantext.page import Draft
from cleantext.steps.mend import mend
from cleantext.steps.mend.shifted_bytes import show_shifted

ROOT = Path(__file__).parent.parent
HEALTHY = ROOT / "tests" / "pages" / "healthy"
CLEAN_SEEDS = ("000", "002", "003", "004")
LARGE = 1_000_000
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=1.0, help="time for each figure")
    parser.add_argument("--page", type=int, default=25_000, help="characters of a page")
    parser.add_argument("--passes", action="store_true", help="profile a clean page")
    options = parser.parse_args()
    print(f"{'million characters a second':36} {'mend':>9} {'utf-8':>9} {'ftfy':>9}  edits")
    for name, text in pages(options.page):
        edits = len(mend(Draft(text)).edits)
        rates = [rate(work, text, options.seconds) for work in (mended, encoded_and_decoded, ftfy_fixed)]
        print(f"{name:36} {rates[0]:9.2f} {rates[1]:9.1f} {rates[2]:9.2f}  {edits}")
    if options.passes:
        profile(sized(simplified(), LARGE))


def pages(size: int) -> list[tuple[str, str]]:
    """Every page that is measured, with what it is called."""
    clean = {"clean, Simplified": simplified(), "clean, Traditional": traditional()}
    for language in ("japanese", "korean", "western-europe", "cyrillic-greek", "french-and-chinese"):
        clean[f"healthy, {language}"] = (HEALTHY / f"{language}.txt").read_text("utf-8")
    small = [(name, sized(text, size)) for name, text in clean.items()]
    large = [(f"{name}, large", sized(text, LARGE)) for name, text in list(clean.items())[:2]]
    page = sized(simplified(), size)
    return [*small, *large, *damaged(page)]


def damaged(page: str) -> list[tuple[str, str]]:
    """A clean page as each model leaves it."""
    lines = page.split("\n")
    shifted = [shift(line) if number % 20 == 7 else line for number, line in enumerate(lines)]
    gbk = page.encode("gb18030")
    return [
        ("whole page, UTF-8 as GBK", page.encode().decode("gb18030", "replace")),
        ("whole page, UTF-8 as Windows-1252", page.encode().decode("cp1252", "replace")),
        ("whole page, UTF-8 as Latin-1", page.encode().decode("latin-1")),
        ("whole page, GBK as Windows-1252", gbk.decode("cp1252", "replace")),
        ("whole page, GBK as Latin-1", gbk.decode("latin-1")),
        ("whole page, GBK as Big5", gbk.decode("big5", "replace")),
        ("one line in twenty, one byte off", "\n".join(shifted)),
        ("a seed, annotated and shifted", next((ROOT / "seeds").glob("001*")).read_text("utf-8")),
    ]


def shift(line: str) -> str:
    """A line read one byte off from its middle on, as far as GBK holds it."""
    middle = len(line) // 2
    tail = line[middle:].encode("gbk", "ignore").decode("gbk")
    return line[:middle] + show_shifted(tail, stray=b"\xa1", lost=0, mark="")


def simplified() -> str:
    paths = sorted((ROOT / "golden").glob("*.txt"))
    return "".join(path.read_text("utf-8") for path in paths if path.name.startswith(CLEAN_SEEDS))


def traditional() -> str:
    import cleantext

    return cleantext.clean(simplified(), cleantext.Recipe("traditional", script="traditional")).text


def sized(text: str, size: int) -> str:
    """A text cut or repeated to a size."""
    return (text * (size // len(text) + 1))[:size]


def mended(text: str) -> object:
    return mend(Draft(text))


def encoded_and_decoded(text: str) -> object:
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")


def ftfy_fixed(text: str) -> object:
    import ftfy

    return ftfy.fix_text(
        text,
        uncurl_quotes=False,
        fix_character_width=False,
        fix_latin_ligatures=False,
        normalization=None,
    )


def rate(work: Callable[[str], object], text: str, seconds: float) -> float:
    """Million characters a second, in the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        count, begun = 0, time.perf_counter()
        while count == 0 or time.perf_counter() - begun < seconds / ROUNDS:
            work(text)
            count += 1
        best = max(best, count * len(text) / (time.perf_counter() - begun) / 1e6)
    return best


def profile(text: str) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(mended, text)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(14)


if __name__ == "__main__":
    main()
