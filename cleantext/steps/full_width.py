"""Half-width marks in Chinese sentences become full-width ones, on request.

Numbers, addresses, file names, code and English sentences keep their marks.
"""

import re
from collections.abc import Iterator, Mapping

from cleantext.characters import HAN
from cleantext.edits import Edit
from cleantext.lines import Lines
from cleantext.steps.line_kind import is_code

_FULL = dict(zip(",:;!?.()", "，：；！？。（）", strict=True))
_MARK = re.compile(r"[,:;!?.()]")
_BRACKETS = re.compile(r"\(([^()]{0,200})\)")
_HAN = re.compile(f"[{HAN}]")
_TRANSPARENT = re.compile(r"""[\s,:;!?.()，：；！？。（）、“”‘’"'《》〈〉「」『』【】〔〕\[\]…—]""")
"""What is looked through when asking which letter stands before or after a mark."""

_LITERAL = re.compile(
    r"""
    [a-zA-Z][a-zA-Z0-9+.-]*://\S+              # https://example.cn/a?b=c
    | \b(?:www|ftp)\.[!-~]+                    # www.example.cn
    | [\w.+-]+@[\w-]+\.[\w.-]+                 # name@example.cn
    | [\w.-]+\.[a-zA-Z][a-zA-Z0-9]{1,4}\b      # 报告.docx
    | [A-Za-z]:\\\S+                           # C:\\temp
    | \d+(?:[.,:]\d+)+                         # 3.14  1:30  1,000
    | [:;]-?[()DPp](?!\w)                            # :-)
    | \]\([^)\s]*\)                            # a link's target in Markdown
    """,
    re.VERBOSE | re.ASCII,
)


def full_width_edits(text: str, lines: Lines, census: Mapping[str, int]) -> list[Edit]:
    """Make the marks of Chinese sentences full-width; sorted and disjoint.

    >>> from cleantext.lines import split_lines
    >>> text = "增长3.5%,见 a.txt(附件)."
    >>> [(e.old, e.new) for e in full_width_edits(text, split_lines(text), dict.fromkeys(text, 1))]
    [(',', '，'), ('(', '（'), (')', '）'), ('.', '。')]
    """
    if not any(mark in census for mark in _FULL):
        return []
    edits: list[Edit] = []
    for number, content in enumerate(lines.contents):
        if _MARK.search(content) and _HAN.search(content) and not is_code(content.strip()):
            start = lines.starts[number]
            edits.extend(
                Edit(start + at, start + at + 1, content[at], _FULL[content[at]], "tidy/punctuation-width")
                for at in sorted(_places(content))
            )
    return edits


def _places(content: str) -> Iterator[int]:
    """Where in a line a half-width mark belongs to Chinese text."""
    masked = _LITERAL.sub(lambda found: "\0" * len(found[0]), content)
    paired = {found.start(): found.end() - 1 for found in _BRACKETS.finditer(masked)}
    for start, end in paired.items():
        if _HAN.search(content, start, end) or _encloses_in_chinese(masked, start, end):
            yield from (start, end)
    for found in _MARK.finditer(masked):
        if found[0] not in "()" and _in_chinese(masked, found.start()):
            yield found.start()


def _encloses_in_chinese(line: str, start: int, end: int) -> bool:
    """Do brackets around a number or a word stand in Chinese: `之一:(1)获得`, but not `f(x)是`?"""
    before = line[start - 1 : start] if start else ""
    if before.isascii() and before.isalnum():
        return False
    return bool(_HAN.match(_letter(line, start, -1)) or _HAN.match(line[end + 1 : end + 2]))


def _in_chinese(line: str, at: int) -> bool:
    """Does the mark at `at` stand after a Chinese letter, or right before one?"""
    if line[at] == ".":
        return _ends_chinese_sentence(line, at)
    before, after = _letter(line, at, -1), _letter(line, at, 1)
    return bool(_HAN.match(before)) or bool(_HAN.match(after) and _touches(line, at))


def _touches(line: str, at: int) -> bool:
    """No space after the mark: `5%,连续`, but not `Beijing, 北京`."""
    return not line[at + 1 : at + 2].isspace()


def _ends_chinese_sentence(line: str, at: int) -> bool:
    """A full stop is one only after Han and before nothing: `完成.`, not `一.总则`, `报告.doc`, `...`."""
    rest = line[at + 1 :].rstrip().lstrip("”’」』）)】》")
    return bool(_HAN.match(_letter(line, at, -1))) and not rest and line[at - 1 : at] != "." and at > 3


def _letter(line: str, at: int, step: int) -> str:
    """The nearest character on one side that is not a mark or a space; empty at the line's edge."""
    at += step
    while 0 <= at < len(line) and _TRANSPARENT.match(line[at]):
        at += step
    return line[at] if 0 <= at < len(line) else ""
