"""The odds of each line for chrome: what it shows itself, and what its place and company add."""

from collections.abc import Sequence
from operator import add

from cleantext.steps.blocks.headline import headed
from cleantext.steps.blocks.listing import company, in_runs, repeated
from cleantext.steps.blocks.telling import Reading, outside, told_again, untold
from cleantext.steps.blocks.thread import replies
from cleantext.steps.blocks.weights import KINDS

_SITES_OWN = 0.3
"""Share of words of buttons and footers from which a sentence is the site's own wherever it stands."""

_SIGNED = 3.0
"""Nats more, if strict, for a line of editors right behind the text."""

_HEADLINE = -1.0
"""Nats, if strict, for a long line without a full stop that stands beyond all prose."""


def odds_of(page: Reading, printed: Sequence[bool], *, strict: bool) -> list[float]:
    """The log-odds of each line, in nats, for chrome; `printed` says which ones a template printed."""
    odds = _own(page, strict=strict)
    parts = [
        company(page),
        [1.0 * under for under in page.under],
        repeated(printed),
        untold(page),
        outside(page, strict=strict),
        in_runs(page, strict=strict),
        told_again(page),
        replies(page, strict=strict),
        headed(page, strict=strict),
    ]
    for part in filter(any, parts):  # many say nothing on most pages
        odds = [*map(add, odds, part)]
    return odds


def _own(page: Reading, *, strict: bool) -> list[float]:
    """What lines show by themselves. A sentence tells the more the longer it is, a site's own the less."""
    added = []
    for at, line in enumerate(page.lines):
        odd = KINDS[line.kind]
        if line.kind in ("prose", "clauses", "sentence"):
            odd = max(2 * odd, odd - line.letters / 40)
            site = line.site
            if site and not page.about_sites and (page.beyond(at) or (strict and site >= _SITES_OWN)):
                odd *= max(0.0, 1 - 2 * site)
            if page.carded[at]:
                odd = 0.0
            elif strict and line.kind == "clauses" and page.beyond(at) and not page.thread:
                odd = _HEADLINE
        elif line.kind in ("word", "title", "item", "label"):
            odd += 1.5 * line.cover - min(1.0, 4 * line.function) + (0.3 if strict else 0.15)
        elif strict and line.kind in ("byline", "stamp"):
            odd += _SIGNED if line.kind == "byline" and 0 <= at - page.end < 2 else 0.5
        added.append(odd)
    return added
