"""The weights of a page's lines and elements, by what they say and by where they stand."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html import unescape

from cleantext.markup.text_lines import Line
from cleantext.markup.tree import Document, Element
from cleantext.steps.unwrap.names import CHROME, CONTENT, DETAIL, REPLY, kind_of
from cleantext.steps.unwrap.teasers import teasers
from cleantext.steps.unwrap.weigh import SHORT, weigh

_AROUND, _BESIDE = 0.2, 0.5
"""What is left of a sentence's weight in an element that is named as chrome, or as facts about a text."""

_MOST = 0.5
"""An element with more of a page's running text than this is not what its name says, if that is chrome."""


class Weights:
    """The weights of a page's lines, and of its elements as the sums of theirs."""

    def __init__(
        self, document: Document, lines: Sequence[Line], title: str = "", *, about: str = ""
    ) -> None:
        self.document = document
        self.lines = lines
        self.starts = [line.pieces[0][0] for line in lines]
        self.title = bare(title)
        self.is_talk = bool(_TALK.search(f"{title} {about}"))
        self.title_alone = bare(_SITE.split(unescape(title).strip(), maxsplit=1)[0])
        self.shown = [line.source(document.text) for line in lines]
        self.plain = [self._plain(line, shown) for line, shown in zip(lines, self.shown, strict=True)]
        for number in teasers(document, lines):
            self.plain[number] = min(self.plain[number], SHORT)
        self.holders = self._find_holders()
        self.prose = self.sum_up([max(0.0, weight) for weight in self.plain])
        self.named = [""] * len(document.elements)
        self.is_reply = [False] * len(document.elements)
        self.around = self._find_surroundings()
        self.by_line = [
            self._in_place(weight, line.block.number) for weight, line in zip(self.plain, lines, strict=True)
        ]
        self.sums = self.sum_up(self.by_line)
        self.text_begins = next(
            (s for s, weight in zip(self.starts, self.plain, strict=True) if weight > 0), 0
        )

    def says_title(self, shown: str) -> bool:
        """Is a line the page's title, or the greater part of it? The site's name behind it is not."""
        said, first = bare(shown), self.title_alone
        if len(said) <= 3 or not first:
            return False
        if said in first:
            return 2 * len(said) > len(first)
        return (first in said and len(said) <= len(first) + _TITLE_MARKS) or said == self.title

    def _plain(self, line: Line, shown: str) -> float:
        return 2 * SHORT if line.characters < 200 and self.says_title(shown) else weigh(line, shown)

    def sum_up(self, weights: Sequence[float]) -> list[float]:
        """For each element, what its lines weigh together."""
        sums = [0.0] * len(self.document.elements)
        for line, weight in zip(self.lines, weights, strict=True):
            sums[line.block.number] += weight
        for element in reversed(self.holders):
            if element.parent is not None:
                sums[element.parent.number] += sums[element.number]
        return sums

    def numbers_in(self, element: Element) -> range:
        """The numbers of the lines that begin in an element."""
        return range(bisect_left(self.starts, element.start), bisect_left(self.starts, element.end))

    def is_linked(self, element: Element) -> bool:
        """Is most of an element's text links?"""
        lines = [self.lines[number] for number in self.numbers_in(element)]
        return 2 * sum(line.linked for line in lines) > sum(line.characters for line in lines)

    def holders_in(self, element: Element) -> Sequence[Element]:
        """The elements in an element in which lines stand."""
        begin = bisect_right(self.holders, element.number, key=_number)
        return self.holders[begin : bisect_left(self.holders, element.until, key=_number)]

    def quiet(self) -> list[float]:
        """Weights for a page without running text: a line that is no link and no chrome weighs its length."""
        found = []
        for line, weight in zip(self.lines, self.plain, strict=True):
            free = line.characters - 2 * line.linked
            kind = self.around[line.block.number]
            if kind == CHROME or self.named[line.block.number] == DETAIL or 2 * line.linked > line.characters:
                found.append(-0.5 * line.characters + SHORT)
            elif weight <= 2 * SHORT or line.characters < 3:
                found.append(weight)
            else:
                found.append(0.5 * free if kind == DETAIL else float(free))
        return found

    def _find_holders(self) -> list[Element]:
        """The elements in which lines stand, in the order they begin."""
        found: dict[int, Element] = {}
        for line in self.lines:
            at: Element | None = line.block
            while at is not None and at.number not in found:
                found[at.number] = at
                at = at.parent
        return [found[number] for number in sorted(found)]

    def _find_surroundings(self) -> list[str]:
        """For each element, what the names of it and of those around it say."""
        most = _MOST * max(1.0, self.prose[0])
        around = [""] * len(self.document.elements)
        for element in self.holders[1:]:
            number, above = element.number, element.parent.number if element.parent else 0
            kind = self.named[number] = kind_of(element)
            self.is_reply[number] = self.is_reply[above] or kind == REPLY
            if kind in (CHROME, DETAIL) and self.prose[number] <= most:
                around[number] = CHROME if CHROME in (kind, around[above]) else DETAIL
            elif kind != CONTENT or around[above] != DETAIL:
                around[number] = around[above]
        return around

    def _in_place(self, weight: float, number: int) -> float:
        kind = self.around[number]
        if kind == CHROME:
            return _AROUND * weight + SHORT if weight > 0 else weight + SHORT
        return _BESIDE * weight if kind == DETAIL and weight > 0 else weight


def _number(element: Element) -> int:
    return element.number


_TALK = re.compile(
    r"(?i)论坛|論壇|社区|社區|贴吧|问答|問答|小组|讨论|討論|\bbbs|bbs\b|forum|thread|topic|tieba|discu|communit"
)
"""What titles and addresses of pages say where people talk."""

_SITE = re.compile(r"\s+[-–—·|｜«»]+\s+|[|｜_]|-{2,}|—{2,}")
"""What parts a page's title from the name of its site."""

_TITLE_MARKS = 6
"""Characters that a page's own line may have beside the title: a mark of its kind, as 【转载】."""

_BARE = re.compile(r"\s+|&\w+;")


def bare(text: str) -> str:
    """A text without its spaces and entities."""
    return _BARE.sub("", text)
