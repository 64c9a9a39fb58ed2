"""What a pattern cannot match without: literals that a text is asked for before the pattern is compiled.

`regex` takes milliseconds to be imported and to compile a long pattern, and a common word in `needs` wakes
many rules on lines that they were never about.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from cleantext.ruleset.lint.pattern_tree import (
    Atom,
    Branch,
    Look,
    NoTree,
    Repeat,
    Sequence,
    Tree,
    parse_pattern,
)

Clauses = tuple[tuple[str, ...], ...]
"""Of each clause one literal at least is in every text that a pattern matches."""

OTHER_SYNTAX = re.compile(r"\(\?[a-zA-Z0-9]*(?:i|V1) | \\L<", re.VERBOSE)
"""Any case, sets within sets, named lists: of these the tree says too much."""

_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")
_MOST_LITERALS, _MOST_CLAUSES = 40, 6
"""More than these cost more than they spare."""


def clauses_of(pattern: str) -> Clauses:
    """The clauses of a pattern as `regex` is given it, the rarest first; none where nothing can be told.

    >>> clauses_of("^(?:来源|出处):.{1,20}年$")
    (('来源', '出处'), ('年',), (':',))
    """
    if OTHER_SYNTAX.search(pattern):
        return ()
    try:
        tree = parse_pattern(pattern)
    except NoTree:
        return ()
    clauses = dict.fromkeys(clause for clause in _clauses(tree) if len(clause) <= _MOST_LITERALS)
    return tuple(sorted(clauses, key=_rareness, reverse=True)[:_MOST_CLAUSES])


def _rareness(clause: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    """Long literals are rare, and few of them; the rest of the order only has to be the same everywhere."""
    return min(map(len, clause)), -len(clause), clause


def _clauses(tree: Tree) -> Iterator[tuple[str, ...]]:
    if isinstance(tree, Branch):
        yield from _of_branch(tree)
    elif isinstance(tree, Repeat):
        yield from _clauses(tree.item) if tree.least else ()
    elif isinstance(tree, Look):
        yield from () if tree.negative else _clauses(tree.item)
    elif isinstance(tree, Sequence):
        yield from _of_row(tree.items)
    elif isinstance(tree, Atom):
        yield from _of_row((tree,))


def _of_branch(branch: Branch) -> Iterator[tuple[str, ...]]:
    """One of the options must be there, and with it its clauses: the best of each, the second …"""
    options = [sorted(set(_clauses(option)), key=_rareness, reverse=True) for option in branch.options]
    for best in zip(*options, strict=False):
        yield tuple(dict.fromkeys(chain.from_iterable(best)))


def _of_row(items: Iterable[Tree]) -> Iterator[tuple[str, ...]]:
    """Characters in a row are one literal."""
    literal = ""
    for item in items:
        character = _character(item.source) if isinstance(item, Atom) else None
        if character is not None:
            literal += character
            continue
        if literal:
            yield (literal,)
        literal = ""
        if not isinstance(item, Atom):
            yield from _clauses(item)
    if literal:
        yield (literal,)


def _character(source: str) -> str | None:
    """The one character that a pattern of one character stands for, None where there are several."""
    if len(source) == 1:
        return None if source == "." else source
    if code := _CODE.fullmatch(source):
        return chr(int(code[1] or code[2], 16))
    return source[1] if len(source) == 2 and source[0] == "\\" and not source[1].isalnum() else None
