r"""Matchers as YAML may misread them: written without quotes, or with a `\b` that means nothing."""

from collections.abc import Iterator

from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.pattern_tree import (
    Branch,
    Look,
    Mark,
    NoTree,
    Repeat,
    Sequence,
    Tree,
    parse_pattern,
)
from cleantext.ruleset.lint.source import Source, patterns_of
from cleantext.ruleset.read import Node

_MATCHERS = frozenset(
    ("line", "text", "pattern", "needs", "page_has", "page_lacks", "line_has", "line_matches", "main", "drop")
)
_CASES = frozenset(("in", "out", "keep", "flags"))


def check_quoting(source: Source, text: str) -> Iterator[Finding]:
    """Matchers without quotes, and cases that a comment cuts short."""
    lines = [*text.split("\n"), ""]
    for key, node in _values(source.root):
        if getattr(node, "style", None) or not node.tag.endswith(":str"):
            continue  # quoted, or what the loader refuses
        mark = node.start_mark
        end = getattr(node, "end_mark", mark)
        cut = lines[end.line][end.column :].lstrip(" ").startswith("#")
        if key in _MATCHERS or (key in _CASES and cut):
            why = (
                "and YAML drops what follows # as a comment"
                if cut
                else "and YAML may read it as something else"
            )
            message = f"'{node.value[:40]}' stands without quotes, {why}"
            place = source.pack.path, mark.line + 1, mark.column + 1
            yield Finding(*place, "unquoted", message, "put it in single quotes")


def _values(node: Node, key: str = "", seen: "set[int] | None" = None) -> Iterator[tuple[str, Node]]:
    """Every scalar with the key it stands under, without list positions; what an alias repeats comes once."""
    seen = set() if seen is None else seen
    if id(node) in seen:
        return
    seen.add(id(node))
    if node.id == "mapping":
        for name, value in node.value:
            yield from _values(value, str(name.value), seen)
    elif node.id == "sequence":
        for value in node.value:
            yield from _values(value, key, seen)
    else:
        yield key, node


def check_boundaries(source: Source) -> Iterator[Finding]:
    r"""Patterns with `\b` or `\B`."""
    for rule, keys in source.rules():
        for pattern, inner in patterns_of(rule):
            if r"\b" not in pattern.replace(r"\\", "") and r"\B" not in pattern.replace(r"\\", ""):
                continue
            try:
                found = {mark for mark in _marks(parse_pattern(pattern)) if mark in (r"\b", r"\B")}
            except NoTree:
                found = {r"\b"}
            for mark in sorted(found):
                message = f"{rule.id}: {mark} means nothing between Chinese characters"
                hint = "say what may stand beside the match: (?<![0-9A-Za-z]), ^ or $"
                yield source.finding((*keys, *inner), "boundary", message, hint)


def _marks(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Mark):
        yield tree.source
    elif isinstance(tree, Sequence):
        for item in tree.items:
            yield from _marks(item)
    elif isinstance(tree, Branch):
        for option in tree.options:
            yield from _marks(option)
    elif isinstance(tree, Repeat | Look):
        yield from _marks(tree.item)
