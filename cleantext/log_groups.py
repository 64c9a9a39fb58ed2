"""Edits that say the same of many places, written once: a space that goes after every comma is one entry.

An entry of such edits is the first of them with two keys more. `also` are the distances from the start of
each to the start of the next, in code points of the step's text and, as nothing else changed in between, of
the decoded page. `lines` are pairs: how many lines further on, and how many of `also` stand in that line.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from cleantext.edits import Edit, Span

Entry = Mapping[str, Any]

Row = tuple[Edit, Span, int]
"""An edit of a step, the span of the decoded page that it changes, and the line there, counted from 1."""

FEWEST = 4
"""Edits that are written as one; fewer are easier to read one by one."""


def entry_of(row: Row) -> dict[str, Any]:
    """An edit as an entry of its own."""
    edit, source, line = row
    entry = {
        "at": (edit.start, edit.end),
        "src": source,
        "line": line,
        "old": edit.old,
        "new": edit.new,
        "rule": edit.rule,
    }
    if edit.confidence is not None:
        entry["confidence"] = edit.confidence
    if edit.margin is not None:
        entry["margin"] = round(edit.margin, 3)
    return entry


def grouped(rows: Sequence[Row]) -> list[Entry]:
    """The entries of a step, equal ones as one where there are at least `FEWEST`.

    >>> rows = [(Edit(n, n + 1, "　", "", "tidy/wide-space"), (n, n + 1), 1) for n in (2, 5, 9, 10)]
    >>> [entry] = grouped(rows)
    >>> entry["at"], entry["also"], entry["lines"]
    ((2, 3), [3, 4, 1], [0, 3])
    """
    written = Counter([edit.old for edit, _, _ in rows])
    if max(written.values(), default=0) < FEWEST or not _in_order(rows):
        return [entry_of(row) for row in rows]
    alike: dict[Any, list[Row]] = {}
    for row in rows:
        if written[row[0].old] >= FEWEST and (key := _key(row)):
            alike.setdefault(key, []).append(row)
    groups = {id(group[0]): group for group in alike.values() if len(group) >= FEWEST}
    others = {id(row) for group in groups.values() for row in group[1:]}
    return [
        _as_one(groups[id(row)]) if id(row) in groups else entry_of(row)
        for row in rows
        if id(row) not in others
    ]


def _in_order(rows: Sequence[Row]) -> bool:
    """Can entries be sorted by where they stand? Two insertions at one place cannot."""
    return all(
        first.start < second.start or (first.start == second.start and first.end < second.end)
        for (first, _, _), (second, _, _) in pairwise(rows)
    )


def _key(row: Row) -> tuple[Any, ...] | None:
    """What edits that are written as one have in common; None where the page's span is of another length."""
    edit, (first, last), _ = row
    away = first - edit.start
    if last - edit.end != away:
        return None
    margin = edit.margin if edit.margin is None else round(edit.margin, 3)
    return away, edit.old, edit.new, edit.rule, edit.confidence, margin


def _as_one(group: Sequence[Row]) -> Entry:
    return {
        **entry_of(group[0]),
        "also": [second.start - first.start for (first, _, _), (second, _, _) in pairwise(group)],
        "lines": _runs(later - line for (_, _, line), (_, _, later) in pairwise(group)),
    }


def ungrouped(entries: Sequence[Entry]) -> list[Entry]:
    """Every edit as an entry of its own, in order. Raises ValueError for an entry that no step wrote."""
    if not any("also" in entry for entry in entries):
        return list(entries)
    return sorted(chain.from_iterable(map(_one_by_one, entries)), key=lambda entry: tuple(entry["at"]))


def _runs(downs: Iterable[int]) -> list[int]:
    """[0, 0, 2, 0, 1] as [0, 2, 2, 2, 1, 1]: two in the line, two in the next but one, one in the next."""
    runs = [0, 0]
    for down in downs:
        if down:
            runs += (down, 0)
        runs[-1] += 1
    return runs if runs[1] else runs[2:]


def _one_by_one(entry: Entry) -> Iterator[Entry]:
    also = entry.get("also")
    if also is None:
        yield entry
        return
    first = {key: value for key, value in entry.items() if key not in ("also", "lines")}
    yield first
    (start, end), (source, source_end), line = first["at"], first["src"], first["line"]
    for distance, down in zip(also, _downs(entry["lines"]), strict=True):
        start, end, source, source_end = (at + distance for at in (start, end, source, source_end))
        line += down
        yield {**first, "at": (start, end), "src": (source, source_end), "line": line}


def _downs(runs: Sequence[int]) -> Iterator[int]:
    """What `_runs` was given."""
    for down, count in zip(runs[::2], runs[1::2], strict=True):
        yield down
        yield from [0] * (count - 1)
