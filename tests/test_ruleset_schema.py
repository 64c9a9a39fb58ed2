"""The JSON Schema of packs: what it lets pass is what the loader reads."""

from typing import Any

import pytest
import yaml

from cleantext.ruleset.load import pack_files
from cleantext.ruleset.schema import schema
from cleantext.ruleset.shipped import shipped_rules_folder
from cleantext.ruleset.starter import starter_pack

TYPES = {"string": str, "integer": int, "number": int | float, "boolean": bool, "array": list, "object": dict}
KNOWN = {
    "$ref", "$schema", "$defs", "title", "description", "default", "type", "enum", "required", "properties",
    "additionalProperties", "oneOf", "anyOf", "items", "minItems", "minLength", "minimum",
}  # fmt: skip


def holds(value: Any, rules: dict[str, Any], root: dict[str, Any]) -> bool:
    """Whether a value fits a schema, for the words that ours is made of."""
    assert rules.keys() <= KNOWN, rules.keys() - KNOWN
    if "$ref" in rules:
        rules = root["$defs"][rules["$ref"].removeprefix("#/$defs/")]
    kind = rules.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind != "boolean" and isinstance(value, bool))):
        return False
    if "enum" in rules and value not in rules["enum"]:
        return False
    if "oneOf" in rules and fitting(value, rules["oneOf"], root) != 1:
        return False
    if "anyOf" in rules and not fitting(value, rules["anyOf"], root):
        return False
    if isinstance(value, dict):
        return object_holds(value, rules, root)
    if isinstance(value, list):
        items = rules.get("items", {})
        return len(value) >= rules.get("minItems", 0) and all(holds(item, items, root) for item in value)
    least = rules.get("minLength" if isinstance(value, str) else "minimum")
    return least is None or (len(value) if isinstance(value, str) else value) >= least


def fitting(value: Any, options: list[dict[str, Any]], root: dict[str, Any]) -> int:
    return sum(holds(value, option, root) for option in options)


def object_holds(value: dict[str, Any], rules: dict[str, Any], root: dict[str, Any]) -> bool:
    known, others = rules.get("properties", {}), rules.get("additionalProperties", True)
    if any(name not in value for name in rules.get("required", ())):
        return False
    for name, item in value.items():
        wanted = known.get(name, others)
        if wanted is False or (wanted is not True and not holds(item, wanted, root)):
            return False
    return True


@pytest.mark.parametrize("path", pack_files([shipped_rules_folder()]), ids=lambda path: path.stem)
def test_every_shipped_pack_fits(path):
    root = schema()
    assert holds(yaml.safe_load(path.read_bytes()), root, root)


def test_the_starter_pack_fits():
    root = schema()
    assert holds(yaml.safe_load(starter_pack("our-forum")), root, root)


RULE = "{id: a, about: b, %s}"


@pytest.mark.parametrize(
    "rule",
    [
        "remove: lines, match: {line: x}",
        "remove: line, match: {line: no}",
        "remove: line, match: {line: []}",
        "remove: line, match: {line: x, text: y}",
        "remove: line, cut: match, match: {line: x}",
        "match: {line: x}",
        "remove: line, match: {line: x}, where: {head: 0}",
        "remove: line, match: {line: x}, tests: [{keep: 5}]",
        "remove: line, match: {line: x}, nedds: [x]",
        "between: {from: {line: x}, to: {line: y}}",
    ],
)
def test_what_the_loader_refuses_does_not_fit(rule):
    root = schema()
    pack = yaml.safe_load(f"{{format: 1, pack: p, about: q, rules: [{RULE % rule}]}}")
    assert not holds(pack, root, root)


def test_what_the_loader_reads_fits():
    root = schema()
    for rule in (
        "remove: line, match: {line: x}",
        "flag: odd, match: {text: [x, y]}, where: {near: {rule: c}}",
    ):
        assert holds(yaml.safe_load(f"{{format: 1, pack: p, about: q, rules: [{RULE % rule}]}}"), root, root)
