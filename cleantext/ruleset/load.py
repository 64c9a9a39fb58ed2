"""From pack files to packs. All mistakes of all files are reported together."""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from cleantext.errors import RuleError
from cleantext.ruleset.check import check_pack
from cleantext.ruleset.model import Pack, Rule
from cleantext.ruleset.read import Mistakes, Node, entries, read
from cleantext.ruleset.shipped import shipped_rules_folder

Conditions = TypeVar("Conditions")


def load_packs(paths: Sequence[Path] | None = None) -> tuple[Pack, ...]:
    """Load pack files, and every `*.yaml` of a folder, in the order given; None means the shipped packs.

    Raises RuleError, whose `mistakes` lists each with file, line, column and how to mend it.

    >>> [pack.pack for pack in load_packs([])]
    []
    """
    packs: list[Pack] = []
    mistakes: list[RuleError] = []
    for path in _pack_files([shipped_rules_folder()] if paths is None else paths):
        try:
            packs.append(load_pack(path))
        except RuleError as error:
            mistakes += error.mistakes or (error,)
    _refuse_twins(packs, mistakes)
    if mistakes:
        raise RuleError(f"{len(mistakes)} mistakes in rule packs", mistakes=tuple(mistakes))
    return tuple(packs)


def _pack_files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        files += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return files


def _refuse_twins(packs: Sequence[Pack], mistakes: list[RuleError]) -> None:
    first: dict[str, Pack] = {}
    for pack in packs:
        other = first.setdefault(pack.pack, pack)
        if other is not pack:
            hint = f"rename it, or leave out {other.path}"
            mistakes.append(RuleError(f"pack '{pack.pack}' is there twice", place=pack.path, hint=hint))


def load_pack(path: Path) -> Pack:
    """Load one pack file. Raises RuleError."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise RuleError(f"the pack cannot be read: {error.strerror}", place=str(path)) from None
    return parse_pack(source, path)


def parse_pack(source: str | bytes, path: Path) -> Pack:
    """Read and check a pack's YAML; `path` is where it says it stands. Raises RuleError.

    >>> source = "format: 1\\npack: wenda\\nabout: 问答站点的提示行。\\nruls: []\\n"
    >>> parse_pack(source, Path("wenda.yaml"))
    Traceback (most recent call last):
    ...
    cleantext.errors.RuleError: wenda.yaml:4:1: unknown key 'ruls'; did you mean 'rules'?
    """
    mistakes = Mistakes(str(path))
    root = compose(source, mistakes)
    tables = _take_table_files(root, path, mistakes)
    pack: Pack | None = read(root, Pack, (), mistakes)
    if pack is None:
        mistakes.raise_any()
        raise AssertionError(path)
    rules = tuple(_with_defaults(rule, pack) for rule in pack.rules)
    pack = replace(pack, rules=rules, tables={**pack.tables, **tables}, path=str(path))
    check_pack(pack, mistakes)
    mistakes.raise_any()
    return pack


def compose(source: str | bytes, mistakes: Mistakes) -> Node:
    """The YAML of a file as nodes, which know where they stand. Raises RuleError."""
    import yaml  # here for start-up time: packs mostly come from the cache

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(source, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mistakes.file}:{mark.line + 1}:{mark.column + 1}" if mark else mistakes.file
        found = getattr(error, "problem", None) or str(error)
        raise RuleError(
            f"this is not YAML: {found}", place=place, hint="mend it there or just above"
        ) from None
    if node is None:
        raise RuleError("the file is empty", place=mistakes.file, hint="begin with `format: 1`")
    return cast(Node, node)


def _take_table_files(root: Node, path: Path, mistakes: Mistakes) -> dict[str, dict[str, str]]:
    """Read the tables given as {file: …} and take them out of the node, so that plain mappings are left."""
    tables: dict[str, dict[str, str]] = {}
    nodes = {key.value: value for key, value in root.value} if root.id == "mapping" else {}
    table_nodes = nodes.get("tables")
    if table_nodes is None or table_nodes.id != "mapping":
        return tables
    for key, value in list(table_nodes.value):
        inner = entries(value, ("tables", key.value), Mistakes("")) if value.id == "mapping" else None
        if inner and set(inner) == {"file"}:
            mistakes.stands(("tables", key.value), key)
            file = path.parent / inner["file"].value
            tables[key.value] = _read_table(file, ("tables", key.value), mistakes)
            table_nodes.value.remove((key, value))
    return tables


def _read_table(file: Path, place: tuple[str, ...], mistakes: Mistakes) -> dict[str, str]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        mistakes.add(place, f"the table {file} cannot be read", "give a UTF-8 file beside the pack")
        return {}
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in rows:
        if len(row) != 2:
            mistakes.add(
                place, f"a row of {file.name} has {len(row)} columns: {row[0]}", "give two, with a tab"
            )
    return {row[0]: row[1] for row in rows if len(row) == 2}


def _with_defaults(rule: Rule, pack: Pack) -> Rule:
    where = _merge(rule.where, pack.defaults.where)
    when = _merge(rule.when, pack.defaults.when)
    return replace(rule, where=where, when=when)


def _merge(own: Conditions, default: Conditions) -> Conditions:
    """The rule's own conditions, and the defaults for those it does not name."""
    merged: dict[str, Any] = {}
    for item in fields(own):  # type: ignore[arg-type]  # both are the same dataclass
        value = getattr(own, item.name)
        merged[item.name] = value if value not in (None, ()) else getattr(default, item.name)
    return type(own)(**merged)
