"""Bytes to text and back, without loss.

In this order: a byte-order mark; UTF-16 and UTF-32 without one; strict UTF-8; else GB18030, Big5, UTF-8 with
a few bad bytes and Windows-1252, each read and judged as Chinese (`detect.py`). A declared charset is a
prior, not a verdict.
"""

from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate

from cleantext.binary import refuse_binary
from cleantext.detect import likely_encoding, likely_wide, reads_better_as_gbk, unread_bytes
from cleantext.errors import InputError, UsageError
from cleantext.labels import BIG5, codec_of
from cleantext.lossless import WIDE, read_bytes, write_text
from cleantext.page import Decoded, Patch

_MARKS = (
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-32-le", b"\xff\xfe\0\0"),
    ("utf-32-be", b"\0\0\xfe\xff"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("gb18030", b"\x84\x31\x95\x33"),
)
"""Byte-order marks; UTF-32's little-endian one begins as UTF-16's, so it is asked first."""

_SHORT_BYTES = 2000
"""Below this, GBK that is valid UTF-8 by chance is thought of."""


def decode(
    data: bytes, *, encoding: str | None = None, declared: str | None = None, name: str = "<page>"
) -> Decoded:
    """Read a page. `encode(decode(data)) == data` for every `data` that is read at all.

    `encoding` overrides everything (labels mean what browsers take them for); `declared` is the charset a
    server or a `<meta>` names. `name` is the page's, for errors. Bytes that no codec reads stay in the text
    as lone surrogates. Raises InputError for data that is no text, UsageError for an unknown `encoding`.

    >>> page = decode("四川省人民政府公告\\r\\n".encode("gbk"))
    >>> page.text, page.encoding, page.newline
    ('四川省人民政府公告\\n', 'gb18030', '\\r\\n')
    """
    if encoding:
        codec = codec_of(encoding)
        return _read(data, codec, _mark_of(data, codec), "asked for")
    if not data:
        return Decoded("", "utf-8", why="empty")
    for codec, mark in _MARKS:
        if data.startswith(mark):
            return _read(data, codec, mark, "byte-order mark")
    if b"\0" in data[:4096]:
        return _with_nuls(data, declared, name)
    return _without_nuls(data, declared, name)


def encode(decoded: Decoded) -> bytes:
    """The bytes of a decoded page. `why` is not needed.

    Raises InputError where the text does not belong to its encoding.

    >>> encode(decode(b"\\xd5\\xfd\\xce\\xc4\\xff\\r\\n")).hex()
    'd5fdcec4ff0d0a'
    """
    try:
        body = write_text(decoded.text, decoded.encoding, decoded.patches, newline=decoded.newline)
    except UnicodeEncodeError as error:
        what = f"character {error.start} of the text does not exist in {decoded.encoding}"
        raise InputError(what, hint="the text and its record do not belong together") from None
    return decoded.bom + body


def _with_nuls(data: bytes, declared: str | None, name: str) -> Decoded:
    codec = likely_wide(data)
    if codec:
        return _read(data, codec, b"", "reads as Chinese or plain text, two or four bytes a character")
    return _without_nuls(data, declared, name)


def _without_nuls(data: bytes, declared: str | None, name: str) -> Decoded:
    refuse_binary(data, name)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        pass
    else:
        if len(data) < _SHORT_BYTES and reads_better_as_gbk(text, data):
            return _read(data, "gb18030", b"", "GBK that is valid UTF-8 by chance")
        return _with_newline(Decoded(text, "utf-8", why="valid UTF-8"))
    codec = likely_wide(data)
    if codec:
        return _read(data, codec, b"", "reads as Chinese, two or four bytes a character")
    codec, why = likely_encoding(data, _prior(declared))
    return _read(data, codec, b"", why)


def _prior(declared: str | None) -> str | None:
    """The codec a page declares; a label nobody knows says nothing."""
    try:
        codec = codec_of(declared) if declared else None
    except UsageError:
        return None
    return None if codec in WIDE else codec


def _mark_of(data: bytes, codec: str) -> bytes:
    return next((mark for other, mark in _MARKS if other == codec and data.startswith(mark)), b"")


def _read(data: bytes, codec: str, mark: bytes, why: str) -> Decoded:
    body = data[len(mark) :]
    codec = _wider_big5(body) if codec == BIG5 else codec
    text, patches = read_bytes(body, codec)
    return _with_newline(Decoded(text, codec, mark, "\n", patches, why))


def _wider_big5(data: bytes) -> str:
    """The superset of Big5 that leaves fewer bytes unread; cp950 if neither does."""
    supersets = ("cp950", "big5hkscs")
    for codec in supersets:
        try:
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        return codec
    return min(supersets, key=lambda codec: unread_bytes(data.decode(codec, "surrogateescape")))


def _with_newline(decoded: Decoded) -> Decoded:
    """Give a page whose line ends are all CRLF, or all CR, with LF."""
    text = decoded.text
    if "\r" not in text:
        return decoded
    pairs, returns, feeds = text.count("\r\n"), text.count("\r"), text.count("\n")
    if pairs == returns == feeds:
        patches = _moved(text, decoded.patches)
        return replace(decoded, text=text.replace("\r\n", "\n"), newline="\r\n", patches=patches)
    if feeds == 0:
        return replace(decoded, text=text.replace("\r", "\n"), newline="\r")
    return decoded


def _moved(text: str, patches: tuple[Patch, ...]) -> tuple[Patch, ...]:
    """Patches of the text once its carriage returns are gone."""
    if not patches:
        return ()
    lengths = list(accumulate(len(line) + 2 for line in text.split("\r\n")))
    return tuple(
        replace(
            p, start=p.start - bisect_left(lengths, p.start + 1), end=p.end - bisect_left(lengths, p.end + 1)
        )
        for p in patches
    )
