"""From YAML nodes to the model, with every mistake noted where it stands.

What a key may hold is read off the model's annotations. What rules mean together is `check.py`'s matter.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from types import UnionType
from typing import Any, Literal, Protocol, Union, cast, get_args, get_origin

from cleantext.errors import RuleError

Path = tuple[str | int, ...]
"""Where a value stands in its file: the keys and list positions that lead to it."""


class Node(Protocol):
    """What is used here of a PyYAML node: `id` is scalar, sequence or mapping."""

    id: str
    tag: str
    value: Any
    start_mark: Any


_SCALARS = {str: "str", int: "int", bool: "bool", float: "float"}
_WORDS = {str: "text", int: "a whole number", bool: "true or false", float: "a number"}


class Mistakes:
    """The mistakes of one file, and where each of its values stands."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[RuleError] = []
        self._places: dict[Path, tuple[int, int]] = {}

    def stands(self, path: Path, node: Node) -> None:
        """Remember where a value stands."""
        self._places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of a value, or of the nearest one it stands in."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, (1, 1))

    def rule_path(self, at: tuple[int, int]) -> Path:
        """The path of the rule that begins at a line and column."""
        return next(path for path, place in self._places.items() if place == at and len(path) == 2)

    def add(self, path: Path, message: str, hint: str) -> None:
        """Note a mistake in the value at `path`."""
        line, column = self.place(path)
        self.found.append(RuleError(message, place=f"{self.file}:{line}:{column}", hint=hint))

    def raise_any(self) -> None:
        """Raise all of them as one error, in the order they stand."""
        if self.found:
            ordered = sorted(self.found, key=lambda e: [int(part) for part in e.place.rsplit(":", 2)[1:]])
            raise RuleError(f"{len(ordered)} mistakes", place=self.file, mistakes=tuple(ordered))


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


def field_key(item: "Field[Any]") -> str:
    """The YAML key a model field stands for."""
    return str(item.metadata["name"] or item.name)


def shown_fields(model: type) -> "tuple[Field[Any], ...]":
    """The fields of a model class that are YAML keys."""
    return tuple(item for item in fields(model) if not item.metadata.get("hidden"))


def read(node: Node, kind: Any, path: Path, mistakes: Mistakes) -> Any:
    """Turn a node into a value of `kind` (a model class or an annotation); None where it cannot be."""
    mistakes.stands(path, node)
    if is_dataclass(kind):
        return _read_model(node, kind, path, mistakes)  # type: ignore[arg-type]
    origin = get_origin(kind)
    reader = _READERS.get(origin if origin is not None else kind, _read_scalar)
    return reader(node, kind, path, mistakes)


def entries(node: Node, path: Path, mistakes: Mistakes) -> dict[str, Node] | None:
    """The entries of a mapping node, with keys given twice noted."""
    if node.id != "mapping":
        mistakes.add(path, f"found {_found(node)} where keys and values belong", "write key: value")
        return None
    pairs: dict[str, Node] = {}
    for key_node, value in node.value:
        name = str(key_node.value)
        mistakes.stands((*path, name), key_node)
        if name in pairs:
            mistakes.add((*path, name), f"key '{name}' is given twice", "keep one of the two")
        pairs[name] = value
    return pairs


def _read_model(node: Node, model: type, path: Path, mistakes: Mistakes) -> Any:
    pairs = entries(node, path, mistakes)
    if pairs is None:
        return None
    known = {field_key(item): item for item in shown_fields(model)}
    for name in pairs.keys() - known.keys():
        mistakes.add((*path, name), f"unknown key '{name}'", nearest(name, known))
    values: dict[str, Any] = {}
    before = len(mistakes.found)
    for name, item in known.items():
        if name in pairs:
            values[item.name] = _read_field(pairs[name], item, (*path, name), mistakes)
        elif item.default is MISSING and item.default_factory is MISSING:
            mistakes.add(path, f"key '{name}' is missing", f"add it: {item.metadata['about']}")
    for group in getattr(model, "exactly_one", ()):
        given = [name for name in group if name in pairs]
        if len(given) != 1:
            what = " and ".join(given) or "none of them"
            mistakes.add(path, f"found {what}", f"give exactly one of {', '.join(group)}")
    if len(mistakes.found) > before:
        return _in_part(model, values)
    if any(item.name == "at" for item in fields(model)):
        values["at"] = mistakes.place(path)
    return model(**values)


