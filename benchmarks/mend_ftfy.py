"""ftfy's own cases, mended by ftfy and by `mend`: how many each brings to what the case expects.

    pip download ftfy==6.3.1 --no-binary ftfy --no-deps
    python benchmarks/mend_ftfy.py ftfy-6.3.1.tar.gz [--all]

The cases are `tests/test_cases.json` of ftfy's source distribution (Apache licence 2.0); give the archive or
the file. Compared is the repair of encodings alone, a case's `fixed-encoding` where it has one: quotation
marks, ligatures, widths and line ends, which ftfy's `fix_text` changes besides, mend leaves on purpose. A run
of U+FFFD counts as one, which is what mend writes for it. "Twice" is each case read as Latin-1 once more, as
ftfy's tests do. Groups go by the labels: cases that are to stay as they are, contrived ones, and those met in
the wild; "hopeless" are those that ftfy expects to fail. Prints the cases where mend is behind (with `--all`,
those where it differs at all); exit 1 if there are any.
"""

import argparse
import json
import re
import sys
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any

import ftfy

from cleantext.edits import apply
from cleantext.page import Draft
from cleantext.steps.mend import mend

CASES = "tests/test_cases.json"
Case = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path, help="ftfy's source distribution, or its test_cases.json")
    parser.add_argument("--all", action="store_true", help="show every case where the two differ")
    options = parser.parse_args()
    tally: Counter[tuple[str, str]] = Counter()
    behind = 0
    for case in read_cases(options.cases):
        for group, original, expected in questions(case):
            results = {"ftfy": ftfy.fix_encoding(original), "mend": mended(original)}
            tally[group, "cases"] += 1
            for name, result in results.items():
                tally[group, name] += one_mark(result) == one_mark(expected)
            differ = one_mark(results["ftfy"]) != one_mark(results["mend"])
            worse = differ and one_mark(results["ftfy"]) == one_mark(expected)
            behind += worse
            if worse or (options.all and differ):
                show(group, case["label"], original, expected, results)
    for group in sorted({group for group, _ in tally}):
        print(
            f"{group:24} {tally[group, 'cases']:4} cases: "
            f"ftfy {tally[group, 'ftfy']:4}, mend {tally[group, 'mend']:4}"
        )
    sys.exit(1 if behind else 0)


def read_cases(path: Path) -> list[Case]:
    """The cases of a source distribution, or of a file."""
    if path.suffix == ".json":
        cases: Any = json.loads(path.read_text("utf-8"))
        return list(cases)
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(CASES) and (file := archive.extractfile(member)):
                return list(json.load(file))
    raise SystemExit(f"{path} holds no {CASES}")


def questions(case: Case) -> list[tuple[str, str, str]]:
    """Group, text and what it should become: as it is, and read as Latin-1 once more."""
    original, expected = case["original"], case.get("fixed-encoding", case["fixed"])
    group = group_of(case, changes=original != expected)
    return [(group, original, expected), (f"{group}, twice", as_latin_1(original), expected)]


def group_of(case: Case, *, changes: bool) -> str:
    if case["expect"] == "fail":
        return "hopeless"
    if not changes:
        return "negative"
    return "synthetic" if "ynthetic" in case["label"] else "in the wild"


def one_mark(text: str) -> str:
    return re.sub("\ufffd+", "\ufffd", text)


def as_latin_1(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


def mended(text: str) -> str:
    return apply(text, mend(Draft(text)).edits)


def show(group: str, label: str, original: str, expected: str, results: dict[str, str]) -> None:
    print(f"{group}: {label}\n  {original!r}\n  expected {expected!r}")
    for name, result in results.items():
        print(f"  {name:8} {result!r}")


if __name__ == "__main__":
    main()
