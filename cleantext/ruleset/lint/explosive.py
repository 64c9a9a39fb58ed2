"""Patterns that a line can keep busy for longer than any page is worth (catastrophic backtracking).

First by structure: a loop that can read one text in two ways tries all their combinations before it gives up
(exponential degree of ambiguity; Weber and Seidl 1991). Where it reads one character again and again it is
refused as it stands. Longer ones, and what is merely slow, are found by trying lines made to be the worst.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from cleantext.ruleset.lint.automaton import HUB, START, Alphabet, Automaton, State
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.pattern_tree import NoTree
from cleantext.ruleset.lint.readable import Readable, readable, shortest_match
from cleantext.ruleset.lint.source import Source, patterns_of
from cleantext.ruleset.model import Rule
from cleantext.ruleset.patterns import compile_pattern

LONGEST_LINE = 2_000
"""Characters of a trial line, where the rule allows as many."""

LIMIT_SECONDS = 0.5
"""Processor time a trial line may take: a sound pattern needs a hundredth of it."""

_MOST_STATES = 160
_MOST_ATOMS = 600
_MOST_PAIRS = 3_000
"""So many states of a loop, and pairs of them, are looked through; what is larger is only tried."""

_ENDINGS = ("", "！", "\n\n", "7甲。")

Pair = tuple[State, State]


@dataclass(frozen=True, slots=True)
class Pump:
    """A text that a loop reads, and one that leads to the loop."""

    before: str
    loop: str


def ambiguous_loops(automaton: Automaton, alphabet: Alphabet) -> Iterator[Pump]:
    """Loops that read one text in two ways, each with such a text."""
    for component in _components(automaton):
        known = all(automaton.atoms[state] != HUB for state in component)
        if known and len(component) <= _MOST_STATES and (loop := _ambiguity(automaton, alphabet, component)):
            state, text = loop
            yield Pump(_way_to(automaton, alphabet, state), text)


def simple_loops(automaton: Automaton, alphabet: Alphabet) -> Iterator[Pump]:
    """Every state that may come after itself, once or after others: what is tried on long lines."""
    for component in _components(automaton):
        members = sorted(state for state in component if automaton.atoms[state] != HUB)
        texts = {alphabet.members(automaton.atoms[state])[:1] for state in members} - {""}
        for text in sorted(texts)[:6]:
            yield Pump(_way_to(automaton, alphabet, members[0]), text)


def _endless_over_lines(automaton: Automaton, alphabet: Alphabet) -> int:
    """How many loops read whatever stands on any number of lines."""
    texts = (
        "".join(alphabet.members(automaton.atoms[state]) for state in loop) for loop in _components(automaton)
    )
    return sum("\n" in text and "甲" in text and "7" in text for text in texts)


def slow_line(shown: Readable, pumps: Iterable[Pump], longest: int) -> str | None:
    """A line on which the pattern takes too long, None where all pass."""
    compiled = compile_pattern(shown.pattern, exact=shown.exact, over_lines=shown.over_lines)
    for line in dict.fromkeys(_trials(shown, pumps, longest)):
        if "\n" in line and not shown.over_lines:
            continue
        try:
            compiled.search(line, timeout=LIMIT_SECONDS)
        except TimeoutError:
            return line
    return None


def _trials(shown: Readable, pumps: Iterable[Pump], longest: int) -> Iterator[str]:
    """Each loop pumped up, with endings that do not fit.

    Also with the pattern's last character before it: `regex` gives up at once where a line lacks what every
    match needs.
    """
    ending_of_match = (shortest_match(shown) or "")[-1:]
    for pump in pumps:
        for before in (pump.before, ending_of_match + pump.before, pump.before + ending_of_match + pump.loop):
            for ending in _ENDINGS:
                room = max(0, longest - len(before) - len(ending))
                yield before + pump.loop * (room // len(pump.loop)) + ending


def _components(automaton: Automaton) -> list[frozenset[State]]:
    """The loops: states each of which leads to all the others (Tarjan 1972, without recursion)."""
    number: dict[State, int] = {}
    lowest: dict[State, int] = {}
    stack: list[State] = []
    on_stack: set[State] = set()
    found: list[frozenset[State]] = []
    for root in range(len(automaton.atoms)):
        path = [(root, iter(automaton.follow[root]))] if root not in number else []
        while path:
            state, onward = path[-1]
            if state not in number:
                number[state] = lowest[state] = len(number)
                stack.append(state)
                on_stack.add(state)
            following = next((s for s in onward if s not in number or s in on_stack), None)
            if following is None:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[state])
                if lowest[state] == number[state]:
                    at = stack.index(state)
                    component = frozenset(stack[at:])
                    del stack[at:]
                    on_stack -= component
                    if len(component) > 1 or state in automaton.follow[state]:
                        found.append(component)
            elif following in number:
                lowest[state] = min(lowest[state], number[following])
            else:
                path.append((following, iter(automaton.follow[following])))
    return found


def _ambiguity(automaton: Automaton, alphabet: Alphabet, loop: frozenset[State]) -> tuple[State, str] | None:
    """A state of the loop and a text that leads from it to itself in two ways.

    The ways part at once: any such way can begin where it parts.
    """
    steps = _Steps(automaton, alphabet, loop)
    for state in sorted(loop):
        for after, ways in automaton.follow[state].items():
            if ways > 1 and after in loop and (first := alphabet.members(automaton.atoms[after])[:1]):
                back = "" if after == state else steps.way((after, after), (state, state))
                if back is not None:
                    return state, first + back
        for pair, character in steps.from_pair((state, state)):
            if pair[0] != pair[1] and (back := steps.way(pair, (state, state))) is not None:
                return state, character + back
    return None


class _Steps:
    """Two readers of the same text in one loop. Which of the two is which does not matter."""

    def __init__(self, automaton: Automaton, alphabet: Alphabet, loop: frozenset[State]) -> None:
        self._onward = {state: sorted(automaton.follow[state].keys() & loop) for state in loop}
        self._reads = {state: frozenset(alphabet.members(automaton.atoms[state])) for state in loop}
        self.from_pair = cache(self._from_pair)

    def _from_pair(self, pair: Pair) -> list[tuple[Pair, str]]:
        found: dict[Pair, str] = {}
        for one in self._onward[pair[0]]:
            for other in self._onward[pair[1]]:
                there = (one, other) if one <= other else (other, one)
                if there not in found and (shared := self._reads[one] & self._reads[other]):
                    found[there] = min(shared)
        return list(found.items())

    def way(self, start: Pair, end: Pair) -> str | None:
        """A shortest text that leads from one pair of states to another."""
        seen = {start}
        waiting = deque([(start, "")])
        while waiting and len(seen) < _MOST_PAIRS:
            pair, text = waiting.popleft()
            for there, character in self.from_pair(pair):
                if there == end:
                    return text + character
                if there not in seen:
                    seen.add(there)
                    waiting.append((there, text + character))
        return None


def _way_to(automaton: Automaton, alphabet: Alphabet, state: State) -> str:
    """A shortest text that leads from the start to a state, that state read."""
    seen = {START}
    waiting: deque[tuple[State, str]] = deque([(START, "")])
    while waiting:
        here, text = waiting.popleft()
        for after in automaton.after(here):
            character = alphabet.members(automaton.atoms[after])[:1]
            if after not in seen and (character or automaton.atoms[after] == HUB):
                if after == state:
                    return text + character
                seen.add(after)
                waiting.append((after, text + character))
    return ""


def check_time(source: Source) -> Iterator[Finding]:
    """Patterns that read one text in two ways in a loop, or that a line of 2,000 characters keeps busy."""
    for rule, keys in source.rules():
        for pattern, inner in patterns_of(rule):
            if why := _why_slow(rule, pattern):
                hint = "let each character be read in one way only: no loop in a loop, no `.*` twice"
                yield source.finding((*keys, *inner), "explosive", f"{rule.id}: {why}", hint)


def _why_slow(rule: Rule, pattern: str) -> str:
    longest = (
        LONGEST_LINE if rule.span == "page" else min(LONGEST_LINE, rule.where.line_up_to or LONGEST_LINE)
    )
    try:
        shown = readable(pattern, rule)
        loose = shown.automaton()
        strict = shown.automaton(loops=False) if len(loose.atoms) <= _MOST_ATOMS else Automaton()
    except NoTree:
        return ""
    if not any(sign in pattern for sign in ("++", "*+", "(?>")):
        for pump in ambiguous_loops(strict, shown.alphabet):
            # Longer loops are only tried: `regex` remembers where a loop has failed, and mostly gets by.
            if len(set(pump.loop)) == 1:
                return f"the loop that reads {pump.loop!r} can read it in two ways"
    if rule.span == "page" and _endless_over_lines(strict, shown.alphabet) > 1:
        return "two loops run over any text and any number of lines"
    pumps = (*ambiguous_loops(loose, shown.alphabet), *simple_loops(loose, shown.alphabet))
    line = slow_line(shown, pumps, longest)
    if line is None:
        return ""
    return (
        f"a line of {len(line)} characters that begins {line[:30]!r} takes more than {LIMIT_SECONDS} seconds"
    )
