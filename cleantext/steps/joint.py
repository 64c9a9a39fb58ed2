"""Whether two lines are the halves of one sentence: the proofs, each from the two lines alone.

Every function takes folded lines without layout space at their edges.
"""

import re

from cleantext.characters import is_han
from cleantext.chinese import pair_rows
from cleantext.steps.bare_lines import LONG
from cleantext.steps.line_kind import is_code, is_contact, is_label, is_table_row, opens_item, opens_speech

_STOPS = "。!?;…"
_ENDED = tuple("。.!?;:…—~)]}】〕")
_QUOTES = "”’」』》〉"
UNITS = frozenset("亿万千百元个名家项年月日吨米度户套所条件次位亩%℃")
"""What a figure counts, one character each."""
_LONG_UNITS = ("公里", "公顷", "平方", "小时", "分钟", "美元")
_PAIRS = (("“", "”"), ("《", "》"), ("(", ")"), ("「", "」"), ("【", "】"))
_CREDIT = (
    r"(?:记者|通讯员|编辑|来源|作者|摄影|图源)[^,]{0,14}$|(?:社发|社电|摄|供图|供稿|报道|整理|转载|待续)$"
)
_SPLIT_NATS = 3.0
"""How much likelier than chance the two characters at the joint must be as one word.

With the margin below: 6 in 10 000 wrong on ends and beginnings of sentences of the seeds, 31 in 100 of the
breaks at any character found.
"""
_MARGIN_NATS = 1.0
"""How much tighter they must hold than either does to its own line."""


def is_ended(line: str) -> bool:
    """Does the line end in a mark after which a new paragraph may begin?

    A quotation or a title may end one, and may as well stand inside one: the mark within it decides.

    >>> is_ended("实现地方财政收入 145.5"), is_ended("主要是:"), is_ended("“走吧。”"), is_ended("落实“双减”")
    (False, True, True, False)
    """
    return line.rstrip(_QUOTES).endswith(_ENDED)


def is_prose(line: str) -> bool:
    """Is the line long, and does it hold a finished sentence?"""
    return len(line) >= LONG and any(stop in line for stop in _STOPS) and not is_apart(line)


def begins_new(line: str) -> bool:
    """Does the line surely begin something of its own?"""
    return opens_item(line) or opens_speech(line) or is_apart(line)


def is_apart(line: str) -> bool:
    """Is the line no running text at all: a table's row, code, a way to reach someone?"""
    return is_table_row(line) or is_code(line) or is_contact(line)


def goes_on(line: str) -> bool:
    """Does the line begin with a mark that only goes on with a sentence?

    >>> goes_on(",简称雄安高新区"), goes_on(":)"), goes_on(".gitignore")
    (True, False, False)
    """
    first, second = line[:1], line[1:2]
    if first in ",;" and not second:
        return True
    if first in ",:;)":
        return is_han(second) or second in "“《"
    return first in "》」』】〕" or (first in "。、" and second != first)


def splits_word(line: str, after: str) -> bool:
    """Do the last and the first character make a word that the line break tore?

    >>> splits_word("豪威半导体、凸版等存量优", "质企业增加投资。"), splits_word("今天很好", "我们走吧。")
    (True, False)
    """
    if len(line) < 2 or len(after) < 2 or not (is_han(line[-1]) and is_han(after[0])):
        return False
    across = _hold(line[-1], after[0])
    if across < _SPLIT_NATS:
        return False
    return across > max(_hold(line[-2], line[-1]), _hold(after[0], after[1])) + _MARGIN_NATS


def _hold(a: str, b: str) -> float:
    """How much likelier, in nats, b is after a inside a word than as the beginning of the next."""
    row = pair_rows()[a]
    return row[b] - row.__missing__(b) if b in row else 0.0


def splits_amount(line: str, after: str) -> bool:
    """Does the break part a number from its unit?

    >>> splits_amount("实现地方财政收入 145.5", "亿元,逆势增长"), splits_amount("电话 5553", "请拨打")
    (True, False)
    """
    if not line[-1:].isdigit():
        return False
    return (after[:1] in UNITS or after.startswith(_LONG_UNITS)) and not is_label(line)


def splits_quotation(line: str, after: str) -> bool:
    """Does the next line close a quotation, title or bracket that this line leaves open?

    >>> splits_quotation("率先实践“一网", "通办”和“一网统管”。"), splits_quotation("“走吧", "“好。”")
    (True, False)
    """
    for opening, closing in _PAIRS:
        if opening in line and closing in after and line.rfind(opening) > line.rfind(closing):
            opens = after.find(opening)
            if opens < 0 or after.find(closing) < opens:
                return True
    return False


def is_torn(line: str, after: str) -> bool:
    """Is the break proved by what it parts: a word, an amount, a quotation?"""
    return splits_word(line, after) or splits_amount(line, after) or splits_quotation(line, after)


def trails_off(line: str) -> bool:
    """Is the line prose whose last sentence is not finished, and no credit or signature stands there?

    >>> trails_off("阵地守住了。广大党员干部"), trails_off("图为投票现场，人们在排队。新华社发")
    (False, False)
    """
    if not is_prose(line) or is_ended(line):
        return False
    last = max(map(line.rfind, _STOPS))
    return not re.search(_CREDIT, line[last + 1 :])