def _in_part(model: type, values: dict[str, Any]) -> Any:
    """What could be read of a pack with mistakes, so that its good rules can be checked too; else None."""
    if not getattr(model, "readable_in_part", False):
        return None
    for item in shown_fields(model):
        if values.get(item.name) is None:
            values.pop(item.name, None)
            if item.default is MISSING and item.default_factory is MISSING:
                values[item.name] = item.type()  # type: ignore[operator]  # text or a number
    return model(**values)


def _read_field(node: Node, item: "Field[Any]", path: Path, mistakes: Mistakes) -> Any:
    value = read(node, item.type, path, mistakes)
    least = item.metadata["least"]
    if least is not None and isinstance(value, int) and value < least:
        mistakes.add(path, f"found {value}", f"give {least} or more")
    return value


def _read_scalar(node: Node, kind: Any, path: Path, mistakes: Mistakes) -> Any:
    tag = node.tag.rsplit(":", 1)[-1]
    if node.id != "scalar" or tag not in (_SCALARS[kind], "int" if kind is float else ""):
        hint = "put it in quotes" if kind is str and node.id == "scalar" else f"write {_WORDS[kind]}"
        mistakes.add(path, f"found {_found(node)} where {_WORDS[kind]} belongs", hint)
        return None
    if kind is bool:
        return node.value.lower() in ("true", "yes", "on")
    if kind is str and node.value == "":
        return ""
    try:
        return kind(node.value)
    except ValueError:
        mistakes.add(path, f"found {node.value}", f"write {_WORDS[kind]}")
        return None


def _read_choice(node: Node, kind: Any, path: Path, mistakes: Mistakes) -> Any:
    options = get_args(kind)
    if node.id == "scalar" and node.value in options:
        return node.value
    hint = f"write {options[0]}" if len(options) == 1 else f"choose one of {', '.join(options)}"
    mistakes.add(path, f"found {_found(node)}", hint)
    return None


def _read_union(node: Node, kind: Any, path: Path, mistakes: Mistakes) -> Any:
    """`X | None` is an optional X; `int | str` (a group) goes by what the YAML holds."""
    options = [option for option in get_args(kind) if option is not type(None)]
    if options == [int, str]:
        return read(node, int if node.tag.endswith(":int") else str, path, mistakes)
    return read(node, options[0], path, mistakes)


def _read_many(node: Node, kind: Any, path: Path, mistakes: Mistakes) -> Any:
    """A list; a single value stands for a list of one where the values are text."""
    item = get_args(kind)[0]
    if node.id == "sequence":
        if not node.value:
            mistakes.add(path, "the list is empty", "give a value or leave the key out")
        values = [read(child, item, (*path, i), mistakes) for i, child in enumerate(node.value)]
    elif item is str:
        values = [read(node, item, path, mistakes)]
    else:
        mistakes.add(path, f"found {_found(node)} where a list belongs", "begin each item with a dash")
        return ()
    if item is str and "" in values:
        mistakes.add(path, "a value is empty", "give at least one character")
    return tuple(value for value in values if value is not None)


def _read_mapping(node: Node, kind: Any, path: Path, mistakes: Mistakes) -> Any:
    pairs = entries(node, path, mistakes) or {}
    item = get_args(kind)[1]
    values = {name: read(child, item, (*path, name), mistakes) for name, child in pairs.items()}
    return {name: value for name, value in values.items() if value is not None}


_READERS: dict[Any, Callable[[Node, Any, Path, Mistakes], Any]] = {
    UnionType: _read_union,
    Union: _read_union,
    Literal: _read_choice,
    tuple: _read_many,
    Mapping: _read_mapping,
}


def nearest(name: str, known: "Mapping[str, Any] | set[str]") -> str:
    """A hint that names what was most likely meant."""
    from difflib import get_close_matches  # here for start-up time

    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"did you mean '{close[0]}'?" if close else f"known are {', '.join(sorted(known))}"


def _found(node: Node) -> str:
    if node.id == "scalar":
        return f"'{node.value[:30]}'" if node.value else "nothing"
    return "a list" if node.id == "sequence" else "keys and values"
