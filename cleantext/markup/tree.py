"""A page's elements and where each stands, from markup as it is found.

Not a browser's tree: elements are closed by the few rules that matter to text, nothing is moved, and nothing
is lost. Depth is bounded, and time is linear in the page.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from cleantext.edits import Span
from cleantext.markup.elements import (
    BARRIERS,
    BLOCKS,
    CLOSES_PARAGRAPH,
    END_BARRIERS,
    ENDS_BEFORE,
    SCOPE,
    TABLE,
    VOID,
)
from cleantext.markup.tokens import ATTRIBUTE, BEGIN, CUT, END, IDENTITY, ONE_IDENTITY, RAW, TOKEN, raw_end

_DEEPEST = 400
"""Open elements at most, as browsers have it; what is opened below is as if it were not there."""

_FAR = 128
"""How many open elements are looked through for the one that an end tag ends."""


class Element:
    """An element. `start` and `end` enclose it with its tags, `inner_start` and `inner_end` what it holds.

    `number` is its place among the page's elements, `until` the place of the first one after it that is not
    in it, `after` the place of the markup behind it. An element knows its parent and no child, so that a
    page's tree goes when the page does.
    """

    __slots__ = ("_attributes", "_identity", "after", "end", "inner_end", "inner_start", "number", "parent",
                 "raw", "start", "tag", "until")  # fmt: skip

    def __init__(
        self, tag: str, parent: "Element | None", start: int, inner_start: int, raw: str, number: int
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.start = start
        self.inner_start = self.inner_end = self.end = inner_start
        self.raw = raw
        self.number = number
        self.until = number + 1
        self.after = 0
        self._attributes: dict[str, str] | None = None
        self._identity: tuple[str, tuple[str, ...]] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes by their name in small letters, with entities as they stand."""
        if self._attributes is None:
            self._attributes = read_attributes(self.raw) if self.raw else {}
        return self._attributes

    @property
    def span(self) -> Span:
        """Where it starts and ends, with its tags."""
        return self.start, self.end

    @property
    def identity(self) -> tuple[str, tuple[str, ...]]:
        """Its id, or nothing, and its classes."""
        if self._identity is None:
            self._identity = _read_identity(self.raw) if self.raw else ("", ())
        return self._identity

    @property
    def id(self) -> str:
        """Its id, or nothing."""
        return self.identity[0]

    @property
    def classes(self) -> tuple[str, ...]:
        """Its classes."""
        return self.identity[1]

    def ancestors(self) -> Iterator["Element"]:
        """The elements it stands in, the nearest first."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    def __repr__(self) -> str:
        return f"<{self.tag}{self.raw}> [{self.start}, {self.end})"


class Document:
    """A page, its elements in the order they begin (the first is the page itself) and its markup.

    `markup` holds three numbers for each token, in order: where it starts and ends, and what it does: n opens
    element n, -n closes it, 0 does nothing. An end tag that is not there is empty.
    """

    __slots__ = ("elements", "markup", "root", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Element("#page", None, 0, 0, "", 0)
        self.elements = [self.root]
        self.markup: list[int] = []

    def children(self, element: Element) -> Iterator[Element]:
        """The elements right inside another."""
        number = element.number + 1
        while number < element.until:
            child = self.elements[number]
            yield child
            number = child.until


def read_attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag; of a name given twice the first counts.

    >>> read_attributes(' id="js_content" class=正文 hidden')
    {'id': 'js_content', 'class': '正文', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), next(filter(None, values), ""))
    return found


@lru_cache(maxsize=4096)
def _read_identity(raw: str) -> tuple[str, tuple[str, ...]]:
    """The id and the classes among attributes."""
    found = {"id": "", "class": ""}
    if one := ONE_IDENTITY.fullmatch(raw):
        found[one[1]] = one[2]
        return found["id"].strip(), tuple(found["class"].split())
    for name, *values in IDENTITY.findall(raw):
        found[name.lower()] = found[name.lower()] or next(filter(None, values), "")
    return found["id"].strip(), tuple(found["class"].split())


def parse(text: str) -> Document:
    """Read a page.

    >>> [element.tag for element in parse("<ul><li>一<li>二</ul><p>三").elements]
    ['#page', 'ul', 'li', 'li', 'p']
    """
    document = Document(text)
    _Builder(document).run()
    return document


class _Builder:
    """The open elements while a page is read."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.markup = document.markup
        self.elements = document.elements
        self.open: list[Element] = [document.root]
        self.counts: Counter[str] = Counter()
        self.endless: set[str] = set()

    def run(self) -> None:
        """Read every token, then close what is open."""
        text, search, at = self.text, TOKEN.search, 0
        while token := search(text, at):
            kind = token.lastindex
            start, at = token.span()
            if kind in (BEGIN, CUT):
                self._begin(token[kind - 1].lower(), token[kind], start, at)
            elif kind == END:
                self._end(token[kind].lower(), start, at)
            elif kind == RAW:
                at = self._raw(token[kind - 1].lower(), token[kind], start, at)
            else:
                self.markup += (start, at, 0)
        self._close_down_to(1, len(text), len(text))
        root = self.document.root
        root.end = root.inner_end = len(text)
        root.until = len(self.elements)
        root.after = len(self.markup)

    def _raw(self, tag: str, attributes: str, start: int, at: int) -> int:
        """An element whose content is no markup; without an end only scripts run to the page's."""
        ends = None if tag in self.endless else raw_end(tag).search(self.text, at)
        if ends is None:
            self.endless.add(tag)
        if ends is None and tag not in ("script", "style"):
            self._begin(tag, attributes, start, at)
            return at
        inner_end, end = ends.span() if ends else (len(self.text), len(self.text))
        element = Element(tag, self.open[-1], start, at, attributes, len(self.elements))
        element.inner_end, element.end = inner_end, end
        self.elements.append(element)
        self.markup += (start, end, element.number)
        element.after = len(self.markup)
        return end

    def _begin(self, tag: str, attributes: str, start: int, at: int) -> None:
        counts = self.counts
        if tag in CLOSES_PARAGRAPH and counts["p"]:
            self._close("p", start, start, SCOPE)
        if (ends := ENDS_BEFORE.get(tag)) is not None:
            self._end_siblings(ends, BARRIERS.get(tag, TABLE), start)
        elif tag == "a" and counts["a"]:
            self._close("a", start, start, BLOCKS)
        elif tag in ("body", "html") and counts[tag]:
            self.markup += (start, at, 0)
            return
        number = len(self.elements)
        element = Element(tag, self.open[-1], start, at, attributes, number)
        self.elements.append(element)
        self.markup += (start, at, number)
        if tag in VOID or len(self.open) >= _DEEPEST or (attributes[-1:] == "/" and ":" in tag):
            self.markup += (at, at, -number)
            element.after = len(self.markup)
        else:
            self.open.append(element)
            counts[tag] += 1

    def _end(self, tag: str, start: int, at: int) -> None:
        """An end tag; one that ends nothing has no effect, but `</p>` and `</br>` break a line."""
        if self.counts[tag]:
            barrier = END_BARRIERS.get(tag, SCOPE if tag in BLOCKS else BLOCKS)
            if self._close(tag, start, at, barrier):
                return
        if tag in ("p", "br"):
            self._begin("br", "", start, at)
        else:
            self.markup += (start, at, 0)

    def _close(self, tag: str, start: int, at: int, barrier: frozenset[str]) -> bool:
        """Close the nearest open element of a name, and those in it; False where a barrier stands between."""
        stack = self.open
        for depth in range(len(stack) - 1, max(0, len(stack) - _FAR), -1):
            name = stack[depth].tag
            if name == tag:
                self._close_down_to(depth, start, at)
                return True
            if name in barrier:
                return False
        return False

    def _end_siblings(self, ends: frozenset[str], barrier: frozenset[str], start: int) -> None:
        """Close the outermost open element of some names that stands on this side of a barrier."""
        stack, found = self.open, 0
        for depth in range(len(stack) - 1, max(0, len(stack) - _FAR), -1):
            name = stack[depth].tag
            if name in ends:
                found = depth
            elif name in barrier:
                break
        if found:
            self._close_down_to(found, start, start)

    def _close_down_to(self, depth: int, start: int, at: int) -> None:
        """Close open elements until so many are left; the last one's end tag is [start, at)."""
        stack, markup, counts, count = self.open, self.markup, self.counts, len(self.elements)
        while len(stack) > depth:
            element = stack.pop()
            counts[element.tag] -= 1
            end = at if len(stack) == depth else start
            element.inner_end = start
            element.end = end
            element.until = count
            markup += (start, end, -element.number)
            element.after = len(markup)
