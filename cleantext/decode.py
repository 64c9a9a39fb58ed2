"""Bytes to text and back, without loss.

In this order: a byte-order mark; UTF-16 and UTF-32 without one; HZ and ISO-2022; strict UTF-8; else GB18030,
Big5 and what else pages are in, each read and judged (`detect.py`). A declared charset is a prior, not a
verdict. A page may be in two encodings (`mixed.py`).
"""

from bisect import bisect_left
from itertools import accumulate

from cleantext.binary import refuse_binary, refuse_wide_binary
from cleantext.errors import InputError, UsageError
from cleantext.labels import BIG5, codec_of
from cleantext.lossless import WIDE, read_bytes, write_text
from cleantext.page import Decoded, Patch
from cleantext.records import replace

_MARKS = (
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-32-le", b"\xff\xfe\0\0"),
    ("utf-32-be", b"\0\0\xfe\xff"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("gb18030", b"\x84\x31\x95\x33"),
)
"""Byte-order marks; UTF-32's little-endian one begins as UTF-16's, so it is asked first."""

_ALL_MARKS = tuple(mark for _, mark in _MARKS)
_SUPERSETS = {BIG5: ("cp950", "big5hkscs"), "euc_jp": ("euc_jp", "euc_jis_2004")}
_HEAD_BYTES = 4096
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
    for codec, mark in _MARKS if data.startswith(_ALL_MARKS) else ():
        if data.startswith(mark):
            return _read(data, codec, mark, "byte-order mark", look_for_second=codec == "utf-8")
    return _found(data, declared, name)


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


def _found(data: bytes, declared: str | None, name: str) -> Decoded:
    """The page in the encoding that its bytes speak for. What is asked of few pages is imported for them."""
    head = data[:_HEAD_BYTES]
    if b"\0" in head:
        from cleantext.wide import find_wide

        if codec := find_wide(data):
            refuse_wide_binary(data, codec, name)
            return _read(data, codec, b"", "reads as plain text, two or four bytes a character")
    if b"\x1b$" in head or b"~{" in head:
        from cleantext.escaped import find_escaped

        if codec := find_escaped(data):
            return _read(data, codec, b"", "reads as text in seven bits, with escapes")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _not_utf8(data, declared, name)
    refuse_binary(data, name)
    if len(data) < _SHORT_BYTES and not text.isascii() and max(text) < "\u0800":
        from cleantext.detect import reads_better_as_gbk

        if reads_better_as_gbk(text, data, declared_codec(data, declared)):
            return _read(data, "gb18030", b"", "GBK that is valid UTF-8 by chance")
    return _with_newline(Decoded(text, "utf-8", why="valid UTF-8"))


def _not_utf8(data: bytes, declared: str | None, name: str) -> Decoded:
    from cleantext.detect import find_encoding

    verdict = find_encoding(data, declared_codec(data, declared))
    if verdict.codec in WIDE:
        refuse_wide_binary(data, verdict.codec, name)
    else:
        refuse_binary(data, name)
    return _read(data, verdict.codec, b"", verdict.why, look_for_second=True)


def declared_codec(data: bytes, declared: str | None = None) -> str | None:
    """The codec that a server declares, or else the page itself; a label nobody knows says nothing.

    >>> declared_codec(b'<meta charset="gbk">')
    'gb18030'
    """
    from cleantext.declared import charset_in

    for label in (declared, charset_in(data)):
        try:
            codec = codec_of(label) if label else None
        except UsageError:
            continue
        if codec and codec not in WIDE:
            return codec
    return None


def _mark_of(data: bytes, codec: str) -> bytes:
    codec = codec.partition("+")[0]
    return next((mark for other, mark in _MARKS if other == codec and data.startswith(mark)), b"")


def _read(data: bytes, codec: str, mark: bytes, why: str, *, look_for_second: bool = False) -> Decoded:
    body = data[len(mark) :]
    codec, _, other = codec.partition("+")
    codec = _widest(body, codec)
    if look_for_second:
        from cleantext.mixed import second_encoding

        other = second_encoding(body, codec) or ""
    if not other:
        text, patches = read_bytes(body, codec)
        return _with_newline(Decoded(text, codec, mark, "\n", patches, why))
    from cleantext.mixed import read_mixed

    text, patches = read_mixed(body, codec, other)
    return _with_newline(
        Decoded(text, f"{codec}+{other}", mark, "\n", patches, f"{why}, and {other} in places")
    )


def _widest(data: bytes, codec: str) -> str:
    """Of an encoding that has two supersets, the first, unless the second reads clearly more; else itself."""
    if codec not in _SUPERSETS:
        return codec
    from cleantext.orphan import cut_bytes  # here for start-up time

    first, second = _SUPERSETS[codec]
    data = data[cut_bytes(data, first) :]
    unread = _unread(data, first)
    return second if unread and unread > 2 * _unread(data, second) else first


def _unread(data: bytes, codec: str) -> int:
    return data.decode(codec, "replace").count("\ufffd")


def _with_newline(decoded: Decoded) -> Decoded:
    """Give a page whose line ends are all CRLF, or all CR, with LF."""
    text = decoded.text
    if "\r" not in text:
        return decoded
    pairs, returns, feeds = text.count("\r\n"), text.count("\r"), text.count("\n")
    if pairs == returns == feeds and not any(_splits_pair(text, patch) for patch in decoded.patches):
        patches = _moved(text, decoded.patches)
        return replace(decoded, text=text.replace("\r\n", "\n"), newline="\r\n", patches=patches)
    if feeds == 0:
        return replace(decoded, text=text.replace("\r", "\n"), newline="\r")
    return decoded


def _splits_pair(text: str, patch: Patch) -> bool:
    """Does a patch begin or end between a carriage return and its line feed?"""
    return "\r\n" in (text[patch.start - 1 : patch.start + 1], text[patch.end - 1 : patch.end + 1])


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
