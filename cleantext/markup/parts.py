"""From parts of a page, kept or dropped, to edits."""

from collections.abc import Iterable, Sequence

from cleantext.edits import Edit
from cleantext.markup.elements import CONTROLS, HIDDEN
from cleantext.markup.render import Blame, render
from cleantext.markup.text_lines import Line, read_lines
from cleantext.markup.tree import Document, Element

Named = tuple[Element, str]
"""An element, and the rule that keeps or drops it."""

HIDDEN_RULE, CONTROL = "unwrap/hidden", "unwrap/control"
"""What shows nothing; buttons and what is filled in."""


def edits_of(
    document: Document,
    lines: Iterable[Line],
    hidden: Iterable[Element],
    main: Sequence[Named],
    drop: Sequence[Named],
) -> list[Edit]:
    """The edits that leave the given lines of the main parts (of the whole page, where there are none).

    `lines` were read without the dropped elements; `hidden` are the elements that hide others.
    """
    blamed = [(element.start, element.end, rule) for element, rule in drop]
    if main:
        lines = within(lines, [element for element, _ in main])
        blamed += _outside(document, main)
    blamed += ((e.start, e.end, _why_hidden(e)) for e in hidden if _why_hidden(e))
    return render(document.text, list(lines), disjoint(blamed))


def within(lines: Iterable[Line], elements: Sequence[Element]) -> list[Line]:
    """The lines, or their pieces, that stand in one of some elements."""
    spans = sorted((element.start, element.end) for element in elements)
    found, at = [], 0
    for line in lines:
        start, end = line.pieces[0][0], line.pieces[-1][1]
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans):
            break
        if spans[at][0] <= start and end <= spans[at][1]:
            found.append(line)
        elif spans[at][0] < end and (part := _part(line, spans[at:])):
            found.append(part)
    return found


def _part(line: Line, spans: Sequence[tuple[int, int]]) -> Line | None:
    pieces = [p for p in line.pieces if any(start <= p[0] and p[1] <= end for start, end in spans)]
    if not pieces:
        return None
    part = Line(line.block, line.number)
    part.pieces = pieces
    return part


def _outside(document: Document, main: Sequence[Named]) -> list[Blame]:
    """What lies outside the main parts, under the name of the rule of the part that comes next."""
    found, at = [], 0
    name = main[0][1]
    for element, name in sorted(main, key=lambda named: named[0].start):
        if element.start > at:
            found.append((at, element.start, name))
        at = max(at, element.end)
    if at < len(document.text):
        found.append((at, len(document.text), name))
    return found


def _why_hidden(element: Element) -> str:
    if element.tag in CONTROLS:
        return CONTROL
    return "" if element.tag in HIDDEN or element.tag in ("script", "style") else HIDDEN_RULE


def disjoint(blamed: Iterable[Blame]) -> list[Blame]:
    """Sorted blames without those that lie in others; of two that overlap the first is cut short."""
    found: list[Blame] = []
    for start, end, rule in sorted(blamed, key=lambda blame: (blame[0], -blame[1])):
        if found and start < found[-1][1]:
            if end <= found[-1][1]:
                continue
            start = found[-1][1]
        found.append((start, end, rule))
    return found


def reduce_to(document: Document, main: Sequence[Named], drop: Sequence[Named]) -> list[Edit]:
    """The edits that leave of a page the text of its main parts without what is dropped.

    >>> from cleantext.edits import apply
    >>> from cleantext.markup.tree import parse
    >>> page = "<h1>站名</h1><div>正文。<p>签名</div>"
    >>> document = parse(page)
    >>> _, title, text, sign = document.elements
    >>> edits = reduce_to(document, [(text, "forum/post")], [(sign, "forum/sign")])
    >>> apply(page, edits), [edit.rule for edit in edits]
    ('正文。\\n', ['forum/post', 'forum/sign'])
    """
    lines, hidden = read_lines(document, {element.number for element, _ in drop})
    return edits_of(document, lines, hidden, main, drop)
