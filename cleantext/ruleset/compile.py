"""Rules chosen to run, and the one search that finds where any of them could fire.

Choosing is cheap: no pattern is compiled and no automaton built before a page needs it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleantext.errors import RuleError
from cleantext.fold import fold
from cleantext.ruleset.model import Pack, Rule
from cleantext.ruleset.read import nearest
from cleantext.ruleset.search import Literals
from cleantext.ruleset.view import TRIMMED


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A rule that runs (or that one that runs is `near`), with its full name and its pack."""

    name: str
    rule: Rule
    pack: Pack


class RuleSet:
    """The rules that run, in order.

    `rules` change, flag or protect; `anchored` are these and the rules they are near. `time_limit_seconds` is
    what one rule may take on a page of a million characters.
    """

    def __init__(self, rules: Iterable[Chosen], *, time_limit_seconds: float = 1.0) -> None:
        self.rules = tuple(rules)
        self.time_limit_seconds = time_limit_seconds

    @cached_property
    def neighbours(self) -> Mapping[Chosen, Chosen]:
        """For each rule with `near`, the rule it must be near; those rules' own neighbours too."""
        by_place = {(chosen.pack.path, chosen.name): chosen for chosen in self.rules}
        found: dict[Chosen, Chosen] = {}
        waiting = list(self.rules)
        while waiting:
            chosen = waiting.pop()
            if (near := chosen.rule.where.near) is None:
                continue
            rule = next(rule for rule in chosen.pack.rules if rule.id == near.rule)
            name = chosen.pack.name_of(rule)
            if (chosen.pack.path, name) not in by_place:
                by_place[chosen.pack.path, name] = Chosen(name, rule, chosen.pack)
                waiting.append(by_place[chosen.pack.path, name])
            found[chosen] = by_place[chosen.pack.path, name]
        return found

    def numbers(self, chosen: Chosen) -> tuple[int, ...]:
        """The numbers, in `search`, of a rule's anchors."""
        return self._numbers[chosen]

    @cached_property
    def search(self) -> Literals:
        """The anchors' literals, to be looked for together."""
        return Literals(tuple(self._literals))

    @cached_property
    def unanchored(self) -> tuple[Chosen, ...]:
        """The rules whose pattern may be anywhere."""
        return tuple(chosen for chosen in self._all if chosen.rule.anywhere)

    @cached_property
    def _all(self) -> tuple[Chosen, ...]:
        return tuple(dict.fromkeys((*self.rules, *self.neighbours.values())))

    @cached_property
    def _literals(self) -> Mapping[str, int]:
        folded = (fold(literal) for chosen in self._all for literal in anchors_of(chosen.rule))
        return {literal: number for number, literal in enumerate(dict.fromkeys(folded))}

    @cached_property
    def _numbers(self) -> Mapping[Chosen, tuple[int, ...]]:
        return {
            chosen: tuple(sorted({self._literals[fold(literal)] for literal in anchors_of(chosen.rule)}))
            for chosen in self._all
        }


def anchors_of(rule: Rule) -> Iterator[str]:
    """The literals of which one must occur for the rule to fire."""
    target = rule.target
    yield from (literal.strip(TRIMMED) for literal in target.line)
    yield from target.text
    yield from rule.needs


def compile_rules(
    packs: Sequence[Pack],
    *,
    skip: Iterable[str] = (),
    only: Iterable[str] = (),
    bold: bool = False,
    time_limit_seconds: float = 1.0,
) -> RuleSet:
    """Choose rules by name (`pack` or `pack/id`); retired ones never run, bold ones when asked for.

    `only` names what runs (everything, if empty), `skip` what does not. A bold rule named in full by `only`
    runs too. Raises RuleError for a name no rule has.

    >>> compile_rules([]).rules
    ()
    """
    everything = [Chosen(pack.name_of(rule), rule, pack) for pack in packs for rule in pack.rules]
    skipped, wanted = set(skip), set(only)
    known = {pack.pack for pack in packs} | {chosen.name for chosen in everything}
    for name in sorted((skipped | wanted) - known):
        raise RuleError(f"no rule or pack is called '{name}'", hint=nearest(name, known) if known else "")
    return RuleSet(
        (
            chosen
            for chosen in everything
            if chosen.rule.status != "retired"
            and not {chosen.name, chosen.pack.pack} & skipped
            and (not wanted or {chosen.name, chosen.pack.pack} & wanted)
            and (bold or chosen.rule.safety == "safe" or chosen.name in wanted)
        ),
        time_limit_seconds=time_limit_seconds,
    )
