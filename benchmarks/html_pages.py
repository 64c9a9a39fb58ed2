"""HTML in: megabytes a second and, on labelled pages, how much of the main text is kept and how little else.

    python benchmarks/html_pages.py [FOLDER] [--seconds 3]

Without FOLDER the pages of tests/pages/html are used. FOLDER holds NAME.html, NAME.gold.txt (the main text
as a person copied it) and NAME.json with the page's `kind`. Extractors that are not installed are left out.
MB are 10^6 bytes of HTML; everything runs in one process on one core, in turns. (Called html.py this file
would hide Python's.)
"""

import argparse
import json
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import cleantext
from cleantext.align import in_common
from cleantext.recipe import Recipe

OWN = Path(__file__).parent.parent / "tests" / "pages" / "html"
KEEP = Recipe("html", script="keep")
UNWRAP = Recipe("unwrap", steps=("unwrap", "undecodable"))

Extract = Callable[[bytes], str]
Sample = tuple[str, bytes, str]
"""A page's kind, its bytes, and its main text."""


def extractors() -> Iterator[tuple[str, Extract]]:
    """Every extractor there is, by name; cleantext first."""
    yield "cleantext, whole recipe", lambda page: cleantext.clean(page, KEEP).text
    yield "cleantext, unwrap alone", lambda page: cleantext.clean(page, UNWRAP).text
    try:
        import trafilatura

        yield "trafilatura", lambda page: trafilatura.extract(page, include_comments=True) or ""
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        yield (
            "resiliparse",
            lambda page: extract_plain_text(page.decode("utf-8", "replace"), main_content=True),
        )
    except ImportError:
        pass
    try:
        import lxml.html
        from readability import Document

        def readability(page: bytes) -> str:
            summary = Document(page.decode("utf-8", "replace")).summary()
            return str(lxml.html.fromstring(summary).text_content())

        yield "readability-lxml", readability
    except ImportError:
        pass


def own_pages() -> list[Sample]:
    found = []
    for path in sorted(OWN.glob("*.html")):
        found.append(("own page", path.read_bytes(), path.with_suffix(".txt").read_text("utf-8")))
    return found


def labelled_pages(folder: Path) -> list[Sample]:
    found = []
    for path in sorted(folder.glob("*.html")):
        gold = path.with_name(f"{path.stem}.gold.txt")
        about = json.loads(path.with_suffix(".json").read_text("utf-8"))
        found.append((about["kind"], path.read_bytes(), gold.read_text("utf-8")))
    return found


def folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())


def score(samples: list[Sample], extract: Extract) -> dict[str, tuple[float, float, float]]:
    """Mean F1, recall and precision by kind of page, over characters without spaces."""
    rows: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for kind, page, gold_text in samples:
        gold, text = folded(gold_text), folded(safely(extract, page))
        same = in_common(gold, text)
        f1 = 2 * same / max(1, len(gold) + len(text))
        rows[kind].append((f1, same / max(1, len(gold)), same / max(1, len(text))))
    return {
        kind: tuple(sum(column) / len(column) for column in zip(*found, strict=True))
        for kind, found in rows.items()
    }


def safely(extract: Extract, page: bytes) -> str:
    """An extractor's text; nothing where another project's fails on a page."""
    try:
        return extract(page)
    except cleantext.CleantextError:
        raise
    except Exception:
        return ""


def rate(samples: list[Sample], extract: Extract, seconds: float) -> float:
    """Megabytes a second of processor time, the best of three rounds."""
    size = sum(len(page) for _, page, _ in samples)
    best = 0.0
    for _ in range(3):
        passes, begin = 0, time.process_time()
        while time.process_time() - begin < seconds / 3:
            for _, page, _ in samples:
                safely(extract, page)
            passes += 1
        best = max(best, passes * size / (time.process_time() - begin) / 1e6)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="labelled pages")
    parser.add_argument("--seconds", type=float, default=3.0, help="time for each extractor")
    arguments = parser.parse_args()
    samples = labelled_pages(arguments.folder) if arguments.folder else own_pages()
    print(f"{len(samples)} pages, {sum(len(page) for _, page, _ in samples) / 1e6:.2f} MB")
    first = 0.0
    for name, extract in extractors():
        for _, page, _ in samples:
            safely(extract, page)  # rules compiled, tables read
        speed = rate(samples, extract, arguments.seconds)
        first = first or speed
        print(f"{name:26} {speed:7.2f} MB/s  {speed / first:6.2f} of cleantext")
        for kind, (f1, recall, precision) in sorted(score(samples, extract).items()):
            print(f"    {kind:20} F1 {f1:.3f}  recall {recall:.3f}  precision {precision:.3f}")


if __name__ == "__main__":
    main()
