"""What the names that authors give to elements say of them: class and id words, in English and in pinyin."""

import re
from functools import lru_cache

from cleantext.markup.tree import Element

CONTENT, CHROME, REPLY, DETAIL = "content", "chrome", "reply", "detail"
"""What a name may say: the main part; what stands around it; an answer of readers; facts about a text."""

_CONTENT = """
    article articlebody body content contents detail entry main maintext neirong news newstext post
    postbody richtext rich story zhengwen zw wenzhang xiangqing editor artibody markdown tiezi
"""
_CHROME = """
    ad adbox ads adv advert advertisement appdown aside backtop banner banquan bottombar breadcrumb
    breadcrumbs catalog catalogue cookie crumb crumbs daohang dingyue directory disclaimer erweima
    feedback fenxiang follow footer footnav friendlink gotop guanggao guanzhu guess hotlist hotnews
    interested jump leftbar lianjie login logo menu mianbaoxie mianze modal mulu nav navbar navi
    navigation navigator newsletter pager pagination paging paihang paihangbang popup promo qrcode rank
    ranking recom recommend recommendation recommended recommends register relate related relatedposts
    relevant remen rightbar share sharebar sharedaddy shares sharing sidebar sidenav sider sitemap skip
    sponsor subscribe toast toc toolbar topbar topline topnav tuijian widget xgxw xgyd xiangguan xiazai
    youce zuoce
"""
_LAST_CHROME = """
    bottom complaint copyright declaration declare download foot hot keywords link links more next pop
    prev search shengming side social stat statement tab tabs tag tags tools weixin
"""
_REPLY = """
    answer answers comment commentlist comments discuss disqus huida huifu liuyan lzl pinglun replies
    reply respond reviews
"""
_DETAIL = """
    action actions authi author avatar badge btn btns button buttons byline control controls count
    counter date datetime desc dianzan editorinfo floor follower followers head header info laiyuan like
    likes medal meta modact nickname operate operation operations postdesc praise pubdate publish
    pubtime score shijian sign signature source stats status time timestamp toobar tool top user
    userinfo username view views vote voted voter voters votes zan zuozhe
"""

_KINDS = {
    word: kind
    for kind, words in (
        (CONTENT, _CONTENT),
        (CHROME, _CHROME),
        (REPLY, _REPLY),
        (DETAIL, _DETAIL),
    )
    for word in words.split()
}
_ANYWHERE, _LAST = frozenset(_CHROME.split()), frozenset(_LAST_CHROME.split())
_PERHAPS = "perhaps"
"""Chrome by a word that many things are called by."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_TAGS = {
    "nav": CHROME,
    "form": CHROME,
    "aside": CHROME,
    "footer": CHROME,
    "header": DETAIL,
    "article": CONTENT,
    "main": CONTENT,
}
_ROLES = {
    "navigation": CHROME,
    "banner": CHROME,
    "contentinfo": CHROME,
    "search": CHROME,
    "complementary": CHROME,
}


def kind_of(element: Element) -> str:
    """What an element's tag, classes and id say of it; nothing for names that mean nothing.

    Of the words of a class the last counts that says anything, but some say chrome anywhere: `share-content`.

    >>> from cleantext.markup.tree import parse
    >>> page = '<div class="article-share"><p id="zhengwen"><i class="commentList"><nav><b class="col-8">'
    >>> [kind_of(element) for element in parse(page).elements[1:]]
    ['chrome', 'content', 'reply', 'chrome', '']
    """
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    raw = element.raw
    if not raw:
        return ""
    names = " ".join((*element.classes, element.id))
    if names and (kind := _kind_of_names(names)):
        return kind
    return _ROLES.get(element.attributes.get("role", ""), "") if "role" in raw else ""


@lru_cache(maxsize=8192)
def _kind_of_names(names: str) -> str:
    found = [_kind_of_name(name) for name in names.split()]
    for kind in (CHROME, DETAIL, REPLY, CONTENT):
        if kind in found:
            return kind
    return CHROME if _PERHAPS in found else ""


def _kind_of_name(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(name)]
    if not _ANYWHERE.isdisjoint(words):
        return CHROME
    if words and words[-1] in _LAST:
        return _PERHAPS
    return next((_KINDS[word] for word in reversed(words) if word in _KINDS), "")
