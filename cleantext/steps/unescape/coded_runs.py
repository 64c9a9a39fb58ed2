r"""Runs of escaped characters or bytes: `\u4e2d\u56fd`, `%E4%B8%AD`, `%u4E2D`, `\xd6\xd0`, `_x4E2D_`.

One escape proves little, a line of them that reads as Chinese much; what one line proves lets the rest of the
page be read with less.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from cleantext.edits import Edit
from cleantext.page import Proposal
from cleantext.steps.unescape.forward import (
    BACKSLASH_U,
    BACKSLASH_X,
    OCTAL,
    OOXML,
    PERCENT,
    PERCENT_U,
    Escape,
    weight,
)
from cleantext.steps.unescape.surroundings import Surroundings

_PROVEN = 2
"""Han characters in a line that prove its escapes; fewer need a page where other lines are proved."""

_GATES = {
    BACKSLASH_U: ("\\", r"\\u[0-9A-Fa-f]{4}"),
    BACKSLASH_X: ("\\", r"\\x[89A-Fa-f][0-9A-Fa-f]\\x"),
    OCTAL: ("\\", r"\\[23][0-7]{2}\\[23]"),
    PERCENT_U: ("%", r"%u[0-9A-Fa-f]{4}"),
    PERCENT: ("%", r"%[89A-Fa-f][0-9A-Fa-f]%"),
    OOXML: ("_", r"_x[0-9A-Fa-f]{4}_"),
}
"""For each escape the character that a page without it mostly lacks, and what a page with it has."""

_RANGE = re.compile(r"\[[^\]\n]*\Z|[-~–—至到]\s*\Z")
_RANGE_ON = re.compile(r"\s*[-~–—至到]\s*[\\%]|[^\[\n]{0,60}?[+*]?\][+*{]|[-\]]")
_SIGN_BACK = re.compile("[!-~]*?[/=&#]")
_TOKEN_AT_MOST = 500
"""Characters looked back for what tells an address, within one word of ASCII."""
_QUERY_ON = re.compile(r"[/=&]|[?]\w+=")


def decode_runs(around: Surroundings) -> Proposal:
    r"""Read runs of escapes that are Chinese. Offsets are code points of the draft's text.

    >>> from cleantext.page import Draft
    >>> [e.new for e in decode_runs(Surroundings(Draft(r"标题：\u4e2d\u56fd，%D6%D0%B9%FA"))).edits]
    ['中国', '中国']
    """
    text, census = around.text, around.draft.census
    edits: list[Edit] = []
    for escape, (sign, gate) in _GATES.items():
        if sign in census and re.search(gate, text):
            edits += _proved(around, around.damage(_candidates(text, escape)))
    return Proposal(tuple(edits))


def _candidates(text: str, escape: Escape) -> Iterator[Edit]:
    runs = re.finditer(f"(?<![\\\\%])(?:{escape.pattern})+", text)
    for run in runs:
        shown = run[0]
        new = escape.unshow(shown)
        if new is None and escape.of == "bytes" and text[run.end() : run.end() + 1] in "….\n":
            shown, new = _without_torn_end(shown, escape)
        end = run.start() + len(shown)
        if new is None or _is_in_range(text, run.start(), end):
            continue
        if escape is PERCENT and _is_in_address(text, run.start(), run.end()):
            continue
        yield Edit(run.start(), end, shown, new, f"unescape/{escape.name}", _confidence(new))


def _without_torn_end(shown: str, escape: Escape) -> tuple[str, str | None]:
    """A run cut off within its last character, as in an excerpt: that character's bytes stay."""
    width = len(escape.before) + int(escape.digits[1]) + len(escape.after)
    for lost in (1, 2):
        rest = shown[: -lost * width]
        new = escape.unshow(rest) if rest else None
        if new and weight(new) > _PROVEN:
            return rest, new
    return shown, None


def _is_in_range(text: str, start: int, end: int) -> bool:
    r"""Does it stand in a range or a class, as `[\u4e00-\u9fa5]` does?"""
    return bool(_RANGE.search(text[max(0, start - 40) : start]) or _RANGE_ON.match(text, end))


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Does it stand in a path or a query: `/wiki/%E4`, `?q=%E4`, `%E4%B8%AD/index`?"""
    if _QUERY_ON.match(text, end):
        return True
    return bool(_SIGN_BACK.match(text[max(0, start - _TOKEN_AT_MOST) : start][::-1]))


def _confidence(new: str) -> float:
    return 0.99 if weight(new) > 3 else 0.95


def _proved(around: Surroundings, edits: Iterable[Edit]) -> list[Edit]:
    """The runs of lines that prove themselves; on a page with two such lines, those of the others too."""
    lines = around.draft.lines
    by_line = [list(group) for _, group in groupby(edits, lambda edit: lines.number_at(edit.start))]
    proven = [group for group in by_line if _weight(group) >= _PROVEN or _is_one_word_of_bytes(group)]
    return [edit for group in (by_line if len(proven) > 1 else proven) for edit in group]


def _weight(edits: Iterable[Edit]) -> int:
    return sum(weight(edit.new) for edit in edits)


def _is_one_word_of_bytes(edits: list[Edit]) -> bool:
    """Three bytes of UTF-8 that are a Chinese character happen once in thousands by chance."""
    byte_rules = ("unescape/percent", "unescape/backslash-x", "unescape/backslash-octal")
    return any(edit.rule in byte_rules and weight(edit.new) and len(edit.old) >= 9 for edit in edits)
