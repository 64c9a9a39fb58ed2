"""What is no text: files of other kinds, told by their first bytes or by what they are full of."""

from cleantext.errors import InputError

_KINDS = (
    (b"%PDF-", "a PDF document", "extract its text first"),
    (b"PK\x03\x04", "a ZIP archive (a Word or Excel file is one)", "unpack it or save it as text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document", "save it as text"),
    (b"\x1f\x8b\x08", "gzip data", "decompress it first"),
    (b"BZh", "bzip2 data", "decompress it first"),
    (b"\xfd7zXZ\0", "xz data", "decompress it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "decompress it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "give the page itself"),
    (b"\xff\xd8\xff", "a JPEG image", "give the page itself"),
    (b"GIF8", "a GIF image", "give the page itself"),
    (b"\x7fELF", "a program", "give the page itself"),
    (b"SQLite format 3\0", "a SQLite database", "export its pages first"),
)
"""First bytes, what they begin, and what to do. BZh and GIF8 could begin a text, so more is asked of them."""

_STARTS = tuple(start for start, _, _ in _KINDS)
_PRINTABLE_STARTS = (b"BZh", b"GIF8")
_CONTROL = bytes(b for b in range(0x20) if b not in b"\t\n\v\f\r\x1b")
_NOT_TEXT = (*map(chr, _CONTROL), "\ufffd")
_LOOK_BYTES = 4096
_SHORT_BYTES = 64
"""Below this, a few control characters are no evidence."""


def refuse_binary(data: bytes, name: str) -> None:
    """Raise InputError where `data` is a file of another kind, in one sentence with what to do.

    >>> refuse_binary("正文。\\n".encode(), "a.txt")
    """
    head = data[:_LOOK_BYTES]
    controls = len(head) - len(head.translate(None, _CONTROL))
    for start, kind, hint in _KINDS if head.startswith(_STARTS) else ():
        if head.startswith(start) and (start not in _PRINTABLE_STARTS or controls):
            raise InputError(f"the page is {kind}, not text", place=name, hint=hint)
    nuls = head.count(0)
    if nuls * 10 > len(head) * 3:
        share = f"{nuls * 100 // len(head)} % of its first {len(head)} bytes are NUL"
        raise InputError(f"{share}, so it is no text", place=name, hint="fetch it again")
    if len(head) >= _SHORT_BYTES and controls * 20 > len(head):
        share = f"{controls} of its first {len(head)} bytes are control characters"
        raise InputError(f"{share}, so it is no text", place=name, hint="give the page itself")


def refuse_wide_binary(data: bytes, codec: str, name: str) -> None:
    """Raise InputError where `data`, read in UTF-16 or UTF-32, is full of what no text holds.

    A byte may be missing at the begin or further in, so the best begin counts, and much is allowed for.

    >>> refuse_wide_binary("正文。\\n".encode("utf-16-le"), "utf-16-le", "a.txt")
    """
    heads = [data[begin:_LOOK_BYTES].decode(codec, "replace") for begin in range(4)]
    bad, head = min((sum(map(head.count, _NOT_TEXT)), head) for head in heads)
    if len(head) >= _SHORT_BYTES and bad * 3 > len(head):
        share = f"read in {codec}, {bad} of its first {len(head)} characters are control characters or none"
        raise InputError(f"{share}, so it is no text", place=name, hint="give the page itself")
