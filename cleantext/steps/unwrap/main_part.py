"""Where the main part of a page is: the elements that hold its running text and little else.

Every line has a weight, positive for sentences, negative for links, names and dates. The element whose lines
weigh most together holds the main part; where it holds posts among names and buttons, the elements of the
kind that holds the posts do. No list of sites, no model: names of elements only shift the weights.
"""

import re
from collections import Counter
from collections.abc import Sequence

from cleantext.markup.elements import HEADINGS
from cleantext.markup.text_lines import Line
from cleantext.markup.tree import Element
from cleantext.records import dataclass, replace
from cleantext.steps.unwrap.groups import Apart, Group, kind_name, kinds_of_elements
from cleantext.steps.unwrap.inside import has_byline
from cleantext.steps.unwrap.names import CHROME
from cleantext.steps.unwrap.weigh import SHORT
from cleantext.steps.unwrap.weights import Weights

_SURE = 60.0
"""The least weight of a main part."""

_QUIET, _MOST_OF_IT = 16.0, 0.6
"""Of a page without running text: the least weight of its main part, and its share of all such text."""

_MORE_POSTS, _FRAGMENT, _FRAGMENT_SHARE = 10.0, 40.0, 0.05
"""What further posts must weigh; what posts must gain to be kept apart from what stands between them."""

_ALIKE_AT_LEAST, _SAYS = 3, 8.0
"""Elements of one kind that make posts; the weight of a sentence that one says."""

_TALK = 0.6
"""The share of an article's weight from which on comments are no appendix of it."""

_NEARLY_ALL = 0.9
"""The share of a page's sentences that posts hold, and of the posts beside which stands something else."""

_FEW, _ALIKE = 4, 0.75
"""Lines, and share of the weight, that make an element around the main part the same part."""

_MORE, _DENSE = 8.0, 0.6
"""What more elements of a thread weigh at least, and the share of their sentences that weight must be."""


_ASKING = re.compile(r"question|answer|wenda|huida|zhidao|\bask\b|\bqa\b|\bq-", re.IGNORECASE)
"""Names of elements on pages of questions and answers."""

_TALKING = re.compile(rf"{_ASKING.pattern}|topic|thread|forum|\bbbs", re.IGNORECASE)
"""Names of elements on pages where people talk."""


@dataclass(frozen=True, slots=True)
class MainPart:
    """The elements to keep, in the order of the page, and the heading that stands apart from them."""

    elements: tuple[Element, ...] = ()
    heading: Line | None = None


def find_main(weights: Weights, *, replies: str = "keep") -> MainPart:
    """The main part; nothing where no part is sure to be it.

    `replies` says what becomes of what readers answered: `keep`, `drop`, or `auto`, by which comments under
    an article go, and posts of a thread stay.

    >>> from cleantext.markup.text_lines import read_lines
    >>> from cleantext.markup.tree import parse
    >>> page = "<ul><li>首页</ul><div id=x>" + "<p>他说，今天的会议开得很好，大家都发了言。" * 4 + "</div>"
    >>> document = parse(page)
    >>> find_main(Weights(document, read_lines(document)[0])).elements
    (<div id=x> [15, 123),)
    """
    if not weights.holders:
        return MainPart()
    sums = weights.sums
    best = max(weights.holders, key=lambda element: (sums[element.number], element.number))
    groups = kinds_of_elements(weights)
    posts = max(groups, key=lambda group: group.gain, default=Group((), 0.0, 0.0))
    if max(sums[best.number], posts.gain) < _SURE:
        return _quiet_part(weights)
    if not _is_thread(weights, best, posts):
        posts = _alike(weights, best, groups) or posts
    if _is_thread(weights, best, posts):
        chosen = _with_more(posts.elements, groups, weights)
        if replies == "drop":
            chosen = tuple(one for one in chosen if one.start <= posts.elements[0].start)
        return MainPart(chosen, _heading(weights, chosen[0]))
    best = _climb(weights, best)
    is_question = _is_question(weights, best)
    more = _answers(weights, (best,), groups, replies)
    more += [group for group in groups if is_question and _asks(group, best)]
    chosen = _with_more((best,), more, weights)
    needs_heading = len(chosen) > 1 or is_question or weights.is_talk
    return MainPart(chosen, _heading(weights, chosen[0]) if needs_heading else None)


