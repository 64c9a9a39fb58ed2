"""A rule's pattern made ready for questions: its tree, its automaton and the characters to try."""

from dataclasses import dataclass
from functools import cache

from cleantext.fold import fold
from cleantext.ruleset.lint import automaton as automata
from cleantext.ruleset.lint.automaton import Alphabet, Automaton, anything, build, shortest_word
from cleantext.ruleset.lint.pattern_tree import (
    Atom,
    Branch,
    Look,
    Mark,
    NoTree,
    Repeat,
    Sequence,
    Tree,
    parse_pattern,
)
from cleantext.ruleset.model import Rule
from cleantext.ruleset.patterns import compile_pattern, fold_pattern
from cleantext.ruleset.view import TRIMMED

_TRIES = 6
"""How many different texts are tried on a pattern before one of its matches is given up for lost."""


@dataclass(frozen=True, slots=True, eq=False)
class Readable:
    """One pattern of a rule. `whole`: its matches are whole lines."""

    pattern: str
    tree: Tree
    exact: bool
    over_lines: bool
    alphabet: Alphabet

    @property
    def whole(self) -> bool:
        """Whether every match is a whole line."""
        items = self.tree.items if isinstance(self.tree, Sequence) else (self.tree,)
        ends = [item.source if isinstance(item, Mark) else "" for item in (items or (Mark(""),))]
        return not self.over_lines and (ends[0], ends[-1]) == ("^", "$")

    def automaton(self, *, loops: bool = True) -> Automaton:
        """The automaton of the match itself. Raises NoTree."""
        return build(self.tree, loops=loops)

    def in_context(self) -> Automaton:
        """The automaton of the match with what it looks at before and after itself. Raises NoTree."""
        return build(_with_looks(self.tree))

    def matches(self, text: str) -> bool:
        """Whether the pattern is found in a text, as rules look for it."""
        compiled = compile_pattern(self.pattern, exact=self.exact, over_lines=self.over_lines)
        shown = text if self.over_lines else text.strip(TRIMMED)
        try:
            found = compiled.search(shown, timeout=1.0)
        except TimeoutError:
            return False
        return bool(found and found.end() > found.start())


@cache
def samples(shown: Readable) -> tuple[str, ...]:
    """Some different texts a pattern matches, shortest first. Raises NoTree."""
    found: dict[str, None] = {}
    machine = shown.in_context()
    for turn in range(_TRIES):
        word = shortest_word(machine, shown.alphabet, anything, turn=turn)
        if word and shown.matches(word):
            found[word] = None
    return tuple(found)


def readable(pattern: str, rule: Rule, literals: tuple[str, ...] = ()) -> Readable:
    """A pattern of a rule; `literals` are further texts whose characters matter. Raises NoTree."""
    return _readable(pattern, rule.view == "exact", rule.span == "page", literals)


@cache
def _readable(pattern: str, exact: bool, over_lines: bool, literals: tuple[str, ...]) -> Readable:
    shown = pattern if exact else fold_pattern(pattern)
    tree = parse_pattern(shown)
    named = "".join(_named(tree))
    return Readable(
        pattern, tree, exact, over_lines, _alphabet(named + "".join(literals), shown, over_lines, exact)
    )


@cache
def _alphabet(named: str, shown: str, over_lines: bool, exact: bool) -> Alphabet:
    import regex

    flags = regex.compile(shown).flags & (regex.IGNORECASE | regex.DOTALL)
    return Alphabet(named, flags, lines=over_lines, folded=not exact)


def _named(tree: Tree) -> "list[str]":
    """The characters that a pattern names one by one."""
    if isinstance(tree, Atom):
        plain = tree.source[1:] if tree.source[0] == "\\" and not tree.source[1:2].isalnum() else tree.source
        return [plain] if len(plain) == 1 else [c for c in plain[1:-1] if not c.isascii()]
    if isinstance(tree, Mark):
        return []
    inner = (
        tree.items
        if isinstance(tree, Sequence)
        else tree.options
        if isinstance(tree, Branch)
        else (tree.item,)
    )
    return [character for part in inner for character in _named(part)]


def _with_looks(tree: Tree) -> Tree:
    """What must stand before and after a match, put into the tree as if it were matched."""
    if isinstance(tree, Look):
        return tree.item if not tree.negative else tree
    if isinstance(tree, Branch):
        return Branch(tuple(map(_with_looks, tree.options)))
    if not isinstance(tree, Sequence) or not tree.items:
        return tree
    items = list(tree.items)
    begin = next((i for i, item in enumerate(items) if not isinstance(item, Look | Mark)), len(items))
    end = len(items) - next(
        (i for i, item in enumerate(reversed(items)) if not isinstance(item, Look | Mark)), len(items)
    )
    before = [
        look.item for look in items[:begin] if isinstance(look, Look) and not (look.negative or look.ahead)
    ]
    after = [look.item for look in items[end:] if isinstance(look, Look) and not look.negative and look.ahead]
    middle = items[begin:end] or items
    if len(middle) == 1 and not isinstance(middle[0], Repeat):
        middle = [_with_looks(middle[0])]
    return Sequence((*map(_with_looks, before), *middle, *map(_with_looks, after)))


def required_looks(tree: Tree) -> "list[Tree]":
    """What every match must look at, wherever in it: the looks that no branch and no repeat leaves out."""
    if isinstance(tree, Look):
        return [tree.item, *required_looks(tree.item)] if not tree.negative else []
    if isinstance(tree, Sequence):
        return [look for item in tree.items for look in required_looks(item)]
    if isinstance(tree, Repeat) and tree.least > 0:
        return required_looks(tree.item)
    return []


def word_without(shown: Readable, literals: tuple[str, ...]) -> str | None:
    """A text the pattern matches that holds none of some literals; None where none is found."""
    folded = tuple(literal if shown.exact else fold(literal) for literal in literals)
    bar = automata.without(folded)
    try:
        for look in required_looks(shown.tree):
            if shortest_word(build(_with_looks(look)), shown.alphabet, bar) is None:
                return None
        machine = shown.in_context()
    except NoTree:
        return None
    for turn in range(_TRIES):
        word = shortest_word(machine, shown.alphabet, bar, turn=turn)
        if word is None:
            return None
        if word and shown.matches(word):
            return word
    return None


def can_hold(shown: Readable, literal: str) -> bool:
    """Whether any match can hold a literal; only for patterns of whole lines. Raises NoTree."""
    folded = literal if shown.exact else fold(literal)
    step = automata.holding(folded)
    return shortest_word(shown.automaton(), shown.alphabet, step, wanted=folded) is not None


def shortest_match(shown: Readable) -> str | None:
    """A shortest text the pattern could match, looks left out of account. Raises NoTree."""
    return shortest_word(shown.automaton(), shown.alphabet, anything)
