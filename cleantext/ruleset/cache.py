"""Rule packs and recipes already read and checked, kept as plain data in the user's cache folder.

A cache entry is never trusted: one that is damaged, of other content or of another version of this code is
ignored and written again, and a folder that cannot be written is done without.
"""

import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

Models = tuple[type, ...]
"""The dataclasses an entry is made of; their order is part of the entry."""

_CHECKSUM = 32
"""Bytes of the SHA-256 in front of an entry's data."""


def cache_folder() -> Path | None:
    """Where cleantext keeps what it can make again: CLEANTEXT_CACHE, or a folder of the platform's.

    None where there is no home to put it in. Setting CLEANTEXT_CACHE to nothing turns the cache off.
    """
    chosen = os.environ.get("CLEANTEXT_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    with suppress(RuntimeError):
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "cleantext"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "cleantext"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cleantext"
    return None


def recall(path: Path, source: bytes, models: Models) -> Any:
    """What was kept for a file with this content, None where there is nothing that can be used."""
    entry = _entry(path)
    if entry is None:
        return None
    try:
        data = entry.read_bytes()
        if sha256(data[_CHECKSUM:]).digest() != data[:_CHECKSUM]:
            return None
        key, beside, plain = marshal.loads(data[_CHECKSUM:])
        if key != _key(source, models) or any(_digest(path.parent / name) != was for name, was in beside):
            return None
        return _from_plain(plain, models)
    except (OSError, ValueError, EOFError, TypeError, IndexError):
        return None


def keep(path: Path, source: bytes, value: Any, models: Models, beside: Iterable[str] = ()) -> None:
    """Keep a value for `recall`; `beside` are further files it was read from, as seen from its folder."""
    import tempfile  # here for start-up time

    entry = _entry(path)
    if entry is None:
        return
    with suppress(OSError):
        digests = [(name, _digest(path.parent / name)) for name in beside]
        payload = marshal.dumps((_key(source, models), digests, _to_plain(value, models)))
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(payload).digest() + payload)
            Path(name).replace(entry)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _entry(path: Path) -> Path | None:
    folder = cache_folder()
    if folder is None:
        return None
    place = sha256(os.fsencode(path.absolute())).hexdigest()[:16]
    return folder / "rules" / f"{path.stem}-{place}"


def _key(source: bytes, models: Models) -> bytes:
    return sha256(_version(models) + source).digest()


@cache
def _version(models: Models) -> bytes:
    """What an entry depends on besides its source: the code that reads it, and Python's data format."""
    here = Path(__file__).parent
    files = [here / name for name in ("read.py", "check.py", "parse.py", "cache.py")]
    files += [Path(str(sys.modules[name].__file__)) for name in sorted({kind.__module__ for kind in models})]
    stats = [(stat.st_size, stat.st_mtime_ns) for stat in map(Path.stat, files)]
    return repr((stats, sys.implementation.cache_tag)).encode()


def _digest(file: Path) -> bytes:
    return sha256(file.read_bytes()).digest()


_TUPLE, _MAPPING = -1, -2
"""What stands where a class number would, before values that hold model values."""


def _to_plain(value: Any, models: Models) -> Any:
    """A model value as a list: its class number, and the fields that differ from their defaults.

    Tuples and mappings of plain values stay as they are, so that recalling them costs nothing.
    """
    from dataclasses import fields, is_dataclass  # here for start-up time

    if is_dataclass(value):
        shown = ((item, getattr(value, item.name)) for item in fields(value))
        given = {item.name: _to_plain(held, models) for item, held in shown if held != item.default}
        return [models.index(type(value)), given]
    if isinstance(value, tuple):
        held = [_to_plain(item, models) for item in value]
        return [_TUPLE, held] if any(type(item) is list for item in held) else value
    if isinstance(value, Mapping):
        named = {name: _to_plain(item, models) for name, item in value.items()}
        return [_MAPPING, named] if any(type(item) is list for item in named.values()) else named
    return value


def _from_plain(plain: list[Any], models: Models) -> Any:
    number, held = plain
    if number == _TUPLE:
        return tuple([_from_plain(item, models) for item in held])
    values = {name: _from_plain(item, models) if type(item) is list else item for name, item in held.items()}
    return values if number == _MAPPING else models[number](**values)
