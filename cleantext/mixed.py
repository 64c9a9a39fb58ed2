"""Pages of two encodings: a UTF-8 page with comments in GBK, or the other way round.

Such a page has a double name, `utf-8+gb18030`: the first encodes the page, and what is in the second is
kept as patches. A line is read as a whole in either, or by runs; what is likeliest wins (`commonness.py`).
Reading depends on bytes and name alone, so that a page can be read again from its log.
"""

import re
from collections.abc import Iterator, Sequence

from cleantext.commonness import STEPS_PER_NAT, cost
from cleantext.lossless import write_text
from cleantext.page import Patch

_UTF8 = "utf-8"
_UTF8_RUN = re.compile(rb"((?:[\xe2-\xef][\x80-\xbf]{2}){2,})")
_UTF8_LONG = re.compile(rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){4}")
_HIGH = re.compile("[^\0-\x7f]")
_SEEN = 0.5 * STEPS_PER_NAT
_COMMON = 8.3 * STEPS_PER_NAT
_PROOF_CHARACTERS = 4
"""Characters a page must have in its second encoding, beside each other and all but common."""

_NOT_LOW = bytes((*range(0x80), *range(0xA1, 0x100)))
"""Bytes but for those that common characters have in UTF-8 only: a quick look for it in GBK and Big5."""

_PROOF_BYTES = 6
"""Bytes that UTF-8 must leave unread before a second encoding is thought of."""

Piece = tuple[str, str, bytes]
"""Text, the codec it was read with, its bytes."""


def second_encoding(data: bytes, codec: str) -> str | None:
    """The encoding of what `codec` does not read well, where a page clearly has two; None otherwise.

    >>> page = "第一行是正文。\\n".encode() + "这是老系统写的注释\\n".encode("gbk")
    >>> second_encoding(page, "utf-8")
    'gb18030'
    """
    if codec == _UTF8:
        if len(data) - len(data.decode("utf-8", "ignore").encode()) < _PROOF_BYTES:
            return None
    elif codec not in _PAGES or not data.translate(None, _NOT_LOW) or not _UTF8_LONG.search(data):
        return None
    gain, other = max((_gain(data, codec, other), other) for other in _SECONDS[codec == _UTF8])
    return other if gain > 0 else None


_PAGES = ("gb18030", "cp950", "big5hkscs")
_SECONDS = {True: ("gb18030", "cp950"), False: (_UTF8,)}
"""What else stands in a page of UTF-8, and in one of another encoding."""


def read_mixed(data: bytes, codec: str, other: str) -> tuple[str, tuple[Patch, ...]]:
    """Text of a page in two encodings, and the patches with which `write_text` gives `data` back.

    >>> read_mixed("正文。\\n".encode() + "注释文字\\n".encode("gbk"), "utf-8", "gb18030")[0]
    '正文。\\n注释文字\\n'
    """
    texts: list[str] = []
    patches: list[Patch] = []
    at = 0
    for text, used, raw in _merged(_pieces(data, codec, other)):
        if used != codec and text:
            patches.append(Patch(at, at + len(text), raw))
        texts.append(text)
        at += len(text)
    whole = "".join(texts)
    if _gives_back(whole, codec, patches, data):
        return whole, tuple(patches)
    return whole, (Patch(0, len(whole), data),)


def _gives_back(text: str, codec: str, patches: Sequence[Patch], data: bytes) -> bool:
    try:
        return write_text(text, codec, patches) == data
    except UnicodeEncodeError:
        return False


def _gain(data: bytes, codec: str, other: str) -> int:
    """What is gained by reading a page in two encodings; nothing unless one piece proves the second."""
    gain, proved = 0, False
    for text, used, raw in _pieces(data, codec, other):
        if used != codec:
            gain += cost(raw.decode(codec, "replace")) - cost(text)
            proved = proved or _proves(text)
    return gain if proved else 0


def _proves(text: str) -> bool:
    foreign = "".join(_HIGH.findall(text))
    return len(foreign) >= _PROOF_CHARACTERS and cost(foreign) < _COMMON * len(foreign)


def _pieces(data: bytes, codec: str, other: str) -> Iterator[Piece]:
    """A page piece by piece; each line that holds but one encoding is one."""
    lines = data.split(b"\n")
    for number, line in enumerate(lines):
        yield from _pieces_of_line(line, codec, other)
        if number + 1 < len(lines):
            yield "\n", codec, b"\n"


def _pieces_of_line(line: bytes, codec: str, other: str) -> Iterator[Piece]:
    if line.endswith(b"\r"):  # a page's line ends belong to no patch
        yield from _pieces_of_line(line[:-1], codec, other)
        yield "\r", codec, b"\r"
        return
    if line.isascii() or (codec == _UTF8 and _is_utf8(line)):
        yield line.decode(codec, "surrogateescape"), codec, line
        return
    if codec != _UTF8 and not _UTF8_RUN.search(line):
        yield line.decode(codec, "surrogateescape"), codec, line
        return
    double = other if codec == _UTF8 else codec
    ways = [[_piece(line, codec)], [_piece(line, other)], _by_runs(line, double)]
    best = min(ways, key=_cost_of)
    yield from (_unless_rare(piece, codec) for piece in best)


def _by_runs(line: bytes, double: str) -> list[Piece]:
    """A line with each run of UTF-8 read as UTF-8, and what is between in the other encoding."""
    parts = _UTF8_RUN.split(line)
    return [_piece(part, _UTF8 if odd % 2 else double) for odd, part in enumerate(parts) if part]


def _piece(raw: bytes, codec: str) -> Piece:
    return raw.decode(codec, "surrogateescape"), codec, raw


def _cost_of(pieces: Sequence[Piece]) -> float:
    """What a way of reading a line costs; each piece more costs a little, each change of encoding too."""
    return sum(cost(text) for text, _, _ in pieces) + _SEEN * len(pieces)


def _unless_rare(piece: Piece, codec: str) -> Piece:
    """One character alone, or rare ones, in the second encoding stay unread: bytes may be lost there."""
    text, used, raw = piece
    if used == codec or text.isascii():
        return _piece(raw, codec)
    foreign = "".join(_HIGH.findall(text))
    if len(foreign) < 2 or cost(foreign) >= _COMMON * len(foreign):
        return _piece(raw, codec)
    return piece


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces of one encoding beside each other as one; bytes are joined, and text as read."""
    texts: list[str] = []
    raws: list[bytes] = []
    used = ""
    for text, codec, raw in pieces:
        if texts and codec != used:
            yield "".join(texts), used, b"".join(raws)
            texts, raws = [], []
        used = codec
        texts.append(text)
        raws.append(raw)
    if texts:
        yield "".join(texts), used, b"".join(raws)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
