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
    ad ads advert advertisement adv adbox banner bottombar breadcrumb breadcrumbs cookie crumb crumbs
    daohang dingyue feedback follow footer friendlink guanggao guanzhu hotlist hotnews jump lianjie
    login logo menu mianbaoxie modal nav navbar navi navigation navigator newsletter pager pagination
    paging paihang paihangbang popup promo qrcode ranking rank recommend recommended recommends recom
    recommendation register related relate relevant remen rightbar share shares sharebar sidebar sider
    sidenav sitemap skip sponsor subscribe toast toolbar topbar topnav tuijian xiangguan xiazai fenxiang
    banquan youce zuoce erweima mianze disclaimer leftbar aside widget footnav appdown topline gotop
    backtop interested guess
"""
_LAST_CHROME = """
    bottom copyright declaration declare download foot head header hot keywords link links more next pop
    prev search shengming side social stat statement tab tabs tag tags tools top weixin complaint
"""
_REPLY = "comment comments commentlist reply replies pinglun huifu liuyan discuss respond reviews disqus"
_DETAIL = """
    action actions author authi avatar badge btn btns button buttons byline count date datetime
    editorinfo floor info laiyuan level like likes meta nickname operate operation operations praise
    publish pubtime pubdate score shijian sign signature source stats status time timestamp tool user
    userinfo username view views vote votes zan zuozhe control controls counter dianzan modact medal
"""

_KINDS = {
    word: kind
    for kind, words in (
        (CONTENT, _CONTENT),
        (CHROME, _CHROME),
        (CHROME, _LAST_CHROME),
        (REPLY, _REPLY),
        (DETAIL, _DETAIL),
    )
    for word in words.split()
}
_ANYWHERE = frozenset(_CHROME.split())
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
    return ""


def _kind_of_name(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(name)]
    if not _ANYWHERE.isdisjoint(words):
        return CHROME
    return next((_KINDS[word] for word in reversed(words) if word in _KINDS), "")
