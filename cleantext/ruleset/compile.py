"""Rules chosen to run, and the one search that finds where any of them could fire.

Choosing is cheap: no pattern is compiled and no automaton built before a page needs it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING

from cleantext.errors import RuleError
from cleantext.fold import fold
from cleantext.records import dataclass
from cleantext.ruleset.model import Pack, Rule
from cleantext.ruleset.search import Literals
from cleantext.ruleset.view import TRIMMED

if TYPE_CHECKING:
    from cleantext.markup.selectors import Key


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A rule that runs (or that one that runs is `near`), with its full name and its pack."""

    name: str
    rule: Rule
    pack: Pack


class RuleSet:
    """The rules that run, in order.

    `time_limit_seconds` is what one rule may take on a short page; there is as much again for every million
    characters, up to ten times as much.
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

    @cached_property
    def search(self) -> Literals:
        """The anchors' literals, and those that are asked of whole pages, to be looked for together."""
        return Literals(tuple(self._literals))

    def has(self, literal: str, numbers: Container[int]) -> bool | None:
        """Whether a folded literal is among those of `search` that were found; None if none looked for it."""
        number = self._literals.get(literal)
        return None if number is None else number in numbers

    @cached_property
    def selecting(self) -> "Mapping[Key, Sequence[int]]":
        """The places in `rules` of the rules with selectors, by what an element must have for them."""
        from cleantext.markup.selectors import parse_selectors  # here for start-up time: HTML alone needs it

        found: dict[Key, list[int]] = {}
        for place, chosen in enumerate(self.rules):
            for selector in chosen.rule.selectors:
                for one in parse_selectors(selector):
                    found.setdefault(one.key, []).append(place)
        return found

    @cached_property
    def selector_keys(self) -> "frozenset[Key]":
        """All that selectors ask of a page, of what they select and of what is around it."""
        from cleantext.markup.selectors import parse_selectors  # here for start-up time

        sources = (source for chosen in self.rules for source in chosen.rule.selectors)
        return frozenset(key for source in sources for one in parse_selectors(source) for key in one.keys)

    def awake(self, numbers: Iterable[int]) -> tuple[dict[Chosen, list[int]], tuple[Chosen, ...]]:
        """What is worth trying where these literals of `search` occur.

        First the rules with the numbers of their anchors, those that others are near included; then those
        that run. Both in order, and no longer for the rules that sleep.
        """
        found: dict[int, list[int]] = {place: [] for place in self._unanchored}
        for number in numbers:
            for place in self._places[number]:
                found.setdefault(place, []).append(number)
        awake = {self._all[place]: found[place] for place in sorted(found)}
        return awake, tuple(self._all[place] for place in sorted(found) if place < len(self.rules))

    @cached_property
    def _all(self) -> tuple[Chosen, ...]:
        """The rules that run, then those that are only looked for because one of these must be near them."""
        return tuple(dict.fromkeys((*self.rules, *self.neighbours.values())))

    @cached_property
    def _literals(self) -> Mapping[str, int]:
        anchors = (literal for literals in self._anchors for literal in literals)
        asked = _folded([literal for chosen in self._all for literal in _asked_of_page(chosen.rule)])
        return {literal: number for number, literal in enumerate(dict.fromkeys((*anchors, *asked)))}

    @cached_property
    def _anchors(self) -> Sequence[Sequence[str]]:
        """The folded anchors of every rule of `_all`."""
        each = [tuple(anchors_of(chosen.rule)) for chosen in self._all]
        folded = iter(_folded([literal for literals in each for literal in literals]))
        return [tuple(islice(folded, len(literals))) for literals in each]

    @cached_property
    def _places(self) -> Sequence[Sequence[int]]:
        """For each literal of `search`, the places in `_all` of the rules it is an anchor of."""
        places: list[list[int]] = [[] for _ in self._literals]
        for place, literals in enumerate(self._anchors):
            for literal in set(literals):
                places[self._literals[literal]].append(place)
        return places

    @cached_property
    def _unanchored(self) -> Sequence[int]:
        return [place for place, chosen in enumerate(self._all) if chosen.rule.anywhere]


def _folded(literals: Sequence[str]) -> Sequence[str]:
    """Literals folded, all at once: thousands one by one would be felt at every start."""
    ends = accumulate(map(len, literals), initial=0)
    folded = fold("".join(literals))
    return [folded[start:end] for start, end in pairwise(ends)]


def _asked_of_page(rule: Rule) -> Iterator[str]:
    """The literals that must be on the page or must not; one character is found faster by itself."""
    when = rule.when
    yield from (literal for literal in (*when.page_has, *when.page_lacks) if len(literal) > 1)


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
        from cleantext.ruleset.read import nearest  # here for start-up time

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
