"""Differences from goldens by the rules behind them; a golden takes what is accepted of its own.

Where all of a page is accepted its goldens are what cleantext gives. Where a part is, they are the text and
the log of a history that has the new edits in the regions accepted and the old ones elsewhere (`blend.py`):
the log still undoes its text to the page's bytes, and `check` finds what was rejected, no more and no less.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleantext.blend import blend, whole
from cleantext.engine import Result
from cleantext.files import make_folder, read_bytes, write_bytes
from cleantext.golden import Pair, clean_seed, contents
from cleantext.history import History
from cleantext.log import to_json, with_history
from cleantext.recipe import STEPS, Recipe
from cleantext.regions import regions
from cleantext.report.compare import compare_rest, differences, history_of

NEW, REST = "pages without a golden", "what the log alone says otherwise"
_RECIPE = "in the log alone, recipe:"
_SHOWN_LINES = 12


@dataclass(frozen=True, slots=True)
class Part:
    """What one page contributes to a group: its lines, and where in the page they come from.

    `sources` are spans of the page; there are none where its golden can only be accepted as a whole.
    """

    page: str
    lines: tuple[str, ...]
    sources: frozenset[tuple[int, int]] = frozenset()


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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page whose goldens differ from what cleantext gives now: its contents, and its parts by title."""

    pair: Pair
    result: Result
    now: tuple[bytes, ...]
    parts: Mapping[str, Part]

    def accept(self, titles: AbstractSet[str]) -> tuple[bytes, ...] | None:
        """What the goldens become with the groups of these titles accepted; None if they stay as they are."""
        accepted = titles & self.parts.keys()
        if len(accepted) == len(self.parts):
            return self.now
        return _blended(self, accepted) if accepted else None

    def indivisible(self, titles: AbstractSet[str]) -> bool:
        """Was a part accepted that cannot be without the rest?"""
        accepted = titles & self.parts.keys()
        return 0 < len(accepted) < len(self.parts) and _blended(self, accepted) is None


@dataclass(slots=True)
class Review:
    """All differences by group, and the pages they are on."""

    groups: list[ReviewGroup] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)

    def accept(self, accepted: Iterable[str]) -> tuple[Path, ...]:
        """Write what the groups of these titles change in the goldens; give back the files."""
        titles = frozenset(accepted)
        written = []
        for page in self.waiting:
            for path, data in zip(page.pair.goldens, page.accept(titles) or (), strict=False):
                if path.is_file() and read_bytes(path) == data:
                    continue
                make_folder(path.parent)
                write_bytes(path, data)
                path.with_name(f"{path.name}.new").unlink(missing_ok=True)
                written.append(path)
        return tuple(written)

    def indivisible(self, accepted: Iterable[str]) -> tuple[str, ...]:
        """The pages a part of which was accepted in vain: they can only be accepted as a whole."""
        titles = frozenset(accepted)
        return tuple(page.pair.name for page in self.waiting if page.indivisible(titles))


def begin_review(pairs: Iterable[Pair], recipe: Recipe, *, encoding: str | None = None) -> Review:
    """Clean every page and group what differs from its goldens."""
    review = Review()
    parts: dict[str, list[Part]] = defaultdict(list)
    for pair in pairs:
        result = clean_seed(pair, recipe, encoding=encoding)
        now = contents(pair, result)
        if all(path.is_file() and read_bytes(path) == data for path, data in _files(pair, now)):
            continue
        found = dict(_differences(pair, result))
        review.waiting.append(Waiting(pair, result, now, found))
        for title, part in found.items():
            parts[title].append(part)
    order = sorted(parts, key=lambda title: (title in (NEW, REST), title))
    review.groups = [ReviewGroup(title, tuple(parts[title])) for title in order]
    return review


def _files(pair: Pair, data: Sequence[bytes]) -> Iterator[tuple[Path, bytes]]:
    return zip(pair.goldens, data, strict=True)


def _differences(pair: Pair, result: Result) -> Iterator[tuple[str, Part]]:
    """The differences of a page by the rules behind them; at least one group."""
    if not all(path.is_file() for path in pair.goldens):
        lines = result.text.split("\n")
        more = [f"… and {len(lines) - _SHOWN_LINES} lines more"] if len(lines) > _SHOWN_LINES else []
        yield NEW, Part(pair.name, tuple([f"+{line}" for line in lines[:_SHOWN_LINES]] + more))
        return
    before = _text(pair.text)
    log = _text(pair.log) if pair.log else result.log()
    by_rules: dict[str, list[str]] = defaultdict(list)
    sources: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for group in differences(before, log, result):
        title = ", ".join(group.rules) or "no rule"
        by_rules[title] += group.lines
        sources[title] += [region.source for region in group.regions]
    rest = list(compare_rest(log, result.log()))
    if by_rules:  # another recipe is why: to accept the one is to accept the other
        rest = [line for line in rest if not line.startswith(_RECIPE)]
    if rest or not by_rules:
        by_rules[REST] += rest
    for title, found in by_rules.items():
        yield title, Part(pair.name, tuple(found), frozenset(sources[title]))


def _text(path: Path) -> str:
    return read_bytes(path).decode(errors="replace")


def _blended(page: Waiting, accepted: AbstractSet[str]) -> tuple[bytes, ...] | None:
    """The goldens with what is accepted alone; None where the old ones are no text with its log."""
    if page.pair.log is None or not page.pair.text.is_file() or not page.pair.log.is_file():
        return None
    log = _text(page.pair.log)
    before = history_of(log, _text(page.pair.text), page.result)
    if before is None or not _in_order(before):
        return None
    source = page.result.decoded.text
    taken = frozenset().union(*(page.parts[title].sources for title in accepted))
    every = regions(before, page.result.history)
    mixed = blend(every, lambda region: region.source in taken, STEPS)
    if mixed.undo(text := mixed.redo(source)) != source:
        return None
    data = with_history(_record(log, page, rest=REST in accepted), source, whole(mixed, source))
    return text.encode(), f"{to_json(data)}\n".encode()


def _in_order(history: History) -> bool:
    """Are these steps that there are, in their order? Another version's log may have others."""
    names = [step.name for step in history.steps]
    return names == [name for name in STEPS if name in names]


def _record(log: str, page: Waiting, *, rest: bool) -> dict[str, Any]:
    """The record whose edits are to be replaced: with the new notes, if these are accepted."""
    old: dict[str, Any] = json.loads(log)
    new: dict[str, Any] = json.loads(page.result.log())
    return {**new, "recipe": old["recipe"]} if rest else old
