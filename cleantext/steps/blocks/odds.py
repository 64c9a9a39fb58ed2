"""The odds of each line for chrome: what it shows itself, and what its place and company add."""

from collections.abc import Sequence

from cleantext.steps.blocks.headline import headed
from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.listing import company, in_runs, listed, repeated
from cleantext.steps.blocks.telling import outside, told_again, untold
from cleantext.steps.blocks.thread import replies
from cleantext.steps.blocks.weights import KINDS


def odds_of(lines: Sequence[Clues], *, strict: bool) -> list[float]:
    """The log-odds of each line, for chrome."""
    parts = [
        [_own(line, strict=strict) for line in lines],
        company(lines),
        [1.0 * under for under in listed(lines)],
        repeated(lines),
        untold(lines),
        outside(lines, strict=strict),
        in_runs(lines, strict=strict),
        told_again(lines),
        replies(lines, strict=strict),
        headed(lines, strict=strict),
    ]
    return [sum(column) for column in zip(*parts, strict=True)]


def _own(line: Clues, *, strict: bool) -> float:
    odd = KINDS[line.kind]
    if line.kind in ("prose", "sentence"):
        return max(2 * odd, odd - line.letters / 40) * max(0.0, 1 - 2 * line.site)
    if line.kind in ("word", "title", "item", "label"):
        odd += 1.5 * line.cover - min(1.0, 4 * line.function) + (0.3 if strict else 0.0)
    elif strict and line.kind in ("byline", "stamp"):
        odd += 0.5
    return odd
