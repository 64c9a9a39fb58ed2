r"""Line ends and tabs that became visible: `\r\n`, `/r/n`, `x0dx0a`, `_x000D_`, and U+2028.

Between Chinese sentences they are damage; in a path (`C:\new`), a formula (`\neq`) or a text about them not.
"""

import re
from collections.abc import Iterator

from cleantext.edits import Edit
from cleantext.page import Proposal
from cleantext.steps.unescape.surroundings import CHINESE, Surroundings

_LINE_END = re.compile(
    r"""(?xi)
    (?: (?: \\[rn] | \\x0[da] | /r/n | x0dx0a | _x000[da]_ ) [ \u3000]*? )+ (?:\\t)*
    | (?:\\t)+ | (?:_x0009_)+
    """
)
_BARE = re.compile(rf"(?<=[{CHINESE}])(?:rn)+(?=[{CHINESE} \u3000]|$)", re.M)
"""What stripping backslashes leaves of `\\r\\n`."""

_SEPARATOR = re.compile(rf"[\u2028\u2029]+|(?:(?<=[{CHINESE}\n])|^)\x85+(?=[{CHINESE}\n]|$)")
"""U+0085 among other characters of Latin-1 is a byte of a misread text, for `mend`."""

_SENTENCE_END = "。！？；：…”’」』）)】》.!?;:"
_BEFORE = re.compile(rf"[{CHINESE}0-9)\]>.,!?:;*%]\s*\Z")
_AFTER = re.compile(rf"\s*(?:[{CHINESE}0-9(\[<【（“]|[A-Z][\w ]|\Z)")
_PATH = re.compile(
    r"(?:[A-Za-z]:\\|\\\\[\w.-]+\\|[A-Za-z0-9_.-]+\\(?![rnt](?![A-Za-z])))[^\s，。；！？]*\Z|\.{0,2}/[\w./-]*\Z"
)
_DENSE = 4
"""Carriage returns with line feeds that make a page one of visible line ends."""
_SURE = 1
"""A page with more such marks has them for line ends; one alone must end a sentence."""


def read_line_marks(around: Surroundings) -> Proposal:
    r"""Line ends for their marks. Offsets are code points of the draft's text.

    >>> from cleantext.page import Draft
    >>> [(e.old, e.new) for e in read_line_marks(Surroundings(Draft(r"第一段。\r\n第二段。"))).edits]
    [('\\r\\n', '\n')]
    """
    text, census = around.text, around.draft.census
    edits: list[Edit] = []
    if any(separator in census for separator in "\u2028\u2029\x85"):
        edits += _separators(text)
    if "\\" in census or "_x00" in text or "/r/n" in text or "x0dx0a" in text.lower():
        sure = _sure(text, around.damage(_typed(text)))
        whole = sum(r"\r\n" in edit.old for edit in sure)
        edits += around.damage(_typed(text, loosely=True)) if whole >= _DENSE else sure
    if "r" in census and "rn" in text:
        edits += _sure_bare(text, around.damage(_bare(text)))
    return Proposal(tuple(edits))


def _separators(text: str) -> Iterator[Edit]:
    for found in _SEPARATOR.finditer(text):
        yield Edit(*found.span(), found[0], _line_end(text, *found.span()), "unescape/line-separator", 0.99)


def _line_end(text: str, start: int, end: int) -> str:
    """A line end, unless the line ends there already."""
    return "" if text[end : end + 1] in ("", "\n", "\r") or text[start - 1 : start] in ("", "\n") else "\n"


def _typed(text: str, *, loosely: bool = False) -> Iterator[Edit]:
    """Marks between Chinese; `loosely`, also a carriage return with its line feed beside other characters."""
    for found in _LINE_END.finditer(text):
        start, end = found.start(), found.start() + len(found[0].rstrip())
        old = text[start:end]
        is_whole = loosely and r"\r\n" in old
        if "_x" not in old and not is_whole and not _is_between_chinese(text, start, end):
            continue
        is_tab = old.startswith((r"\t", "_x0009_"))
        new = "\t" * (old.count(r"\t") + old.count("_x0009_")) if is_tab else _line_end(text, start, end)
        rule = "ooxml" if "_x" in old else "typed-tab" if is_tab else "typed-line-end"
        yield Edit(start, end, old, new, f"unescape/{rule}", 0.95)


def _bare(text: str) -> Iterator[Edit]:
    for found in _BARE.finditer(text):
        new = _line_end(text, *found.span())
        yield Edit(*found.span(), found[0], new, "unescape/typed-line-end", 0.9)


def _is_between_chinese(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", max(0, start - 80), start) + 1 or max(0, start - 80)
    before, after = text[line:start], text[end : end + 8].partition("\n")[0]
    if _PATH.search(before) or text[start - 1 : start] == "\\":
        return False
    if not before.strip():
        return bool(re.match(rf"\s*[{CHINESE}]", after))
    if before.endswith(" ") and after.startswith(" ") and before.rstrip()[-1] not in _SENTENCE_END:
        return False  # 写 \n 换行: named, not used
    return bool(_BEFORE.search(before) and _AFTER.match(after))


def _sure(text: str, edits: list[Edit]) -> list[Edit]:
    """Marks that end a sentence, or of which the page has several."""
    several = len(edits) > _SURE
    return [e for e in edits if several or "_x" in e.old or _ends_sentence(e, text)]


def _sure_bare(text: str, edits: list[Edit]) -> list[Edit]:
    """Two letters prove less: several of them must end sentences."""
    return edits if sum(_ends_sentence(e, text) for e in edits) > _SURE else []


def _ends_sentence(edit: Edit, text: str) -> bool:
    before = text[max(0, edit.start - 8) : edit.start].rstrip()
    return bool(before) and before[-1] in _SENTENCE_END
