"""What goes from inside the main part: share bars and lists of links, the title's lines.

Only what is surely no text of the article goes; lists, tables, captions and signatures stay.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleantext.markup.render import Blame
from cleantext.markup.text_lines import Line
from cleantext.markup.tree import Element
from cleantext.steps.unwrap.groups import kind_name
from cleantext.steps.unwrap.names import CHROME, DETAIL, REPLY
from cleantext.steps.unwrap.weigh import COUNTER
from cleantext.steps.unwrap.weights import Weights

NAVIGATION, DETAILS, TITLE = "unwrap/navigation", "unwrap/details", "unwrap/title"
"""Bars, boxes and lists of links; dates, buttons and counters; the title, which the metadata holds."""

REPLIES = "unwrap/replies"
"""Comments, where they are not wanted."""

_LITTLE = 0.25
"""The share of the main part's prose, at most, of something inside it that goes by its name."""

_POSTS = 3
"""Elements that make a thread, and lines that recur in it."""

_LISTED = 2
"""Lines of links that make a list at the end."""

_LINKS_OF_BAR = 3
"""Pieces of a line of links that make it a bar."""

_LEAD = re.compile(
    r"""(?x) [【\[\s]* (?:您?(?:可能)?(?:还|也)?(?:感兴趣|喜欢)的?.{0,4} | 猜你喜欢 | 大家都在[看搜]
    | 换一[换批]
    | (?:相关|相關|推荐|推薦|延伸|精彩|热门|熱門|最新|更多|拓展)
      (?:阅读|閱讀|推荐|推薦|新闻|新聞|文章|资讯|資訊|链接|内容|评论|組圖|组图|图片|专题|视频|搜索|信息|帖子|精彩)?
    | 分享(?:到|至|给好友)? | 上一[篇页] | 下一[篇页] | 展开全文 ) [\s：:】\]>＞…]*"""
)
"""What stands above a list of links."""

_BYLINE = re.compile(
    r"""(?x)
    (?:19|20)\d\d\s*[-/.年]\s*\d{1,2} | \d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d\d
    | ^(?:来\s*源|來\s*源|作\s*者|文|记者|責任編輯|责任编辑|责编|编辑|发布|發佈|发表|时间|日期|浏览|阅读|点击
        |字[号體体])\s*[:：/]
    | 字[号体]\s*[:：]?\s*[大小减增【\[]|字号减小
    """
)
_SIGNED = re.compile(r"责任?编辑?\s*[:：]|編輯|编辑\s*[:：]|记者|記者|(?:来源|來源|作者|文字|摄影)\s*[:：]")

_BYLINE_LONGEST = 80
"""Characters of a line under the title that may say when, where and by whom."""


def cuts_inside(
    weights: Weights, main: Sequence[Element], *, has_title: bool, replies: bool = True
) -> list[Blame]:
    """What goes from the main part, and why.

    `has_title` says that the title is kept elsewhere, so that its line above the text may go; `replies` that
    comments stay.
    """
    cuts: list[Blame] = [(*line.span, DETAILS) for line in _beside_posts(weights, main)]
    for element in main:
        parts = list(_by_name(weights, element, replies=replies))
        cuts += ((*part.span, rule) for part, rule in parts)
        gone = {number for part, _ in parts for number in weights.numbers_in(part)}
        left = [weights.lines[number] for number in weights.numbers_in(element) if number not in gone]
        cuts += ((*line.span, NAVIGATION) for line in _links_at_end(weights, left))
        cuts += ((*line.span, NAVIGATION) for line in _links_at_start(left))
        if has_title and element is main[0]:
            cuts += ((*line.span, TITLE) for line in _title_lines(weights, left))
    return cuts


def _beside_posts(weights: Weights, main: Sequence[Element]) -> Iterator[Line]:
    """Lines that stand in post after post and say nothing in any: names, dates, buttons."""
    if len(main) < _POSTS:
        return
    held = [[weights.lines[number] for number in weights.numbers_in(element)] for element in main]
    pools: dict[str, list[float]] = defaultdict(list)
    for lines in held:
        for line in lines:
            pools[kind_name(line.block)].append(weights.by_line[line.number])
    silent = {name for name, pool in pools.items() if name and len(pool) >= _POSTS and max(pool) <= 0}
    for lines in held:
        beside = [line for line in lines if kind_name(line.block) in silent]
        if len(beside) < len(lines):
            yield from beside


def _by_name(weights: Weights, main: Element, *, replies: bool) -> Iterator[tuple[Element, str]]:
    """The outermost elements inside that are named as chrome, as facts without text, as unwanted replies."""
    most = _LITTLE * weights.prose[main.number]
    past = main.start
    for element in weights.holders_in(main):
        if element.start < past:
            continue
        kind = weights.named[element.number]
        if kind == CHROME and weights.prose[element.number] <= most:
            yield element, NAVIGATION
            past = element.end
        elif kind == DETAIL and weights.prose[element.number] <= 0 and not _is_signature(weights, element):
            yield element, DETAILS
            past = element.end
        elif kind == REPLY and not replies and weights.prose[element.number] < weights.prose[main.number] / 2:
            yield element, REPLIES
            past = element.end


def _is_signature(weights: Weights, element: Element) -> bool:
    """Does an element name the editor, the reporter or the source, as texts end?"""
    return any(_SIGNED.search(weights.shown[number]) for number in weights.numbers_in(element)) and (
        element.start > weights.text_begins
    )


def _links_at_end(weights: Weights, lines: Sequence[Line]) -> list[Line]:
    """Lines of links behind the last text, where they are several, and what is written above them."""
    found: list[Line] = []
    links = 0
    for line in reversed(lines):
        is_link = 10 * line.linked >= 8 * line.characters
        if not is_link and not _LEAD.fullmatch(weights.shown[line.number].strip()):
            break
        links += _LISTED if is_link and COUNTER.search(weights.shown[line.number]) else is_link
        found.append(line)
    leads_nowhere = any(
        2 * line.linked < line.characters for line in found
    )  # to a list that has gone by its name
    return found if (links >= _LISTED or leads_nowhere) and len(found) < len(lines) else []


def _links_at_start(lines: Sequence[Line]) -> list[Line]:
    """Lines of several links before the first text."""
    found = list(takewhile(_is_bar, lines))
    return found if len(found) < len(lines) else []


def _is_bar(line: Line) -> bool:
    return 10 * line.linked >= 8 * line.characters and len(line.pieces) >= _LINKS_OF_BAR


def has_byline(shown: str) -> bool:
    """Does a line say when, where or by whom?"""
    return len(shown) <= _BYLINE_LONGEST and bool(_BYLINE.search(shown.strip()))


def _title_lines(weights: Weights, lines: Sequence[Line]) -> list[Line]:
    """The title above the text, and the lines of dates and sources under it."""
    found: list[Line] = []
    for line in lines:
        shown = weights.shown[line.number]
        if not (weights.says_title(shown) or (has_byline(shown) and weights.plain[line.number] < len(shown))):
            break
        found.append(line)
    return found if any(weights.says_title(weights.shown[line.number]) for line in found) else []
