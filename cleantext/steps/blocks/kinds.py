"""What kind of line a line is, told from the line alone.

Kinds say what a line looks like; whether it stays is decided in company (`company`, `smooth`). Lines are read
folded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from cleantext.characters import CLOSING, LAYOUT_SPACE, SENTENCE_END, ZERO_WIDTH, is_han
from cleantext.compiled.lines import count_letters
from cleantext.fold import fold
from cleantext.late import late
from cleantext.records import dataclass
from cleantext.steps.blocks.weights import SURE
from cleantext.steps.blocks.words import find_words
from cleantext.steps.line_kind import is_code, is_table_row

_FUNCTION = late("[的了是在不也就都和我你他她它们这那吗呢吧啊呀么嘛很还要会被把让给没太着过才可]")
"""Characters that running Chinese is full of, and names of sections, buttons and headlines are not."""

_ORDINARY = ("section", "place", "byline", "contact")
"""Groups of ordinary nouns: they make a line the site's only where they are nearly all of it."""

_FIELDS = ("footer", "contact", "section")
"""Groups whose words before a colon name a field: `主办单位：城南图书馆` may stand in any notice."""

_SITE = ("footer", "legal", "account", "action")
"""Groups whose words make even a sentence the site's: `请登录后发表评论。`"""

_DIGIT_OR_DAY = late(r"\d|[昨前今]天|星期|周|午")
_STAMP = late(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|(?<![\d.-])\d\d[-/]\d\d(?![\d.-])"
    r"|(?<![\d.])\d{1,2}[:点时][0-5]\d(?:[:分]\d\d秒?)?(?!\d)"
    r"|\d{1,3} ?(?:秒|分钟|小时|天|周|个月|年)前|[昨前今]天(?=\s|\d|$|[上下]午)"
)
_DAY = late(r"\d{1,2}月\d{1,2}日|(?:星期|周)[一二三四五六日天]|[上下]午")
_WRITTEN_DATE = late(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\W*")
_LONG_SENTENCE = 16
"""Characters over which a sentence is called prose."""

_BREATH = 50
"""Ideographs in a row without a pause that nobody writes: a menu whose links stand side by side."""

_EDGES = "|│┃"
"""Walls that open a row of a table; between headlines and names of sites they stand inside."""

_MEASURED = late(r"\d ?(?:元|块|角|克|斤|公斤|千克|毫升|升|厘米|毫米|平方米)(?!\w)|\d ?元/|[¥$]\d")
"""A price or a quantity, as lists of goods and recipes have them."""

_RIGHTS = ("©", "(c)")
_HOLDER = late(r"\s?(?:\d{4}|[^\W\d_]{2})")

_FIGURE = late(r"[\d.,+%/:x×-]+ ?[万亿kKwW]?\+?")
_FULL = late(rf"[。;][{re.escape(CLOSING)}\"'~\d\[\]\s]*$")
_OPENS = late(r"[:;]$")
_POINT = late(r"[^\W\d_A-Z\u4e00-\u9fff][.][\"')\]]*$")
"""The full stop of scripts with letters."""

_ENDED = late(rf"[{re.escape(SENTENCE_END)}:][{re.escape(CLOSING)}\"'~\d\[\]\s]*$")
_ASKED = late(rf"[?!][{re.escape(CLOSING)}\"'\s]*$")
_PAUSE = late(r"[,。;!?…]|[a-z)]\.(?=\s|$)")
_STOPPED = late(rf"。[{re.escape(CLOSING)}]*$")
_SPOKEN = late(r"[“「『][^”」』]*[,。!?…—][”」』]\W?$")
_ITEM = late(
    r"[({【\[]?(?:[\d一二三四五六七八九十]{1,3})[)\]】}.、:,*](?!\d)|[①-⑳]|[A-Z][.、]|第[\d一二三四五六七八九十百]+[章节条回卷步]|[QA问答甲乙丙]\d?:"
)
_FIELD = late(r"[^\W\d_]{2,8}: ?[^\W\d_]")
_LABEL = late(r"[^\s:,。、]{1,10}: ?\S")
_BYLINE = late(
    r"[\W]*(?:(?:文章|信息|稿件|消息)?来源|稿源|作者|(?:责任|本文|值班|见习)?(?:编辑|主编)|责编|撰?文|记者|校对|[初复终]?审核?|供稿|原标题|翻译|监制)[:/|丨(\s]"
)
_NEXT = late(r"[上下后前]一?[篇条章节则页]\s?(?:[:>»]|$)")
_CODE = late(r"\w=\S|://\S+:\d|\$\{?\w|\w\(\)|;$|^[#$>] ?\w+ .*[a-z]{2}")
_WALL = late(r"[|│丨/>»›·•]|\s-\s")
_FIGURES, _DAYS = late(r"\d+"), late("[天周期午]")

_PARTED = late(r"[|│丨/>»›·•\s]+|-")
"""What may part cells: of a row there are two at least."""

_CELLS = late(r"\s*(?:[|│丨/>»›·•]|\s-\s|\s)\s*")
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
        _read(number, contents[number], line, words) if words or line[-1:] != "。" else _told(number, line)
        for number, line, words in _with_words(contents, numbers)
    ]


