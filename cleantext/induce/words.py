"""Words that tell what a site shows from what an article says."""

import re

from cleantext.characters import CLOSING, HAN, SENTENCE_END
from cleantext.induce.skeletons import WORDS, fixed_parts

_OF_SITES = re.compile(
    "本站|本网|网站|网址|域名|登录|注册|收藏|下载|客户端|APP|app|关注|公众号|扫码|扫一扫|二维码|点击|浏览|阅读|举报|侵权"
    "|邮箱|微信|微博|评论|回复|回帖|发表于|发布|更新|转载|版权|免责|声明|备案|ICP|首页|上一|下一|返回|目录|书签|分享|打印"
    "|位置:|分钟前|小时前|责任编辑|责编|关闭|字号|字体|编辑:|来源:|标签|分类|栏目|相关|推荐|热门|排行|订阅|搜索|导航|更多|作者:|楼主|楼层|积分|主题|帖子"
    r"|人气|点赞|查看|加载|显示|手机版|电脑版|联系我们|关于我们|Powered|Copyright|All Rights|https?:|www\."
)
_PART_OF_TEXT = re.compile(
    r"""
      [(（\[【]?(?:摘要|关键词|关键字|参考文献|引言|导言|绪论|前言|序言?|后记|附录?|附件|致谢|结论|结语|正文|注释?
        |目录|楔子|尾声|番外|图片
        |【[^】]{1,6}】|编者按|引子|开头|结尾|译文|原文|注:|附:|答:|问:
        |(?:全文|全书|本章|本节|未)?完|待续|未完待续)[)）\]】]?[:\x01]*
    | [(（]?(?:[一二三四五六七八九十百]{1,4}|\x00)[)）]?(?:[、.．)）:]|$).*
    | 第(?:\x00|[一二三四五六七八九十百]{1,4})[章回节卷集部篇话条幕场课].*
    | [*=_~·•—─…-]+
    """,
    re.VERBOSE,
)
_BYLINE = re.compile(
    r"""
      (?:本报|本刊|特约|实习|见习|驻?[京沪]|新华社|中新社|央视|首席|记者|通讯员|特约撰稿人?|报道|电|讯|摄影?|文|图|供图|撰文
        |作者|来源|编辑|时间|日期|标题|题目|主讲|翻译|原作|朝代|[()/:、 \x01\x00年月日])+
    | [(【]?(?:本报|本刊|本网|新华社)?(?:特约|首席|实习|见习)?(?:记者|通讯员|撰稿人?)[ :/].{1,16}
    """,
    re.VERBOSE,
)
_FLOOR = re.compile(r"第?\x00 ?(?:#|楼|层|F|楼层)|[#F]\x00")
_LABEL = re.compile(r"([^\s:|\x00\x01]{1,8}):\x01")
_TELLING_LABEL = re.compile(
    "上一|下一|上篇|下篇|标签|分类|栏目|关键字|责任编辑|责编|本文链接|本文地址|地址|转载|版权|楼主|来自|所属|相关"
    "|位置"
)
_TITLE_LABEL = re.compile("(?:标题|题目|题名|书名|篇名|正文|内容|摘要|简介|导读|提要):\x01")
_HAN = re.compile(f"[{HAN}]")
_SITE_AFTER_TITLE = re.compile(r"\x01((?: ?[-_|—–] ?[^-_|—–\x00\x01]{2,14}){1,3})")
_WORDY = re.compile(f"[{HAN}A-Za-z]")
_DATE_WORDS = frozenset("年月日时分秒点星期周上下午一二三四五六天")
_TAIL_MARKS = CLOSING + "\"'"


def is_of_sites(skeleton: str) -> bool:
    """Whether a line holds a word that sites use of themselves."""
    return _OF_SITES.search(skeleton) is not None


def is_part_of_text(skeleton: str) -> bool:
    """Whether a line is one that articles have of their own: a heading, a number, a rule of dashes."""
    return _PART_OF_TEXT.fullmatch(skeleton) is not None


def is_byline(skeleton: str) -> bool:
    """Whether a line says who wrote an article, and no more.

    >>> is_byline("本报记者 " + WORDS), is_byline("责任编辑:" + WORDS)
    (True, False)
    """
    return _BYLINE.fullmatch(skeleton) is not None


def reads_like_prose(line: str) -> bool:
    """Whether a line ends as a sentence does, has a sentence's end in it, or a pause and some length."""
    bare = line.rstrip(_TAIL_MARKS)
    if not bare:
        return False
    if bare[-1] in SENTENCE_END or any(mark in bare for mark in "。！？!?;"):
        return True
    pauses = line.count(",") + line.count("、")
    return len(line) > 12 and pauses > 0 and len(_HAN.findall(line)) > len(line) // 2


def says_enough(skeleton: str) -> bool:
    """Whether what stays the same is enough to know the line by: words, and not those of a date alone."""
    wordy = [c for part in fixed_parts(skeleton) for c in part if _WORDY.match(c)]
    if len(wordy) < 2 or (set(wordy) <= _DATE_WORDS and not is_of_sites(skeleton)):
        return False
    if WORDS not in skeleton:
        return True
    labels = _LABEL.findall(skeleton)
    if labels and skeleton.endswith(":" + WORDS) and len(labels) == 1 and skeleton.count(":") == 1:
        return _TELLING_LABEL.search(labels[0]) is not None
    return len(wordy) >= 4 or is_of_sites(skeleton)


def opens_text(skeleton: str) -> bool:
    """Whether a label says that a title or text stands behind it."""
    return _TITLE_LABEL.search(skeleton) is not None


def site_after_title(skeleton: str) -> str:
    """The site's name behind a title that is left open, with the mark between; empty where there is none.

    >>> site_after_title(WORDS + " - 长河在线")
    ' - 长河在线'
    """
    found = _SITE_AFTER_TITLE.fullmatch(skeleton)
    return found[1] if found else ""


def has_telling_label(skeleton: str) -> bool:
    """Whether what is left open stands behind a label that only sites use."""
    return any(_TELLING_LABEL.search(label) for label in _LABEL.findall(skeleton))


def is_row_of_buttons(skeleton: str) -> bool:
    """Whether a line is two or more short words side by side, of which one is a site's.

    >>> is_row_of_buttons("回复 使用道具 举报"), is_row_of_buttons("支持 反对")
    (True, False)
    """
    words = re.split(r"[ |·>›»/]+", skeleton)
    return len(words) > 1 and max(map(len, words)) <= 6 and is_of_sites(skeleton)


def is_menu(skeleton: str) -> bool:
    """Whether a line is a path, or three or more short words side by side.

    >>> is_menu("国内 国际 财经"), is_menu("国内 国际"), is_menu("乡土网 > 闲话")
    (True, False, True)
    """
    words = re.split(r"[ |·>›»/]+", skeleton)
    return max(map(len, words)) <= 6 and (len(words) > 2 or any(mark in skeleton for mark in "|>›»"))


def is_floor_mark(skeleton: str) -> bool:
    """Whether a line is the number of a post, as 3# and 3楼: chrome beside the line of its date."""
    return _FLOOR.fullmatch(skeleton) is not None


def longest_words(skeleton: str) -> str:
    """The longest piece that stays the same, without space around it: what a pattern is found by."""
    pieces = [part.strip() for part in fixed_parts(skeleton)]
    return max(pieces, key=lambda piece: (len(_WORDY.findall(piece)), len(piece)), default="")
