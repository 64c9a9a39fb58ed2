"""`golden.yaml`: which pages of a project have goldens, where these are, and how the pages are cleaned."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Literal

from cleantext.configuration import Settings
from cleantext.errors import InputError, RuleError, UsageError
from cleantext.files import read_bytes, write_bytes
from cleantext.golden import Pair
from cleantext.recipe import Recipe
from cleantext.records import dataclass
from cleantext.ruleset.model import key, required
from cleantext.ruleset.read import Mistakes, compose, read

NAME = "golden.yaml"
_WILD = re.compile(r"[*?\[]")

_STARTER = """\
# Goldens: for every page the clean text and the log that were read and accepted.
#   cleantext golden update     propose what is new or different
#   cleantext golden review     read it by rule, accept or reject by key
#   cleantext golden check      what differs from what was accepted; exit 1
format: 1
inputs: ['{inputs}']    # patterns from this folder; ** is any depth
golden: {golden}        # the folder of the goldens
log: true               # the log of each page is a golden too
recipe: {recipe}
# Options as in [tool.cleantext]: script, repair, punctuation, fallback, blocks, html, replies, bold,
# rules, skip, only, fill, encoding.
"""


@dataclass(frozen=True, slots=True)
class GoldenFile:
    """A golden.yaml key for key."""

    format: Literal["1"] = required("The version of this format.")
    inputs: tuple[str, ...] = required("Patterns of the pages, from the file's own folder.")
    golden: str = key("The folder of the goldens.", "golden")
    log: bool = key("Whether the log of each page is a golden too.", True)
    recipe: str = key("A recipe's name, or the path of one.", "default")
    script: str | None = key("Which script comes out.")
    repair: str | None = key("How far broken encoding is repaired.")
    punctuation: str | None = key("Whether half-width marks between Chinese become full-width.")
    fallback: str | None = key("What becomes of a placeholder that no context decides.")
    blocks: str | None = key("How readily blocks that are no prose are taken off.")
    html: str | None = key("Whether pages are read as HTML.")
    replies: str | None = key("Whether an HTML page's other posts stay.")
    bold: bool | None = key("Whether rules that may cost a line of text are used.")
    encoding: str | None = key("The pages' encoding, where it is known.")
    rules: tuple[str, ...] = key("More packs: files or folders, from the file's own folder.", ())
    skip: tuple[str, ...] = key("Packs, pack/id or step/model to leave out.", ())
    only: tuple[str, ...] = key("Packs or pack/id to use alone.", ())
    fill: Mapping[str, str] = key("The name to write for each token that withholds one.", {})


@dataclass(frozen=True, slots=True)
class Project:
    """A project's goldens: its pages with the places of their goldens, and how they are cleaned."""

    path: Path
    goldens: Path
    pairs: tuple[Pair, ...]
    recipe: Recipe
    encoding: str | None = None


def find_golden_file(folder: Path) -> Path | None:
    """The golden.yaml of a folder, or of the nearest one above; None if there is none."""
    return next((path for here in (folder, *folder.parents) if (path := here / NAME).is_file()), None)


def load_project(path: Path) -> Project:
    """Read a golden.yaml and find its pages. Raises RuleError with every mistake, and UsageError."""
    file = _parse(path)
    folder = path.parent
    goldens = folder / file.golden
    if goldens.exists() and not goldens.is_dir():
        raise UsageError("the goldens need a folder, and this is a file", place=goldens.as_posix())
    named = {
        name: getattr(file, name)
        for name in (field.name for field in fields(Settings))
        if hasattr(file, name) and name not in ("recipe", "rules", "fill")
    }
    settings = Settings(
        recipe=_below(folder, file.recipe),
        rules=tuple(str(folder / rules) for rules in file.rules),
        fill=tuple(file.fill.items()),
        **named,
    )
    pairs = _pairs(folder, file, goldens, path)
    return Project(path, goldens, pairs, settings.make_recipe(), file.encoding)


def begin_project(folder: Path, *, inputs: str, golden: str, recipe: str) -> Path:
    """Write a golden.yaml with its explanation. Raises UsageError where there is one."""
    path = folder / NAME
    if path.exists():
        raise UsageError("there is one already", place=path.as_posix(), hint="edit it")
    write_bytes(path, _STARTER.format(inputs=inputs, golden=golden, recipe=recipe).encode())
    return path


def _parse(path: Path) -> GoldenFile:
    try:
        source = read_bytes(path)
    except InputError as error:
        raise UsageError(
            error.message, place=error.place, hint="`cleantext golden init` begins one"
        ) from None
    mistakes = Mistakes(path.as_posix())
    file: GoldenFile | None = read(compose(source, mistakes), GoldenFile, (), mistakes)
    mistakes.raise_any()
    if file is None:
        raise RuleError("this is no golden.yaml", place=path.as_posix(), hint="begin it with `format: 1`")
    return file


def _below(folder: Path, recipe: str) -> str:
    return str(folder / recipe) if recipe.endswith((".yaml", ".yml")) else recipe


def _pairs(folder: Path, file: GoldenFile, goldens: Path, path: Path) -> tuple[Pair, ...]:
    """Every page once, by name; the name is its path below what its pattern names without wildcards."""
    found: dict[str, Pair] = {}
    for pattern in file.inputs:
        base = _base(folder, pattern)
        for page in sorted(folder.glob(pattern)):
            if not page.is_file() or page.is_relative_to(goldens):
                continue
            below = page.relative_to(base)
            name = below.with_suffix("").as_posix()
            pair = Pair(
                name,
                page,
                goldens / f"{name}.txt",
                goldens / f"{name}.log.jsonl" if file.log else None,
                below.as_posix(),
            )
            if found.setdefault(name, pair).seed != page:
                raise UsageError(
                    f"{found[name].seed.name} and {page.name} would have one golden, {name}.txt",
                    place=path.as_posix(),
                    hint="give them other names",
                )
    if not found:
        raise UsageError(
            f"no page fits {', '.join(file.inputs)}", place=path.as_posix(), hint="mend `inputs`"
        )
    return tuple(found[name] for name in sorted(found))


def _base(folder: Path, pattern: str) -> Path:
    parts = []
    for part in Path(pattern).parts[:-1]:
        if _WILD.search(part):
            break
        parts.append(part)
    return folder.joinpath(*parts)
