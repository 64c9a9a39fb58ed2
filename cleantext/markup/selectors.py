"""CSS selectors over a page's elements: the part of the language that says which software wrote a page.

Type, `#id`, `.class`, `[attribute]` with `= ~= ^= $= *=`, `:not(…)`, `:first-child`, `:last-child`;
descendants and `>` children; lists with commas.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from cleantext.markup.tree import Document, Element
from cleantext.records import dataclass

_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\.)+"
_PART = re.compile(
    rf"""
    (?P<type>\*|{_NAME}) | \#(?P<id>{_NAME}) | \.(?P<class>{_NAME})
    | \[\s*(?P<attribute>{_NAME})\s*(?:(?P<operator>[~^$*]?=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'
        |(?P<bare>[^\s\]"']+))\s*)?\]
    | :not\(\s*(?P<not>[^()]+)\) | :(?P<place>first-child|last-child)(?![\w-])
    """,
    re.VERBOSE,
)
_COMBINATOR = re.compile(r"\s*(>)\s*|\s+")
_ESCAPE = re.compile(r"\\(.)")

Key = tuple[str, str]
"""What an element must have to be asked at all: ("#", id), (".", class), ("", type), ("[", characters of
an attribute) or ("*", "")."""


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: `tests` are (kind, name, operator, value)."""

    tests: tuple[tuple[str, str, str, str], ...]
    nots: tuple["Compound", ...] = ()

    def fits(self, element: Element) -> bool:
        """Is the element such a one?"""
        return all(_passes(element, *test) for test in self.tests) and not any(
            other.fits(element) for other in self.nots
        )

    @property
    def key(self) -> Key:
        """Its rarest requirement."""
        for kind in ("#", ".", "", "["):
            for test in self.tests:
                if test[0] == kind:
                    return kind, (test[3] or test[1]) if kind == "[" else test[1]
        return "*", ""


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from right to left, each with the combinator that joins it to the one before."""

    steps: tuple[tuple[str, Compound], ...]

    @property
    def key(self) -> Key:
        """What the element that it selects must have."""
        return self.steps[0][1].key

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the page must have for it to select anything."""
        return tuple(compound.key for _, compound in self.steps)

    def fits(self, element: Element) -> bool:
        """Does it select the element?"""
        return self.steps[0][1].fits(element) and self._fits_before(element, 1)

    def _fits_before(self, element: Element, number: int) -> bool:
        if number == len(self.steps):
            return True
        combinator, compound = self.steps[number]
        return any(
            compound.fits(other) and self._fits_before(other, number + 1)
            for other in _RELATED[combinator](element)
        )


@lru_cache(maxsize=4096)
def parse_selectors(source: str) -> tuple[Selector, ...]:
    """Read a list of selectors. Raises ValueError, which says what is not understood.

    >>> [selector.key for selector in parse_selectors("#js_content, div.post > p:not(.sign)")]
    [('#', 'js_content'), ('', 'p')]
    """
    selectors, at = [], 0
    while True:
        steps, at = _read_selector(source, at)
        selectors.append(Selector(tuple(reversed(steps))))
        if at == len(source):
            return tuple(selectors)
        at += 1


def _read_selector(source: str, at: int) -> tuple[list[tuple[str, Compound]], int]:
    """Compounds up to a comma or the end. Each carries the combinator that follows it."""
    at = len(source) - len(source[at:].lstrip())
    steps: list[tuple[str, Compound]] = []
    while True:
        compound, at = _read_compound(source, at)
        if source[at:].strip() == "" or source[at:].lstrip()[0] == ",":
            steps.append(("", compound))
            rest = source[at:].lstrip()
            return steps, len(source) - len(rest)
        combinator = _COMBINATOR.match(source, at)
        if not combinator:
            raise ValueError(f"{source[at:]!r} is not understood")
        steps.append((combinator[1] or " ", compound))
        at = combinator.end()


def _read_compound(source: str, at: int) -> tuple[Compound, int]:
    tests: list[tuple[str, str, str, str]] = []
    nots: list[Compound] = []
    begin = at
    while (part := _PART.match(source, at)) and not (part["type"] and at > begin):
        at = part.end()
        kind = str(part.lastgroup)
        if part["not"]:
            inner, end = _read_compound(part["not"].strip(), 0)
            if end != len(part["not"].strip()):
                raise ValueError(f":not({part['not']}) holds more than one element's marks")
            nots.append(inner)
        elif part["attribute"]:
            value = next((v for v in (part["double"], part["single"], part["bare"]) if v is not None), "")
            tests.append(("[", part["attribute"].lower(), part["operator"] or "", value))
        elif part["type"] != "*":
            tests.append((_KINDS[kind], _named(part[kind], kind), "", ""))
    if at == begin:
        raise ValueError(f"{source[at:]!r} is no selector" if source[at:] else "a selector is missing")
    return Compound(tuple(tests), tuple(nots)), at


_KINDS = {"type": "", "id": "#", "class": ".", "place": ":"}


def _named(name: str, kind: str) -> str:
    plain = _ESCAPE.sub(r"\1", name)
    return plain.lower() if kind == "type" else plain


def _passes(element: Element, kind: str, name: str, operator: str, value: str) -> bool:
    if kind == "":
        return element.tag == name
    if kind == "#":
        return element.id == name
    if kind == ".":
        return name in element.classes
    if kind == ":":
        return _is_first(element) if name == "first-child" else _is_last(element)
    held = element.attributes.get(name)
    return held is not None and _OPERATORS[operator](held, value)


def _is_first(element: Element) -> bool:
    return element.parent is None or element.number == element.parent.number + 1


def _is_last(element: Element) -> bool:
    return element.parent is None or element.until == element.parent.until


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "": lambda held, value: True,
    "=": lambda held, value: held == value,
    "~=": lambda held, value: value in held.split(),
    "^=": lambda held, value: bool(value) and held.startswith(value),
    "$=": lambda held, value: bool(value) and held.endswith(value),
    "*=": lambda held, value: bool(value) and value in held,
}


_RELATED: dict[str, Callable[[Element], Iterable[Element]]] = {
    " ": lambda element: element.ancestors(),
    ">": lambda element: (element.parent,) if element.parent else (),
}


class Index:
    """A page's elements by what some selectors (those with the `wanted` keys) ask for first."""

    def __init__(self, document: Document, wanted: Iterable[Key]) -> None:
        self._text = document.text
        self._elements = document.elements
        self._held: dict[Key, list[Element]] = {key: [] for key in wanted}
        held = self._held
        ids = {name for kind, name in held if kind == "#"}
        classes = {name for kind, name in held if kind == "."}
        tags = {name for kind, name in held if kind == ""}
        for element in document.elements[1:]:
            if element.tag in tags:
                held["", element.tag].append(element)
            if not element.raw:
                continue
            own_id, own_classes = element.identity
            if own_id in ids:
                held["#", own_id].append(element)
            if own_classes and not classes.isdisjoint(own_classes):
                for name in classes.intersection(own_classes):
                    held[".", name].append(element)

    def __contains__(self, key: Key) -> bool:
        if key[0] == "[":
            return key[1] in self._text
        return key[0] == "*" or bool(self._held.get(key))

    def select(self, selectors: Iterable[Selector]) -> list[Element]:
        """The elements that one of some selectors selects, in the order they begin."""
        found = {
            element.number: element
            for selector in selectors
            if all(key in self for key in selector.keys)
            for element in self._candidates(selector.key)
            if selector.fits(element)
        }
        return [found[number] for number in sorted(found)]

    def _candidates(self, key: Key) -> Sequence[Element]:
        if key[0] == "[":
            return [element for element in self._elements if key[1] in element.raw]
        return self._elements[1:] if key[0] == "*" else self._held.get(key, ())
