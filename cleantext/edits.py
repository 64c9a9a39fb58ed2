"""The algebra of edits: how a text changes, and how the change is taken back.

An edit list is sorted and disjoint; every offset is a code point of the text *before* the list.
"""

from collections.abc import Iterable, Iterator, Sequence

from cleantext.records import dataclass

Span = tuple[int, int]
"""Half-open, in code points; of which text is said where it is used."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end] == old` becomes `new`; `rule` says why, as `pack/id` or `step/model`.

    `confidence` (0 to 1) is a rule's own claim; `margin` how much more plausible the repaired text is, in
    nats a character. Both are None where nothing was weighed.
    """

    start: int
    end: int
    old: str
    new: str
    rule: str
    confidence: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step's settled edits. `before` and `after` are the lengths of its text in code points."""

    name: str
    edits: tuple[Edit, ...]
    before: int
    after: int


def settle(text: str, edits: Iterable[Edit], protected: Sequence[Span] = ()) -> tuple[Edit, ...]:
    """Choose from proposed edits a sorted, disjoint list that really changes `text`.

    Where two overlap the wider wins, then the one proposed first. Edits that touch a protected span
    (sorted, disjoint, of `text`) or change nothing are left out.

    >>> settle("登录后", [Edit(0, 2, "登录", "", "a"), Edit(0, 3, "登录后", "", "b")])
    (Edit(start=0, end=3, old='登录后', new='', rule='b', confidence=None, margin=None),)
    """
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.old == edit.new:
            continue
        if not kept or not _overlap(kept[-1], edit):
            kept.append(edit)
        elif edit.end - edit.start > kept[-1].end - kept[-1].start:
            kept[-1] = edit
    return tuple(_unprotected(kept, protected) if protected else kept)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Carry out a settled list.

    >>> apply("正文。\\n登录", [Edit(4, 6, "登录", "", "a")])
    '正文。\\n'
    """
    pieces, at = [], 0
    for edit in edits:
        pieces.append(text[at : edit.start])
        pieces.append(edit.new)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def inverse(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The list that takes `edits` back: `apply(apply(t, edits), inverse(edits)) == t`.

    >>> inverse([Edit(4, 6, "登录", "", "a")])[0].new
    '登录'
    """
    turned, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        turned.append(Edit(start, start + len(edit.new), edit.new, edit.old, edit.rule))
        shift += len(edit.new) - len(edit.old)
    return tuple(turned)


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list with the effect of `first`, then `second`; offsets are those of the text before `first`.

    `apply(t, compose(a, b)) == apply(apply(t, a), b)`. Edits that meet become one, under both rules'
    names and the lesser of their confidences and margins.

    >>> a, b = [Edit(0, 1, "區", "区", "t2s")], [Edit(0, 2, "区 ", "区", "tidy")]
    >>> compose(a, b)[0].old, compose(a, b)[0].new
    ('區 ', '区')
    """
    return tuple(edit for edit in map(_join, *_clusters(first, second)) if edit.old != edit.new)


def _overlap(left: Edit, right: Edit) -> bool:
    """Do two edits, left not after right, claim the same place? Two insertions at one point do."""
    return right.start < left.end or (right.start, right.end) == (left.start, left.end)


def _unprotected(edits: Sequence[Edit], protected: Sequence[Span]) -> Iterator[Edit]:
    at = 0
    for edit in edits:
        while at < len(protected) and protected[at][1] <= edit.start:
            at += 1
        if at == len(protected) or edit.end <= protected[at][0]:
            yield edit


def _weakest(edits: Sequence[Edit]) -> tuple[float | None, float | None]:
    """The least confidence and the least margin of several edits; None where none was given."""
    confidences = [edit.confidence for edit in edits if edit.confidence is not None]
    margins = [edit.margin for edit in edits if edit.margin is not None]
    return min(confidences, default=None), min(margins, default=None)


_Cluster = tuple[int, list[Edit], list[Edit]]
"""How far the middle text is ahead of the first, and the edits of both lists that meet."""


def _clusters(
    first: Sequence[Edit], second: Sequence[Edit]
) -> tuple[list[int], list[list[Edit]], list[list[Edit]]]:
    """Group the edits of both lists that overlap or touch in the text between them."""
    shifts: list[int] = []
    firsts: list[list[Edit]] = []
    seconds: list[list[Edit]] = []
    i = j = shift = 0
    reach = -1
    while i < len(first) or j < len(second):
        start_first = first[i].start + shift if i < len(first) else None
        takes_first = start_first is not None and (j == len(second) or start_first <= second[j].start)
        start = first[i].start + shift if takes_first else second[j].start
        if start > reach or not shifts:
            shifts.append(shift)
            firsts.append([])
            seconds.append([])
        if takes_first:
            firsts[-1].append(first[i])
            reach = max(reach, start + len(first[i].new))
            shift += len(first[i].new) - len(first[i].old)
            i += 1
        else:
            seconds[-1].append(second[j])
            reach = max(reach, second[j].end)
            j += 1
    return shifts, firsts, seconds


def _join(shift: int, firsts: list[Edit], seconds: list[Edit]) -> Edit:
    """Make one edit of a cluster: its text before `first`, and its text after `second`."""
    if not seconds and len(firsts) == 1:
        return firsts[0]
    if not firsts and len(seconds) == 1:
        return seconds[0] if shift == 0 else _shifted(seconds[0], -shift)
    begin = min([e.start + shift for e in firsts[:1]] + [e.start for e in seconds[:1]])
    text = _middle_text(begin, shift, firsts, seconds)
    back = inverse(
        [Edit(e.start + shift - begin, e.end + shift - begin, e.old, e.new, e.rule) for e in firsts]
    )
    old = apply(text, back)
    new = apply(text, [_moved(edit, -begin) for edit in seconds])
    rules = " + ".join(dict.fromkeys(e.rule for e in (*firsts, *seconds)))
    return Edit(begin - shift, begin - shift + len(old), old, new, rules, *_weakest((*firsts, *seconds)))


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.old, edit.new, edit.rule)


def _shifted(edit: Edit, by: int) -> Edit:
    """The same edit elsewhere, with what was weighed."""
    start, end = edit.start + by, edit.end + by
    return Edit(start, end, edit.old, edit.new, edit.rule, edit.confidence, edit.margin)


def _middle_text(begin: int, shift: int, firsts: list[Edit], seconds: list[Edit]) -> str:
    """The text between two edit lists, as far as a cluster covers it."""
    pieces = [(edit.start, edit.old) for edit in seconds]
    for edit in firsts:
        pieces.append((edit.start + shift, edit.new))
        shift += len(edit.new) - len(edit.old)
    text = ""
    for start, piece in sorted(pieces):
        text += piece[begin + len(text) - start :] if start - begin < len(text) else piece
    return text
