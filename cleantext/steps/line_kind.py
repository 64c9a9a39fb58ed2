"""What kind of line a line is, told from the line alone: list item, speech, label, verse, table, code.

Every function takes a line without layout space at its edges; the questions of reflow (items, speech, labels,
contacts) take it folded, those of tidy (verse, tables, code) either way. Few pages need any of this, so the
patterns are texts that `re` compiles on first use and keeps: compiling them all costs more than a page.
"""

import re
from string import ascii_letters

_NUMERAL = "一二三四五六七八九十百零〇两"

_ITEM = rf"""(?x)
    [(〔\[【][\d{_NUMERAL}a-zA-Z]{{1,4}}[)〕\]】]           # (一)  (3)  〔1〕  [2]
    | [\d{_NUMERAL}]{{1,4}}[、﹒)〕]                          # 一、  1﹒  2)
    | \d{{1,3}}\.(?!\d)                                      # 1.全称   but not 3.14
    | [A-Za-z][.、)](?!\w*\.)                                # A.  b)
    | 第[\d{_NUMERAL}]{{1,5}}[章节条款编部篇卷回集课讲届次期方场幕单步点项]
    | [①-⓿❶-➓⒈-⒛㈠-㈩ⅰ-ⅻⅠ-Ⅻ]
    | [-*+•·●○■□◆◇★☆▲△▶►▪◎※→»>#✓✔](?![-*])
    | ——|--|—(?!—)
    | [QA问答]\s?\d{{0,2}}:
"""
_OPENING_QUOTE = tuple('“「『‘《【〖"')
_LABEL = r"[^\s:,。.!?;“”]{1,10}(?:\s[^\s:,。.!?;“”]{1,6})?\s?:"
_CONTACT = r"""(?xi)
    .{0,12}?(?:地\s*址|住\s*址|电\s*话|手\s*机|传\s*真|邮\s*编|邮\s*箱|网\s*址|联\s*系\s*人|微\s*信|qq).{0,6}:
    | (?:e-?mail|tel|fax|add|address|phone)\s?[:.]
"""
_ONLINE = r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[!-~]+)\s*$"

_GAP = r"\S[ \u00a0\u2000-\u200a\u3000]{2,}(?=\S)"
_GAP_SIGNS = ("  ", "\u3000\u3000", "\u00a0", "\u2002", "\u2003")
_WALL = "[|│┃┆┊┌├└]"
_ROW_AT_MOST = 400
"""Characters; a longer line is prose, whatever spaces it holds."""

_CODE = r"""(?xa)
    (?:def|class|elif|if|for|while|with|try|except|finally|else|switch)\b[^。！？，；]*[:{]\s*(?:\#.*)?$
    | (?:from\s\w[\w.]*\s)?import\s[\w.*{ ]
    | (?:return|yield|raise|assert|del|print)\b[\s(][^。！？，；]*$
    | (?:public|private|protected|static|const|let|var|void|int|float|double|char|struct)\s\w
    | (?:func|function|fn|package|using|namespace)\s\w
    | \#\s?(?:include|define|ifdef|endif|pragma)\b
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER)\s+(?:\S+\s+)*?(?:FROM|INTO|SET|TABLE)\b
    | [A-Za-z_$][\w.$]*(?:\[[^\]]*\])?\s?(?:[-+*/|&]|:)?=(?!=)\s*\S
    | (?:await\s)?[A-Za-z_$][\w.$]*\(.*\)\s?[;:{]?$
    | .*[{};]$(?<=[\w)\]}'"\s][{};])
    | [})\]]+[;,]?$
    | </?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>
    | [a-z][\w-]*:(?:\s\S{1,40})?$
    | (?:for|while|until|if)\s[^。！？，]*;\s?(?:do|then)$ | (?:done|fi|esac)$ | echo\s["'$]
    | \$\s\w | >>>\s | sudo\s\w
    | "[\w-]+"\s?:\s
"""
_CODE_BEGINS, _CODE_ENDS = frozenset(ascii_letters + '_$#<>})]"'), ("{", "}", ";")
"""With one of these every line of code begins, or ends."""