def any_site_line(contents: Sequence[str], numbers: Sequence[int]) -> bool:
    """Does any of some lines show by itself that a site wrote it? Only those with its words are read."""
    return any(
        _read(number, contents[number], line, words).kind in SURE
        for number, line, words in _with_words(contents, numbers)
        if words and _may_be_site(line, words)
    )


def _may_be_site(line: str, words: "_Words") -> bool:
    """A quick look: may interface words fill the line, stand in a row, or name its makers?"""
    if any(group in ("legal", "footer") for group, _, _ in words):
        return True
    covered = sum(end - start for _, start, end in words)
    letters = count_letters(line)
    if covered >= 0.9 * letters or covered >= 0.9 * (letters - _most_letters_of_dates(line)):
        return True
    return len(_PARTED.findall(line)) > 1 or _NEXT.search(line) is not None


def _most_letters_of_dates(line: str) -> int:
    """As many letters as dates and times on a line may have: three behind a figure, four in 昨天上午."""
    return 3 * len(_FIGURES.findall(line)) + 4 * len(_DAYS.findall(line))


def _told(number: int, line: str) -> Clues:
    """The clues of a line without interface words that ends in a full stop: most lines of most pages."""
    bare = line.strip()
    return Clues(number, bare, "prose" if len(bare) > _LONG_SENTENCE else "sentence", len(bare))


_Words = list[tuple[str, int, int]]
"""Interface words of a line: group, start and end in the line."""


def _with_words(contents: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, str, _Words]]:
    """Some lines, folded, with the interface words in each."""
    joined = fold("\n".join([contents[number] for number in numbers]))
    hits = find_words(joined)
    hit = next(hits, None)
    start = 0
    for number, line in zip(numbers, joined.split("\n"), strict=bool(numbers)):
        end = start + len(line)
        words: _Words = []
        while hit is not None and hit[1] < end:
            words.append((hit[0], hit[1] - start, hit[2] - start))
            hit = next(hits, None)
        yield number, line, words
        start = end + 1


def _read(number: int, raw: str, line: str, words: _Words) -> Clues:
    bare = line.strip().strip(BULLETS)
    weight = _weigh(line, words)
    dated = _DIGIT_OR_DAY.search(bare) is not None
    dates = _STAMP.findall(bare) if dated else []
    stamps = [*dates, *_DAY.findall(bare)] if dated else []
    letters = count_letters(bare) - sum(map(count_letters, stamps))
    cover = min(1.0, sum(weight.values()) / letters) if letters > 0 else float(bool(weight))
    site = min(1.0, sum(weight.get(group, 0) for group in _SITE) / letters) if letters > 0 else cover
    function = len(_FUNCTION.findall(bare)) / letters if letters > 3 else 0.0
    group = max(weight, key=weight.__getitem__) if weight else ""
    stamped = bool(dates) or ("thread" in weight and "发表于" in bare)
    if "\t" in raw.strip() and cover < 0.75 and is_table_row(raw.strip()):
        kind = "row"
    else:
        pauses = len(_PAUSE.findall(bare))
        kind = _site_kind(bare, letters, cover, weight, stamped or bool(stamps), pauses) or _told_kind(
            bare, raw.strip(), letters, cover, function, pauses
        )
    return Clues(number, bare, kind, letters, cover, group, site, function, stamped)


