"""How much of what sites put around a text goes, and how much of the text stays: the structure step alone.

    python benchmarks/blocks.py [FOLDER ...]

A FOLDER holds either pages marked line by line (`+ ` the text, `- ` the site's, `? ` either), as
`tests/pages/blocks` does, or pages NNN.txt with NNN.json, which gives the numbers of the `chrome` and the
`content` lines (from 1) and the `kind` of the page. Without one, the marked pages of the tests. Shares are of
characters that are not blank; no rule pack runs. Last, the step's time on clean prose and on these pages.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleantext.page import Draft
from cleantext.steps.blocks import remove_blocks

HERE = Path(__file__).resolve().parent
MARKED = HERE.parent / "tests" / "pages" / "blocks"
HOW = {"safe": 0.9, "strict": 0.98}
"""The ways to run the step, with the share of a page it may take, as in the recipes."""
WORST = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with a label for each line: `+` for the text, `-` for the site's, `?` for either."""

    name: str
    kind: str
    text: str
    marks: str


def read_folder(folder: Path) -> Iterator[Labelled]:
    for path in sorted(folder.glob("*.txt")):
        labels = path.with_suffix(".json")
        lines = path.read_text("utf-8").split("\n")
        if labels.exists():
            known = json.loads(labels.read_text("utf-8"))
            marks = {
                number: mark for mark, key in (("-", "chrome"), ("+", "content")) for number in known[key]
            }
            found = "".join(marks.get(number, "?") for number in range(1, len(lines) + 1))
            yield Labelled(path.stem, known.get("kind", "page"), "\n".join(lines), found)
        elif all(line[:2] in ("+ ", "- ", "? ", "") for line in lines):
            yield Labelled(
                path.stem,
                path.stem,
                "\n".join(line[2:] for line in lines),
                "".join(line[:1] or "?" for line in lines),
            )


def score(page: Labelled, how: str) -> Counter[str]:
    """Characters by mark, and by mark and fate: `-` all of the site's, `-gone` what of it went."""
    draft = Draft(page.text)
    gone: set[int] = set()
    for edit in remove_blocks(draft, blocks=how, at_most_share=HOW[how]).edits:
        gone.update(range(draft.lines.number_at(edit.start), draft.lines.number_at(edit.end - 1) + 1))
    counts: Counter[str] = Counter()
    for number, (line, mark) in enumerate(zip(page.text.split("\n"), page.marks, strict=True)):
        size = sum(map(len, line.split()))
        counts[mark] += size
        if number in gone:
            counts[f"{mark}gone"] += size
    return counts


def row(name: str, counts: Counter[str]) -> str:
    removed = counts["-gone"] / max(1, counts["-"])
    kept = 1 - counts["+gone"] / max(1, counts["+"])
    return f"{name:28} removed {removed:.4f} of {counts['-']:6}  kept {kept:.4f} of {counts['+']:6}"


def report(folder: Path) -> None:
    pages = list(read_folder(folder))
    for how in HOW:
        by_kind: dict[str, Counter[str]] = defaultdict(Counter)
        scored = [(page, score(page, how)) for page in pages]
        for page, counts in scored:
            by_kind[page.kind].update(counts)
        print(f"\n{folder}, {how}, {len(pages)} pages")
        if 1 < len(by_kind) < len(pages):
            print(*(row(kind, counts) for kind, counts in sorted(by_kind.items())), sep="\n")
        worst = sorted(scored, key=lambda pair: pair[1]["-gone"] - pair[1]["-"] - 10 * pair[1]["+gone"])[
            :WORST
        ]
        print(*(row(page.name, counts) for page, counts in worst), sep="\n")
        print(row("all", sum((counts for _, counts in scored), Counter())))


def seconds(texts: list[str]) -> float:
    """Processor time for one pass over some texts, the best of three."""
    taken = []
    for _ in range(3):
        drafts = [Draft(text) for text in texts]
        start = time.process_time()
        for draft in drafts:
            remove_blocks(draft)
        taken.append(time.process_time() - start)
    return min(taken)


def speed(folders: list[Path]) -> None:
    prose = [line for line in (HERE / "sentences.txt").read_text("utf-8").split("\n") if line]
    clean = ["\n".join("".join(prose[at : at + 3]) for at in range(0, len(prose), 3))] * 200
    pages = [page.text for folder in folders for page in read_folder(folder)]
    for name, texts in (("clean prose", clean), ("these pages", pages)):
        size = sum(map(len, texts))
        print(f"{name}: {seconds(texts) * 1e9 / size:.1f} ns a character ({size} characters)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[MARKED])
    folders = parser.parse_args().folders
    for folder in folders:
        if not any(read_folder(folder)):
            sys.exit(f"{folder} holds no labelled pages")
        report(folder)
    print()
    speed(folders)


if __name__ == "__main__":
    main()
