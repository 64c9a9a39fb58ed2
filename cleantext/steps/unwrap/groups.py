"""Elements of one kind on a page: the posts of a thread, the boxes of a sidebar."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from cleantext.markup.elements import HEADINGS, PREFORMATTED
from cleantext.markup.tree import Element
from cleantext.records import dataclass
from cleantext.steps.unwrap.weights import Weights

_NO_POSTS = HEADINGS | PREFORMATTED | {"blockquote", "figure", "figcaption", "body", "html"}
"""Elements that are parts of a text."""

_UNNAMED, _SHORT_ATTRIBUTES = frozenset(("td", "table", "tr")), 80
"""Elements that old pages leave without a class; their other attributes tell their kinds apart."""

_IN_TURN = frozenset(["odd", "even", "first", "last", "alt", "active", "current", "hover"])
"""Classes that tell one of a kind from the next."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Group:
    """Elements of one kind, none inside another; what they weigh, and the share of it that is prose.

    `are_alike` says that they are posts by their likeness, whatever they weigh.
    """

    elements: tuple[Element, ...]
    gain: float
    density: float
    is_reply: bool = False
    are_alike: bool = False


class Apart:
    """Elements of which none is in another, in the order they begin."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self.elements: list[Element] = []
        self._starts: list[int] = []
        self.add(elements)

    def add(self, elements: Iterable[Element]) -> None:
        """Take up elements that are free."""
        self.elements = sorted([*self.elements, *elements], key=lambda element: element.start)
        self._starts = [element.start for element in self.elements]

    def is_free(self, element: Element) -> bool:
        """Does an element overlap with none of them?"""
        place = bisect_left(self._starts, element.end)
        return place == 0 or self.elements[place - 1].end <= element.start


def kinds_of_elements(weights: Weights) -> list[Group]:
    """The kinds of elements on a page that weigh anything, the heaviest first.

    Of one kind are elements with the same tag and classes, or ids that differ in numbers alone.
    """
    kinds: dict[str, list[Element]] = {}
    for element in weights.holders[1:]:
        if weights.sums[element.number] != 0 and (name := kind_name(element)):
            held = kinds.setdefault(name, [])
            if not held or held[-1].end <= element.start:
                held.append(element)
    groups = [_group(weights, held) for held in kinds.values()]
    return sorted((g for g in groups if g.gain > 0), key=lambda g: (-g.gain, g.elements[0].start))


def kind_name(element: Element) -> str:
    """What elements of one kind have in common: tag and classes, or the id or what else there is, no numbers.

    Nothing for elements that are parts of a text.
    """
    if not element.raw or element.tag in _NO_POSTS:
        return ""
    names = " ".join([name for name in element.classes if name not in _IN_TURN]) or element.id
    if not names and element.tag in _UNNAMED and len(element.raw) < _SHORT_ATTRIBUTES:
        names = element.raw
    return f"{element.tag} {_DIGITS.sub('0', names)}" if names else ""


def _group(weights: Weights, held: Sequence[Element]) -> Group:
    gain = sum(weights.sums[element.number] for element in held)
    prose = sum(weights.prose[element.number] for element in held)
    is_reply = all(weights.is_reply[element.number] for element in held)
    return Group(tuple(held), gain, gain / prose if prose else 0.0, is_reply)
