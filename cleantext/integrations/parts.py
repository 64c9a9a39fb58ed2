"""The parts of a large run: which files each holds, and whether an output folder belongs to the run at hand.

Nothing here reads or writes: the scripts of `examples/` do, each on the storage that its cluster has.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.errors import UsageError
from cleantext.integrations.arrow import Cleaner

MANIFEST = "_cleantext.json"
"""Its name in the output folder; Spark, Ray and Arrow pass over names that begin so when they read it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are cleaned together, into a folder of this name: done wholly or not at all."""

    name: str
    files: tuple[str, ...]


def plan_parts(files: Iterable[tuple[str, int]], at_most: int) -> tuple[Part, ...]:
    """Split files (path and size in bytes), sorted by path, into parts of about equal size.

    The same files give the same parts, on any machine.

    >>> [part.files for part in plan_parts([("b", 1), ("a", 1), ("c", 2)], 2)]
    [('a', 'b'), ('c',)]
    """
    ordered = sorted(files)
    total = sum(size for _, size in ordered) or 1
    groups: dict[int, list[str]] = {}
    before = 0
    for path, size in ordered:
        groups.setdefault(min(at_most - 1, before * at_most // total), []).append(path)
        before += size
    return tuple(Part(f"part-{number:05}", tuple(paths)) for number, paths in enumerate(groups.values()))


def write_manifest(parts: Iterable[Part], cleaner: Cleaner) -> str:
    """What makes a run this run: its input, and everything that its output depends on; as JSON."""
    asked = {
        name: getattr(cleaner, name)
        for name in ("version", "text", "url", "name", "declared", "log", "prefix")
    }
    held = {part.name: part.files for part in parts}
    run = {"cleantext_parts": 1, "recipe": cleaner.recipe.digest, **asked, "parts": held}
    return json.dumps(run, ensure_ascii=False, indent=1) + "\n"


def check_manifest(found: str, wanted: str, place: str) -> None:
    """Raise UsageError, saying what differs, unless the folder's manifest is the one of this run."""
    try:
        there, here = json.loads(found), json.loads(wanted)
        differ = [key for key in here if there.get(key) != here[key]]
    except (ValueError, AttributeError):
        raise UsageError("this is no manifest of a run", place=place, hint="choose another output") from None
    if not differ:
        return
    if differ[0] == "parts":
        what = "the files of the input, or --parts, are others"
    else:
        what = f"its {differ[0]} is {there.get(differ[0])!r}, not {here[differ[0]]!r}"
    raise UsageError(
        f"the output folder holds another run: {what}",
        place=place,
        hint="choose another, or ask for the same",
    )
