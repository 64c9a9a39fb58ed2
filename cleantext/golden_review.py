"""Differences from goldens by the rules behind them; a golden changes when all of its own are accepted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cleantext.engine import Result
from cleantext.files import make_folder, read_bytes, write_bytes
from cleantext.golden import Pair, clean_seed, contents
from cleantext.recipe import Recipe
from cleantext.report.compare import changes_of, compare_rest, differences

NEW, REST = "pages without a golden", "what the log alone says otherwise"
_RECIPE = "in the log alone, recipe:"
_SHOWN_LINES = 12


@dataclass(frozen=True, slots=True)
class Part:
    """What one page contributes to a group: its lines."""

    page: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Differences of any number of pages with the same rules behind them."""

    title: str
    parts: tuple[Part, ...]

    def lines(self) -> Iterator[str]:
        """The group for people."""
        pages = "1 page" if len(self.parts) == 1 else f"{len(self.parts)} pages"
        yield f"{self.title} ({pages})"
        for part in self.parts:
            yield f"  {part.page}"
            yield from (f"    {line}" for line in part.lines)


@dataclass(slots=True)
class Review:
    """All differences by group, and what is waiting to be written for each page."""

    groups: list[ReviewGroup] = field(default_factory=list)
    waiting: dict[str, list[tuple[Path, bytes]]] = field(default_factory=dict)

    def accept(self, accepted: Iterable[str]) -> tuple[Path, ...]:
        """Write the goldens of the pages all of whose groups (by title) are accepted; give back the files."""
        titles = set(accepted)
        refused = {p.page for group in self.groups if group.title not in titles for p in group.parts}
        written = []
        for page, files in self.waiting.items():
            for path, data in files if page not in refused else ():
                make_folder(path.parent)
                write_bytes(path, data)
                path.with_name(f"{path.name}.new").unlink(missing_ok=True)
                written.append(path)
        return tuple(written)


def begin_review(pairs: Iterable[Pair], recipe: Recipe, *, encoding: str | None = None) -> Review:
    """Clean every page and group what differs from its goldens."""
    review = Review()
    parts: dict[str, list[Part]] = defaultdict(list)
    for pair in pairs:
        result = clean_seed(pair, recipe, encoding=encoding)
        now = contents(pair, result)
        changed = [
            (path, data)
            for path, data in zip(pair.goldens, now, strict=True)
            if not path.is_file() or read_bytes(path) != data
        ]
        if not changed:
            continue
        review.waiting[pair.name] = changed
        for title, lines in _differences(pair, result):
            parts[title].append(Part(pair.name, lines))
    order = sorted(parts, key=lambda title: (title in (NEW, REST), title))
    review.groups = [ReviewGroup(title, tuple(parts[title])) for title in order]
    return review


def _differences(pair: Pair, result: Result) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The differences of a page by the rules behind them; at least one group."""
    if not all(path.is_file() for path in pair.goldens):
        lines = result.text.split("\n")
        more = [f"… and {len(lines) - _SHOWN_LINES} lines more"] if len(lines) > _SHOWN_LINES else []
        yield NEW, tuple([f"+{line}" for line in lines[:_SHOWN_LINES]] + more)
        return
    before = read_bytes(pair.text).decode(errors="replace")
    log = read_bytes(pair.log).decode(errors="replace") if pair.log else result.log()
    by_rules: dict[str, list[str]] = defaultdict(list)
    for group in differences(before, changes_of(log), result):
        by_rules[", ".join(group.rules) or "no rule"] += group.lines
    rest = list(compare_rest(log, result.log()))
    if by_rules:  # another recipe is why: to accept the one is to accept the other
        rest = [line for line in rest if not line.startswith(_RECIPE)]
    if rest or not by_rules:
        by_rules[REST] += rest
    for title, found in by_rules.items():
        yield title, tuple(found)