def with_replies(weights: Weights, main: Sequence[Element], *, replies: str) -> MainPart:
    """Main elements that are known, with what readers answered beside them and the heading of a thread."""
    if replies == "drop":
        return MainPart(tuple(main[: posts_begin(main) + 1]))
    groups = kinds_of_elements(weights)
    more = _answers(weights, main, groups, replies)
    if _is_question(weights, main[0]):
        more += [group for group in groups if _asks(group, main[0])]
    chosen = _with_more(main, more, weights)
    return MainPart(chosen, _heading(weights, chosen[0]) if len(chosen) > 1 else None)


def _answers(weights: Weights, main: Sequence[Element], groups: Sequence[Group], replies: str) -> list[Group]:
    """The kinds of elements that hold answers, if they are wanted: `auto` wants them where people talk."""
    found = [group for group in groups if group.is_reply and len(group.elements) > 1]
    if replies == "drop" or not found:
        return []
    heaviest = max(group.gain for group in found)
    if replies == "keep" or heaviest >= _TALK * sum(weights.sums[element.number] for element in main):
        return found
    if weights.is_talk or len(main) > 1:
        return found
    return (
        found if any(_TALKING.search(_names(element)) for element in (main[0], *main[0].ancestors())) else []
    )


def posts_begin(main: Sequence[Element]) -> int:
    """The place of the first of several elements of one kind among main elements; the last place for none."""
    names = [kind_name(element) for element in main]
    counts = Counter(names)
    repeated = (place for place, name in enumerate(names) if name and counts[name] > 1)
    return next(repeated, len(main) - 1)


def _is_thread(weights: Weights, best: Element, posts: Group) -> bool:
    """Do the elements of one kind hold more than any one element, or the same without what is between?"""
    if len(posts.elements) < 2 or posts.are_alike:
        return posts.are_alike
    sums, heaviest = weights.sums, weights.sums[best.number]
    inside = [post for post in posts.elements if best.start <= post.start and post.end <= best.end]
    held = sum(sums[post.number] for post in inside)
    if not inside or inside == [best]:
        return posts.gain > heaviest + _MORE_POSTS
    if held >= _NEARLY_ALL * heaviest and posts.gain > held + _MORE_POSTS:
        return True
    gain_apart = _FRAGMENT + _FRAGMENT_SHARE * heaviest
    return posts.gain > heaviest + gain_apart or _is_broken_up(weights, best, posts)


def _alike(weights: Weights, best: Element, groups: Sequence[Group]) -> Group | None:
    """The kind that the heaviest element, or one around it, is of, if most of that kind hold sentences."""
    around = {element.number for _, element in zip(range(_NEAR), (best, *best.ancestors()), strict=False)}
    for group in groups:
        if len(group.elements) < _ALIKE_AT_LEAST or around.isdisjoint(e.number for e in group.elements):
            continue
        speaking = sum(weights.prose[element.number] > _SAYS for element in group.elements)
        if speaking >= _ALIKE_AT_LEAST and 2 * speaking >= len(group.elements):
            return replace(group, are_alike=True)
    return None


def _is_broken_up(weights: Weights, best: Element, posts: Group) -> bool:
    """Does nearly all text stand in the posts, and something that is no text beside each of them?"""
    if posts.gain < weights.sums[best.number] or posts.gain < _NEARLY_ALL * weights.prose[best.number]:
        return False
    spans = [post.span for post in posts.elements]
    beside, at = 0, 0
    for line in weights.lines:
        start = line.pieces[0][0]
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        in_post = at < len(spans) and spans[at][0] <= start
        if not in_post and best.start <= start < best.end and weights.by_line[line.number] < 0:
            beside += 1
    return beside >= _NEARLY_ALL * len(posts.elements)


