"""From a pack's YAML to a checked pack."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from cleantext.ruleset.check import check_pack
from cleantext.ruleset.model import Pack, Rule
from cleantext.ruleset.read import Mistakes, Node, compose, read

Conditions = TypeVar("Conditions")


def parse_pack(source: str | bytes, path: Path) -> Pack:
    """Read and check a pack's YAML; `path` is where it says it stands. Raises RuleError.

    >>> source = "format: 1\\npack: wenda\\nabout: 问答站点的提示行。\\nruls: []\\n"
    >>> parse_pack(source, Path("wenda.yaml"))
    Traceback (most recent call last):
    ...
    cleantext.errors.RuleError: wenda.yaml:4:1: unknown key 'ruls'; did you mean 'rules'?
    """
    return read_pack(source, path)[0]


def read_pack(source: str | bytes, path: Path) -> tuple[Pack, tuple[str, ...]]:
    """A pack, and the files of its tables as it names them. Raises RuleError."""
    pack, _root, mistakes, files = read_in_part(source, path)
    mistakes.raise_any()
    if pack is None:
        raise AssertionError(path)
    return pack, files


def read_in_part(source: str | bytes, path: Path) -> tuple[Pack | None, Node, Mistakes, tuple[str, ...]]:
    """What can be read of a pack, its YAML as nodes, its mistakes and the files of its tables.

    Raises RuleError for what is no YAML.
    """
    mistakes = Mistakes(str(path))
    root = compose(source, mistakes)
    files = _take_table_files(root, mistakes)
    tables = {
        name: _read_table(path.parent / file, ("tables", name), mistakes) for name, file in files.items()
    }
    pack: Pack | None = read(root, Pack, (), mistakes)
    if pack is not None:
        rules = tuple(_with_defaults(rule, pack) for rule in pack.rules)
        pack = replace(pack, rules=rules, tables={**pack.tables, **tables}, path=str(path))
        check_pack(pack, mistakes)
    return pack, root, mistakes, tuple(files.values())


def _take_table_files(root: Node, mistakes: Mistakes) -> dict[str, str]:
    """Take the tables given as {file: …} out of the node, so that plain mappings are left; their files."""
    files: dict[str, str] = {}
    tables = next((value for key, value in _pairs(root) if key.value == "tables"), None)
    for key, value in _pairs(tables):
        inner = _pairs(value)
        if [name.value for name, _ in inner] == ["file"]:
            mistakes.stands(("tables", key.value), key)
            files[key.value] = inner[0][1].value
            cast(Node, tables).value.remove((key, value))
    return files


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.value) if node is not None and node.id == "mapping" else []


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
    where = rule.where if rule.selectors else _merge(rule.where, pack.defaults.where)
    when = _merge(rule.when, pack.defaults.when)
    return replace(rule, where=where, when=when)


def _merge(own: Conditions, default: Conditions) -> Conditions:
    """The rule's own conditions, and the defaults for those it does not name."""
    merged: dict[str, Any] = {}
    for item in fields(own):  # type: ignore[arg-type]  # both are the same dataclass
        value = getattr(own, item.name)
        merged[item.name] = value if value not in (None, ()) else getattr(default, item.name)
    return type(own)(**merged)
