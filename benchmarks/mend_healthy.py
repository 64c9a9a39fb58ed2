"""What `mend` changes, and what it notes, on text that is not damaged: it should be nothing.

    python benchmarks/mend_healthy.py [--texts DIR]... [--bold] [--notes]

Always read: the four whole seeds, and the pages of `tests/pages/healthy` (tables, textbooks, rare names,
other languages, source code). `--texts` adds every UTF-8 file below a folder of your own; a file with U+FFFD
or 锟斤拷 in it is left out, as it is not healthy. Prints every edit with its place; exit 1 if any.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cleantext.edits import Span
from cleantext.page import Draft, Proposal
from cleantext.steps.mend import mend

ROOT = Path(__file__).parent.parent
WHOLE_SEEDS = ("000", "002", "003", "004")
AROUND = 12
"""Characters shown on either side of an edit."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, action="append", default=[], help="a folder of healthy text")
    parser.add_argument("--bold", action="store_true", help="measure --repair bold")
    parser.add_argument("--notes", action="store_true", help="print the notes too")
    options = parser.parse_args()
    tally: Counter[tuple[str, str]] = Counter()
    for kind, path in (*own_pages(), *given_pages(options.texts)):
        text = path.read_text("utf-8")
        begun = time.perf_counter()
        proposal = mend(Draft(text), repair="bold" if options.bold else "safe")
        tally[kind, "ns"] += round(1e9 * (time.perf_counter() - begun))
        tally[kind, "characters"] += len(text)
        tally[kind, "bytes"] += path.stat().st_size
        tally[kind, "edits"] += len(proposal.edits)
        tally[kind, "notes"] += len(proposal.notes)
        show(path.name, text, proposal, notes=options.notes)
    report(tally)
    sys.exit(1 if sum(count for (_, what), count in tally.items() if what == "edits") else 0)


def own_pages() -> Iterator[tuple[str, Path]]:
    """The healthy pages of the repository."""
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        if path.name.startswith(WHOLE_SEEDS):
            yield "seeds", path
    for path in sorted((ROOT / "tests" / "pages" / "healthy").iterdir()):
        yield "tests/pages/healthy", path


def given_pages(folders: list[Path]) -> Iterator[tuple[str, Path]]:
    """Every healthy file below some folders; its kind is the folder it lies in."""
    for folder in folders:
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            if is_healthy(path.read_bytes()):
                yield path.parent.name, path


def is_healthy(data: bytes) -> bool:
    """UTF-8, and nothing in it that was lost before."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\ufffd" not in text and "锟斤拷" not in text


def show(name: str, text: str, proposal: Proposal, *, notes: bool) -> None:
    for edit in proposal.edits:
        what = f"{edit.rule}: {edit.old!r} -> {edit.new!r}, margin {edit.margin}"
        print(f"{_place(name, text, (edit.start, edit.end))}: {what}")
    for note in proposal.notes if notes else ():
        print(f"{_place(name, text, note.span)}: note {note.rule}: {note.message}")


def _place(name: str, text: str, span: Span) -> str:
    line = text.count("\n", 0, span[0]) + 1
    return f"{name}:{line}: {text[max(0, span[0] - AROUND) : span[1] + AROUND]!r}"


def report(tally: Counter[tuple[str, str]]) -> None:
    kinds = sorted({kind for kind, _ in tally})
    print(f"{'kind':24} {'MB':>7} {'edits':>6} {'notes':>6} {'M characters a second':>22}")
    for kind in (*kinds, "all"):
        chosen = kinds if kind == "all" else [kind]
        size, edits, notes, characters, spent = (
            sum(tally[one, what] for one in chosen)
            for what in ("bytes", "edits", "notes", "characters", "ns")
        )
        print(f"{kind:24} {size / 1e6:7.2f} {edits:6} {notes:6} {1e3 * characters / max(1, spent):22.1f}")


if __name__ == "__main__":
    main()
