"""What a pattern can match, as an automaton without empty moves: one state for each character it reads.

The construction is Glushkov's. Looks around, and whether a group comes again as it was, are left out, so the
automaton reads at least what the pattern matches; what is found by it is tried on the pattern itself.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from cleantext.fold import fold
from cleantext.ruleset.lint import pattern_tree as tree

START = -1
HUB = ""
"""The atom of a state that reads nothing: it stands between many states and all that may follow them."""

_MANY_LINKS = 256
_MOST_STATES = 4000
_FEW_TIMES = 3
"""Up to so many optional repetitions are written out; more become a loop."""

State = int
Item = TypeVar("Item")
Begin = tuple[Counter[State], Counter[State], bool]
"""The states something begins and ends with, and whether it can be empty."""


@dataclass(slots=True)
class Automaton:
    """`atoms[s]` is the character that state s reads, `follow[s]` what may come next and in how many ways."""

    atoms: list[str] = field(default_factory=list)
    follow: list[Counter[State]] = field(default_factory=list)
    first: Counter[State] = field(default_factory=Counter)
    last: frozenset[State] = frozenset()
    empty: bool = False

    def after(self, state: State) -> Counter[State]:
        """The states that may come after one, or at the start."""
        return self.first if state == START else self.follow[state]


def build(node: tree.Tree, *, loops: bool = True) -> Automaton:
    """The automaton of a tree: all that it may read, or, without `loops`, what it surely reads in loops.

    Many repetitions become a loop in the one, two of them in the other.
    Raises NoTree where it would be too large.
    """
    automaton = Automaton()
    first, last, automaton.empty = _Builder(automaton, loops).add(node)
    automaton.first, automaton.last = first, frozenset(last)
    return automaton


class _Builder:
    def __init__(self, automaton: Automaton, loops: bool) -> None:
        self._automaton, self._loops = automaton, loops

    def add(self, node: tree.Tree) -> Begin:
        if isinstance(node, tree.Atom):
            return self._atom(node.source)
        if isinstance(node, tree.Branch):
            parts = [self.add(option) for option in node.options]
            return _sum(part[0] for part in parts), _sum(part[1] for part in parts), any(p[2] for p in parts)
        if isinstance(node, tree.Repeat):
            return self._repeat(node)
        if isinstance(node, tree.Sequence):
            return self._sequence(node.items)
        # Without loops, only what is sure: a place between characters may be one that nothing can pass.
        return Counter(), Counter(), self._loops or not isinstance(node, tree.Mark)

    def _atom(self, source: str) -> Begin:
        state = len(self._automaton.atoms)
        if state >= _MOST_STATES:
            raise tree.NoTree(source)
        self._automaton.atoms.append(source)
        self._automaton.follow.append(Counter())
        return Counter({state: 1}), Counter({state: 1}), False

    def _sequence(self, items: Iterable[tree.Tree]) -> Begin:
        return self._joined(map(self.add, items))

    def _joined(self, parts: Iterable[Begin]) -> Begin:
        first: Counter[State] = Counter()
        last: Counter[State] = Counter()
        empty = True
        for begin, end, may_be_empty in parts:
            self._link(last, begin)
            first = first + begin if empty else first
            last = last + end if may_be_empty else end
            empty = empty and may_be_empty
        return first, last, empty

    def _repeat(self, node: tree.Repeat) -> Begin:
        return self._joined(self._copies(node))

    def _copies(self, node: tree.Repeat) -> Iterator[Begin]:
        endless = node.most is None
        many = endless or (node.most or 0) - node.least > _FEW_TIMES
        looped = endless or (many and self._loops)
        for _ in range(node.least - 1 if looped and node.least else node.least):
            yield self.add(node.item)
        if looped:
            begin, end, empty = self.add(node.item)
            self._link(end, begin)
            yield begin, end, empty or node.least == 0
        else:
            yield self._optional(node.item, 2 if many else (node.most or 0) - node.least)

    def _optional(self, item: tree.Tree, times: int) -> Begin:
        """Up to so many of the same, each only after the one before it: so a text is read in one way."""
        first: Counter[State] = Counter()
        last: Counter[State] = Counter()
        before: Counter[State] = Counter()
        for number in range(times):
            begin, end, _empty = self.add(item)
            self._link(before, begin)
            first = begin if number == 0 else first
            last, before = last + end, end
        return first, last, True

    def _link(self, ends: Counter[State], begins: Counter[State]) -> None:
        if self._loops and len(ends) * len(begins) > _MANY_LINKS:
            begins = self._hub(begins)
        for state in ends:
            self._automaton.follow[state].update(begins)

    def _hub(self, begins: Counter[State]) -> Counter[State]:
        self._automaton.atoms.append(HUB)
        self._automaton.follow.append(Counter(begins))
        return Counter({len(self._automaton.atoms) - 1: 1})


def _sum(parts: Iterable[Counter[State]]) -> Counter[State]:
    total: Counter[State] = Counter()
    for part in parts:
        total.update(part)
    return total


class Alphabet:
    """The characters lint tries: those a pattern and its literals name, and some of each common kind.

    Without `lines` no line end, with `folded` none that folding changes: no such text is ever matched.
    """

    def __init__(self, named: str, flags: int = 0, *, lines: bool = False, folded: bool = True) -> None:
        common = "甲乙丙7x, 。:-/>(" + ("\n" if lines else "")
        self.characters = "".join(
            c for c in dict.fromkeys(common + named) if (lines or c != "\n") and not (folded and fold(c) != c)
        )
        self._folded = folded
        self._flags = flags
        self.members = cache(self._members)

    def _members(self, atom: str) -> str:
        """Which of the characters an atom reads; where none, one that it does."""
        import regex

        if atom == HUB:
            return ""

        compiled = regex.compile(atom, self._flags)
        found = "".join(c for c in self.characters if compiled.fullmatch(c))
        if found or "\\n" in atom or atom == "\n":
            return found
        other = compiled.search(_every_character(self._folded))
        return str(other.group()) if other else ""


@cache
def _every_character(folded: bool) -> str:
    every = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x30000))))
    return "".join(c for c, shown in zip(every, fold(every), strict=True) if c == shown) if folded else every


Step = Callable[[str, str], str | None]
"""From what is remembered of the text so far and the next character to what is remembered then; None bars."""


def shortest_word(
    automaton: Automaton, alphabet: Alphabet, step: Step, *, wanted: str | None = None, turn: int = 0
) -> str | None:
    """A shortest text the automaton reads of which `step` bars nothing; at its end `wanted` is remembered.

    `turn` changes which of several is found.
    """
    if automaton.empty and wanted is None:
        return ""
    seen: dict[tuple[State, str], tuple[tuple[State, str] | None, str]] = {(START, ""): (None, "")}
    waiting = deque([(START, "")])
    while waiting:
        here = waiting.popleft()
        for there, character in _moves(automaton, alphabet, step, here, turn):
            if there in seen:
                continue
            seen[there] = here, character
            if there[0] in automaton.last and wanted in (None, there[1]):
                return _word(seen, there)
            waiting.append(there) if character else waiting.appendleft(there)
    return None


def _moves(
    automaton: Automaton, alphabet: Alphabet, step: Step, here: tuple[State, str], turn: int
) -> Iterator[tuple[tuple[State, str], str]]:
    state, memory = here
    for after in _turned(list(automaton.after(state)), turn):
        if automaton.atoms[after] == HUB:
            yield (after, memory), ""
            continue
        for character in _turned(alphabet.members(automaton.atoms[after]), turn):
            remembered = step(memory, character)
            if remembered is not None:
                yield (after, remembered), character


def _turned(items: Sequence[Item], turn: int) -> Iterator[Item]:
    at = turn % len(items) if items else 0
    yield from items[at:]
    yield from items[:at]


def _word(seen: dict[tuple[State, str], tuple[tuple[State, str] | None, str]], at: tuple[State, str]) -> str:
    characters: list[str] = []
    here: tuple[State, str] | None = at
    while here is not None:
        here, character = seen[here]
        characters.append(character)
    return "".join(reversed(characters))


def without(literals: Sequence[str]) -> Step:
    """Bar every text that holds one of the literals."""
    beginnings = {literal[:length] for literal in literals for length in range(1, len(literal))}

    def step(memory: str, character: str) -> str | None:
        text = memory + character
        if any(text.endswith(literal) for literal in literals):
            return None
        while text and text not in beginnings:
            text = text[1:]
        return text

    return cache(step)


def holding(literal: str) -> Step:
    """Remember how much of a literal was read last, and for good once it was read whole."""

    def step(memory: str, character: str) -> str | None:
        if memory == literal:
            return memory
        text = memory + character
        while not literal.startswith(text):
            text = text[1:]
        return text

    return cache(step)


def anything(memory: str, character: str) -> str | None:
    """Bar nothing, and remember nothing."""
    return ""
