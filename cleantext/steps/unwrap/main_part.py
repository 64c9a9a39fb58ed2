"""Where the main part of a page is: the elements that hold its running text and little else.

Every line has a weight, positive for sentences, negative for links, names and dates. The element whose lines
weigh most together holds the main part; where it holds posts among names and buttons, the elements of the
kind that holds the posts do. No list of sites, no model: names of elements only shift the weights.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleantext.markup.text_lines import Line
from cleantext.markup.tree import Element
from cleantext.steps.unwrap.names import CHROME
from cleantext.steps.unwrap.weights import Weights

_SURE = 60.0
"""The least weight of a main part."""

_FRAGMENT = 40.0
_FRAGMENT_SHARE = 0.05
"""What a kind of elements must gain to be kept apart from what stands between them."""

_MORE, _DENSE = 8.0, 0.6
"""What more elements of a thread weigh at least, and the share of their sentences that weight must be."""


@dataclass(frozen=True, slots=True)
class MainPart:
    """The elements to keep, in the order of the page, and the heading that stands apart from them."""

    elements: tuple[Element, ...] = ()
    heading: Line | None = None


def find_main(weights: Weights, *, replies: bool = True) -> MainPart:
    """The main part; nothing where no part is sure to be it. `replies` keeps what readers answered.

    >>> from cleantext.markup.text_lines import read_lines
    >>> from cleantext.markup.tree import parse
    >>> page = "<ul><li>首页</ul><div id=x>" + "<p>他说，今天的会议开得很好，大家都发了言。" * 4 + "</div>"
    >>> document = parse(page)
    >>> find_main(Weights(document, read_lines(document)[0])).elements
    (<div id=x> [15, 123),)
    """
    sums = weights.sums
    if not weights.holders:
        return MainPart()
    best = max(weights.holders, key=lambda element: (sums[element.number], element.number))
    groups = _groups(weights)
    posts = max(groups, key=lambda group: group.gain, default=_Group((), 0.0, 0.0))
    if max(sums[best.number], posts.gain) < _SURE:
        return MainPart()
    if len(posts.elements) > 1 and posts.gain > _FRAGMENT + (1 + _FRAGMENT_SHARE) * sums[best.number]:
        chosen = _with_more(posts.elements, groups, weights, replies=replies)
        return MainPart(chosen, _heading(weights, chosen[0]))
    chosen = _with_more((best,), [g for g in groups if g.is_reply], weights, replies=replies)
    return MainPart(chosen, _heading(weights, chosen[0]) if len(chosen) > 1 else None)


@dataclass(frozen=True, slots=True)
class _Group:
    """Elements of one kind, none inside another; what they weigh, and the share of it that is prose."""

    elements: tuple[Element, ...]
    gain: float
    density: float
    is_reply: bool = False


_DIGITS = re.compile(r"\d+")


def _signature(element: Element) -> str:
    """What elements of one kind have in common: tag and classes, or the id, numbers left out."""
    names = " ".join(element.classes) or element.id
    return f"{element.tag} {_DIGITS.sub('0', names)}" if names else ""


def _groups(weights: Weights) -> list[_Group]:
    """The kinds of elements on a page that weigh anything, the heaviest first."""
    kinds: dict[str, list[Element]] = {}
    for element in weights.holders[1:]:
        if element.raw and weights.sums[element.number] != 0 and (name := _signature(element)):
            held = kinds.setdefault(name, [])
            if not held or held[-1].end <= element.start:
                held.append(element)
    groups = [_group(weights, held) for held in kinds.values()]
    return sorted((g for g in groups if g.gain > 0), key=lambda g: (-g.gain, g.elements[0].start))


def _group(weights: Weights, held: Sequence[Element]) -> _Group:
    gain = sum(weights.sums[element.number] for element in held)
    prose = sum(weights.prose[element.number] for element in held)
    is_reply = all(weights.is_reply[element.number] for element in held)
    return _Group(tuple(held), gain, gain / prose if prose else 0.0, is_reply)


def _with_more(
    first: Sequence[Element], groups: Sequence[_Group], weights: Weights, *, replies: bool
) -> tuple[Element, ...]:
    """The first elements, and those of other kinds that hold prose of the same thread."""
    chosen = list(first)
    for group in groups if replies else ():
        if group.gain < _MORE or group.density < _DENSE:
            continue
        if any(weights.around[element.number] == CHROME for element in group.elements):
            continue
        if not any(
            one.start < other.end and other.start < one.end for one in group.elements for other in chosen
        ):
            chosen += group.elements
    return tuple(sorted(chosen, key=lambda element: element.start))


def _overlap(one: Element, other: Element) -> bool:
    return one.start < other.end and other.start < one.end


def _heading(weights: Weights, first: Element) -> Line | None:
    """The line above the first post that says the page's title."""
    for line, shown in zip(weights.lines, weights.shown, strict=True):
        if line.pieces[0][0] >= first.start:
            return None
        if weights.says_title(shown) and weights.around[line.block.number] != CHROME and not line.linked:
            return line
    return None
