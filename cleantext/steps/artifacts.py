"""What a page break left in the text: page numbers, the fragments beside them, a mark alone on a line.

Nothing goes without proof from the page itself. A page number interrupts: elsewhere the page has the words
around it side by side, or it stands between the halves of a torn sentence. A figure does not: the page has
other figures in the same place, or a list counts on. Where neither is shown, the text stays.
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import compress, pairwise

from cleantext.characters import is_han
from cleantext.compiled.lines import pick_lines
from cleantext.edits import Edit
from cleantext.late import late
from cleantext.page import Draft, Proposal
from cleantext.records import dataclass
from cleantext.steps.joint import UNITS, is_ended
from cleantext.steps.page_number_lines import LONGEST, page_number_lines
from cleantext.traits import FIGURE, SPACE

_COUNT = "[一二三四五六七八九十]{1,3}"
_HEADING = rf"(?:[(]{_COUNT}[)]|{_COUNT}、|第{_COUNT}[章节部方])"
_INSIDE = late(r" (\d{1,3}) (?=(\w\w))")
"""On the folded view: an integer between single spaces, a word behind it. `3 : 0` and `1 2 3` are none."""
_LEADING = late("0 (?=[(第一二三四五六七八九十12])")
_BEHIND_LEADING = rf"(?:19|20)\d\d ?年|{_HEADING}"
_FRAGMENT = rf"(\w) (?={_HEADING})"
_COUNTED = late(r"\d{1,3}(?:[\s.、,|]|$)")
_LONE_MARKS = frozenset("。．，、；,;")

_MEETINGS = 2
"""How often the words around a stray number must stand side by side elsewhere."""
_REACH = 50_000
"""Characters on each side in which they are looked for."""


def remove_artifacts(draft: Draft) -> Proposal:
    """Propose to take off what page breaks left; works on either script.

    >>> draft = Draft("长三角 G60 走廊。\\n长三角 0 G60 走廊的长三角 G60 平台。\\n")
    >>> [(e.old, e.rule) for e in remove_artifacts(draft).edits]
    [(' 0', 'artifacts/page-number')]
    """
    short = pick_lines(draft.lines.contents, shorter_than=LONGEST + 1)
    numbers = page_number_lines(draft, short)
    edits = [_line_edit(draft, number, "artifacts/page-number") for number in numbers]
    edits += _lone_marks(draft, short, set(numbers))
    if " " in draft.traits.ascii:
        edits += _stray_numbers(draft)
    return Proposal(tuple(edits))


# --- whole lines -----------------------------------------------------------------------------------------


def _lone_marks(draft: Draft, short: Sequence[int], gone: Set[int]) -> Iterator[Edit]:
    """A mark alone on a line, behind a line that is ended already (else reflow joins it)."""
    contents = draft.lines.contents
    for number in [n for n in short if contents[n] in _LONE_MARKS]:
        lines = (_bare(draft, n) for n in range(number - 1, -1, -1) if n not in gone)
        before = next(filter(None, lines), "。")
        if is_ended(before):
            yield _line_edit(draft, number, "artifacts/lone-punctuation")


def _line_edit(draft: Draft, number: int, rule: str) -> Edit:
    start, end = draft.lines.starts[number], draft.lines.next_start(number)
    return Edit(start, end, draft.text[start:end], "", rule)


# --- numbers inside a line -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stray:
    """A number that interrupts: its span with the space that goes, its value, and what stands before it."""

    start: int
    end: int
    value: int
    before: str


def _stray_numbers(draft: Draft) -> Iterator[Edit]:
    """Page numbers inside lines, and the one-character fragments that went astray with them."""
    for stray in (*_proved(list(_inside(draft))), *_leading(draft)):
        yield Edit(stray.start, stray.end, draft.text[stray.start : stray.end], "", "artifacts/page-number")
        if stray.before and (fragment := _fragment(draft, stray)):
            yield fragment


def _proved(strays: Sequence[_Stray]) -> Iterator[_Stray]:
    """Zeros, which a field printed that never knew its page; others if they run up over the page."""
    counted = [stray for stray in strays if stray.value]
    runs_up = len(counted) > 1 and all(a.value < b.value for a, b in pairwise(counted))
    return (stray for stray in strays if not stray.value or runs_up)


def _inside(draft: Draft) -> Iterator[_Stray]:
    """Numbers whose neighbours meet elsewhere on the page without any number between them."""
    text = draft.folded
    candidates = list(_between_words(draft))
    if not candidates:
        return
    from cleantext.compiled.shared_pairs import shares  # here for start-up time: few pages need it

    joints = [text[found.start() - 1] + found[2][0] for found in candidates]
    met = shares(text.replace(" ", ""), joints)
    for found in compress(candidates, met):
        before = text[found.start() - 2 : found.start()]
        if _meet_elsewhere(text, found, before, found[2]):
            yield _Stray(found.start(), found.end() - 1, int(found[1]), before)


def _between_words(draft: Draft) -> Iterator[re.Match[str]]:
    """Numbers with a word on either side, and no unit behind."""
    text, end = draft.folded, 0
    for at in draft.traits.rows(SPACE, FIGURE, SPACE | FIGURE):
        found = _INSIDE.match(text, at) if at >= end else None
        if not found:
            continue
        end = found.end()
        before, after = text[max(0, at - 2) : at], found[2]
        if len(before) == 2 and _is_word(before) and _is_word(after) and after[0] not in UNITS:
            yield found


def _is_word(neighbour: str) -> bool:
    """Does it end or begin a word a number could interrupt? `iPhone 5 手机` may go on with its own number."""
    return neighbour.isalnum() and (is_han(neighbour[0]) or not neighbour[0].isdigit())


def _meet_elsewhere(text: str, found: re.Match[str], before: str, after: str) -> bool:
    """Does the page have both neighbours side by side, and never another figure between them?"""
    near = text[max(0, found.start() - _REACH) : found.end() + _REACH]
    if near.count(before + after) + near.count(f"{before} {after}") < _MEETINGS:
        return False
    figures = re.findall(rf"{re.escape(before)} ?(\d+) ?{re.escape(after)}", near)
    return set(figures) == {found[1]}


def _leading(draft: Draft) -> Iterator[_Stray]:
    """A zero that opens a line before a year or a heading, where no list or table counts on around it."""
    text, lines = draft.folded, draft.lines
    for at in draft.traits.pairs(FIGURE, SPACE):
        found = _LEADING.match(text, at)
        if not found:
            continue
        number = lines.number_at(found.start())
        if text[lines.starts[number] : found.start()].strip() or not re.match(
            _BEHIND_LEADING, text[found.end() :][:12]
        ):
            continue
        near = [
            _bare(draft, n) for n in range(max(0, number - 3), min(len(lines), number + 4)) if n != number
        ]
        if not any(map(_COUNTED.match, near)):
            yield _Stray(found.start(), found.end(), 0, "")


def _fragment(draft: Draft, stray: _Stray) -> Edit | None:
    """The character before a heading mark that repeats the one before the stray number of its line."""
    lines = draft.lines
    number = lines.number_at(stray.start)
    start = lines.starts[number] + len(lines.contents[number]) - len(lines.contents[number].lstrip())
    found = re.match(_FRAGMENT, draft.folded[start : start + 12])
    if not found or found[1] != stray.before[-1]:
        return None
    return Edit(start, start + 2, draft.text[start : start + 2], "", "artifacts/fragment")


def _bare(draft: Draft, number: int) -> str:
    start = draft.lines.starts[number]
    return draft.folded[start : start + len(draft.lines.contents[number])].strip()
