"""What kind of line a line is, told from the line alone.

Kinds say what a line looks like; whether it stays is decided in company (`company`, `smooth`). Lines are read
folded.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from cleantext.characters import CLOSING, LAYOUT_SPACE, SENTENCE_END, ZERO_WIDTH, is_han
from cleantext.compiled.line_look import Look, Looker
from cleantext.compiled.lines import count_letters
from cleantext.fold import fold
from cleantext.late import late
from cleantext.records import dataclass
from cleantext.steps.blocks.weights import SURE
from cleantext.steps.blocks.words import weigh_words
from cleantext.steps.line_kind import is_code, is_table_row

_FUNCTION = "的了是在不也就都和我你他她它们这那吗呢吧啊呀么嘛很还要会被把让给没太着过才可"
"""Characters that running Chinese is full of, and names of sections, buttons and headlines are not."""

_ORDINARY = ("section", "place", "byline", "contact")
"""Groups of ordinary nouns: they make a line the site's only where they are nearly all of it."""

_FIELDS = ("footer", "contact", "section")
"""Groups whose words before a colon name a field: `主办单位：城南图书馆` may stand in any notice."""

_SITE = frozenset(("footer", "legal", "account", "action"))
"""Groups whose words make even a sentence the site's: `请登录后发表评论。`"""

_STAMP = late(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|(?<![\d.-])\d\d[-/]\d\d(?![\d.-])"
    r"|(?<![\d.])\d{1,2}[:点时][0-5]\d(?:[:分]\d\d秒?)?(?!\d)"
    r"|\d{1,3} ?(?:秒|分钟|小时|天|周|个月|年)前|[昨前今]天(?=\s|\d|$|[上下]午)"
)
_DAY = late(r"\d{1,2}月\d{1,2}日|(?:星期|周)[一二三四五六日天]|[上下]午")
_MOST_OF_DATE = 3
"""Letters that one of these has at most."""

