"""What a page tells, as far as single lines show it, and what lies beyond or belongs to it.

The functions that give a list add nats for chrome, line by line; the lines are those that are not blank.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cleantext.compiled.shared_pairs import shares
from cleantext.records import dataclass
from cleantext.steps.blocks.kinds import Clues
from cleantext.steps.blocks.weights import OPEN, TOLD

_APART = 12
"""Lines without a sentence between two, from which they belong to different parts of the page."""

_SMALL = 0.2
"""Share of the letters of its longest part from which another part counts; a motto or a prompt does not."""

_SMALL_IN_THREAD = 0.02
"""The same in a thread, where posts stand far apart and may be short."""

_CARDS = 3
"""Summaries from which there is a list of them."""

_REACH = 4
"""Lines above the first summary in which the list's heading stands."""

_ENDS_LIST = frozenset(("prose", "clauses", "code"))
"""Kinds that end a list of links; a short sentence may be a headline."""

_ANSWERS = re.compile("回复|发表于|只看该作者|引用|赞同|举报")
"""Words under each post of a thread."""

_OFFER = 6
"""Characters by which lines with such words are compared."""

_SITE_SAYS = 0.15
"""Share of words of buttons and footers from which a sentence may be the site's own."""

_ABOUT_SITES = 0.4
"""Share of such sentences, by letters, from which the page is about sites: a manual, a law, a lesson."""

_CORE = 20_000
"""Characters of prose in which headlines and names are looked for."""

_FIGURES = re.compile(r"\d+")
_NUMBERED = re.compile(r"^[(\[]?[\d一二三四五六七八九十]{1,3}[)\].、]\s?")


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a page that are not blank, and where it tells something.

    `begin` and `end` are the half-open span from the first line that tells something to the last; all lines
    where none does. `shared` is the share of pairs of characters that each line of company's kinds has in
    common with its sentences, `under` says which lines are under `相关阅读`, `carded` which sentences sum up
    an article that is linked there.
    """

    lines: Sequence[Clues]
    begin: int
    end: int
    tells: bool
    about_sites: bool
    thread: bool
    shared: Sequence[float]
    under: Sequence[bool]
    carded: Sequence[bool]

    def beyond(self, at: int) -> bool:
        """Does a line stand before or behind all that the page tells?"""
        return not self.begin <= at < self.end


def read_page(lines: Sequence[Clues]) -> Reading:
    """See where a page tells something."""
    told = [at for at, line in enumerate(lines) if line.kind in TOLD]
    doubtful = sum(lines[at].letters for at in told if lines[at].site >= _SITE_SAYS)
    about_sites = doubtful > _ABOUT_SITES * sum(lines[at].letters for at in told)
    thread = is_thread(lines)
    heads = [at for at, line in enumerate(lines) if _heads_list(line)]
    groups = _grouped(heads, [at for at in told if about_sites or lines[at].site < _SITE_SAYS])
    cards = [] if thread else [group for group in groups[1:] if _are_cards(lines, heads, group)]
    carded = [False] * len(lines)
    for at in (at for group in cards for at in group):
        carded[at] = True
    masses = {group[0]: sum(lines[at].letters for at in group) for group in groups if group not in cards}
    least = max(masses.values(), default=0) * (_SMALL_IN_THREAD if thread else _SMALL)
    own = [at for group in groups if masses.get(group[0], -1) >= least for at in group]
    begin, end = (own[0], own[-1] + 1) if own else (0, len(lines))
    text = "\n".join(line.text for line in lines[begin:end] if line.kind in TOLD)[:_CORE]
    shared = shares(text, [line.text if line.kind in OPEN else "" for line in lines])
    under = _listed(lines, carded) if told and heads else [False] * len(lines)
    return Reading(lines, begin, end, bool(own), about_sites, thread, shared, under, carded)


def is_thread(lines: Sequence[Clues]) -> bool:
    """Does the page offer to answer again and again, as a thread does under each post?"""
    offers = Counter(
        _FIGURES.sub("0", line.text)[:_OFFER]
        for line in lines
        if line.kind in ("interface", "mostly", "stamp") and _ANSWERS.search(line.text)
    )
    return max(offers.values(), default=0) > 1


def _grouped(heads: Sequence[int], told: Sequence[int]) -> list[list[int]]:
    """Sentences with at most `_APART` lines between each and the next, and no heading of a list."""
    groups: list[list[int]] = []
    for at in told:
        if groups and at - groups[-1][-1] <= _APART and not _any_within(heads, groups[-1][-1], at):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _any_within(numbers: Sequence[int], begin: int, end: int) -> bool:
    return bisect_left(numbers, begin) < bisect_left(numbers, end)


def _are_cards(lines: Sequence[Clues], heads: Sequence[int], group: Sequence[int]) -> bool:
    """Is each sentence by itself, a headline over it or a date beside, all under `推荐阅读` or its like?"""
    if len(group) < _CARDS or not _any_within(heads, max(0, group[0] - _REACH), group[0]):
        return False
    dated = sum(any(line.stamped for line in lines[max(0, at - 2) : at + 3]) for at in group)
    return dated * 4 >= len(group) * 3 and all(b - a > 1 for a, b in pairwise(group))


def _listed(lines: Sequence[Clues], carded: Sequence[bool]) -> list[bool]:
    """Which headlines stand under `相关阅读` or its like, before the next sentence that is no summary?"""
    found, under = [], False
    for at, line in enumerate(lines):
        if _heads_list(line):
            under = True
        elif (
            line.kind == "legal"
            or (line.group == "footer" and line.cover >= 0.75)
            or (not carded[at] and (line.kind in _ENDS_LIST or _are_told(lines[at - 1 : at + 1])))
        ):
            under = False
        found.append(under and (line.kind in OPEN or carded[at]))
    return found


def _heads_list(line: Clues) -> bool:
    return line.group == "list" and line.letters <= 20 and line.cover >= 0.4


def _are_told(lines: Sequence[Clues]) -> bool:
    return len(lines) > 1 and all(line.kind in TOLD for line in lines)


def untold(page: Reading) -> list[float]:
    """On a page without a sentence the lists are what it is about: a table of contents, an index."""
    return [-1.0 if not page.tells and line.kind in OPEN and line.letters else 0.0 for line in page.lines]


def outside(page: Reading, *, strict: bool) -> list[float]:
    """Beyond all prose headlines and names are less likely the article's; amid it no site has its footer."""
    extra = 0.4 if strict else 0.3
    added = []
    for at, line in enumerate(page.lines):
        if not page.begin <= at < page.end:
            added.append(extra if line.kind in OPEN else 0.0)
        else:
            added.append(-2.0 if page.tells and line.kind in ("footer", "contact", "legal") else 0.0)
    return added


def told_again(page: Reading) -> list[float]:
    """What the prose of the page says too belongs to it: captions, fields of a card, and surely subheads."""
    heads = _subheads(page.lines)
    added = []
    for at, line in enumerate(page.lines):
        if heads and line.text in heads:
            added.append(-4.0)
        elif line.kind in ("word", "title", "item", "label") and line.cover < 0.5:
            added.append(-2.5 * max(0.0, page.shared[at] - 0.4))
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
