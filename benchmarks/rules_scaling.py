"""What more rules cost a clean page: the time with the shipped rules, and with ten times as many.

    python -m benchmarks.rules_scaling [PAGE]
    python -m benchmarks.rules_scaling --packs [PAGE]

The page is repeated to three million characters; without one it is the accepted clean reports in `golden/`.
The added rules are copies of the shipped ones with half the characters of each literal exchanged for some
that the page does not hold: rules for other sites, as near to firing as those are.

With `--packs`, one shipped pack is set against all of them, each through the step that runs rules and through
the whole cleaning, page by page, in turn within one run: all packs meet real sentences there, and words that
wake a rule and come to nothing.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from cleantext.engine import clean
from cleantext.page import Draft
from cleantext.recipe import load_recipe
from cleantext.ruleset.compile import RuleSet, compile_rules
from cleantext.ruleset.load import load_packs
from cleantext.ruleset.model import Match, Pack, Rule
from cleantext.steps.sweep import sweep

_CHARACTERS = 3_000_000
_ROUNDS = 5
_ROUNDS_OF_PAGES = 40
_HAN = [chr(code) for code in range(0x4E00, 0x9FA6)]


_ONE_PACK = "login-prompts"
"""The pack that stands for all that a user with a single site would load."""


def main() -> None:
    """Print what more rules cost, or with `--packs` what all packs cost beside one."""
    if "--packs" in sys.argv:
        sys.argv.remove("--packs")
        _compare_packs()
    else:
        _compare_copies()


def _compare_packs() -> None:
    """Print the throughput with one pack and with all, of the step alone and of the whole cleaning."""
    pages = _real_pages()
    characters = sum(map(len, pages))
    packs = load_packs()
    one = [pack for pack in packs if pack.pack == _ONE_PACK]
    others = tuple(pack.pack for pack in packs if pack.pack != _ONE_PACK)
    recipe = load_recipe("default")
    step = [(compile_rules(one), "1 pack"), (compile_rules(packs, skip=recipe.skip), f"{len(packs)} packs")]
    works: list[tuple[str, Callable[[str], object]]] = [
        (f"sweep, {name}", partial(_sweep, rules=rules)) for rules, name in step
    ]
    skipping = replace(recipe, skip=(*recipe.skip, *others))
    works += [(f"clean, {step[0][1]}", partial(clean, recipe=skipping)), (f"clean, {step[1][1]}", clean)]
    best = [float("inf") for _ in works]
    for _ in range(_ROUNDS_OF_PAGES):
        for i, (_, work) in enumerate(works):
            best[i] = min(best[i], _seconds_of(work, pages))
    for i, (name, _) in enumerate(works):
        nanoseconds = best[i] / characters * 1e9
        ratio = best[i - i % 2] / best[i]
        print(f"{name:18} {nanoseconds:7.1f} ns/character   throughput x {ratio:.2f}")


def _real_pages() -> list[str]:
    if len(sys.argv) > 1:
        return [Path(name).read_text("utf-8") for name in sys.argv[1:]]
    golden = Path(__file__).parent.parent / "golden"
    return [path.read_text("utf-8") for path in sorted(golden.glob("*.txt"))]


def _seconds_of(work: Callable[[str], object], pages: list[str]) -> float:
    """Seconds of processor time, which other programs disturb less than the clock."""
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start


def _sweep(page: str, rules: RuleSet) -> None:
    sweep(Draft(page), rules)


def _compare_copies() -> None:
    """Print the time of folding and sweeping, and of the whole cleaning, for 1, 3 and 10 times the rules."""
    chance = random.Random(2)
    text = _page()
    packs = load_packs()
    held = set(text)
    absent = [character for character in _HAN if character not in held]
    sets = [compile_rules([_grown(pack, times, absent, chance) for pack in packs]) for times in (1, 3, 10)]
    for name, work in (("sweep", _sweep), ("clean", _clean)):
        best = [float("inf") for _ in sets]
        for _ in range(_ROUNDS):
            best = [
                min(least, _seconds_of(partial(work, rules=rules), [text]))
                for least, rules in zip(best, sets, strict=True)
            ]
        for rules, seconds in zip(sets, best, strict=True):
            print(
                f"{name}  {len(rules.rules):5} rules  {len(rules.search.literals):6} literals  "
                f"{seconds / len(text) * 1e9:6.1f} ns/character  x {seconds / best[0]:.2f}"
            )


def _clean(page: str, rules: RuleSet) -> None:
    clean(page, rules=rules)


def _page() -> str:
    text = "".join(_real_pages())
    return (text * (_CHARACTERS // len(text) + 1))[:_CHARACTERS]


def _grown(pack: Pack, times: int, absent: list[str], chance: random.Random) -> Pack:
    copies = [_altered(rule, number, absent, chance) for number in range(1, times) for rule in pack.rules]
    return replace(pack, rules=(*pack.rules, *copies))


def _altered(rule: Rule, number: int, absent: list[str], chance: random.Random) -> Rule:
    """A copy that looks for other literals of the same lengths."""

    def other(literals: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_exchanged(literal, absent, chance) for literal in literals)

    target = Match(other(rule.target.line), other(rule.target.text), rule.target.pattern)
    between = replace(rule.between, from_=target) if rule.between else None
    match = None if rule.between else target
    return replace(rule, id=f"{rule.id}-{number}", match=match, between=between, needs=other(rule.needs))


def _exchanged(literal: str, absent: list[str], chance: random.Random) -> str:
    characters = list(literal)
    for _ in range(max(1, len(characters) // 2)):
        characters[chance.randrange(len(characters))] = chance.choice(absent)
    return "".join(characters)


if __name__ == "__main__":
    main()
