"""What tags, comments and raw text look like in HTML as it is found: unquoted, unclosed, cut off.

A `<` that begins nothing of the sort is text. Every pattern takes time linear in the page.
"""

import re

_QUOTED = r"""=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|"[^"]*+"(?=[\s/>])|'[^']*+'(?=[\s/>]))"""
"""A quoted value. One that holds a tag and is followed by text lacks its quote."""

_ATTRIBUTES = rf"""(?:[^<>="']++|{_QUOTED}|[="'])*+"""

_RAW = "script|style|template|textarea|iframe|noembed|noframes|title|svg|xmp"

RAW_TEXT = frozenset(_RAW.split("|"))
"""Elements whose content is no markup."""

TOKEN = re.compile(
    rf"""
    <(?:
        (?P<raw>{_RAW})(?=[\s/>])(?P<raw_attributes>{_ATTRIBUTES})>
    |   /(?P<end>[a-z][\w:.-]*+)(?=[\s/><]|\Z)[^<>]*+(?:>|(?=<)|\Z)
    |   (?P<begin>[a-z][\w:.-]*+)(?P<attributes>(?=[\s/>]){_ATTRIBUTES})>
    |   !--(?:>|->|.*?(?:--!?>|\Z))
    |   [!?][a-z\[][^>]{{0,5000}}+>
    |   (?P<cut>[a-z][\w:.-]*+)(?P<cut_attributes>\s[^<>]*?=[^<>]*+|\s*+)(?=<|\Z)
    )
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII | re.DOTALL,
)
"""One token of markup: an element with raw text, an end tag, a begin tag, a comment, a declaration, a begin
tag that another tag or the page's end cuts off."""

RAW, END, BEGIN, CUT = (
    TOKEN.groupindex[name] for name in ("raw_attributes", "end", "attributes", "cut_attributes")
)
"""The group that says which token it is; the name is in the group before, or in the same."""

ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?"""
)
"""One attribute: its name, and its value in one of the groups after."""

ONE_IDENTITY = re.compile(r' (class|id)="([^"]*)"')
"""Attributes that are but one, as most are."""

IDENTITY = re.compile(
    r"""(?<![^\s"'/])(class|id)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)
"""The id and the classes among attributes."""

ENTITY = re.compile(r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
"""What may be a character reference."""


def raw_end(name: str) -> re.Pattern[str]:
    """The end tag of an element with raw text.

    >>> raw_end("script").search("if (a</b>c) </SCRIPT >").start()
    12
    """
    return _RAW_ENDS[name]


_RAW_ENDS = {
    name: re.compile(rf"</{name}\b[^>]*+(?:>|\Z)", re.IGNORECASE | re.ASCII) for name in _RAW.split("|")
}
