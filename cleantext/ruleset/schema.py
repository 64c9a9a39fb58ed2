"""The JSON Schema of a rule pack, made from the model, so that editors complete and check packs."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, is_dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from cleantext.ruleset.model import Pack
from cleantext.ruleset.read import field_key, shown_fields

Schema = dict[str, Any]

_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema(model: type = Pack) -> Schema:
    """The schema of a model class, as a JSON value (draft 2020-12).

    >>> schema()["properties"]["pack"]["description"]
    "The pack's name, the same as the file's."
    """
    definitions: dict[str, Schema] = {}
    root = _object(model, definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": model.__name__}
    return {**head, **root, "$defs": dict(sorted(definitions.items()))}


def _object(model: type, definitions: dict[str, Schema]) -> Schema:
    items = shown_fields(model)
    found: Schema = {
        "type": "object",
        "description": (model.__doc__ or "").strip(),
        "properties": {field_key(item): _property(item, definitions) for item in items},
        "additionalProperties": False,
    }
    required = [
        field_key(item) for item in items if item.default is MISSING and item.default_factory is MISSING
    ]
    if required:
        found["required"] = required
    for group in getattr(model, "exactly_one", ()):
        found["oneOf"] = [{"required": [name]} for name in group]
    return found


def _property(item: "Field[Any]", definitions: dict[str, Schema]) -> Schema:
    found = {"description": item.metadata["about"], **_of(item.type, definitions)}
    if item.metadata["least"] is not None:
        found["minimum"] = item.metadata["least"]
    if isinstance(item.default, str | int | bool) and item.default != "":
        found["default"] = item.default
    return found


def _of(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of an annotation; model classes go to `definitions`, once."""
    if is_dataclass(kind):
        name = kind.__name__  # type: ignore[union-attr]  # a class, by its use in an annotation
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(kind, definitions)  # type: ignore[arg-type]
        return {"$ref": f"#/$defs/{name}"}
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        options = [_of(option, definitions) for option in inner if option is not type(None)]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(inner[1], definitions)}
    if origin is tuple:
        item = _of(inner[0], definitions)
        many = {"type": "array", "items": item, "minItems": 1}
        return {"anyOf": [{**item, "minLength": 1}, many]} if inner[0] is str else many
    return {"type": _NAMES[kind]}
