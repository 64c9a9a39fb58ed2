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
from cleantext.ruleset.cache import unpacked
from cleantext.ruleset.model import MODELS, Pack, Rule
from cleantext.ruleset.patterns import clauses_of, know
from cleantext.ruleset.search import ANY_LENGTH, WHOLE_LINE, Anchors
from cleantext.ruleset.view import TRIMMED

if TYPE_CHECKING:
    from cleantext.markup.selectors import Key


class Chosen:
    """A rule that runs (or that one that runs is `near`), with its full name and its pack.

    A rule may be given as `kept.py` keeps it, packed with what is known of its patterns; it and its pack are
    read when they are first asked for.
    """

    __slots__ = ("_pack", "_rule", "name")

    def __init__(self, name: str, rule: Rule | bytes, pack: "Pack | KeptPack") -> None:
        self.name = name
        self._rule = rule
        self._pack = pack

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        if isinstance(self._rule, bytes):
            self._rule, learnt = unpacked(self._rule, MODELS)
            know(learnt)
        assert isinstance(self._rule, Rule)
        return self._rule

    @property
    def pack(self) -> Pack:
        """The pack it is of."""
        if isinstance(self._pack, KeptPack):
            self._pack = self._pack.read
        return self._pack


class KeptPack:
    """A pack as the cache has it, read once for all its rules."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def read(self) -> Pack:
        """The pack."""
        pack = unpacked(self._data, MODELS)
        assert isinstance(pack, Pack)
        return pack


@dataclass(frozen=True, slots=True)
class Index:
    """What a search has to know of rules, as plain data; a rule's place is its place in `RuleSet.every`.

    `literals` are folded, `places` are those of the rules each literal is an anchor of, and `wanted` the
    numbers of those that are asked of whole pages; `near` leads from a rule to the one it must be near.
    `reach` is, for each rule, the length of the longest line it may match in, or one of `search.py`'s marks.
    `rarest` says where each literal's rarest pair of characters is, `edges` with what characters a rule's
    lines begin and end, as `search.py` has it: nothing where nobody has found out.
    """

    literals: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]
    wanted: tuple[int, ...]
    unanchored: tuple[int, ...]
    near: Mapping[int, int]
    reach: tuple[int, ...]
    rarest: tuple[int, ...] = ()
    edges: bytes = b""


class RuleSet:
    """The rules that run, in order.

    `time_limit_seconds` is what one rule may take on a short page; there is as much again for every million
    characters, up to ten times as much. `every` are these rules and then those that are only looked for
    because one of them must be near; they and their `index` are found out where they are not given.
    """

    def __init__(
        self,
        rules: Iterable[Chosen],
        *,
        time_limit_seconds: float = 1.0,
        every: Sequence[Chosen] | None = None,
        index: Index | None = None,
    ) -> None:
        self.rules = tuple(rules)
        self.time_limit_seconds = time_limit_seconds
        self._every, self._index = every, index

    @cached_property
    def every(self) -> Sequence[Chosen]:
        """The rules, and those that they must be near."""
        return _with_neighbours(self.rules) if self._every is None else self._every

    @cached_property
    def index(self) -> Index:
        """What the search has to know of the rules."""
        return self._index or _index(self.every)

    @cached_property
    def neighbours(self) -> Mapping[Chosen, Chosen]:
        """For each rule with `near`, the rule it must be near; those rules' own neighbours too."""
        return {self.every[place]: self.every[other] for place, other in self.index.near.items()}

    @cached_property
    def search(self) -> Anchors:
        """The anchors' literals, and those that are asked of whole pages, to be looked for together."""
        index = self.index
        return Anchors(
            index.literals, index.places, index.wanted, index.reach, rarest=index.rarest, edges=index.edges
        )

    def has(self, literal: str, numbers: Container[int]) -> bool | None:
        """Whether a folded literal is among those of `search` that were found; None if none looked for it."""
        number = self._numbers.get(literal)
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

    def awake(self, anchored: Mapping[int, list[int]]) -> tuple[dict[Chosen, list[int]], tuple[Chosen, ...]]:
        """What is worth trying where these places of rules have these anchors (numbers of literals).

        First the rules with their anchors, those that others are near included; then those that run. Both in
        order, and no longer for the rules that sleep.
        """
        places = sorted({*anchored, *self.index.unanchored})
        self._tell_search_of(places)
        awake = {self.every[place]: anchored.get(place, []) for place in places}
        return awake, tuple(self.every[place] for place in places if place < len(self.rules))

    def _tell_search_of(self, places: Iterable[int]) -> None:
        """Have the search ask what these rules' lines must hold, now that the rules are read anyway."""
        for place in self._untold.intersection(places):
            self._untold.discard(place)
            rule = self.every[place].rule
            known = [clauses_of(pattern, exact=rule.view == "exact") for pattern in rule.target.pattern]
            if rule.span == "line" and known and all(known):
                self.search.require(place, list(filter(None, known)))

    @cached_property
    def _untold(self) -> set[int]:
        """The rules of which the search does not know what their lines must hold."""
        return set(range(len(self.every)))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {literal: number for number, literal in enumerate(self.index.literals)}


