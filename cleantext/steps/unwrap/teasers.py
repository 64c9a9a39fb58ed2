"""Lists of teasers: linked titles, each with a sentence or two of what it leads to. They read like prose."""

from collections.abc import Iterator, Sequence

from cleantext.markup.text_lines import Line
from cleantext.markup.tree import Document, Element

_ITEMS = frozenset(("li", "dl", "dd", "article"))
_DEPTH = 4
"""How far up from a line its item is looked for."""

_AT_LEAST = 3
"""Items that make a list."""

_TITLE, _LONGEST = 8, 300
"""Characters of a linked title at least, and of an item at most. A post's links are its author's name."""


def teasers(document: Document, lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of the lines that stand in lists of teasers.

    >>> from cleantext.markup.text_lines import read_lines
    >>> from cleantext.markup.tree import parse
    >>> page = "<ul>" + "<li><a>某地举行春季运动会开幕式</a><p>近日，某地举行了运动会。</li>" * 3
    >>> document = parse(page)
    >>> list(teasers(document, read_lines(document)[0]))
    [0, 1, 2, 3, 4, 5]
    """
    items: dict[int, list[Line]] = {}
    for line in lines:
        if (item := _item(line.block)) is not None:
            items.setdefault(item.number, []).append(line)
    lists: dict[tuple[int, str, tuple[str, ...]], list[list[Line]]] = {}
    for number, held in items.items():
        item = document.elements[number]
        parent = item.parent.number if item.parent else 0
        lists.setdefault((parent, item.tag, item.classes), []).append(held)
    for several in lists.values():
        alike = sum(map(_is_teaser, several))
        if alike >= _AT_LEAST and 2 * alike > len(several):
            yield from (line.number for held in several for line in held)


def _item(block: Element) -> Element | None:
    """The item of a list that a block stands in."""
    at: Element | None = block
    for _ in range(_DEPTH):
        if at is None or at.tag in _ITEMS:
            return at
        at = at.parent
    return None


def _is_teaser(held: Sequence[Line]) -> bool:
    """Is a line of them a linked title, with little text beside it?"""
    titles = any(line.linked >= _TITLE and 2 * line.linked > line.characters for line in held)
    return titles and sum(line.characters for line in held) < _LONGEST
