"""Lines that a page, a mail program or a PDF broke inside a sentence are joined.

Three kinds of break, each proved before it is mended: a line that goes on with a mark (`，简称`), text
wrapped at one width, and a sentence that a page break tore. Headings, list items, verse, tables, code,
addresses, speech and signatures keep their lines.
"""

from collections.abc import Iterator

from cleantext.characters import is_han
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.steps.bare_lines import LONG, BareLines
from cleantext.steps.glue import Glue
from cleantext.steps.joint import (
    begins_new,
    goes_on,
    is_apart,
    is_ended,
    is_prose,
    is_torn,
    splits_word,
    trails_off,
)
from cleantext.steps.wrapped import wrapped_pairs

_UNPROVED_AT_MOST = 4
"""Breaks taken along for each proved one: a page that tears words (3 of 10 breaks do) tears phrases too."""
_COMMA_SHARE = 0.1
"""Of the lines, at most, may end in a comma where a comma is to prove a break: more is verse, or a habit."""
_TORN, _COMMA, _WRAPPED, _GOING_ON, _UNPROVED = 0.98, 0.95, 0.95, 0.95, 0.85
"""How sure each kind of joint is."""

Pair = tuple[int, int]
"""Two lines, by number, that are one."""


def reflow(draft: Draft) -> Proposal:
    """Propose to join broken lines; every edit is the break between two halves, layout space included.

    >>> text = "坚持人民至上。在区委坚强领导下，培育壮大存量优\\n质企业，形成新的增长点。\\n"
    >>> [(e.start, e.old, e.new) for e in reflow(Draft(text)).edits]
    [(23, '\\n', '')]
    """
    lines = BareLines(draft)
    if not lines.open_ended and not lines.going_on:
        return NOTHING
    sure = dict.fromkeys(wrapped_pairs(lines), _WRAPPED)
    sure |= _torn_pairs(lines) | dict.fromkeys(_going_on_pairs(lines), _GOING_ON)
    glue = Glue(draft.text)
    return Proposal(tuple(_edit(draft, lines, glue, *pair, sure[pair]) for pair in sorted(sure)))


def _torn_pairs(lines: BareLines) -> dict[Pair, float]:
    """Sentences that a page break tore, proved by what it parts, by a comma, or by other breaks."""
    proved: dict[Pair, float] = {}
    unproved: dict[Pair, float] = {}
    commas = sum(lines.contents[n][-1] in ",，、" for n in lines.open_ended)
    for number in lines.open_ended:
        after = lines.following(number)
        if after is None:
            continue
        line, rest = lines[number], lines[after]
        torn = len(line) >= LONG and is_torn(line, rest)
        if not (torn or trails_off(line)) or not _may_go_on(lines, number, after):
            continue
        if torn:
            proved[number, after] = _TORN
        elif after > number + 1 or not _ends_well(rest):
            continue
        elif line[-1] not in ",、":
            unproved[number, after] = _UNPROVED
        elif commas <= max(1, _COMMA_SHARE * len(lines)):
            proved[number, after] = _COMMA
    if len(proved) > 1:
        proved |= dict.fromkeys(_torn_short_pairs(lines), _TORN)
    return proved | unproved if len(unproved) <= _UNPROVED_AT_MOST * len(proved) else proved


def _torn_short_pairs(lines: BareLines) -> Iterator[Pair]:
    """Words torn at the end of a heading or a paragraph's first words, on a page known to tear."""
    for number in range(len(lines) - 1):
        if 1 < len(lines.contents[number]) < LONG and splits_word(lines[number], lines[number + 1]):
            yield number, number + 1


def _may_go_on(lines: BareLines, number: int, after: int) -> bool:
    """Nothing speaks against one sentence: no ending mark, no indentation, no new kind of line."""
    line, rest = lines[number], lines[after]
    if is_ended(line) or is_apart(line) or begins_new(rest):
        return False
    return lines.depth(after) <= lines.depth(number) and not lines.begins_paragraph(after)


def _ends_well(line: str) -> bool:
    """Is the line running text that ends in a mark, or breaks off as torn text does?"""
    return is_ended(line) or is_prose(line)


def _going_on_pairs(lines: BareLines) -> Iterator[Pair]:
    """Lines that go on with a mark, and the short line before one: a link put on a line of its own."""
    for number in lines.going_on:
        if number == 0 or not goes_on(lines[number]) or is_apart(lines[number]):
            continue
        before = number - 1
        if not any(map(is_han, lines.contents[before])) or is_ended(lines[before]) or is_apart(lines[before]):
            continue
        yield before, number
        if before > 0 and len(lines[before]) < LONG and _is_left_open(lines[before - 1]):
            yield before - 1, before


def _is_left_open(line: str) -> bool:
    """Is the line running text without an end, whatever its length?"""
    return bool(line) and not is_ended(line) and not is_apart(line) and (goes_on(line) or "," in line)


def _edit(draft: Draft, lines: BareLines, glue: Glue, number: int, after: int, sure: float) -> Edit:
    """The edit that takes the break between two lines away."""
    line = lines.contents[number].rstrip()
    rest = lines.contents[after].lstrip()
    start = lines.starts[number] + len(line)
    end = lines.starts[after] + lines.depth(after)
    new = glue.between(line, rest)
    if line[-1] == "-" and not glue.keeps_hyphen(line, rest):
        start -= 1
    return Edit(start, end, draft.text[start:end], new, "reflow/joined-line", sure)
