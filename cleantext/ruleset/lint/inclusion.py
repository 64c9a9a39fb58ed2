"""Whether one pattern of whole lines matches every line that another does, proved on their automata."""

import re
from collections import deque

from cleantext.fold import fold
from cleantext.ruleset.lint.automaton import (
    HUB,
    START,
    Alphabet,
    Automaton,
    State,
    build,
    shortest_word,
    without,
)
from cleantext.ruleset.lint.pattern_tree import Branch, Look, NoTree, Repeat, Sequence, Tree
from cleantext.ruleset.lint.readable import Readable, samples
from cleantext.ruleset.model import Rule

_MOST_STEPS = 5_000
_SAME_TEXT_AGAIN = re.compile(r"\\[1-9]|\(\?P=|\\g<|\(\?\(")


def always_takes(wide: Readable, rule: Rule, narrow: Readable) -> bool:
    """Whether a pattern of whole lines, with its rule's needs, matches each line that another one matches.

    False also where that is not known: the wide pattern must be one that its automaton reads exactly.
    """
    if not (wide.whole and narrow.whole) or not all(map(wide.matches, samples(narrow))):
        return False
    if _has_looks(wide.tree) or _SAME_TEXT_AGAIN.search(wide.pattern):
        return False
    needs = tuple(need if wide.exact else fold(need) for need in rule.needs)
    alphabet = Alphabet(wide.alphabet.characters + narrow.alphabet.characters)
    try:
        read = narrow.automaton()
        if needs and shortest_word(read, alphabet, without(needs)) is not None:
            return False
        return _is_within(read, build(_inner(wide.tree), loops=False), alphabet)
    except NoTree:
        return False


def _inner(tree: Tree) -> Tree:
    """A whole line's pattern without its first and last mark."""
    return Sequence(tree.items[1:-1]) if isinstance(tree, Sequence) else tree


def _has_looks(tree: Tree) -> bool:
    if isinstance(tree, Look):
        return True
    if isinstance(tree, Sequence):
        return any(map(_has_looks, tree.items))
    if isinstance(tree, Branch):
        return any(map(_has_looks, tree.options))
    return isinstance(tree, Repeat) and (tree.final or _has_looks(tree.item))


def _is_within(narrow: Automaton, wide: Automaton, alphabet: Alphabet) -> bool:
    """Whether the wide one reads all that the narrow one does; False where that takes too long to tell."""
    start = START, frozenset((START,))
    seen = {start}
    waiting = deque([start])
    while waiting:
        state, states = waiting.popleft()
        for after in narrow.after(state):
            for character in alphabet.members(narrow.atoms[after]) or ("",):
                there = after, _onward(wide, states, character, alphabet)
                if after in narrow.last and not there[1] & wide.last:
                    return False
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        if len(seen) > _MOST_STEPS:
            return False
    return True


def _onward(
    wide: Automaton, states: frozenset[State], character: str, alphabet: Alphabet
) -> frozenset[State]:
    """The states after one more character; a state of the narrow one that reads nothing changes none."""
    if character == HUB:
        return states
    return frozenset(
        after
        for state in states
        for after in wide.after(state)
        if character in alphabet.members(wide.atoms[after])
    )
