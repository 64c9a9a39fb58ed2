"""A page's lines as the step sees them: each with its clues, and those that rules took off among them."""

from bisect import bisect_left
from collections.abc import Sequence

from cleantext.compiled.lines import pick_lines
from cleantext.page import Draft
from cleantext.steps.blocks.kinds import Clues, any_site_line, read_lines
from cleantext.steps.blocks.weights import SURE

_LONG = 150
"""Characters over which a line that ends like a sentence is prose without a closer look."""

_ENDS = "。！？!?…；;”」』）)"
"""Marks that end a line of prose."""


_KINDS = frozenset((*SURE, "stamp", "byline"))
"""Kinds of which a line still is that rules took off."""


def see_lines(draft: Draft, loose: Sequence[int]) -> list[Clues]:
    """The clues of all lines that are not blank; none where no line shows that a site wrote it.

    `loose` are the numbers of the lines that may: those that are short or do not end as a sentence.
    """
    contents = draft.lines.contents
    swept = _swept(draft)
    if not swept and not any_site_line(contents, loose):
        return []
    near = pick_lines(contents, shorter_than=_LONG, ends=_ENDS)
    near = [n for n in near if not contents[n].isspace()]
    known = set(near)
    prose = [
        Clues(n, "", "prose", len(line))
        for n, line in enumerate(contents)
        if len(line) >= _LONG and n not in known and not line.isspace()
    ]
    return sorted((*swept, *read_lines(contents, near), *prose), key=lambda clues: clues.number)


def _swept(draft: Draft) -> list[Clues]:
    """The lines that rules took off, under the number of the line that now stands in their place."""
    read = read_lines([line for _, line in draft.swept], range(len(draft.swept)))
    return [
        Clues(
            bisect_left(draft.lines.starts, at),
            line.text,
            line.kind if line.kind in _KINDS else "swept",
            line.letters,
            line.cover,
            line.group,
            line.site,
            line.function,
            line.stamped,
            swept=True,
        )
        for (at, _), line in zip(draft.swept, read, strict=True)
    ]