def _climb(weights: Weights, best: Element) -> Element:
    """The element around, where all it has more are a few plain lines: a salutation, a signature."""
    while (parent := best.parent) is not None and parent.parent is not None:
        if weights.sums[parent.number] < _ALIKE * weights.sums[best.number]:
            break
        inside, around = weights.numbers_in(best), weights.numbers_in(parent)
        more = [n for n in around if n not in inside] if len(around) - len(inside) <= _FEW else None
        if more is None or not all(_is_plain(weights, weights.lines[n]) for n in more):
            break
        best = parent
    return best


def _is_plain(weights: Weights, line: Line) -> bool:
    """No link, no title, no date, and nothing by name?"""
    shown = weights.shown[line.number]
    if line.linked or weights.around[line.block.number] or weights.says_title(shown):
        return False
    return line.characters < 4 or (weights.plain[line.number] >= SHORT and not has_byline(shown))


def _with_more(first: Sequence[Element], groups: Sequence[Group], weights: Weights) -> tuple[Element, ...]:
    """The first elements, those of other kinds that hold prose of the same thread, and headings between."""
    chosen = Apart(first)
    for group in groups:
        if group.gain < _MORE or group.density < _DENSE:
            continue
        if any(weights.around[element.number] == CHROME for element in group.elements):
            continue
        if all(map(chosen.is_free, group.elements)):
            chosen.add(group.elements)
    if len(first) > 1:
        chosen.add(_headings_between(weights, chosen))
    return tuple(chosen.elements)


def _headings_between(weights: Weights, chosen: Apart) -> list[Element]:
    """The headings that stand between chosen elements; a linked one is somebody's name."""
    found = []
    start, end = chosen.elements[0].start, chosen.elements[-1].end
    for line in weights.lines:
        block = line.block
        if block.tag not in HEADINGS or line.linked or weights.around[block.number]:
            continue
        if weights.says_title(weights.shown[line.number]):
            continue
        if start < block.start < end and chosen.is_free(block):
            found.append(block)
    return list(dict.fromkeys(found))


def _heading(weights: Weights, first: Element) -> Line | None:
    """The line above the first post that says the page's title."""
    for line, shown in zip(weights.lines, weights.shown, strict=True):
        if line.pieces[0][0] >= first.start:
            return None
        if line.linked and line.block.tag not in HEADINGS:
            continue
        if weights.says_title(shown) and weights.around[line.block.number] != CHROME:
            return line
    return None


def _is_question(weights: Weights, best: Element) -> bool:
    """Is the title a question that the page answers? Then the text is half without it."""
    if not weights.title_alone.endswith(("?", "？")):
        return False
    return any(_ASKING.search(_names(element)) for element in (best, *best.ancestors()))


def _names(element: Element) -> str:
    return f"{element.id} {' '.join(element.classes)}"


def _asks(group: Group, best: Element) -> bool:
    """Does a group hold what the question says below its title?"""
    first = group.elements[0]
    above = (element for _, element in zip(range(_NEAR), (first, *first.ancestors()), strict=False))
    return first.end <= best.start and any(_ASKING.search(_names(element)) for element in above)


_NEAR = 3
"""Elements, the first included, whose names say what something is."""


def _quiet_part(weights: Weights) -> MainPart:
    """The main part of a page without running text: verse, a table, a short notice."""
    quiet = weights.quiet()
    total = sum(weight for weight in quiet if weight > 0)
    sums = weights.sum_up(quiet)
    best = max(weights.holders, key=lambda element: (sums[element.number], element.number))
    if sums[best.number] < max(_QUIET, _MOST_OF_IT * total):
        return MainPart()
    return MainPart((_climb(weights, best),))
