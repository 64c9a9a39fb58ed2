r"""Is an escape damage, or is it meant? Judged from what stands around it.

Code, addresses and texts about escapes need theirs: `[\u4e00-\u9fa5]`, `?q=%E4%B8%AD`, “写作 &nbsp;”.
All families ask here, so that what is spared is spared by all.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby

from cleantext.characters import HAN
from cleantext.edits import Edit, apply
from cleantext.page import Draft
from cleantext.steps.line_kind import is_code, may_be_code
from cleantext.steps.unescape.markup import ANY_TAG, TAG

CHINESE = f"{HAN}\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff65"
"""Han characters and the marks of Chinese prose: insides of a regular-expression class."""

_TALK = re.compile(
    r"""(?xi)
    (?=[转实字正反换回制空占控大小不源命编解网百十八汉中代标元A-Z>]) (?:
    转义 | 实体(?:符|编码|字符|引用|代码) | 字符(?:集|串|编码|引用) | 正则表达 | 反斜杠
    | (?:换行|回车|制表|空格|占位|控制)符 | [小大]于号 | 不间断空格 | 源代码 | 源文件 | 命令行
    | (?:编码|解码|转码)(?:为|成|后|前|方式|格式|规则|函数|表|是|器|的?结果)
    | (?:URL|网址|百分号|十[六进]进?制|八进制|汉字|中文|网页)\s?(?:编码|解码|转码)
    | (?<![=?"/]) (?:Unicode | UTF-?(?:8|16) | GBK | GB2312 | GB18030 | ASCII)
    | (?<![a-z./])(?:X?HTML5?|XML|CSS|JSON|JavaScript|PHP|SQL|Python|Java|LaTeX|Markdown|UBB|BBCode|regexp?
        |(?:un)?escape|(?:en|de)code(?:URI)?\w*|printf|println)(?![a-z])
    | (?<![票政券金域构用划家品辆业校生易司位编行])代码 | [a-z>]\s*[”’"']?\s*(?:标[签记]|元素)(?!\s*[:：])
    | (?:标[签记]|元素)\s*[“‘"'（(]?\s*< )
    """
)
"""Words of someone who writes about escapes, markup or programs."""

_VERB = "来?(?:表示|代表|就是|是指|指的是|对应|相当于|等于|是|为|即)"
_NAMED = (
    "(?:了|的是)?[一两几]?个?(?:不间断|半角|全角|英文|普通|中文)?(?:空[格白]|换行|回车|制表|缩进|[大小]于|[双单左右]?引号"
    "|版权|注册|商标|破折号|省略号|段落|[加粗斜]|图片|链接|标[签记]|汉字|字符)"
)
_SAID_AFTER = re.compile(
    rf"\s*[”\"」』'’`)）]\s*{_VERB}|\s+{_VERB}|\s*{_VERB}{_NAMED}|\s*(?:=>|->|→|标[签记]|转义)"
)
_SAID_BEFORE = re.compile(
    r"(?:写作|写成|写为|输入|键入|打出|[转换变]成|[换转]为|替换|显示[为成]|解析[为成]|例如|比如|形如|诸如|用)"
    r"[:：,，]?\s*[“\"「『'‘`(（]?\s*$"
)
_PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'", "「": "」", "『": "』", "`": "`", "(": ")", "（": "）",
          "[": "]", "<": ">", "{": "}", "|": "|", "【": "】"}  # fmt: skip

_DATA = re.compile(
    r"""(?x) ["'\w]["']\s*:\s*["'\[{\d] | ^[\[{]\s*["'{\[] | \b[A-Za-z_]\w*\s*=\s*["'][^"']*["']
    | \b(?:if|for|while|switch|function)\s*[(].{0,80}?[)]\s*[{] | [{][{].{1,80}?[}][}]
    | \\\\[nrtux]"""
)
_COMMAND = re.compile(
    r"""(?x)
    \$\s | [a-z_][a-z0-9_]*@[\w-]+:[~/] | [A-Za-z]:\\
    | (?:grep|sed|awk|echo|printf|curl|wget|cd|ls|git|pip|npm|python\d?|perl|cat|find|tr|mysql|docker|sudo|apt
        |yum|java|gcc|ssh|scp|tar|mv|cp|rm)\s
    """
)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*?(?:^[ \t]*(?:```|~~~)[ \t]*$|\Z)", re.M | re.S)
_BLOCK = re.compile(
    r"\[code[^\]]*\].*?(?:\[/code\]|\Z)|<(pre|code|textarea)\b[^>]*>.*?(?:</\1>|\Z)", re.S | re.I
)
_TICKS = re.compile(r"(`{1,2})(?!`)[^`\n]+\1")
_PART = r"(?:(?!&(?:nbsp|[lr][ds]quo|lt|gt|quot);)[!#-;=?-~])"
_ADDRESS = re.compile(
    rf"""(?xi)
    (?:https?|ftps?|file|magnet|thunder|ed2k|mailto|data|javascript)[:：]{_PART}+
    | (?<![\w.])(?:www\.|//){_PART}+
    | (?<![a-z0-9.-])(?:[a-z0-9-]+\.){{1,8}}(?:com|cn|net|org|gov|edu|html?|php|aspx?|jsp)(?:[/?\#:]{_PART}*)
    """
)
"""Addresses, also without their scheme."""

_OPENING_TAG = re.compile(r"<(?:!doctype\s|\?xml\s|(?:html|head|body|rss)\b)", re.I)
_SCAFFOLD = re.compile(
    r"<(?:div|table|ul|form|nav|section|script|style|link|meta|svg|iframe)\b[^<>\n]*>", re.I
)
"""Elements that build a page and not its text."""
_BUILT = 6

_TALKING_LINES = 3
_TALKING_SHARE = 400
"""A page with so many lines about code, and one in so many characters, is about code as a whole."""

_DENSE = 8
"""Runs of escaped Chinese that make a page one of escapes."""

_ESCAPED = re.compile(rf"&[#\w]+;|\\u\w{{4}}|[%=\\]x?[0-9A-Fa-f]{{2}}|{ANY_TAG}", re.I)
_QUOTED_AT_MOST = 4
"""Characters; who decodes a longer quotation does not take its point away."""

_OPENING, _CLOSING = "“‘《「『【（(", "”’》」』】）)"
_HAN = re.compile(f"[{HAN}]")


def is_html(text: str) -> bool:
    """Is the page HTML or XML as a whole? Then its escapes are its reader's business.

    >>> is_html("<!DOCTYPE html><p>正文&nbsp;"), is_html("<p>正文</p>")
    (True, False)
    """
    if "<" not in text:
        return False
    opening = text[:4096].lstrip("\ufeff \t\r\n\u3000")
    while opening.startswith("<!--"):
        opening = opening.partition("-->")[2].lstrip()
    return bool(_OPENING_TAG.match(opening)) or len(_SCAFFOLD.findall(text)) >= _BUILT


def _without_attributes(tag: re.Match[str]) -> str:
    """A tag of the same length that says nothing."""
    return "<" + " " * (len(tag[0]) - 2) + ">"


class Surroundings:
    """What stands around the places of one draft. Spans and edits are of its text."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text

    def damage(self, edits: Iterable[Edit]) -> list[Edit]:
        """Those edits (sorted) that undo damage, and do not stand in code, an address or a talk of them."""
        kept = []
        lines = self.draft.lines
        for number, group in groupby(self._used(edits), lambda edit: lines.number_at(edit.start)):
            some = list(group)
            if not self._is_meant(number, some):
                kept += some
        return kept

    def _used(self, edits: Iterable[Edit]) -> list[Edit]:
        """Those that are no quotation. Where nearly all Chinese is escaped, what is quoted is too."""
        free = [edit for edit in edits if not self._is_in_code(edit)]
        quoted = {edit.start for edit in free if self._is_quoted(edit)}
        chinese = [edit for edit in free if _HAN.search(edit.new)]
        dense = len(chinese) >= _DENSE and 2 * sum(edit.start in quoted for edit in chinese) < len(chinese)
        return [e for e in free if e.start not in quoted or (dense and _HAN.search(e.new))]

    def line_around(self, edits: Sequence[Edit]) -> str:
        """The lines that some edits touch, as they would read after them."""
        start = self.text.rfind("\n", 0, edits[0].start) + 1
        end = self.text.find("\n", edits[-1].end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        moved = [Edit(e.start - start, e.end - start, e.old, e.new, e.rule) for e in edits]
        return apply(line, moved)

    @cached_property
    def is_technical(self) -> bool:
        """Is the page about code, markup or encodings?"""
        talking = len(self._talking)
        return talking >= _TALKING_LINES and talking * _TALKING_SHARE > len(self.text)

    @cached_property
    def _talking(self) -> frozenset[int]:
        """The lines that talk about escapes, markup or programs."""
        text = TAG.sub(_without_attributes, self.text) if "<" in self.text else self.text
        return frozenset(self.draft.lines.number_at(m.start()) for m in _TALK.finditer(text))

    @cached_property
    def is_chinese(self) -> bool:
        """Is a tenth of the page Han?"""
        return 10 * len(_HAN.findall(self.text)) > len(self.text)

    @cached_property
    def _spared(self) -> tuple[list[int], list[int]]:
        """Where code, addresses and quotations of code begin and end; sorted, disjoint."""
        patterns = [_ADDRESS, *(pattern for sign, pattern in _SIGNS if sign in self.text)]
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(m.span() for pattern in patterns for m in pattern.finditer(self.text)):
            if not ends or start > ends[-1]:
                starts.append(start)
                ends.append(end)
            ends[-1] = max(ends[-1], end)
        return starts, ends

    def _is_in_code(self, edit: Edit) -> bool:
        starts, ends = self._spared
        at = bisect_left(starts, edit.end) - 1
        return at >= 0 and ends[at] > edit.start and not edit.start < starts[at] < ends[at] <= edit.end

    def _is_quoted(self, edit: Edit) -> bool:
        """Is this one escape alone between a pair of marks, or named by the words beside it?"""
        before, after = self.text[edit.start - 1 : edit.start], self.text[edit.end : edit.end + 1]
        if edit.old[0] == "\\" and before == after and before in ("'", '"'):
            return True  # a string of a program
        if len(edit.new) > _QUOTED_AT_MOST:
            return False
        if after and _PAIRS.get(before) == after:
            return bool(edit.new.strip()) or len(edit.new) < 2
        if (edit.new and edit.new in _OPENING) or (edit.new in _CLOSING and before.strip()):
            return False
        if _SAID_AFTER.match(self.text, edit.end):
            return True
        return bool(_SAID_BEFORE.search(self.text[max(0, edit.start - 12) : edit.start]))

    def _is_meant(self, number: int, edits: Sequence[Edit]) -> bool:
        if self.is_technical or number in self._talking:
            return True
        line = TAG.sub("", self.line_around(edits)).replace("\n", " ").strip()
        return reads_as_code(line) or self._stands_in_code(number, line)

    def _stands_in_code(self, number: int, bare: str) -> bool:
        """A line that may be code, with code right above and below."""
        if not may_be_code(bare):
            return False
        contents = self.draft.lines.contents
        near = contents[max(0, number - 1) : number + 2 : 2] if number else ()
        return len(near) == 2 and all(reads_as_code(_ESCAPED.sub("文", line).strip()) for line in near)


_SIGNS = (
    ("```", _FENCE),
    ("~~~", _FENCE),
    ("`", _TICKS),
    ("[code", _BLOCK),
    ("<pre", _BLOCK),
    ("<code", _BLOCK),
)


def reads_as_code(line: str) -> bool:
    r"""Is the line, trimmed and read, written for a machine: code, data, a command?

    >>> reads_as_code('{"title": "中国"}'), reads_as_code("echo 你好"), reads_as_code("2024 年，正文。")
    (True, True, False)
    """
    return is_code(line) or bool(_DATA.search(line)) or bool(_COMMAND.match(line))
