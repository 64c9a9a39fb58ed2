"""A rule's pattern as a tree, so that lint can ask what it must match, not only try what it does.

The syntax is that of `regex`, as far as rules use it. Recursion and fuzzy matching have no tree.
"""

import re
from dataclasses import dataclass

_ESCAPE = re.compile(
    r"""
      \\[pP](?:\{[^}]*\}|.)          # \p{Han}
    | \\x[0-9a-fA-F]{2} | \\u[0-9a-fA-F]{4} | \\U[0-9a-fA-F]{8} | \\N\{[^}]*\}
    | \\g<(?P<named>\w+)>            # a group's text again
    | \\(?P<numbered>[1-9]\d?)
    | \\(?P<mark>[bBAZmMGK])         # between characters
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
_TIMES = re.compile(r"\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\}")
_FUZZY = re.compile(r"\{[^{}]*[deis](?:<|[,}])")
_OPENING = re.compile(
    r"""
    \((?:
        \?\#(?P<comment>[^)]*\))
      | \?(?P<look><?[=!])
      | \?P=(?P<again>\w+)\)
      | \?\((?P<condition>\w+)\)
      | \?(?P<flags>[a-zA-Z0-9]*(?:-[a-z]+)?)(?P<scope>[:)])
      | \?(?:>|\||P?<(?P<name>\w+)>)
      | (?P<plain>(?![?*]))
    )
    """,
    re.VERBOSE,
)


class NoTree(Exception):
    """The pattern uses syntax that this reader does not know."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One character out of some; `source` is a pattern of one character."""

    source: str


@dataclass(frozen=True, slots=True)
class Mark:
    r"""A place between characters: ^, $, \b and the like."""

    source: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other; without items, nothing."""

    items: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several."""

    options: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same so many times; `most` None is without end. `final`: what is taken is not given back."""

    item: "Tree"
    least: int
    most: int | None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What must, or must not, stand before or after a place."""

    item: "Tree"
    ahead: bool
    negative: bool


Tree = Atom | Mark | Sequence | Branch | Repeat | Look


def parse_pattern(pattern: str) -> Tree:
    """Read a pattern. A group that comes again stands for any text the group may have.

    Raises NoTree.

    >>> parse_pattern("^登录?$").items[2]
    Repeat(item=Atom(source='录'), least=0, most=1, final=False)
    """
    reader = _Reader(pattern)
    tree = reader.branch()
    if reader.at < len(pattern):
        raise NoTree(pattern)
    return tree


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0
        self._groups: dict[str, Tree] = {}
        self._count = 0

    def branch(self) -> Tree:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Branch(tuple(options))

    def _sequence(self) -> Tree:
        items: list[Tree] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            item = self._item()
            if item is not None:
                items.append(self._repeated(item))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _item(self) -> Tree | None:
        character = self.pattern[self.at]
        if character == "(":
            return self._group()
        if character == "[":
            return Atom(self._set())
        if character == "\\":
            return self._escape()
        self.at += 1
        return Mark(character) if character in "^$" else Atom(character if character != " " else "\\ ")

    def _escape(self) -> Tree:
        found = _ESCAPE.match(self.pattern, self.at)
        if found is None or found.group() in ("\\X", "\\R"):
            raise NoTree(self.pattern)
        self.at = found.end()
        group = found["named"] or found["numbered"]
        if group:
            return self._groups.get(group, Sequence(()))
        return Mark(found.group()) if found["mark"] else Atom(found.group())

    def _set(self) -> str:
        begin, self.at = self.at, self.at + 1
        self._take("^")
        self._take("]")
        while self.at < len(self.pattern) and self.pattern[self.at] != "]":
            named = self.pattern.startswith("[:", self.at)
            self.at = (
                self.pattern.index(":]", self.at) + 2 if named
                else self.at + (2 if self.pattern[self.at] == "\\" else 1)
            )  # fmt: skip
        self.at += 1
        return self.pattern[begin : self.at]

    def _group(self) -> Tree | None:
        found = _OPENING.match(self.pattern, self.at)
        if found is None or (found["flags"] and set(found["flags"]) - set("imsuaV01-")):
            raise NoTree(self.pattern)
        self.at = found.end()
        if found["comment"] is not None or found["scope"] == ")":
            return None
        if found["again"]:
            return self._groups.get(found["again"], Sequence(()))
        number = self._opened(found)
        tree = self.branch()
        if not self._take(")"):
            raise NoTree(self.pattern)
        for name in filter(None, (number, found["name"])):
            self._groups[name] = tree
        look = found["look"]
        return Look(tree, "<" not in look, "!" in look) if look else _whole(tree)

    def _opened(self, found: re.Match[str]) -> str:
        """The number of a group that is remembered."""
        if found["plain"] is None and found["name"] is None:
            return ""
        self._count += 1
        return str(self._count)

    def _repeated(self, item: Tree) -> Tree:
        while self.at < len(self.pattern) and (times := self._times()) is not None:
            final = self._take("+")
            if not final:
                self._take("?")
            item = Repeat(item, *times, final)
        return item

    def _times(self) -> tuple[int, int | None] | None:
        sign = self.pattern[self.at]
        if sign in "*+?":
            self.at += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        if _FUZZY.match(self.pattern, self.at):
            raise NoTree(self.pattern)
        found = _TIMES.match(self.pattern, self.at)
        if found is None or not (found["least"] or found["most"]):
            return None
        self.at = found.end()
        least = int(found["least"] or 0)
        return least, least if not found["comma"] else int(found["most"]) if found["most"] else None

    def _take(self, sign: str) -> bool:
        taken = self.pattern.startswith(sign, self.at)
        self.at += taken
        return taken


def _whole(tree: Tree) -> Tree:
    """A group's tree as one item, so that what stands in it is not taken for a part of what is around it."""
    return Sequence((tree,)) if isinstance(tree, Sequence) and not tree.items else tree
