"""How a page of HTML begins and ends, and how a text that shows one does."""

import re

from cleantext.characters import HAN

_HEAD = 4096
"""Characters that are looked at."""

_OPENING = re.compile(
    r"(?:\s|\ufeff|<!--.*?-->|<\?xml[^>]*>)*+(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]"
    r"|<(?:meta|title|link|base)[\s>])",
    re.I | re.S,
)
_LATE_OPENING = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.I)
_BUILDING = r"(?:div|p|table|tbody|tr|td|ul|ol|li|section|article|main|h[1-6]|body|center|dl|blockquote)"
_ANY = rf"(?:{_BUILDING}|script|style|form|header|nav|footer|aside|a|b|font|span|img|br|hr|strong)"
_FRAGMENT = re.compile(rf"\s*+(?:<!--.*?-->\s*+)*+<{_ANY}(?:\s[^<>]*+)?/?>", re.I | re.S)
_CLOSED = re.compile(rf"</{_BUILDING}\s*>", re.I)
_ENDS = re.compile(r"(?:</[a-z][a-z0-9]*\s*>|-->|<br\s*/?>)\s*\Z", re.I)

_HAN = re.compile(f"[{HAN}]")
_EXPLAINED = 12
"""Characters of text behind `</html>` that make a page one about HTML."""

_CLOSED_AT_LEAST = 3
"""Blocks that close, for a piece of a page without `<html>`."""


def opens_page(text: str) -> bool:
    """Is it a page of HTML, as `detect.is_html` says?"""
    head = text[:_HEAD]
    if _OPENING.match(head):
        return not _goes_on_as_text(text)
    if _FRAGMENT.match(head):
        return bool(_ENDS.search(text, max(0, len(text) - 200))) and _closes_blocks(text)
    return bool(_LATE_OPENING.search(head)) and text[-200:].rstrip().lower().endswith("</html>")


def _goes_on_as_text(text: str) -> bool:
    """Does text without a tag follow the page's end, as where somebody explains what stands above?"""
    end = text.rfind("</html>", -_HEAD)
    rest = text[end + 7 :] if end >= 0 else ""
    return "<" not in rest and len(_HAN.findall(rest)) >= _EXPLAINED


def _closes_blocks(text: str) -> bool:
    found = _CLOSED.finditer(text)
    return all(next(found, None) for _ in range(_CLOSED_AT_LEAST))
