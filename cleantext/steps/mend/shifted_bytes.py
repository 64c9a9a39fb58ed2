"""Half a character too many or too few: the forward model, and the byte tables a search needs.

A run of GBK text is read one byte off after a stray byte was put before it, or the first byte of its first
character was lost. Reading finds its place again at a byte below 0x80 (a plain letter, a line end, or the
second byte of a character such as 發, B0 6C), or where the text had been cut. A pair that is no character of
cp936 shows nothing, or one mark.
"""

from functools import cache

LEADS = bytes(range(0x81, 0xFF))


def show_shifted(text: str, *, stray: bytes = b"", lost: int = 0, mark: str | None = "") -> str:
    """What a reader sees of `text` after `stray` was put before it or its first `lost` bytes went.

    `mark` is shown for each pair that is no character (None: what GB 18030 has there, a character for
    private use); a byte left alone shows nothing.

    >>> show_shifted("（一）在新", stray=bytes([0xA1])), show_shifted("。总部", lost=1)
    ('。ㄒ唬┰谛', 'Ｗ懿')
    """
    data = stray + text.encode("gbk")[lost:]
    shown, at = [], 0
    while at < len(data):
        if data[at] < 0x81:
            shown.append(chr(data[at]))
            at += 1
        elif at + 1 < len(data) and data[at + 1] < 0x40:
            at += 1
        else:
            shown.append(_seen(data[at : at + 2], mark) if at + 1 < len(data) else "")
            at += 2
    return "".join(shown)


def _seen(code: bytes, mark: str | None) -> str:
    return pair(code[0], code[1]) or (code.decode("gb18030", "replace") if mark is None else mark)


@cache
def pair(lead: int, trail: int) -> str:
    """The character of a two-byte code, empty where it is none, or its second byte not known (-1)."""
    try:
        return bytes((lead, trail)).decode("gbk") if trail >= 0x40 else ""
    except UnicodeDecodeError:
        return ""


@cache
def unseen_after(first: int) -> bytes:
    """The bytes with which `first` is no character, among those that begin one."""
    return bytes(second for second in LEADS if not pair(first, second))


@cache
def begin_unseen() -> bytes:
    """The bytes that begin a pair that is no character."""
    return bytes(first for first in LEADS if unseen_after(first))


@cache
def code_of(shown: str, narrow: bool = False) -> tuple[int, int] | None:
    """The two bytes a shown character was read from, None where it was one byte or is no character of GBK.

    `narrow` says that full-width marks were made half-width afterwards.

    >>> [hex(byte) for byte in code_of("一") or ()]
    ['0xd2', '0xbb']
    """
    if " " <= shown <= "~":
        if not narrow:
            return None
        return (0xA1, 0xA1) if shown == " " else (0xA3, ord(shown) + 0x80)
    if "\ud800" <= shown <= "\udfff":
        return None
    code = shown.encode("gb18030")
    return (code[0], code[1]) if len(code) == 2 else None
