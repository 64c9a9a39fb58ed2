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
    packs: list[Pack] = []
    mistakes: list[RuleError] = []
    for path in pack_files([shipped_rules_folder()] if paths is None else paths):
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
        pack = replace(pack, rules=rules, without_cases=True)
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
