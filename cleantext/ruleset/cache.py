"""Rule packs, recipes and rule sets already read and checked, as plain data in the user's cache folder.

A cache entry is never trusted: one that is damaged, of other content or of another version of this code is
ignored and written again, and a folder that cannot be written is done without. An entry is written under a
name of its own and put in its place whole, so that many processes may read and write at once.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

Models = tuple[type, ...]
"""The dataclasses an entry is made of; their order is part of the entry."""

Stamps = tuple[tuple[str, int, int, int, int], ...]
"""Files, each with its size, when it was written and changed, and its number on the disk."""

_CHECKSUM = 4
"""Bytes of the CRC-32 in front of an entry's data."""

_SETTLED_NS = 2_000_000_000
"""How long a file must rest before its stamp is taken for its content: some disks count whole seconds."""


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
    kept = recall_plain(path, (source, code_version(models)))
    if kept is None:
        return None
    try:
        beside, plain = kept
        if any((path.parent / name).read_bytes() != was for name, was in beside):
            return None
        return from_plain(plain, models)
    except (OSError, ValueError, TypeError, IndexError):
        return None


def keep(path: Path, source: bytes, value: Any, models: Models, beside: Iterable[str] = ()) -> None:
    """Keep a value for `recall`; `beside` are further files it was read from, as seen from its folder."""
    with suppress(OSError):
        read = [(name, (path.parent / name).read_bytes()) for name in beside]
        keep_plain(path, (source, code_version(models)), (read, to_plain(value, models)))


def recall_plain(path: Path, key: Any) -> Any:
    """The plain data that were kept for a path under an equal key, else None."""
    entry = _entry(path)
    if entry is None:
        return None
    try:
        data = entry.read_bytes()
        payload = memoryview(data)[_CHECKSUM:]
        if zlib.crc32(payload).to_bytes(_CHECKSUM, "big") != data[:_CHECKSUM]:
            return None
        kept, value = marshal.loads(payload)
        return value if kept == key else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def keep_plain(path: Path, key: Any, value: Any) -> None:
    """Keep plain data, such as `marshal` writes, for `recall_plain`."""
    import tempfile  # here for start-up time

    entry = _entry(path)
    if entry is None:
        return
    with suppress(OSError):
        payload = marshal.dumps((key, value))
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(zlib.crc32(payload).to_bytes(_CHECKSUM, "big") + payload)
            Path(name).replace(entry)
        except OSError:
            Path(name).unlink(missing_ok=True)


def forget_all_but(path: Path, most: int) -> None:
    """Of the entries whose names begin as that of a path does, up to its first `-`, keep the newest."""
    entry = _entry(path)
    if entry is None:
        return
    with suppress(OSError):
        kind = path.stem.partition("-")[0]
        entries = sorted(entry.parent.glob(f"{kind}-*"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
        for old in entries[most:]:
            old.unlink(missing_ok=True)


def stamps_of(folder: Path, ending: str) -> Stamps:
    """The stamps of a folder's files whose names end so, by name."""
    with suppress(OSError), os.scandir(folder) as entries:
        return tuple(sorted(_stamp(one.name, one.stat()) for one in entries if one.name.endswith(ending)))
    return ()


def stamps_of_files(files: Iterable[Path]) -> Stamps:
    """The stamps of some files by their paths; one that cannot be read has none."""
    found = []
    for file in files:
        with suppress(OSError):
            found.append(_stamp(str(file), file.stat()))
    return tuple(found)


def are_settled(stamps: Stamps) -> bool:
    """Were all these files left alone for so long that another change would show in their stamps?

    Else a file could be written twice within one tick of the disk's clock, and only the first be seen.
    """
    import time  # what time it is decides what is kept, never what comes of a page

    return max((max(written, changed) for _, _, written, changed, _ in stamps), default=0) < (
        time.time_ns() - _SETTLED_NS
    )


def _stamp(name: str, status: os.stat_result) -> tuple[str, int, int, int, int]:
    return name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _entry(path: Path) -> Path | None:
    """The file an entry is in. Two paths that share one by chance drive each other out, and no more."""
    folder = cache_folder()
    if folder is None:
        return None
    return folder / "rules" / f"{path.stem}-{zlib.crc32(os.fsencode(path.absolute())):08x}"


@cache
def code_version(models: Models) -> bytes:
    """What an entry depends on besides its source: the code that reads it, and Python's data format."""
    here = Path(__file__).parent
    files = [here / name for name in ("read.py", "check.py", "parse.py", "cache.py")]
    files += [Path(str(sys.modules[name].__file__)) for name in sorted({kind.__module__ for kind in models})]
    stats = [(stat.st_size, stat.st_mtime_ns) for stat in map(Path.stat, files)]
    return repr((stats, sys.implementation.cache_tag)).encode()


_TUPLE, _MAPPING = -1, -2
"""What stands where a class number would, before values that hold model values."""


def to_plain(value: Any, models: Models) -> Any:
    """A model value as a list: its class number, and the fields that differ from their defaults.

    Tuples and mappings of plain values stay as they are, so that recalling them costs nothing.
    """
    from dataclasses import fields, is_dataclass  # here for start-up time

    if is_dataclass(value):
        shown = ((item, getattr(value, item.name)) for item in fields(value))
        given = {item.name: to_plain(held, models) for item, held in shown if held != item.default}
        return [models.index(type(value)), given]
    if isinstance(value, tuple):
        held = [to_plain(item, models) for item in value]
        return [_TUPLE, held] if any(type(item) is list for item in held) else value
    if isinstance(value, Mapping):
        named = {name: to_plain(item, models) for name, item in value.items()}
        return [_MAPPING, named] if any(type(item) is list for item in named.values()) else named
    return value


def from_plain(plain: list[Any], models: Models) -> Any:
    """The model value that `to_plain` made a list of."""
    number, held = plain
    if number == _TUPLE:
        return tuple([from_plain(item, models) if type(item) is list else item for item in held])
    values = {name: from_plain(item, models) if type(item) is list else item for name, item in held.items()}
    return values if number == _MAPPING else models[number](**values)


def packed(value: Any, models: Models) -> bytes:
    """A model value as bytes that need not be read before it is wanted."""
    return marshal.dumps(to_plain(value, models))


def unpacked(data: bytes, models: Models) -> Any:
    """The model value of `packed`."""
    return from_plain(marshal.loads(data), models)
