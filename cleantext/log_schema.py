"""The JSON Schema of the log (draft 2020-12), versions 1 and 2. Every key is said in a sentence.

Within a version keys may be added, none is taken away or changes its meaning; so a reader passes over keys it
does not know, and refuses a newer version. Version 2 is for records that say equal edits once (`also`,
`lines`); whoever passed over these would lose edits.
"""

from typing import Any

Schema = dict[str, Any]

_SUM = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_HEX = {"type": "string", "pattern": "^([0-9a-f]{2})*$"}
_COUNT = {"type": "integer", "minimum": 0}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def log_schema() -> Schema:
    """The schema of one line of `--log`.

    >>> log_schema()["properties"]["cleantext_log"]["enum"]
    [1, 2]
    """
    properties = {
        "cleantext_log": _said("The version: 2 where an entry has `also`, else 1.", enum=[1, 2]),
        "page": _page(),
        "recipe": _object(
            "What was asked for.",
            {
                "name": _said("The recipe's name.", type="string"),
                "sha256": _said("Over every option.", **_SUM),
            },
        ),
        "clean": _object(
            "The clean text.",
            {
                "chars": _said("Its length in code points.", **_COUNT),
                "sha256": _said("Of its UTF-8.", **_SUM),
            },
        ),
        "steps": _list("The steps that changed something, in the order they ran.", _step()),
        "notes": _list("What was seen and not changed.", _note()),
        "taken_back": _list(
            "Rules whose edits were taken back after the cleaning.", {"type": "string"}, unique=True
        ),
    }
    return {
        "$schema": _DIALECT,
        "title": "cleantext log",
        "description": "One page's change log; spans are half-open and count code points from 0.",
        **_shape(properties, optional=("taken_back",)),
        "$defs": {"span": _span(), "edit": _edit()},
    }


def flat_schema() -> Schema:
    """The schema of one line of `--log-flat`: an edit with its page and step.

    >>> sorted(set(flat_schema()["required"]) - {"at", "src", "line", "old", "new", "rule"})
    ['page', 'step']
    """
    keys = {
        "page": _said("The page's name.", type="string"),
        "step": _said("The step that did it.", type="string"),
        **_edit_keys(),
    }
    return {
        "$schema": _DIALECT,
        "title": "cleantext flat log",
        "description": "One edit; spans are half-open and count code points from 0.",
        **_shape(keys, optional=_WEIGHED),
        "$defs": {"span": _span()},
    }


_WEIGHED = ("confidence", "margin")


def _page() -> Schema:
    keys = {
        "name": _said("The name it was read under.", type="string"),
        "bytes": _said("Its length.", **_COUNT),
        "sha256": _said("Of its bytes.", **_SUM),
        "encoding": _said("The codec; a page in two encodings has both, with + between.", type="string"),
        "bom": _said("The byte-order mark, in hexadecimal.", **_HEX),
        "newline": _said("Its one line end; where ends are mixed LF.", enum=["\n", "\r\n", "\r"]),
        "patches": _list(
            "Bytes that the codec would not give back: [start, end, hexadecimal].",
            {
                "type": "array",
                "prefixItems": [_COUNT, _COUNT, _HEX],
                "minItems": 3,
                "maxItems": 3,
            },
        ),
        "metadata": {
            "description": "What a page of HTML says of itself: title, author, date, url, site.",
            "type": "object",
            "additionalProperties": {"type": "string"},
        },
    }
    return _object("The page as it came.", keys, optional=("metadata",))


def _step() -> Schema:
    edits = _list("Sorted and disjoint.", {"$ref": "#/$defs/edit"})
    return _object("One step.", {"name": _said("Its name.", type="string"), "edits": edits})


def _edit_keys() -> Schema:
    return {
        "at": _said("Span of the text that the step was given.", **_REF),
        "src": _said("Span of the decoded page.", **_REF),
        "line": _said("The first line of src, from 1.", type="integer", minimum=1),
        "old": _said("What stood there.", type="string"),
        "new": _said("What stands there now.", type="string"),
        "rule": _said("pack/id or step/model; several have ' + ' between.", type="string", minLength=1),
        "confidence": _said("How sure the rule is.", type="number", minimum=0, maximum=1),
        "margin": _said("How much likelier the repair reads, in nats a character.", type="number"),
    }


def _edit() -> Schema:
    many = {
        "also": _list("Distances from each to the next place where the same was done.", _COUNT),
        "lines": _list("How many lines further on, and how many of `also` are there; and so on.", _COUNT),
    }
    schema = _object("One edit, or equal ones.", {**_edit_keys(), **many}, optional=(*_WEIGHED, *many))
    return {**schema, "dependentRequired": {"also": ["lines"], "lines": ["also"]}}


_REF = {"$ref": "#/$defs/span"}


def _note() -> Schema:
    keys = {
        "level": _said("flag, trial, warning, doubt …", type="string"),
        "rule": _said("What saw it.", type="string"),
        "src": _said("Span of the decoded page.", **_REF),
        "message": _said("What was seen.", type="string"),
    }
    return _object("One note.", keys)


def _span() -> Schema:
    return {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}


def _said(description: str, **schema: Any) -> Schema:
    return {"description": description, **schema}


def _list(description: str, items: Schema, *, unique: bool = False) -> Schema:
    found = {"description": description, "type": "array", "items": items}
    return {**found, "uniqueItems": True} if unique else found


def _object(description: str, properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    return {"description": description, **_shape(properties, optional)}


def _shape(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