def _weigh(line: str, words: _Words) -> dict[str, int]:
    """The letters that the interface words of each group cover."""
    weight: dict[str, int] = {}
    for group, start, end in words:
        if _stands_alone(line, start, end):
            weight[group] = weight.get(group, 0) + (count_letters(line[start:end]) or 1)
    return weight


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Latin words and `中` or `赞` must be whole words, and a holder or a year behind a copyright mark."""
    before, after = line[start - 1 : start] if start else "", line[end : end + 1]
    if line[start:end] in _RIGHTS:
        holder = _HOLDER.match(line, end)
        return holder is not None and (line[start] == "©" or holder[0].strip().isdigit())
    if end - start == 1:
        return not before.isalpha() and not after.isalpha()
    if not line[start].isascii() or not line[start].isalpha():
        return True
    return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())


def _site_kind(
    bare: str, letters: int, cover: float, weight: Mapping[str, int], stamped: bool, pauses: int
) -> str:
    """The kind of a line that a site may have written; empty for one that shows nothing of it."""
    ended = _ENDED.search(bare) is not None
    if _NEXT.match(bare) and not ended:
        return "links"
    if weight.get("legal", 0) and not (ended and pauses > 1):
        return "legal"
    if cover < 0.5 and pauses > 1 and (letters >= 45 or ended):
        return ""
    if stamped and not (ended and pauses):
        rest = letters * (1 - cover)
        if _WRITTEN_DATE.fullmatch(bare):
            return "written-date"
        if rest <= (14 if _STAMP.search(bare) else 2):
            return "byline" if weight.get("byline", 0) else "stamp"
    if _SPOKEN.match(bare):
        return "sentence"
    if "。" in bare and _STOPPED.search(bare) and not weight.get("legal", 0):
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
    if is_row(bare, cover, letters):
        return "links"
    if cover < 0.9 and _FIELD.match(bare) and max(weight, key=weight.__getitem__, default="") in _FIELDS:
        return "contact"
    ordinary = sum(weight.get(group, 0) for group in _ORDINARY) / letters
    if letters <= 30 and (cover >= 0.75 or (cover - ordinary >= 0.5 and not pauses)):
        return "mostly"
    if weight.get("footer", 0) and (cover >= 0.3 or _REACHED.search(bare)) and not ended:
        return "footer"
    if weight.get("contact", 0) and _REACHED.search(bare) and not ended:
        return "contact"
    return ""


def is_row(bare: str, cover: float, letters: int) -> bool:
    """Is the line a row of short links, by walls between them or by many short cells?"""
    cells = [cell for cell in _CELLS.split(bare) if cell]
    if len(cells) < 3 or letters / len(cells) > 9:
        return False
    walls = len(_WALL.findall(bare))
    return (walls >= 2 and cover >= 0.2) or (len(cells) >= 5 and letters / len(cells) <= 5 and cover >= 0.3)


def _told_kind(bare: str, raw: str, letters: int, cover: float, function: float, pauses: int) -> str:
    """The kind of a line by how it tells. Headlines ask, shout and have commas; they never end in `。`."""
    if cover < 0.3 and (
        is_code(bare) or (2 * len(bare.encode("ascii", "ignore")) > len(bare) and _CODE.search(bare))
    ):
        return "code"
    if "。" in bare or ";" in bare:
        full = _FULL.search(bare) is not None
    else:
        full = "." in bare and _POINT.search(bare) is not None
    full = full or (pauses > 1 and "。" in bare)
    if letters >= 15 and (full or _OPENS.search(bare)):
        return "prose"
    if letters >= 45 and pauses > 1:
        return "clauses"
    if is_table_row(raw) and ("\t" in raw or "  " in raw or raw[0] in _EDGES):
        return "row"
    if full:
        return "sentence"
    if (function >= 0.2 and letters >= 5) or (_ASKED.search(bare) and pauses > 1):
        return "utterance"
    if _MEASURED.search(bare):
        return "label"
    if letters < 9:
        return "label" if _LABEL.match(bare) or bare.endswith(":") or "、" in bare else "word"
    if pauses == 0 and "、" not in bare and ":" not in bare and sum(map(is_han, bare)) >= _BREATH:
        return "glued"
    if len(bare.split()) >= 5 and letters <= 5 * len(bare.split()):
        return "cells"
    return "title"