_CODE_AT_MOST = 2000
"""Characters; nobody reads a longer line of code, and patterns must not run over a page in one line."""
_CODE_OPENER = r"""[A-Za-z_$\d"'(\[{)\]}<@#/*+\-.]"""
_CHINESE_SENTENCE = r"[一-鿿][。!?！？]|。$"

_VERSE = r"[㐀-鿿，。！？、；：…—“”‘’「」《》,.:!?;\s]+|[A-Za-zÀ-ÿ。,.!?;:'’“”\"—\s-]+"
_VERSE_COLUMNS = 44


def opens_item(line: str) -> bool:
    """Does the line open something new: a list item, a numbered heading, a dash paragraph, a question?

    >>> [opens_item(line) for line in ("(一)在新发展格局中", "3.两重:", "——坚持", "3.14 是圆周率")]
    [True, True, True, False]
    """
    return bool(re.match(_ITEM, line))


def opens_speech(line: str) -> bool:
    """Does the line open with a quotation mark, or with a speaker's or a field's name and a colon?

    >>> [opens_speech(line) for line in ("“来了。”", "祥林嫂:我真傻", "群众和医务工作者共同")]
    [True, True, False]
    """
    return line.startswith(_OPENING_QUOTE) or is_label(line)


def is_label(line: str) -> bool:
    """Does a short name and a colon open the line, as in a form, a card, a play?

    >>> is_label("发布时间:2020-10-05"), is_label("今年以来,主要是:")
    (True, False)
    """
    return bool(re.match(_LABEL, line))


def is_contact(line: str) -> bool:
    """Does the line say how to reach someone: an address, a number, a mailbox, a link alone?

    >>> is_contact("电 话:010-63691786"), is_contact("请看 https://example.cn/"), is_contact("打了电话")
    (True, True, False)
    """
    if (":" in line or "." in line) and re.match(_CONTACT, line):
        return True
    return ("@" in line or "://" in line or "www." in line) and bool(re.search(_ONLINE, line))


def is_code(line: str) -> bool:
    """Is the line surely written for a machine?

    >>> [is_code(line) for line in ("for i in range(3):", "int a = 1; // 计数", "本院认为:", "The end.")]
    [True, True, False, False]
    """
    if line[:1] not in _CODE_BEGINS and not line.endswith(_CODE_ENDS):
        return False
    return line[:1].isascii() and len(line) <= _CODE_AT_MOST and bool(re.match(_CODE, line))


def may_be_code(line: str) -> bool:
    """Can the line stand in code: surely code, or a comment, a key, a closing bracket, a bare word?

    >>> [may_be_code(line) for line in ("# 求和", "else", "正文", "Dear 张先生,你好。")]
    [True, True, False, False]
    """
    if not line[:1].isascii():
        return False
    return bool(re.match(_CODE_OPENER, line)) and not re.search(_CHINESE_SENTENCE, line)


def is_table_row(line: str) -> bool:
    """Is the line cut into cells by tabs, wide gaps or walls?

    >>> [is_table_row(row) for row in ("产值\\t100", "| 甲 | 乙 |", "甲  1  2", "区长  王乾")]
    [True, True, True, False]
    """
    if len(line) > _ROW_AT_MOST:
        return False
    if "\t" in line or len(re.findall(_WALL, line)) > 1:
        return True
    return any(sign in line for sign in _GAP_SIGNS) and len(re.findall(_GAP, line)) > 1


def is_verse_line(line: str) -> bool:
    """Could the line be a line of verse: short, of one script, without figures or labels?

    >>> is_verse_line("床前明月光,"), is_verse_line("2019-3-11 08:54"), is_verse_line("签到天数:9 天")
    (True, False, False)
    """
    return bool(re.fullmatch(_VERSE, line)) and display_width(line) <= _VERSE_COLUMNS


def display_width(line: str) -> int:
    """Columns of a terminal the line takes: two for a wide character, one for another.

    >>> display_width("G60 科创"), display_width("“是”")
    (8, 6)
    """
    # GBK writes two bytes for what Chinese fonts draw wide, curved quotes and dashes included, and is fast.
    return len(line.encode("gbk", "replace"))
