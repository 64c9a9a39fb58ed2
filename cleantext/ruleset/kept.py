"""The shipped rules, chosen and made ready to search with, from one entry of the cache.

A page wakes few of some hundred rules: the others stay the bytes they were kept as.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cleantext.ruleset.cache import Stamps, are_settled, keep_plain, packed, recall_plain, stamps_of
from cleantext.ruleset.compile import Chosen, Index, KeptPack, RuleSet, compile_rules
from cleantext.ruleset.load import load_packs
from cleantext.ruleset.model import MODELS, Rule
from cleantext.ruleset.patterns import Asked, Learnt, fold_pattern, learn
from cleantext.ruleset.search import rarest_pairs
from cleantext.ruleset.shipped import shipped_rules_folder

_CODE = Path(__file__).parent


def shipped_rules(skip: Sequence[str] = (), only: Sequence[str] = (), *, bold: bool = False) -> RuleSet:
    """What `compile_rules` makes of the shipped packs. Raises RuleError as it does.

    >>> rules = shipped_rules(only=["discuz"])
    >>> rules.rules[0].pack.pack
    'discuz'
    """
    folder = shipped_rules_folder()
    stamps = _stamps(folder)
    key = stamps, str(folder), tuple(skip), tuple(only), bold, sys.implementation.cache_tag
    place = folder.with_name(f"set-{'-'.join((*skip, *only))[:40].replace('/', '.')}-{bold:d}")
    kept = recall_plain(place, key)
    if kept is not None:
        return _from_plain(kept)
    rules = compile_rules(load_packs(), skip=skip, only=only, bold=bold)
    if are_settled(stamps):
        keep_plain(place, key, _to_plain(rules))
    return rules


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
