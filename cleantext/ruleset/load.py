"""From pack files to packs. All mistakes of all files are reported together."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cleantext.errors import RuleError
from cleantext.records import replace
from cleantext.ruleset.cache import keep, recall
from cleantext.ruleset.model import MODELS, Pack
from cleantext.ruleset.shipped import shipped_rules_folder


def load_packs(paths: Sequence[Path] | None = None) -> tuple[Pack, ...]:
    """Load pack files, and every `*.yaml` of a folder, in the order given; None means the shipped packs.

    Their rules come without their cases, which only `prove.py` wants.

    Raises RuleError, whose `mistakes` lists each with file, line, column and how to mend it.

    >>> [pack.pack for pack in load_packs([])]
    []
    """
    return _shipped() if paths is None else _loaded(pack_files(paths))


def _shipped() -> tuple[Pack, ...]:
    """The shipped packs, from one entry of the cache: half of what an entry for each of them takes."""
    folder = shipped_rules_folder()
    files = pack_files([folder])
    source = b"".join(_told(file) for file in (*files, *sorted(folder.glob("tables/*"))))
    packs: tuple[Pack, ...] | None = recall(folder, source, MODELS)
    if packs is None:
        packs = _loaded(files)
        keep(folder, source, packs, MODELS)
    return tuple([replace(pack, path=str(file)) for pack, file in zip(packs, files, strict=True)])


def _told(file: Path) -> bytes:
    """A file's name and the sum of what it holds."""
    from hashlib import sha256  # here for start-up time: packs that are kept as a set are not asked for it

    return file.name.encode() + b"\0" + sha256(_read(file)).digest()


def _loaded(files: Iterable[Path]) -> tuple[Pack, ...]:
    packs: list[Pack] = []
    mistakes: list[RuleError] = []
    for path in files:
        try:
            packs.append(load_pack(path))
        except RuleError as error:
            mistakes += error.mistakes or (error,)
    _refuse_twins(packs, mistakes)
    if mistakes:
        raise RuleError(f"{len(mistakes)} mistakes in rule packs", mistakes=tuple(mistakes))
    return tuple(packs)


def pack_files(paths: Iterable[Path]) -> list[Path]:
    """The pack files of some paths: a file is itself, a folder its `*.yaml` in the order of their names."""
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
    """Load one pack file without its cases, from the cache if it is unchanged. Raises RuleError."""
    source = _read(path)
    pack: Pack | None = recall(path, source, MODELS)
    if pack is None:
        from cleantext.ruleset.parse import read_pack  # here for start-up time: most packs are recalled

        pack, table_files = read_pack(source, path)
        rules = tuple(replace(rule, tests=()) for rule in pack.rules)
        pack = replace(pack, rules=rules, without_cases=True, table_files=tuple(table_files))
        keep(path, source, pack, MODELS, table_files)
    return replace(pack, path=str(path))


def with_cases(pack: Pack) -> Pack:
    """The pack with its rules' cases, read again if it was loaded without. Raises RuleError."""
    if not pack.without_cases:
        return pack
    from cleantext.ruleset.parse import parse_pack  # here for start-up time

    return parse_pack(_read(Path(pack.path)), Path(pack.path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"the pack cannot be read: {error.strerror}", place=str(path)) from None
