"""What the page tells, as far as single lines show it, and what lies beyond or belongs to it.

The functions that give a list add nats for chrome, line by line; the lines are those that are not blank.
"""

from collections.abc import Sequence

from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.weights import OPEN, TOLD

_APART = 40
"""Lines from the next sentence at which a short one is a motto of the site, or a prompt."""

_MOTTO = 40
"""Letters up to which a sentence is short."""

_SITE_SAYS = 0.15
"""Share of words of buttons and footers from which a sentence is no part of what the page tells."""

_CORE = 20_000
"""Characters of prose in which headlines and names are looked for."""


def told_span(lines: Sequence[Clues]) -> tuple[int, int]:
    """From the first line that tells something to behind the last, a site's own sentences aside."""
    told = [at for at, line in enumerate(lines) if line.kind in TOLD and line.site < _SITE_SAYS]
    while len(told) > 1 and told[-1] - told[-2] > _APART and lines[told[-1]].letters < _MOTTO:
        told.pop()
    while len(told) > 1 and told[1] - told[0] > _APART and lines[told[0]].letters < _MOTTO:
        told.pop(0)
    return (told[0], told[-1] + 1) if told else (0, len(lines))


def core_text(lines: Sequence[Clues]) -> str:
    """What the page tells in sentences."""
    begin, end = told_span(lines)
    return "\n".join(line.text for line in lines[begin:end] if line.kind in TOLD)[:_CORE]


def shared_pairs(text: str, core: str) -> float:
    """The share of a line's pairs of characters that the core has."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return sum(pair in core for pair in pairs) / len(pairs) if pairs else 0.0


def untold(lines: Sequence[Clues]) -> list[float]:
    """On a page without a sentence the lists are what it is about: a table of contents, an index."""
    if any(line.kind in TOLD for line in lines):
        return [0.0] * len(lines)
    return [-1.0 if line.kind in OPEN and line.letters else 0.0 for line in lines]


def outside(lines: Sequence[Clues], *, strict: bool) -> list[float]:
    """Before the first prose and behind the last, headlines and names are less likely the article's."""
    begin, end = told_span(lines)
    extra = 0.4 if strict else 0.2
    return [extra if line.kind in OPEN and not begin <= at < end else 0.0 for at, line in enumerate(lines)]


def told_again(lines: Sequence[Clues]) -> list[float]:
    """What the prose of the page says too belongs to it: subheads, captions, fields of a card."""
    core = core_text(lines)
    return [
        -2.5 * max(0.0, shared_pairs(line.text, core) - 0.4)
        if line.kind in ("word", "title", "item", "label") and line.cover < 0.5
        else 0.0
        for line in lines
    ]
