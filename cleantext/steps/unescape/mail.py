"""What mail leaves in text: quoted-printable (`=E4=B8=AD`) and encoded headers (`=?utf-8?B?5Lit?=`)."""

import re
from binascii import Error, a2b_base64, a2b_qp
from collections.abc import Iterator

from cleantext.edits import Edit
from cleantext.page import NOTHING, Proposal
from cleantext.steps.unescape.forward import QUOTED, is_plain_text, weight
from cleantext.steps.unescape.surroundings import Surroundings

_WORD = r"=\?[A-Za-z][\w-]*\?[BbQq]\?[!->@-~]*\?="
_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD}|{_WORD})*")
_PARTS = re.compile(r"=\?([A-Za-z][\w-]*)\?([BbQq])\?([!->@-~]*)\?=")

_CODED = re.compile(r"(?:=[0-9A-Fa-f]{2}|(?<!\?)=[ \t]*\r?\n)+")
_GATE = r"=[89A-Fa-f][0-9A-Fa-f]=(?:[89A-Fa-f]|\r?\n)"
_SOFT_BREAK = re.compile(r"(?<!\?)=[ \t]*\r?\n")
_PROVEN = 2
"""Han characters that a paragraph must show for its `=XX` to be read."""

_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "cp950"}


def decode_mail(around: Surroundings) -> Proposal:
    """Read encoded headers and quoted-printable paragraphs. Offsets are code points of the draft's text.

    >>> from cleantext.page import Draft
    >>> page = Draft("标题：=?utf-8?B?5Lit5Zu9?=\\n=E4=B8=AD=E5=\\n=9B=BD=E4=BA=BA")
    >>> [e.new for e in decode_mail(Surroundings(page)).edits]
    ['中国', '中国人']
    """
    if "=" not in around.draft.census:
        return NOTHING
    edits: list[Edit] = []
    if "=?" in around.text:
        edits += around.damage(_headers(around.text))
    if re.search(_GATE, around.text):
        edits += _paragraphs(around)
    return Proposal(tuple(edits))


# --- headers ---------------------------------------------------------------------------------------------


def _headers(text: str) -> Iterator[Edit]:
    for found in _WORDS.finditer(text):
        new = read_words(found[0])
        if new and not new.isascii() and is_plain_text(new):
            yield Edit(*found.span(), found[0], new, "unescape/encoded-word", 0.99)


def read_words(words: str) -> str | None:
    """The text of encoded words in a row (RFC 2047), None where one is broken; characters may be torn.

    >>> read_words("=?gb2312?Q?=D6=D0=B9?= =?gb2312?Q?=FA?=")
    '中国'
    """
    data, charsets = b"", set()
    for charset, kind, payload in _PARTS.findall(words):
        charsets.add(charset.lower())
        part = _payload(kind, payload)
        if part is None:
            return None
        data += part
    try:
        return data.decode(_CHARSETS.get(min(charsets), min(charsets))) if len(charsets) == 1 else None
    except (UnicodeDecodeError, LookupError):
        return None


def _payload(kind: str, payload: str) -> bytes | None:
    if kind in "Qq":
        return a2b_qp(payload.encode(), header=True)
    try:
        return a2b_base64(payload + "=" * (-len(payload) % 4), strict_mode=True)
    except Error:
        return None


# --- paragraphs ------------------------------------------------------------------------------------------


def _paragraphs(around: Surroundings) -> list[Edit]:
    """Paragraphs that soft breaks hold together, read where they show Chinese; then all their escapes are.

    Where two paragraphs do, the page is such mail, and what little another shows is read too.
    """
    paragraphs = [list(_escapes(around.text, *span)) for span in _logical_lines(around.text)]
    weights = [sum(weight(edit.new) for edit in edits) for edits in paragraphs]
    several = sum(total >= _PROVEN for total in weights) > 1
    least = 1 if several else _PROVEN
    read = [e for edits, total in zip(paragraphs, weights, strict=True) if total >= least for e in edits]
    return around.damage(read)


def _escapes(text: str, start: int, end: int) -> Iterator[Edit]:
    for m in _CODED.finditer(text, start, end):
        new = _read(m[0])
        if new is not None:
            yield Edit(*m.span(), m[0], new, "unescape/quoted-printable", 0.97)


def _logical_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        while end >= 0 and _SOFT_BREAK.match(
            text, text.rfind("=", start, end) if "=" in text[start:end] else end
        ):
            end = text.find("\n", end + 1)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _read(coded: str) -> str | None:
    """What a run of `=XX` and soft breaks stands for; a soft break alone stands for nothing."""
    solid = _SOFT_BREAK.sub("", coded)
    return QUOTED.unshow(solid) if solid else ""
