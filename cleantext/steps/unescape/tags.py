"""HTML tags typed as text, in a page that is text: `第一段<br/>第二段`, `<b>重点</b>`, `</span>`.

What goes is the markup; what a reader would see of it, a line end or a cell's edge, comes in its place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from cleantext.edits import Edit
from cleantext.page import NOTHING, Proposal
from cleantext.steps.unescape.markup import ANY_TAG, BREAKS, CELLS, TAG
from cleantext.steps.unescape.surroundings import CHINESE, Surroundings

RULE = "unescape/html-tag"

_RUN = re.compile(rf"(?:{ANY_TAG})(?:[ \t\u00a0]*(?:{ANY_TAG}))*", re.I)
"""Tags in a row."""

_CHINESE = re.compile(f"[{CHINESE}]")
_BESIDE = 100
"""Characters on each side in which Chinese must stand."""

_ROW = re.compile(r"\|[^\n]*\|")

_STANDS_ALONE = frozenset(("br", "hr", "wbr"))
"""Elements that need no end; of any other, a bare tag needs its partner: `a<b>c` is no bold type."""

_VISIBLE = frozenset(("script", "style", "textarea", "code", "pre"))
"""Elements whose content is no prose: a line that has one is left."""


def take_off_tags(around: Surroundings) -> Proposal:
    """Take tags off Chinese prose. Offsets are code points of the draft's text.

    >>> from cleantext.page import Draft
    >>> [(e.old, e.new) for e in take_off_tags(Surroundings(Draft("第一段<br/>第<b>二</b>段"))).edits]
    [('<br/>', '\\n'), ('<b>', ''), ('</b>', '')]
    """
    if "<" not in around.draft.census or ">" not in around.draft.census or not TAG.search(around.text):
        return NOTHING
    if _is_markdown(around.text):
        return NOTHING
    return Proposal(tuple(around.damage(_candidates(_Tags(around.text)))))


def _is_markdown(text: str) -> bool:
    """Markdown, where tags are part of the language?"""
    return ("](" in text or "```" in text) and bool(re.search(r"(?m)^#{1,6} \S", text))


def shown_of(tags: str) -> str:
    """What a reader sees of tags in a row: a line end, a cell's edge, nothing.

    >>> shown_of("</b></p>"), shown_of("</td><td>"), shown_of("<b>")
    ('\\n', '\\t', '')
    """
    names = {(m["name"] or "").lower() for m in TAG.finditer(tags)}
    return "\n" if names & BREAKS else "\t" if names & CELLS else ""


class _Tags:
    """The tags of a text, and which of them have a partner."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def paired(self) -> frozenset[str]:
        """Names of which the text has an end for most beginnings."""
        opened: Counter[str] = Counter()
        closed: Counter[str] = Counter()
        for tag in TAG.finditer(self.text):
            if tag["name"]:
                (closed if tag["close"] else opened)[tag["name"].lower()] += 1
        return frozenset(name for name in closed if 2 * closed[name] >= opened[name])

    def is_markup(self, run: str) -> bool:
        """Is every tag of a run one that cannot be anything else?"""
        return all(self._is_sure(tag) for tag in TAG.finditer(run))

    def _is_sure(self, tag: re.Match[str]) -> bool:
        if not tag["name"]:
            return True
        name = tag["name"].lower()
        return bool(tag["close"] or tag["attributes"] or name in _STANDS_ALONE or name in self.paired)


def _candidates(tags: _Tags) -> Iterator[Edit]:
    text = tags.text
    visible = _holders(text)
    for run in _RUN.finditer(text):
        if not tags.is_markup(run[0]) and not _opens_paragraph(text, run):
            continue
        if (
            not _is_in_chinese(text, *run.span())
            or _holds(visible, run.start())
            or _is_in_row(text, run.start())
        ):
            continue
        new = _fitted(shown_of(run[0]), text, *run.span())
        yield Edit(*run.span(), run[0], new, RULE, 0.95)


def _holders(text: str) -> Sequence[tuple[int, int]]:
    found = re.finditer(rf"<({'|'.join(sorted(_VISIBLE))})\b[^<>]*>.*?(?:</\1\s*>|\Z)", text, re.I | re.S)
    return [m.span() for m in found]


def _holds(spans: Iterable[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _is_in_chinese(text: str, start: int, end: int) -> bool:
    return bool(_CHINESE.search(text, max(0, start - _BESIDE), end + _BESIDE))


def _opens_paragraph(text: str, run: re.Match[str]) -> bool:
    """A `<p>` without end, as old pages have it, after a sentence or at a line's beginning."""
    before = text[max(0, run.start() - 4) : run.start()].rstrip(" \t\u00a0\u3000")[-1:]
    return run[0].lower() == "<p>" and before in ("", *"\n。！？：；”!?:;")


def _is_in_row(text: str, start: int) -> bool:
    """In a row of a Markdown table, which a line end would break?"""
    return bool(_ROW.match(text, text.rfind("\n", 0, start) + 1))


def _fitted(new: str, text: str, start: int, end: int) -> str:
    """Nothing breaks a line where one begins or ends already."""
    before, after = text[max(0, start - 40) : start].rstrip(" \t\u00a0\u3000")[-1:], text[end : end + 1]
    return "" if before in ("", "\n") or after in ("", "\n") else new
