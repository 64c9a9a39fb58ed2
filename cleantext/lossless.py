"""Bytes and text of one given encoding, without loss: what the codec cannot give back is kept as patches.

Which encoding a page has is not decided here (`decode.py`).
"""

import codecs
from collections.abc import Iterator, Sequence

from cleantext.page import Patch
from cleantext.records import replace

WIDE = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""Encodings whose units are not bytes, and the bytes of a unit."""

_EXACT = frozenset({"utf-8", "gb18030", "ascii", "iso8859-1", "cp1252", "cp1251", "koi8-r", "euc_tw"})
"""Codecs that give back every byte by themselves: each sequence they read is written the same way."""

_OF_OURS = frozenset({"euc_tw", "iso2022_cn"})
"""Codecs that Python lacks."""

_BLOCK_BYTES = 1 << 16
_REPLACEMENT = "\ufffd"


def read_bytes(data: bytes, codec: str) -> tuple[str, tuple[Patch, ...]]:
    """Text of `data` and the patches with which `write_text` gives `data` back, whatever the bytes.

    A byte from 0x80 up that the codec cannot read becomes U+DC80 + (byte - 0x80) (PEP 383); a unit of
    UTF-16 or UTF-32 that is none becomes U+FFFD with a patch. Big5 has two codes for some characters: the
    one that the codec would not write is patched too.

    >>> read_bytes("十".encode("cp950") + b"\\xa2\\xcc\\xff", "cp950")
    ('十十\\udcff', (Patch(start=1, end=2, data=b'\\xa2\\xcc'),))
    """
    from cleantext.orphan import cut_bytes  # here for start-up time: most pages are UTF-8 and never come here

    cut = cut_bytes(data, codec)
    if codec in WIDE:
        return _read_cut_wide(data, codec, cut) if cut else _read_wide(data, codec)
    if codec in _OF_OURS:
        import cleantext.escaped  # noqa: F401  # makes them known; here for start-up time
    if cut:
        text, patches = _read_bytes(data[1:], codec)
        shifted = tuple(replace(patch, start=patch.start + 1, end=patch.end + 1) for patch in patches)
        return chr(0xDC00 + data[0]) + text, shifted
    return _read_bytes(data, codec)


def _read_bytes(data: bytes, codec: str) -> tuple[str, tuple[Patch, ...]]:
    if codec == "iso2022_cn":  # its escapes may be chosen freely, so only the bytes tell which were
        text = data.decode(codec, "replace")
        return text, (Patch(0, len(text), data),)
    try:
        text = data.decode(codec, "surrogateescape")
        if codec in _EXACT or _written(text, codec) == data:
            return text, ()
        patches = tuple(_line_patches(data, codec))
        if write_text(text, codec, patches) == data:
            return text, patches
    except UnicodeError:
        text = data.decode(codec, "replace")
    # A codec with shift states or with holes: the text stands for the page as a whole.
    return text, (Patch(0, len(text), data),)


def write_text(text: str, codec: str, patches: Sequence[Patch] = (), *, newline: str = "\n") -> bytes:
    """The bytes of a text that `read_bytes` gave, each LF written as `newline`.

    Of the codec of a page in two encodings (`utf-8+gb18030`) the first writes; patches hold what is in the
    other. Raises UnicodeEncodeError where the text has a character that the codec lacks.

    >>> write_text("正文\\n", "gb18030", newline="\\r\\n").hex(" ", 2)
    'd5fd cec4 0d0a'
    """
    codec = codec.partition("+")[0]
    errors = "strict" if codec in WIDE else "surrogateescape"
    if codec in _OF_OURS:
        import cleantext.escaped  # noqa: F401  # makes them known; here for start-up time

    def written(piece: str) -> bytes:
        return (piece if newline == "\n" else piece.replace("\n", newline)).encode(codec, errors)

    if not patches:
        return written(text)
    pieces, at = [], 0
    for patch in patches:
        pieces += [written(text[at : patch.start]), patch.data]
        at = patch.end
    pieces.append(written(text[at:]))
    return b"".join(pieces)


def _written(text: str, codec: str) -> bytes | None:
    try:
        return text.encode(codec, "surrogateescape")
    except UnicodeEncodeError:
        return None


def _line_patches(data: bytes, codec: str) -> Iterator[Patch]:
    """Patches of a page line by line: only a line that does not come back is looked into."""
    at = 0
    for line in data.split(b"\n"):
        text = line.decode(codec, "surrogateescape")
        if _written(text, codec) != line:
            for patch in _patches(line, codec):
                yield replace(patch, start=at + patch.start, end=at + patch.end)
        at += len(text) + 1


def _patches(line: bytes, codec: str) -> Iterator[Patch]:
    """Feed one byte at a time and see of each character whether it comes back."""
    decoder = codecs.getincrementaldecoder(codec)("surrogateescape")
    begin = at = 0
    for index in range(len(line) + 1):
        text = decoder.decode(line[index : index + 1], index == len(line))
        end = min(index + 1, len(line)) - len(decoder.getstate()[0])
        if not text:
            continue
        if _written(text, codec) != line[begin:end]:
            yield Patch(at, at + len(text), line[begin:end])
        begin, at = end, at + len(text)


def _read_cut_wide(data: bytes, codec: str, cut: int) -> tuple[str, tuple[Patch, ...]]:
    text, patches = _read_wide(data[cut:], codec)
    moved = (replace(patch, start=patch.start + 1, end=patch.end + 1) for patch in patches)
    return _REPLACEMENT + text, (Patch(0, 1, data[:cut]), *moved)


def _read_wide(data: bytes, codec: str) -> tuple[str, tuple[Patch, ...]]:
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        pass
    pieces: list[str] = []
    patches: list[Patch] = []
    at = 0
    for block in _blocks(data, codec):
        for text, bad in _read_units(block, codec):
            pieces.append(text)
            at += len(text)
            if bad:
                pieces.append(_REPLACEMENT)
                patches.append(Patch(at, at + 1, bad))
                at += 1
    return "".join(pieces), tuple(patches)


def _blocks(data: bytes, codec: str) -> Iterator[bytes]:
    """Cut where no surrogate pair is split, and short, as an error holds a copy of what it was raised for."""
    begin = 0
    while begin < len(data):
        end = begin + _BLOCK_BYTES
        high = data[end - 1 : end] if codec == "utf-16-le" else data[end - 2 : end - 1]
        if WIDE[codec] == 2 and b"\xd8" <= high <= b"\xdb":
            end += 2
        yield data[begin:end]
        begin = end


def _read_units(block: bytes, codec: str) -> Iterator[tuple[str, bytes]]:
    """Text and the bad unit after it, until the block is read."""
    while block:
        try:
            yield block.decode(codec), b""
            return
        except UnicodeDecodeError as error:
            yield block[: error.start].decode(codec), block[error.start : error.end]
            block = block[error.end :]
