"""Space that only lays a page out: at the edges of lines, between paragraphs, at the end of the text.

Indentation goes, with one exception: in code, tables and verse the indentation of lines *relative to each
other* carries meaning, so only what all lines of such a block share is taken off.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from cleantext.characters import members
from cleantext.compiled.lines import any_ragged
from cleantext.edits import Edit
from cleantext.lines import Lines
from cleantext.page import Draft
from cleantext.steps.line_kind import is_code, is_table_row, is_verse_line, may_be_code
from cleantext.traits import WIDE_SPACE

_WIDE_SPACES = "\u00a0\u2000-\u200a\u205f"
"""What HTML's &nbsp; &ensp; &emsp; and &thinsp; leave: written for looks, plain spaces inside a line.

The ideographic space U+3000 inside a line is Chinese typography and stays.
"""
WIDE = members(_WIDE_SPACES)
_PLAIN = str.maketrans(dict.fromkeys(WIDE, " "))

_VERSE_LINES = 4
"""A stanza of fewer lines is not told from a heading and a date."""


def layout_edits(draft: Draft) -> list[Edit]:
    """Trim lines, make layout space inside them plain, blank runs to one line, one final line end.

    The text has no line end but LF. The edits are sorted and disjoint.

    >>> [(e.start, e.end, e.rule) for e in layout_edits(Draft("　　正文。\\n\\n\\n"))]
    [(0, 2, 'tidy/layout-space'), (6, 8, 'tidy/blank-lines')]
    """
    text = draft.text
    if not text or _is_tidy(draft):
        return []
    lines = draft.lines
    stripped = [content.strip() for content in lines.contents]
    edits = [*_edge_edits(lines, stripped), *_blank_edits(text, lines, stripped)]
    edits.extend(_inner_edits(draft, stripped))
    if text[-1] != "\n" and stripped[-1]:
        edits.append(Edit(len(text), len(text), "", "\n", "tidy/final-newline"))
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def _is_tidy(draft: Draft) -> bool:
    """Is there nothing to do? A look at both ends of each line tells: clean text costs next to nothing."""
    text = draft.text
    if text[0].isspace() or text[-1] != "\n" or text[-2:-1].isspace():
        return False
    if draft.traits.present & WIDE_SPACE:
        return False
    return not any_ragged(draft.lines.contents)


def _edge_edits(lines: Lines, stripped: Sequence[str]) -> Iterator[Edit]:
    """Take leading and trailing space off every line that is not blank."""
    contents = lines.contents
    ragged = [n for n, body in enumerate(stripped) if body and len(body) != len(contents[n])]
    kept = _kept_indents(contents, stripped) if any(contents[n][0].isspace() for n in ragged) else {}
    for number in ragged:
        content, start = contents[number], lines.starts[number]
        lead = len(content) - len(content.lstrip())
        old, new = content[:lead], kept.get(number, "")
        if old.endswith(new):
            old, new = old[: lead - len(new)], ""
        if old:
            yield Edit(start, start + len(old), old, new, "tidy/layout-space")
        tail = lead + len(stripped[number])
        if tail < len(content):
            yield Edit(start + tail, start + len(content), content[tail:], "", "tidy/layout-space")


def _blank_edits(text: str, lines: Lines, stripped: Sequence[str]) -> Iterator[Edit]:
    """Make every run of blank lines one empty line, or none at the edges of the text."""
    blanks = [number for number, body in enumerate(stripped) if not body]
    for first, behind in _runs(blanks):
        start, end = lines.starts[first], lines.next_start(behind - 1)
        if first == 0 or behind == len(stripped):
            yield Edit(start, end, text[start:end], "", "tidy/blank-lines")
        elif behind - first > 1:
            yield Edit(start, end, text[start:end], "\n", "tidy/blank-lines")
        elif end - start > 1:
            yield Edit(start, end - 1, text[start : end - 1], "", "tidy/layout-space")


def _inner_edits(draft: Draft, stripped: Sequence[str]) -> Iterator[Edit]:
    for start, end in _runs(draft.traits.places(WIDE_SPACE)):
        number = draft.lines.number_at(start)
        content = draft.lines.contents[number]
        body = draft.lines.starts[number] + len(content) - len(content.lstrip())
        if body < start < body + len(stripped[number]):
            yield Edit(start, end, draft.text[start:end], " " * (end - start), "tidy/layout-space")


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers that follow each other, half-open."""
    firsts = [n for n, before in zip(numbers, (-2, *numbers), strict=False) if n - before > 1]
    lasts = [n for n, after in zip(numbers, (*numbers[1:], -1), strict=False) if after - n != 1]
    yield from ((first, last + 1) for first, last in zip(firsts, lasts, strict=True))


# --- indentation that means something --------------------------------------------------------------------


def _kept_indents(contents: Sequence[str], stripped: Sequence[str]) -> dict[int, str]:
    """The indentation that stays, by line: what a line of code, table or verse has beyond its block."""
    depths = [len(content) - len(content.lstrip()) for content in contents]
    kept: dict[int, str] = {}
    for region in (*_code_regions(stripped, depths), *_stanzas_and_tables(contents, stripped, depths)):
        indents = [contents[n][: depths[n]].translate(_PLAIN) for n in region]
        shared = _shared_length(indents)
        kept.update((n, indent[shared:]) for n, indent in zip(region, indents, strict=True))
    return kept


def _shared_length(indents: Sequence[str]) -> int:
    """How many characters all of them begin with alike."""
    low, high = min(indents), max(indents)
    return next((at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))


def _differ(numbers: Sequence[int], depths: Sequence[int]) -> bool:
    """Are these lines indented unlike each other? Where not, no indentation says anything."""
    first = depths[numbers[0]]
    return any(depths[number] != first for number in numbers)


def _code_regions(stripped: Sequence[str], depths: Sequence[int]) -> Iterator[list[int]]:
    """Runs of lines that may be code, blank lines between them allowed, where at least two surely are."""
    numbers = [n for n, body in enumerate(stripped) if body]
    surely = {n for n in numbers if is_code(stripped[n])}
    if len(surely) < 2:
        return
    for may, group in groupby(numbers, lambda n: may_be_code(stripped[n])):
        region = list(group) if may else []
        if region and _differ(region, depths) and len(surely.intersection(region)) > 1:
            yield region


def _stanzas_and_tables(
    contents: Sequence[str], stripped: Sequence[str], depths: Sequence[int]
) -> Iterator[list[int]]:
    for text, group in groupby(range(len(stripped)), lambda n: bool(stripped[n])):
        block = list(group)
        if not text or not _differ(block, depths):
            continue
        if _is_stanza(contents, stripped, depths, block):
            yield block
            continue
        for is_row, row_group in groupby(block, lambda n: is_table_row(stripped[n])):
            rows = list(row_group)
            if is_row and len(rows) > 1:
                yield rows


def _is_stanza(
    contents: Sequence[str], stripped: Sequence[str], depths: Sequence[int], block: Sequence[int]
) -> bool:
    """Short lines at two depths or more, each depth taken up again. Chinese paragraphs indent with U+3000."""
    if len(block) < _VERSE_LINES or not all(is_verse_line(stripped[n]) for n in block):
        return False
    taken = Counter(depths[n] for n in block)
    return len(taken) > 1 and min(taken.values()) > 1 and not any(contents[n][0] == "\u3000" for n in block)
