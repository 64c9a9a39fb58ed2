"""Radicals written where characters are meant: ⼀ (U+2F00) for 一, ⻚ (U+2EDA) for 页.

PDF readers that look a glyph up backwards hand them out by the hundred. What a radical stands for is
Unicode's `EquivalentUnifiedIdeograph.txt` (17.0.0). Where a text speaks of radicals they are kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from cleantext.characters import HAN
from cleantext.chinese import pair_rows
from cleantext.edits import Edit
from cleantext.fold import fold
from cleantext.page import Draft, Proposal

KANGXI = "\u2f00-\u2fd5"
SUPPLEMENT = "\u2e80-\u2ef3"
"""Insides of regular-expression classes."""

_SUPPLEMENT_PAIRS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺"
    "⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见"
    "⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦"
    "⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Radicals of the Supplement, each before its ideograph; those without one in the Basic Plane are left."""

_RADICAL = f"[{KANGXI}{SUPPLEMENT}]"
_LIST = f"(?:{_RADICAL}[^\\S\\n]*[、,，/|\\t ]\\s*){{3,}}{_RADICAL}"
"""Four radicals or more, one by one: `⼀、⼁、⼂、⼃`."""

_SPEAKS_OF_RADICALS = r"部首|偏旁|康熙|部件|字根|[Rr]adicals?\b|U\+2[EF]"
_NAMES_A_RADICAL = "部旁字底头頭"
_HAN = f"[{HAN}]"


def kangxi_edits(draft: Draft) -> Proposal:
    """Kangxi radicals used as characters, each to its ideograph.

    >>> [(edit.old, edit.new) for edit in kangxi_edits(Draft("⼀个⼈")).edits]
    [('⼀', '一'), ('⼈', '人')]
    """
    return Proposal(tuple(_edits(draft.text, f"[{KANGXI}]", "lookalikes/kangxi-radical")))


def supplement_edits(draft: Draft) -> Proposal:
    """Radicals of the CJK Radicals Supplement used as characters, each to its ideograph.

    >>> [(edit.old, edit.new) for edit in supplement_edits(Draft("首⻚")).edits]
    [('⻚', '页')]
    """
    return Proposal(tuple(_edits(draft.text, f"[{SUPPLEMENT}]", "lookalikes/cjk-radical")))


@cache
def ideographs() -> dict[str, str]:
    """The ideograph each radical stands for."""
    kangxi = (chr(code) for code in range(0x2F00, 0x2FD6))
    pairs = dict(zip(_SUPPLEMENT_PAIRS[::2], _SUPPLEMENT_PAIRS[1::2], strict=True))
    return {radical: unicodedata.normalize("NFKC", radical) for radical in kangxi} | pairs


def _edits(text: str, radicals: str, rule: str) -> Iterator[Edit]:
    places = [found.start() for found in re.finditer(radicals, text) if found[0] in ideographs()]
    lists = [at for found in re.finditer(_LIST, text) for at in range(*found.span())]
    meta, twice = bool(re.search(_SPEAKS_OF_RADICALS, text)), _are_written_twice(text, places)
    isolated = [
        at for at in places if not re.search(_HAN, _neighbour(text, at - 1) + _neighbour(text, at + 1))
    ]
    if 2 * len(isolated) > len(places):  # a table that takes characters apart: 册 ⺆ ⺆ 一
        lists += isolated
    for at in sorted(set(places).difference(lists)):
        new = ideographs()[text[at]]
        if twice and not meta and text[at + 1 : at + 2] == new:
            yield Edit(at, at + 1, text[at], "", rule)
        elif not _stands_for_itself(text, at, new, meta):
            yield Edit(at, at + 1, text[at], new, rule)


def _are_written_twice(text: str, places: list[int]) -> bool:
    """Does what each radical stands for follow it, as some readers of PDF give both (`⼩小样本`)?"""
    twins = sum(text[at + 1 : at + 2] == ideographs()[text[at]] for at in places)
    return twins >= 3 and twins >= 0.7 * len(places)


def _stands_for_itself(text: str, at: int, ideograph: str, meta: bool) -> bool:
    """Is the radical at `at` spoken of? `meta`: does the page speak of radicals?"""
    if ideograph in (text[at - 1 : at], text[at + 1 : at + 2]):
        return True
    if not meta:
        return False
    before, after = _neighbour(text, at - 1), _neighbour(text, at + 1)
    if not re.match(_HAN, before) and after in _NAMES_A_RADICAL:
        return True
    within = pair_rows().within
    word = fold(ideograph)
    return within(fold(before), word) is None and within(word, fold(after)) is None


def _neighbour(text: str, at: int) -> str:
    """The character at an offset, a radical as its ideograph; empty outside the text."""
    character = text[at : at + 1] if at >= 0 else ""
    return ideographs().get(character, character)
