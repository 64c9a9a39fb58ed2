"""Which gold belongs to which text, and the scores of many pages added up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cleantext.batch import find_pages
from cleantext.errors import InputError, UsageError
from cleantext.files import read_bytes
from cleantext.quality import Score

GOLD_ENDINGS = (".gold.txt", ".clean.txt", ".txt", "")
"""What a gold may end in where the page's own ending stood; the page's own name comes first."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One text and its score."""

    name: str
    score: Score


@dataclass(slots=True)
class Quality:
    """The scores of a run; grows page by page."""

    pages: list[Measured] = field(default_factory=list)

    def add(self, name: str, score: Score) -> None:
        """Count a page in."""
        self.pages.append(Measured(name, score))

    @property
    def whole(self) -> Score:
        """All pages as one: every character counts the same."""
        return sum((page.score for page in self.pages), Score())

    def table(self) -> Iterator[str]:
        """A line a page, the sum, and what each rule took off that was wanted, or wrote that was not."""
        yield f"{'gold':>8} {'kept':>8} {'lost':>7} {'left over':>9}  {'recall':>6} {'precision':>9}     F1"
        for page in self.pages:
            yield f"{_row(page.score)}  {page.name}"
        whole = self.whole
        if len(self.pages) > 1:
            yield f"{_row(whole)}  {len(self.pages)} pages"
        yield from _by_rule("lost", whole.lost_by)
        yield from _by_rule("left over", whole.left_by)

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "pages": [{"page": page.name, **_figures(page.score)} for page in self.pages],
            "whole": _figures(self.whole),
        }


def count_left_out(texts: Path, golds: Path, patterns: Sequence[str]) -> int:
    """How many texts of a folder have no gold in another one."""
    if not texts.is_dir() or texts.resolve() == golds.resolve():
        return 0
    return sum(1 for _ in find_pages([texts], patterns)) - len(pair_with_gold(texts, golds, patterns))


def read_gold(path: Path) -> str:
    """A gold's text. Raises InputError where it is a folder, or not UTF-8."""
    if path.is_dir():
        raise InputError("the gold is a folder", place=path.as_posix(), hint="name the text in it")
    try:
        return read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError("the gold is not UTF-8", place=path.as_posix(), hint="save it as UTF-8") from None


def pair_with_gold(texts: Path, golds: Path, patterns: Sequence[str]) -> tuple[tuple[Path, Path], ...]:
    """Each text of a file or folder with its gold; texts without one are left out.

    The gold of `a/page.html` is `a/page.html`, `a/page.gold.txt`, `a/page.clean.txt` or `a/page.txt` below
    `golds`, which may be the same folder. Raises UsageError where no text has a gold.
    """
    for path in (texts, golds):
        if not path.exists():
            raise UsageError(
                "cannot be read: no such file or directory", place=path.as_posix(), hint="check the path"
            )
    if not texts.is_dir():
        return ((texts, _gold_of(texts, Path(texts.name), golds) if golds.is_dir() else golds),)
    if not golds.is_dir():
        raise UsageError("the gold of a folder is a folder", place=golds.as_posix(), hint="name that folder")
    found = [
        (path, gold)
        for path, below in find_pages([texts], patterns)
        if not path.name.endswith(GOLD_ENDINGS[:2]) and (gold := _find_gold(path, below, golds))
    ]
    if not found:
        hint = f"call the gold of page.html page.html, {', '.join('page' + e for e in GOLD_ENDINGS[:3])}"
        raise UsageError(f"no text of {texts} has a gold here", place=golds.as_posix(), hint=hint)
    return tuple(found)


def _find_gold(path: Path, below: Path, golds: Path) -> Path | None:
    names = (below.name, *(f"{below.stem}{ending}" for ending in GOLD_ENDINGS))
    candidates = (golds / below.parent / name for name in names)
    return next((gold for gold in candidates if gold.is_file() and gold.resolve() != path.resolve()), None)


def _gold_of(path: Path, below: Path, golds: Path) -> Path:
    gold = _find_gold(path, below, golds)
    if gold is None:
        raise UsageError(f"there is no gold of {path} here", place=golds.as_posix(), hint="name the file")
    return gold


def _row(score: Score) -> str:
    counts = f"{score.gold:8} {score.kept:8} {score.lost:7} {score.left_over:9}"
    return f"{counts}  {score.recall:6.4f} {score.precision:9.4f} {score.f1:6.4f}"


def _by_rule(what: str, counts: Mapping[str, int]) -> Iterator[str]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if ordered:
        yield f"{what}, by rule:"
    yield from (f"{count:8}  {rule}" for rule, count in ordered)


def _figures(score: Score) -> dict[str, object]:
    return {
        "gold": score.gold,
        "kept": score.kept,
        "lost": score.lost,
        "left_over": score.left_over,
        "recall": round(score.recall, 6),
        "precision": round(score.precision, 6),
        "f1": round(score.f1, 6),
        "lost_by": dict(sorted(score.lost_by.items())),
        "left_by": dict(sorted(score.left_by.items())),
    }
