"""How much a line looks like running text, from its characters alone.

The weight is in characters: a sentence weighs what it is long, a line of links as much below nothing. In the
spirit of jusText's classes of blocks, with the marks and function words of Chinese.
"""

import re

from cleantext.characters import HAN
from cleantext.markup.elements import HEADINGS, PREFORMATTED
from cleantext.markup.text_lines import Line

SHORT = -6.0
"""The weight of a short line that is no sentence: a name, a date, a button, a heading too."""

_LONG = 28
"""Characters from which on a line without marks is a sentence all the same."""

_MARKS = re.compile(r"[，。！？；…、“”]|[,.!?;](?=\s|$)|[,?!](?=[^\x00-\x7f])")
_FUNCTION = re.compile(r"[的了是在我你他她它们这那就也都很不吧吗呢啊么把被让还]")
_WRITING = re.compile(f"[{HAN}\u0370-\u052f\u0590-\u06ff\u0900-\u0e7f\u3040-\u30ff\uac00-\ud7af]")
"""Han, and other scripts that are not Latin: pages of several languages are not to be cut to pieces."""
_LEGAL = re.compile(
    r"""(?xi) 版权所有|著作权|©|copyright|all\ rights?\ reserved|ICP[备证]|公网安备|京公网|许可证[号编:：]
    |(?:举报|客服|服务|联系)(?:电话|热线|邮箱)|powered\ by|不良信息举报|营业执照|广告经营|工信部
    |未经.{0,12}授权"""
)
_ADDRESS = re.compile(r"\s*https?://\S+\s*\Z")
_ENDS = re.compile(r"[，。！？；…][”’」』）)】]?\s*\Z")
COUNTER = re.compile(
    r"""(?x) \d[\d,.万wWkK+\ ]*\s* (?:人|[条條个個篇楼樓次]|分钟前|小时前|天前|阅读|赞|讚|关注|浏览)
    | (?:阅读|浏览|赞|评论|收藏|点击|回复|查看)\s*[:：(（]?\s*\d"""
)
"""What counts readers, votes and answers."""
_STAMP = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}[:：]\d\d")
_STAMPED, _LITTLE = 45, 12
"""Characters of a line that says when, and little else; what it says else is somebody's name."""
_CODE, _ROW = 0.4, 0.4
"""What a character of code, or of a table's row, weighs."""
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def weigh(line: Line, shown: str) -> float:
    """The weight of a line; `shown` is its text.

    >>> from cleantext.markup.text_lines import read_lines
    >>> from cleantext.markup.tree import parse
    >>> page = "<p>他说，今天不去了。<p><a>首页</a> <a>新闻</a><p>版权所有 违者必究"
    >>> [weigh(line, line.source(page)) > 0 for line in read_lines(parse(page))[0]]
    [True, False, False]
    """
    length = line.characters
    linked = line.linked
    if length <= 1:
        return SHORT / 2
    if 2 * linked > length:
        return 0.0 if _ADDRESS.match(shown) else SHORT - 0.5 * linked
    free = length - linked
    if _LEGAL.search(shown):
        return SHORT - 0.5 * length if free < 200 else 0.3 * free
    if line.block.tag in PREFORMATTED:
        return _CODE * free - linked
    if any(piece[2] == "\t" for piece in line.pieces):
        return _ROW * free - linked
    if free < _STAMPED and (stamp := _STAMP.search(shown)):
        free -= len(stamp[0])
        if free < _LITTLE or not _MARKS.search(shown):
            return SHORT
    marks = len(_MARKS.findall(shown))
    if linked == 0 and _ENDS.search(shown):
        return 1.0 * free
    if marks == 0 and free < _LONG:
        return _weigh_short(line, shown, free)
    if len(_WRITING.findall(shown)) * 3 < free:  # mostly letters and digits: sentences have words
        words = len(_LATIN_WORD.findall(shown))
        return min(free, 4.0 * words) * 0.6 - linked if words > 6 else SHORT
    full = free if marks * 40 >= free or free < 80 else 0.7 * free
    if free < 12 and marks < 2:
        return 0.3 * full - linked + (SHORT / 2 if not _FUNCTION.search(shown) else 0)
    return full - linked


def _weigh_short(line: Line, shown: str, free: int) -> float:
    """A line without marks: function words make it somebody's words; a heading is no burden."""
    if line.block.tag in HEADINGS and not line.linked:
        return 0.0
    if COUNTER.search(shown):
        return SHORT
    words = len(_FUNCTION.findall(shown))
    if words >= 2 or (words and free >= 8):
        return 0.5 * free
    return SHORT