def _with_neighbours(rules: Sequence[Chosen]) -> Sequence[Chosen]:
    """The rules, and those that they must be near, and so on."""
    every = {(chosen.pack.path, chosen.name): chosen for chosen in rules}
    waiting = [*rules]
    for chosen in waiting:
        if (near := chosen.rule.where.near) is None:
            continue
        rule = next(rule for rule in chosen.pack.rules if rule.id == near.rule)
        place = chosen.pack.path, chosen.pack.name_of(rule)
        if place not in every:
            every[place] = Chosen(place[1], rule, chosen.pack)
            waiting.append(every[place])
    return tuple(waiting)


def _index(every: Sequence[Chosen]) -> Index:
    anchors = _anchors(every)
    asked = _folded([literal for chosen in every for literal in _asked_of_page(chosen.rule)])
    # One character is found faster by itself.
    literals = dict.fromkeys((*(literal for own in anchors for literal in own), *filter(_is_long, asked)))
    places: dict[str, list[int]] = {literal: [] for literal in literals}
    for place, own in enumerate(anchors):
        for literal in set(own):
            places[literal].append(place)
    anywhere = frozenset(asked)
    return Index(
        tuple(literals),
        tuple(map(tuple, places.values())),
        tuple(number for number, literal in enumerate(literals) if literal in anywhere),
        tuple(place for place, chosen in enumerate(every) if chosen.rule.anywhere),
        _near(every),
        tuple(_reach(chosen.rule) for chosen in every),
    )


def _is_long(literal: str) -> bool:
    return len(literal) > 1


def _reach(rule: Rule) -> int:
    """How long a line may be that the rule matches in."""
    if rule.target.line:
        return WHOLE_LINE
    return ANY_LENGTH if rule.where.line_up_to is None else rule.where.line_up_to


def _near(every: Sequence[Chosen]) -> Mapping[int, int]:
    by_name = {(chosen.pack.path, chosen.name): place for place, chosen in enumerate(every)}
    return {
        place: by_name[chosen.pack.path, f"{chosen.pack.pack}/{near.rule}"]
        for place, chosen in enumerate(every)
        if (near := chosen.rule.where.near) is not None
    }


def _anchors(every: Sequence[Chosen]) -> Sequence[Sequence[str]]:
    """The folded anchors of every rule."""
    each = [tuple(anchors_of(chosen.rule)) for chosen in every]
    folded = iter(_folded([literal for literals in each for literal in literals]))
    own = [tuple(islice(folded, len(literals))) for literals in each]
    return [
        tuple(literal.strip(TRIMMED) for literal in literals) if chosen.rule.target.line else literals
        for chosen, literals in zip(every, own, strict=True)
    ]


def _folded(literals: Sequence[str]) -> Sequence[str]:
    """Literals folded, all at once: thousands one by one would be felt at every start."""
    ends = accumulate(map(len, literals), initial=0)
    folded = fold("".join(literals))
    return [folded[start:end] for start, end in pairwise(ends)]


def _asked_of_page(rule: Rule) -> Iterator[str]:
    """The literals that must be on the page or must not."""
    yield from rule.when.page_has
    yield from rule.when.page_lacks


def anchors_of(rule: Rule) -> Iterator[str]:
    """The literals of which one must occur for the rule to fire."""
    target = rule.target
    yield from target.line
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
