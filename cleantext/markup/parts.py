"""From parts of a page, kept or cut, to edits."""

from collections.abc import Iterable, Sequence

from cleantext.edits import Edit
from cleantext.markup.render import Blame, render
from cleantext.markup.text_lines import Line, read_lines, why_hidden
from cleantext.markup.tree import Document, Element


def edits_of(
    document: Document,
    lines: Iterable[Line],
    hidden: Iterable[Element],
    keep: Iterable[Blame] = (),
    cut: Iterable[Blame] = (),
) -> list[Edit]:
    """The edits that leave the lines in the stretches to `keep` (all, where there are none) and not in `cut`.

    The rule of a stretch to keep is the one by which goes what is outside it. `hidden` are elements that hide
    lines.
    """
    parts, holes = disjoint(keep), disjoint(cut)
    blamed = [*holes, *((e.start, e.end, why) for e in hidden if (why := why_hidden(e)))]
    kept = without(lines, holes)
    if parts:
        kept = within(kept, parts)
        blamed += _outside(parts, len(document.text))
    return render(document.text, kept, disjoint(blamed))


def within(lines: Iterable[Line], spans: Sequence[Blame]) -> list[Line]:
    """The lines, or their pieces, that stand in one of some sorted, disjoint stretches."""
    found, at = [], 0
    for line in lines:
        start, end = line.pieces[0][0], line.pieces[-1][1]
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans):
            break
        if spans[at][0] <= start and end <= spans[at][1]:
            found.append(line)
        elif spans[at][0] < end and (part := _part(line, spans[at:], inside=True)):
            found.append(part)
    return found


def without(lines: Iterable[Line], spans: Sequence[Blame]) -> list[Line]:
    """The lines, or their pieces, that stand outside some sorted, disjoint stretches."""
    found, at = [], 0
    for line in lines:
        start, end = line.pieces[0][0], line.pieces[-1][1]
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans) or end <= spans[at][0]:
            found.append(line)
        elif part := _part(line, spans[at:], inside=False):
            found.append(part)
    return found


def _part(line: Line, spans: Sequence[Blame], *, inside: bool) -> Line | None:
    near = [span for span in spans if span[0] < line.pieces[-1][1]]
    pieces = [p for p in line.pieces if inside == any(span[0] <= p[0] and p[1] <= span[1] for span in near)]
    if not pieces:
        return None
    part = Line(line.block, line.number)
    part.pieces = pieces
    return part


def _outside(parts: Sequence[Blame], length: int) -> Iterable[Blame]:
    """What lies outside the kept parts, under the name of the rule of the part that comes next."""
    at, rule = 0, ""
    for start, end, rule in parts:
        if start > at:
            yield at, start, rule
        at = end
    if at < length:
        yield at, length, rule


def disjoint(blamed: Iterable[Blame]) -> list[Blame]:
    """Sorted stretches without those that lie in others; of two that overlap the second is cut short."""
    found: list[Blame] = []
    for start, end, rule in sorted(blamed, key=lambda blame: (blame[0], -blame[1])):
        if found and start < found[-1][1]:
            if end <= found[-1][1]:
                continue
            start = found[-1][1]
        found.append((start, end, rule))
    return found


def reduce_to(document: Document, main: Sequence[Blame], drop: Sequence[Blame]) -> list[Edit]:
    """The edits that leave of a page the text of its main parts without what is dropped.

    >>> from cleantext.edits import apply
    >>> from cleantext.markup.tree import parse
    >>> page = "<h1>站名</h1><div>正文。<p>签名</div>"
    >>> document = parse(page)
    >>> _, title, text, sign = document.elements
    >>> edits = reduce_to(document, [(*text.span, "forum/post")], [(*sign.span, "forum/sign")])
    >>> apply(page, edits), [edit.rule for edit in edits]
    ('正文。\\n', ['forum/post', 'forum/sign'])
    """
    lines, hidden = read_lines(document)
    return edits_of(document, lines, hidden, main, drop)
