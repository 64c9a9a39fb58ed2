"""Edits that say the same of many places, written once: a space that goes after every comma is one entry.

An entry of such edits is the first of them with two keys more. `also` are the distances from the start of
each to the start of the next, in code points of the step's text and, as nothing else changed in between, of
the decoded page. `lines` are pairs: how many lines further on, and how many of `also` stand in that line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from operator import lt
from typing import Any

Entry = Mapping[str, Any]

FEWEST = 4
"""Edits that are written as one; fewer are easier to read one by one."""


def grouped(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of a step, equal ones as one where there are at least `FEWEST`.

    >>> edits = [{"at": (n, n + 1), "src": (n, n + 1), "line": 1, "old": "　"} for n in (2, 5, 9, 10)]
    >>> grouped(edits)
    [{'at': (2, 3), 'src': (2, 3), 'line': 1, 'old': '\u3000', 'also': [3, 4, 1], 'lines': [0, 3]}]
    """
    single = list(entries)
    if len(single) < FEWEST or not _in_order(single):
        return single
    alike: dict[Any, list[Entry]] = {}
    for entry in single:
        alike.setdefault(_key(entry), []).append(entry)
    if len(alike) == len(single):
        return single
    firsts: dict[int, Entry] = {}
    others: set[int] = set()
    for key, group in alike.items():
        if len(group) >= FEWEST and key[0] == key[1]:
            firsts[id(group[0])] = _as_one(group)
            others.update(map(id, group[1:]))
    return [firsts.get(id(entry), entry) for entry in single if id(entry) not in others]


def _in_order(entries: Sequence[Entry]) -> bool:
    """Can entries be sorted by where they stand? Two insertions at one place cannot."""
    places = [entry["at"] for entry in entries]
    return all(map(lt, places, islice(places, 1, None)))


def ungrouped(entries: Sequence[Entry]) -> list[Entry]:
    """Every edit as an entry of its own, in order. Raises ValueError for an entry that no step wrote."""
    if not any("also" in entry for entry in entries):
        return list(entries)
    return sorted(chain.from_iterable(map(_one_by_one, entries)), key=lambda entry: tuple(entry["at"]))


def _key(entry: Entry) -> tuple[Any, ...]:
    """What entries that are written as one have in common; first how far both ends are from the page's."""
    (start, end), (first, last) = entry["at"], entry["src"]
    weighed = entry.get("confidence"), entry.get("margin")
    return first - start, last - end, entry["old"], entry.get("new"), entry.get("rule"), *weighed


def _as_one(group: Sequence[Entry]) -> Entry:
    steps = [(b["at"][0] - a["at"][0], b["line"] - a["line"]) for a, b in pairwise(group)]
    return {
        **group[0],
        "also": [distance for distance, _ in steps],
        "lines": _runs(down for _, down in steps),
    }


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
