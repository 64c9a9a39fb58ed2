"""The conditions that ask nothing of other rules: when, where (as far as a line tells) and unless."""

from typing import Protocol

from cleantext.characters import CLOSING, SENTENCE_END
from cleantext.edits import Span
from cleantext.fold import fold
from cleantext.ruleset.model import Rule, When, Where
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.view import TRIMMED, PageView

Lines = tuple[Span, Span]
"""The first and the last line a match touches."""

_QUOTES = CLOSING + "\"'"


class Seen(Protocol):
    """What conditions on a page as a whole ask."""

    host: str

    def has(self, literal: str, /) -> bool:
        """Does it occur on the page?"""


def page_allows(when: When, view: Seen) -> bool:
    """Whether the page as a whole is one the rule is for."""
    if when.host and not any(_is_under(view.host, host) for host in when.host):
        return False
    if when.page_has and not any(map(view.has, when.page_has)):
        return False
    return not any(map(view.has, when.page_lacks))


def _is_under(host: str, wanted: str) -> bool:
    wanted = wanted.lower().strip(".")
    return host == wanted or host.endswith("." + wanted)


def place_on_page(where: Where, view: PageView) -> Span:
    """The stretch of the page where a match may begin; it begins where a line does."""
    begin = view.tail_start(where.tail) if where.tail is not None else 0
    return begin, view.head_end(where.head) if where.head is not None else len(view.folded)


def line_allows(where: Where, lines: Lines, view: PageView) -> bool:
    """The conditions on a line: its place on the page and its length."""
    first, last = lines
    if where.head is not None and last[0] >= view.head_end(where.head):
        return False
    if where.tail is not None and first[0] < view.tail_start(where.tail):
        return False
    if where.line_up_to is None:
        return True
    return all(is_short(line, where.line_up_to, view) for line in {first, last})


def is_short(line: Span, at_most: int, view: PageView) -> bool:
    """Whether a line, without the space around it, is no longer than so many characters."""
    if line[1] - line[0] <= at_most:
        return True
    if view.folded[line[0]] not in TRIMMED and view.folded[line[1] - 1] not in TRIMMED:
        return False
    start, end = view.trimmed(line)
    return end - start <= at_most


def spared(rule: Rule, lines: Lines, view: PageView) -> bool:
    """Whether one of the lines a match touches holds what spares it."""
    unless = rule.unless
    if not (unless.line_has or unless.line_matches or unless.ends_like_prose):
        return False
    exact = rule.view == "exact"
    start, end = lines[0][0], lines[1][1]
    shown = (view.text if exact else view.folded)[start:end]
    if any((literal if exact else fold(literal)) in shown for literal in unless.line_has):
        return True
    for pattern in unless.line_matches:
        compiled = compile_pattern(pattern, exact=exact)
        if any(compiled.search(line.strip(TRIMMED), timeout=1.0) for line in shown.split("\n")):
            return True
    return bool(unless.ends_like_prose) and ends_like_prose(view.folded[slice(*lines[1])])


def ends_like_prose(line: str) -> bool:
    """Whether a (folded) line ends as a sentence does, closing quotes aside.

    >>> ends_like_prose("他說：「登錄後才能查看。」"), ends_like_prose("登录后才能查看")
    (True, False)
    """
    bare = line.rstrip(TRIMMED).rstrip(_QUOTES)
    return bare != "" and bare[-1] in SENTENCE_END
