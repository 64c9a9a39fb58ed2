"""What a page says of itself in its head: title, author, date, address, site. Nothing is made up."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from cleantext.markup.tree import Document, Element

KEYS = ("title", "author", "date", "url", "site")
"""What may be said, in this order."""

_META = {
    "og:title": "title",
    "twitter:title": "title",
    "author": "author",
    "article:author": "author",
    "og:article:author": "author",
    "mediaid": "site",
    "article:published_time": "date",
    "og:release_date": "date",
    "og:article:published_time": "date",
    "publishdate": "date",
    "pubdate": "date",
    "firstcreatedtime": "date",
    "date": "date",
    "dc.date": "date",
    "weibo:article:create_at": "date",
    "bytedance:published_time": "date",
    "datepublished": "date",
    "og:url": "url",
    "og:site_name": "site",
    "articletitle": "title",
    "sitename": "site",
    "contentsource": "site",
}
"""Well-known names of `<meta>`, in small letters, and what each gives."""

_LONGEST = 300
"""Characters; a longer value is no title or name."""

_SEPARATOR = re.compile(r"\s*(?:[|｜]|\s[-–—_·]\s|_|—{1,2})\s*")
_NO_NAME = re.compile(
    r"^(?:https?:|\W*\d+\W*$)|@|^(?:name|author|admin|null|none|undefined)\b", re.IGNORECASE
)
"""An address, a number, or what a template was shipped with."""

_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")


def read_metadata(document: Document) -> dict[str, str]:
    """What a page says of itself, without what it leaves unsaid.

    `<meta>` comes first, then JSON-LD, then `<link rel=canonical>` and `<title>`.

    >>> from cleantext.markup.tree import parse
    >>> page = '<title>通知_某市政府</title><meta name="author" content="李明"><link rel=canonical href="https://a.cn/1">'
    >>> read_metadata(parse(page))
    {'title': '通知_某市政府', 'author': '李明', 'url': 'https://a.cn/1'}
    """
    found: dict[str, str] = {}
    for key, value in _said(document):
        clean = " ".join(unescape(value).split())
        if clean and len(clean) <= _LONGEST and key not in found and _fits(key, clean):
            found[key] = clean
    return {key: found[key] for key in KEYS if key in found}


def _fits(key: str, value: str) -> bool:
    if "\ud800" <= max(value) <= "\udfff" or any("\ud800" <= c <= "\udfff" for c in value):
        return False
    if key == "url":
        return value.startswith(("http://", "https://")) and _has_host(value)
    if key == "author":
        return not _NO_NAME.search(value)
    return key != "date" or bool(_DATE.search(value))


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """Every key and value, the best source of each first."""
    text = document.text
    metas: dict[str, str] = {}
    titles: list[str] = []
    canonical = base = ""
    scripts: list[Element] = []
    for element in document.elements:
        tag = element.tag
        if tag == "meta":
            told = element.attributes
            name = told.get("property") or told.get("name") or told.get("itemprop") or ""
            metas.setdefault(name.lower(), told.get("content", ""))
        elif tag == "title":
            titles.append(text[element.inner_start : element.inner_end])
        elif tag == "link" and "canonical" in element.raw:
            canonical = canonical or element.attributes.get("href", "")
        elif tag == "base":
            base = base or element.attributes.get("href", "")
        elif tag == "script" and "ld+json" in element.raw:
            scripts.append(element)
    if canonical:
        yield "url", _absolute(base, canonical)
    yield from ((key, metas[name]) for name, key in _META.items() if name in metas)
    for script in scripts:
        yield from _of_json(text[script.inner_start : script.inner_end])
    yield from (("title", title) for title in titles[:1])


def _absolute(base: str, address: str) -> str:
    try:
        joined = urljoin(base, address)
    except ValueError:
        return address
    return f"https:{joined}" if joined.startswith("//") else joined


def _of_json(source: str) -> Iterator[tuple[str, str]]:
    """What the objects of a page's JSON-LD say of an article; JSON that is broken says nothing."""
    try:
        data = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return
    for node in _objects(data):
        yield from _of_object(node)


def _objects(data: Any) -> Iterable[Mapping[str, Any]]:
    top = data if isinstance(data, list) else [data]
    for node in top:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (
                (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()
            )


def _of_object(node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, key in (("headline", "title"), ("pubDate", "date"), ("datePublished", "date"), ("@id", "url")):
        if isinstance(node.get(name), str):
            yield key, node[name]
    if "headline" in node or "datePublished" in node:
        yield from (("author", name) for name in _names(node.get("author")))
        yield from (("site", name) for name in _names(node.get("publisher")))


def _names(value: Any) -> list[str]:
    """The names of a person, or of several, as JSON-LD puts them."""
    people = value if isinstance(value, list) else [value]
    names = [person.get("name") if isinstance(person, dict) else person for person in people]
    told = [name for name in names if isinstance(name, str)]
    return ["、".join(told)] if told else []
