"""A page's lines as the step sees them: each with its clues, and those that rules took off among them."""

from bisect import bisect_left
from collections.abc import Sequence

from cleantext.page import Draft
from cleantext.records import replace
from cleantext.steps.blocks.kinds import Clues, any_site_line, read_lines
from cleantext.steps.blocks.weights import SURE

_LONG = 150
"""Characters over which a line that ends like a sentence is prose without a closer look."""

_ENDS = frozenset("。！？!?…；;”」』）)")
"""Marks that end a line of prose."""


def see_lines(draft: Draft, loose: Sequence[int]) -> list[Clues]:
    """The clues of all lines that are not blank; none where no line shows that a site wrote it.

    `loose` are the numbers of the lines that may: those that are short or do not end as a sentence.
    """
    contents = draft.lines.contents
    swept = _swept(draft)
    if not swept and not any_site_line(contents, loose):
        return []
    near = [n for n, line in enumerate(contents) if len(line) < _LONG or line[-1] not in _ENDS]
    near = [n for n in near if contents[n] and not contents[n].isspace()]
    known = set(near)
    prose = [
        Clues(n, "", "prose", len(line))
        for n, line in enumerate(contents)
        if line and n not in known and not line.isspace()
    ]
    return sorted((*swept, *read_lines(contents, near), *prose), key=lambda clues: clues.number)


def _swept(draft: Draft) -> list[Clues]:
    """The lines that rules took off, under the number of the line that now stands in their place."""
    read = read_lines([line for _, line in draft.swept], range(len(draft.swept)))
    return [
        replace(
            clues,
            number=bisect_left(draft.lines.starts, at),
            kind=clues.kind if clues.kind in (*SURE, "stamp", "byline") else "swept",
            swept=True,
        )
        for (at, _), clues in zip(draft.swept, read, strict=True)
    ]
