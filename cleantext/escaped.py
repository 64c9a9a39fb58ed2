"""Chinese, Japanese and Korean in seven bits: HZ (RFC 1843) and ISO-2022 (RFC 1468, 1554, 1557, 1922).

Python reads all but ISO-2022-CN; importing this module makes `bytes.decode("iso2022_cn")` known.
"""

import codecs
import re

import cleantext.euc_tw  # noqa: F401  # ISO-2022-CN holds its characters too
from cleantext.commonness import STEPS_PER_NAT, cost

_HZ = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e]){1,200})(?:~\}|\r?\n|\Z)")
_COMMON = 9.0 * STEPS_PER_NAT
_LOOK_BYTES = 1 << 16

_BY_ESCAPE = (
    (b"\x1b$)A", "iso2022_cn"), (b"\x1b$)G", "iso2022_cn"), (b"\x1b$*H", "iso2022_cn"),
    (b"\x1b$)C", "iso2022_kr"),
    (b"\x1b$A", "iso2022_jp_2"), (b"\x1b$(C", "iso2022_jp_2"), (b"\x1b$B", "iso2022_jp_ext"),
    (b"\x1b$@", "iso2022_jp_ext"), (b"\x1b$(D", "iso2022_jp_ext"),
)  # fmt: skip
"""What each announcement of a character set is announced in."""


def find_escaped(data: bytes) -> str | None:
    """The seven-bit encoding that a page of ASCII bytes is in, None where it is plain ASCII.

    HZ has no announcement, only `~{` and `~}`, so what stands between must read as common characters.

    >>> find_escaped(b"~{VPND~} is Chinese"), find_escaped(b"cp ~{a,b} .")
    ('hz', None)
    """
    if not data.isascii():
        return None
    if b"\x1b$" in data:
        places = ((data.find(escape), codec) for escape, codec in _BY_ESCAPE)
        for _, codec in sorted((at, codec) for at, codec in places if at >= 0):
            return codec if _reads(data, codec) else None
    return "hz" if b"~{" in data and _reads_as_hz(data[:_LOOK_BYTES]) else None


def _reads(data: bytes, codec: str) -> bool:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return False
    return not text.isascii()


def _reads_as_hz(data: bytes) -> bool:
    pairs = b"".join(_HZ.findall(data))
    text = pairs.translate(_WITH_HIGH_BIT).decode("gb2312", "replace")
    return len(text) > 1 and cost(text) < _COMMON * len(text)


_WITH_HIGH_BIT = bytes(byte | 0x80 for byte in range(256))

_TOKEN = re.compile(rb"\x1b\$[)*][AGHE]|\x0e|\x0f|\x1bN[\x21-\x7e]{2}|\n|[^\x0e\x0f\x1b\n]+|[\0-\xff]")
_PLAIN, _SHIFTED = b"\x0f", b"\x0e"


def decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
    """Read ISO-2022-CN, as a codec does: GB 2312 and planes 1 and 2 of CNS 11643.

    >>> decode(b"\\x1b$)A\\x0eVPND\\x0f!")[0]
    '中文!'
    """
    pieces: list[str] = []
    chosen, shifted = "gb2312", False
    for token in _TOKEN.findall(bytes(data)):
        if token in (_SHIFTED, _PLAIN):
            shifted = token == _SHIFTED
        elif token[:2] == b"\x1b$":
            chosen = {b")A": "gb2312", b")G": "euc_tw"}.get(token[2:], chosen)
        elif token[:2] == b"\x1bN":
            pieces.append((b"\x8e\xa2" + token[2:].translate(_WITH_HIGH_BIT)).decode("euc_tw", errors))
        elif shifted and token != b"\n":
            pieces.append(token.translate(_WITH_HIGH_BIT).decode(chosen, errors))
        else:
            shifted = False if token == b"\n" else shifted
            pieces.append(token.decode("ascii", errors))
    return "".join(pieces), len(data)


def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    """Write what needs no escape; all else is kept as a patch, as the codec may choose its escapes freely.

    >>> encode("plain")[0]
    b'plain'
    """
    return text.encode("ascii", errors), len(text)


def _find(name: str) -> codecs.CodecInfo | None:
    if name != "iso2022_cn":
        return None
    return codecs.CodecInfo(encode, decode, name="iso2022_cn")  # type: ignore[arg-type]


codecs.register(_find)