_WRITTEN_DATE = late(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\W*")
_LONG_SENTENCE = 16
"""Characters over which a sentence is called prose."""

_BREATH = 50
"""Ideographs in a row without a pause that nobody writes: a menu whose links stand side by side."""

_EDGES = "|│┃"
"""Walls that open a row of a table; between headlines and names of sites they stand inside."""

_MEASURED = late(r"\d ?(?:元|块|角|克|斤|公斤|千克|毫升|升|厘米|毫米|平方米)(?!\w)|\d ?元/|[¥$]\d")
"""A price or a quantity, as lists of goods and recipes have them."""

_FIGURE = late(r"[\d.,+%/:x×-]+ ?[万亿kKwW]?\+?")
_FULL, _ENDED = frozenset("。;"), frozenset(SENTENCE_END + ":")
"""The last mark, before closing ones, of a full sentence, and of what ends at all."""

_POINT = late(r"[^\W\d_A-Z\u4e00-\u9fff][.][\"')\]]*$")
"""The full stop of scripts with letters."""

_ASKED = late(rf"[?!][{re.escape(CLOSING)}\"'\s]*$")
_PAUSES = ",。;!?…"
"""And the full stop behind a letter or a bracket."""

_SPOKEN = late(r"[“「『][^”」』]*[,。!?…—][”」』]\W?$")
_ITEM = late(
    r"[({【\[]?(?:[\d一二三四五六七八九十]{1,3})[)\]】}.、:,*](?!\d)|[①-⑳]|[A-Z][.、]|第[\d一二三四五六七八九十百]+[章节条回卷步]|[QA问答甲乙丙]\d?:"
)
_FIELD = late(r"[^\W\d_]{2,8}: ?[^\W\d_]")
_LABEL = late(r"[^\s:,。、]{1,10}: ?\S")
_BYLINE = late(
    r"[\W]*(?:(?:文章|信息|稿件|消息)?来源|稿源|作者|(?:责任|本文|值班|见习)?(?:编辑|主编)|责编|撰?文|记者|校对|[初复终]?审核?|供稿|原标题|翻译|监制)[:/|丨(\s]"
)
_NEXT_BEGINS = "上下后前"
_NEXT = late(rf"[{_NEXT_BEGINS}]一?[篇条章节则页]\s?(?:[:>»]|$)")
_CODE = late(r"\w=\S|://\S+:\d|\$\{?\w|\w\(\)|;$|^[#$>] ?\w+ .*[a-z]{2}")
_WALLS = "|│丨/>»›·•"
_WALL = late(rf"[{_WALLS}]|\s-\s")
_CELLS = late(rf"\s*(?:[{_WALLS}]|\s-\s|\s)\s*")
_REACHED = late(r"\d{5,}|\d{3,4}-\d{3}|@\w")
BULLETS = LAYOUT_SPACE + ZERO_WIDTH + "•·●○■□◆◇▪►▶»*\ue000-\uf8ff"


@dataclass(frozen=True, slots=True)
class Clues:
    """What one line shows. `kind` is one of those `weights` knows; `letters` counts letters, without figures.

    `cover` is the share of the letters that interface words cover, `group` the group most of them are of,
    `site` the share in words of buttons and footers; `function` is the share of function characters. A line
    that rules took off already is `swept`: it only speaks for its neighbours.
    """

    number: int
    text: str
    kind: str
    letters: int
    cover: float = 0.0
    group: str = ""
    site: float = 0.0
    function: float = 0.0
    stamped: bool = False
    swept: bool = False


def read_lines(contents: Sequence[str], numbers: Sequence[int]) -> list[Clues]:
    """The clues of some lines, by one pass of the interface words over all of them.

    >>> [(c.kind, c.group) for c in read_lines(["登錄 | 註冊", "他来了。"], [0, 1])]
    [('interface', 'account'), ('sentence', '')]
    """
    return [
        _read(number, contents[number], line, weight or {})
        if weight is not None or line[-1:] != "。"
        else _told(number, line)
        for number, line, weight in _weighed(contents, numbers)
    ]


def any_site_line(contents: Sequence[str], numbers: Sequence[int]) -> bool:
    """Does any of some lines show by itself that a site wrote it? Only those with its words are read."""
    return any(
        _read(number, contents[number], line, weight).kind in SURE
        for number, line, weight in _weighed(contents, numbers)
        if weight is not None and _may_be_site(line, weight)
    )


def _may_be_site(line: str, weight: Mapping[str, int]) -> bool:
    """A quick look: may interface words fill the line, stand in a row, or name its makers?"""
    look = _looker().look(line.strip().strip(BULLETS))
    if look.text[:1] in _NEXT_BEGINS or "legal" in weight or "footer" in weight:
        return True
    letters = look.letters - _MOST_OF_DATE * (look.dates + look.days)
    cover = sum(weight.values()) / letters if letters > 0 else 1.0
    return cover >= 0.9 or (cover >= 0.2 and look.partings > 1)


def _told(number: int, line: str) -> Clues:
    """The clues of a line without interface words that ends in a full stop: most lines of most pages."""
    bare = line.strip()
    return Clues(number, bare, "prose" if len(bare) > _LONG_SENTENCE else "sentence", len(bare))


def _weighed(
    contents: Sequence[str], numbers: Sequence[int]
) -> Iterable[tuple[int, str, dict[str, int] | None]]:
    """Some lines, folded, with what the interface words of each group cover of each."""
    if not numbers:
        return ()
    joined = fold("\n".join([contents[number] for number in numbers]))
    lines = joined.split("\n")
    return zip(numbers, lines, weigh_words(joined, lines), strict=True)


def _read(number: int, raw: str, line: str, weight: Mapping[str, int]) -> Clues:
    look = _looker().look(line.strip().strip(BULLETS))
    bare = look.text
    dates = _STAMP.findall(bare) if look.dates else []
    stamps = [*dates, *_DAY.findall(bare)] if look.days else dates
    letters = look.letters - sum(map(count_letters, stamps)) if stamps else look.letters
    cover, site, group = _covered(weight, letters) if weight else (0.0, 0.0, "")
    function = look.function / letters if letters > 3 else 0.0
    stamped = bool(dates) or ("thread" in weight and "发表于" in bare)
    if "\t" in raw.strip() and cover < 0.75 and is_table_row(raw.strip()):
        kind = "row"
    else:
        kind = _site_kind(look, letters, cover, weight, bool(dates), stamped or bool(stamps)) or _told_kind(
            look, raw.strip(), letters, cover, function
        )
    return Clues(number, bare, kind, letters, cover, group, site, function, stamped)


def _covered(weight: Mapping[str, int], letters: int) -> tuple[float, float, str]:
    """The shares of a line's letters that words, and those of a site, cover, and the first group of most."""
    covered = site = most = 0
    first = ""
    for group, size in weight.items():
        covered += size
        site += size if group in _SITE else 0
        if size > most:
            first, most = group, size
    if letters <= 0:
        return 1.0, 1.0, first
    return min(1.0, covered / letters), min(1.0, site / letters), first


@cache
def _looker() -> Looker:
    return Looker(function=_FUNCTION, pauses=_PAUSES, closing=CLOSING + "\"'~[]", walls=_WALLS)


def _site_kind(
    look: Look, letters: int, cover: float, weight: Mapping[str, int], dated: bool, stamped: bool
) -> str:
    """The kind of a line that a site may have written; empty for one that shows nothing of it."""
    bare, pauses, ended = look.text, look.pauses, look.end in _ENDED
    if bare[:1] in _NEXT_BEGINS and _NEXT.match(bare) and not ended:
        return "links"
    if weight.get("legal", 0) and not (ended and pauses > 1):
        return "legal"
    if cover < 0.5 and pauses > 1 and (letters >= 45 or ended):
        return ""
    if stamped and not (ended and pauses):
        rest = letters * (1 - cover)
        if _WRITTEN_DATE.fullmatch(bare):
            return "written-date"
        if rest <= (14 if dated else 2):
            return "byline" if weight.get("byline", 0) else "stamp"
    if _SPOKEN.match(bare):
        return "sentence"
    if look.end == "。" and bare.rstrip(CLOSING)[-1:] == "。" and not weight.get("legal", 0):
        return ""
    if letters > 0 and _ITEM.match(bare):
        return "item"
    if _FIGURE.fullmatch(bare):
        return "figure"
    if letters <= 0:
        return "interface" if cover else "signs"
    if cover >= 0.9:
        if weight.get("contact", 0) * 2 > letters and _REACHED.search(bare):
            return "contact"
        return "byline" if weight.get("byline", 0) * 2 > letters else "interface"
    if letters <= 30 and not ended and weight.get("byline", 0) and _BYLINE.match(bare):
        return "byline"
    if _is_row(look, cover, letters):
        return "links"
    if not weight:
        return ""
    if max(weight, key=weight.__getitem__) in _FIELDS and _FIELD.match(bare):
        return "contact"
    ordinary = sum(weight.get(group, 0) for group in _ORDINARY) / letters
    if letters <= 30 and (cover >= 0.75 or (cover - ordinary >= 0.5 and not pauses)):
        return "mostly"
    if weight.get("footer", 0) and (cover >= 0.3 or _REACHED.search(bare)) and not ended:
        return "footer"
    if weight.get("contact", 0) and _REACHED.search(bare) and not ended:
        return "contact"
    return ""


def _is_row(look: Look, cover: float, letters: int) -> bool:
    """Is the line a row of short links, by walls between them or by many short cells?"""
    if cover < 0.2 or look.partings < 2:
        return False
    cells = [cell for cell in _CELLS.split(look.text) if cell]
    if len(cells) < 3 or letters / len(cells) > 9:
        return False
    walls = len(_WALL.findall(look.text))
    return (walls >= 2 and cover >= 0.2) or (len(cells) >= 5 and letters / len(cells) <= 5 and cover >= 0.3)


def _told_kind(look: Look, raw: str, letters: int, cover: float, function: float) -> str:
    """The kind of a line by how it tells. Headlines ask, shout and have commas; they never end in `。`."""
    bare, pauses = look.text, look.pauses
    if cover < 0.3 and (is_code(bare) or (2 * look.ascii > len(bare) and _CODE.search(bare))):
        return "code"
    if "。" in bare or ";" in bare:
        full = look.end in _FULL or (pauses > 1 and "。" in bare)
    else:
        full = "." in bare and _POINT.search(bare) is not None
    if letters >= 15 and (full or bare.endswith((":", ";"))):
        return "prose"
    if letters >= 45 and pauses > 1:
        return "clauses"
    if ("\t" in raw or "  " in raw or raw[:1] in _EDGES) and is_table_row(raw):
        return "row"
    if full:
        return "sentence"
    if (function >= 0.2 and letters >= 5) or (pauses > 1 and _ASKED.search(bare)):
        return "utterance"
    if look.has_figure and _MEASURED.search(bare):
        return "label"
    if letters < 9:
        return "label" if _LABEL.match(bare) or bare.endswith(":") or "、" in bare else "word"
    if len(bare) >= _BREATH and not (pauses or "、" in bare or ":" in bare) and _has_breath(bare):
        return "glued"
    if look.partings and len(bare.split()) >= 5 and letters <= 5 * len(bare.split()):
        return "cells"
    return "title"


def _has_breath(bare: str) -> bool:
    return sum(map(is_han, bare)) >= _BREATH
