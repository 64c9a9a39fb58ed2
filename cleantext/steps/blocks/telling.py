"""What a page tells, as far as single lines show it, and what lies beyond or belongs to it.

The functions that give a list add nats for chrome, line by line; the lines are those that are not blank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.weights import OPEN, TOLD

_APART = 40
"""Lines from the next sentence at which a short one is a motto of the site, or a prompt."""

_MOTTO = 40
"""Letters up to which a sentence is short."""

_SITE_SAYS = 0.15
"""Share of words of buttons and footers from which a sentence may be the site's own."""

_ABOUT_SITES = 0.4
"""Share of such sentences, by letters, from which the page is about sites: a manual, a law, a lesson."""

_CORE = 20_000
"""Characters of prose in which headlines and names are looked for."""

_NUMBERED = re.compile(r"^[(\[]?[\d一二三四五六七八九十]{1,3}[)\].、]\s?")


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a page that are not blank, and where it tells something.

    `begin` and `end` are the half-open span from the first line that tells something to the last; all lines
    where none does. `core` is the text of its sentences, `under` says which lines are under `相关阅读`.
    """

    lines: Sequence[Clues]
    begin: int
    end: int
    tells: bool
    about_sites: bool
    core: str
    under: Sequence[bool]

    def beyond(self, at: int) -> bool:
        """Does a line stand before or behind all that the page tells?"""
        return not self.begin <= at < self.end


def read_page(lines: Sequence[Clues]) -> Reading:
    """See where a page tells something."""
    told = [at for at, line in enumerate(lines) if line.kind in TOLD]
    doubtful = sum(lines[at].letters for at in told if lines[at].site >= _SITE_SAYS)
    about_sites = doubtful > _ABOUT_SITES * sum(lines[at].letters for at in told)
    own = [at for at in told if about_sites or lines[at].site < _SITE_SAYS]
    while len(own) > 1 and own[-1] - own[-2] > _APART and lines[own[-1]].letters < _MOTTO:
        own.pop()
    while len(own) > 1 and own[1] - own[0] > _APART and lines[own[0]].letters < _MOTTO:
        own.pop(0)
    begin, end = (own[0], own[-1] + 1) if own else (0, len(lines))
    core = "\n".join(line.text for line in lines[begin:end] if line.kind in TOLD)[:_CORE]
    return Reading(lines, begin, end, bool(own), about_sites, core, _listed(lines, tells=bool(told)))


def _listed(lines: Sequence[Clues], *, tells: bool) -> list[bool]:
    """Which headlines stand under `相关阅读` or its like, before the next sentence?"""
    found, under = [], False
    for line in lines:
        if tells and line.group == "list" and line.letters <= 14 and line.cover >= 0.4:
            under = True
        elif line.kind in TOLD:
            under = False
        found.append(under and line.kind in OPEN)
    return found


def shared_pairs(text: str, core: str) -> float:
    """The share of a line's pairs of characters that the core has."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return sum(pair in core for pair in pairs) / len(pairs) if pairs else 0.0


def untold(page: Reading) -> list[float]:
    """On a page without a sentence the lists are what it is about: a table of contents, an index."""
    return [-1.0 if not page.tells and line.kind in OPEN and line.letters else 0.0 for line in page.lines]


def outside(page: Reading, *, strict: bool) -> list[float]:
    """Beyond all prose headlines and names are less likely the article's; amid it no site has its footer."""
    extra = 0.4 if strict else 0.2
    added = []
    for at, line in enumerate(page.lines):
        if page.beyond(at):
            added.append(extra if line.kind in OPEN else 0.0)
        else:
            added.append(-2.0 if page.tells and line.kind in ("footer", "contact", "legal") else 0.0)
    return added


def told_again(page: Reading) -> list[float]:
    """What the prose of the page says too belongs to it: captions, fields of a card, and surely subheads."""
    heads = _subheads(page.lines)
    added = []
    for line in page.lines:
        if line.text in heads:
            added.append(-4.0)
        elif line.kind in ("word", "title", "item", "label") and line.cover < 0.5:
            added.append(-2.5 * max(0.0, shared_pairs(line.text, page.core) - 0.4))
        else:
            added.append(0.0)
    return added


def _subheads(lines: Sequence[Clues]) -> set[str]:
    """Short lines that the sentence right under them takes up: `登录`, then `点右上角的登录按钮。`"""
    heads: set[str] = set()
    for at, line in enumerate(lines[:-1]):
        if line.kind in TOLD or line.letters < 2 or lines[at + 1].kind not in TOLD:
            continue
        if _NUMBERED.sub("", line.text) in lines[at + 1].text:
            heads.update((line.text, _NUMBERED.sub("", line.text)))
    return heads
