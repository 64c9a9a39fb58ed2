"""The rules of a recipe, chosen and made ready to search with, from one entry of the cache.

A page wakes few of some hundred rules: the others stay the bytes they were kept as.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from cleantext.ruleset.cache import (
    Stamps,
    are_settled,
    cache_folder,
    forget_all_but,
    keep_plain,
    packed,
    recall_plain,
    stamps_of,
    stamps_of_files,
)
from cleantext.ruleset.compile import Chosen, Index, KeptPack, RuleSet, compile_rules
from cleantext.ruleset.load import load_packs, pack_files
from cleantext.ruleset.model import MODELS, Rule
from cleantext.ruleset.patterns import Asked, Learnt, fold_pattern, learn
from cleantext.ruleset.search import rarest_pairs
from cleantext.ruleset.shipped import shipped_rules_folder

_CODE = Path(__file__).parent


def kept_rules(
    own: Sequence[Path] = (), skip: Sequence[str] = (), only: Sequence[str] = (), *, bold: bool = False
) -> RuleSet:
    """What `compile_rules` makes of the shipped packs and then of one's own, files or folders.

    Raises RuleError as it and `load_packs` do.

    >>> rules = kept_rules(only=["discuz"])
    >>> rules.rules[0].pack.pack
    'discuz'
    """
    folder, files = shipped_rules_folder(), pack_files(own)
    stamps = _stamps(folder), stamps_of_files(file.absolute() for file in files)
    key = (
        stamps,
        str(folder),
        tuple(map(str, files)),
        tuple(skip),
        tuple(only),
        bold,
        sys.implementation.cache_tag,
    )
    place = _place(folder, files, (*skip, *only), bold=bold)
    kept = recall_plain(place, key)
    if kept is not None and stamps_of_files(map(Path, kept[0])) == kept[1]:
        return _from_plain(kept[2])
    packs = load_packs(files)
    rules = compile_rules((*load_packs(), *packs), skip=skip, only=only, bold=bold)
    tables = [str(Path(pack.path).absolute().parent / name) for pack in packs for name in pack.table_files]
    of_tables = stamps_of_files(map(Path, tables))
    if cache_folder() is None or not are_settled((*stamps[0], *stamps[1], *of_tables)):
        return rules
    plain = _to_plain(rules)
    keep_plain(place, key, (tables, of_tables, plain))
    forget_all_but(place, _MOST_SETS)
    return _from_plain(plain)


_MOST_SETS = 32
"""Sets that are kept; who tries many packs of his own shall not fill the disk with them."""


def _place(folder: Path, files: Sequence[Path], names: Sequence[str], *, bold: bool) -> Path:
    """A path whose entry in the cache is of this choice of packs and rules."""
    own = f"-{crc32(repr([str(file.absolute()) for file in files]).encode()):08x}" if files else ""
    return folder.with_name(f"set-{'-'.join(names)[:40].replace('/', '.')}-{bold:d}{own}")


def _stamps(folder: Path) -> Stamps:
    """Of all that decides what the rules are: packs, tables, the code that reads and folds them."""
    return (
        *stamps_of(folder, ".yaml"),
        *stamps_of(folder / "tables", ""),
        *stamps_of(_CODE, ".py"),
        *stamps_of(_CODE / "lint", "pattern_tree.py"),
        *stamps_of(_CODE.parent, "fold.py"),
        *stamps_of(_CODE.parent / "data", "fold.utf16"),
    )


def _to_plain(rules: RuleSet) -> Any:
    packs = list(dict.fromkeys(chosen.pack.path for chosen in rules.every))
    by_path = {chosen.pack.path: chosen.pack for chosen in rules.every}
    every = [
        (chosen.name, packed((chosen.rule, _learnt(chosen.rule)), MODELS), packs.index(chosen.pack.path))
        for chosen in rules.every
    ]
    index = rules.index
    return (
        len(rules.rules),
        every,
        [packed(by_path[path], MODELS) for path in packs],
        (
            index.literals,
            index.places,
            index.wanted,
            index.unanchored,
            dict(index.near),
            index.reach,
            rarest_pairs(index.literals),
            edges_of(chosen.rule for chosen in rules.every),
        ),
    )


def _from_plain(plain: Any) -> RuleSet:
    running, every, packs, index = plain
    kept = [KeptPack(data) for data in packs]
    chosen = tuple([Chosen(name, rule, kept[pack]) for name, rule, pack in every])
    return RuleSet(chosen[:running], every=chosen, index=Index(*index))


def edges_of(rules: Iterable[Rule]) -> bytes:
    """What `Anchors` is to know of the lines that each of some rules matches in.

    Takes a millisecond a rule: something for a cache.
    """
    from cleantext.ruleset.edges import MASK, edge_masks  # here for start-up time

    def masks(rule: Rule) -> bytes:
        patterns, exact = rule.target.pattern, rule.view == "exact"
        if rule.span == "page" or not patterns:
            return b"\xff" * (2 * MASK)
        return edge_masks(pattern if exact else fold_pattern(pattern) for pattern in patterns)

    return b"".join(map(masks, rules))


def _learnt(rule: Rule) -> dict[Asked, Learnt]:
    """What is known of a rule's patterns."""
    exact = rule.view == "exact"
    return {(pattern, exact): learn(pattern, exact=exact) for pattern in _patterns_of(rule)}


def _patterns_of(rule: Rule) -> Sequence[str]:
    if rule.between:
        return (*rule.between.from_.pattern, *rule.between.to.pattern)
    return rule.match.pattern if rule.match else ()
