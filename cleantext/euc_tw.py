"""EUC-TW, which Python has no codec for: planes 1 and 2 of CNS 11643, that is, the characters of Big5.

CNS 11643 and Big5 hold the same characters in nearly the same order (RFC 1922 lists where they differ), so
a few dozen runs say it all. Characters of planes 3 and above, which Big5 has not, stay unread bytes.
Importing this module makes `bytes.decode("euc_tw")` known.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache

RUNS = (
    "a140 1 a1a1 5, a146 1 a1a7 15, a155 1 a2de 1, a156 1 a1b9 1, a157 1 a1b6 2, a15d 1 a1be 44, "
    "a1ab 1 a1eb 1, a1ac 1 a1ea 1, a1ad 1 a1ec 21, a1c4 1 a2a5 1, a1c6 1 a2a7 27, a1e1 1 a2c3 1, "
    "a1e2 1 a2c2 1, a1e4 1 a2c5 14, a1f4 1 a2d5 2, a1f6 1 a2d8 1, a1f7 1 a2d7 1, a1f8 1 a2d9 4, "
    "a1fe 1 a2df 78, a2af 1 a4a1 29, a2cc 1 c4b2 1, a2cd 1 a4bf 1, a2ce 1 c5ab 1, a2cf 1 a4c1 142, "
    "a440 1 c4a1 1412, acfe 1 d7d3 1, ad40 1 d3a3 424, afd0 1 d7d4 1876, bbc8 1 ebd1 387, "
    "be52 1 ebd0 1, be53 1 efdc 525, c1ab 1 f5b6 105, c256 1 f6c2 83, c2cb 1 f5b5 1, "
    "c2cc 1 f7b7 84, c361 1 f8ae 54, c3b9 1 f8e5 1, c3ba 1 f8e4 1, c3bb 1 f8e6 90, c456 1 f8ad 1, "
    "c457 1 f9e2 354, c7e9 1 a6a1 20, c940 2 a1a1 10, c94b 2 a1ab 33, c96c 2 a1cd 48, "
    "c9be 2 a1cc 1, c9bf 2 a1fd 46, c9ed 2 a2ce 167, caf7 2 a2cd 1, caf8 2 a4b9 1840, "
    "d6cc 2 bee3 1, d6cd 2 b7f0 108, d77a 2 bfea 1, d77b 2 b8fe 537, dadf 2 b7ef 1, "
    "dae0 2 bee4 100, dba7 2 bfeb 399, ddfd 2 c4a4 1637, e8a3 2 d5cc 146, e976 2 d7a3 287, "
    "eb5b 2 daa9 116, ebf1 2 d5cb 1, ebf2 2 dbbf 137, ecde 2 d7a2 1, ecdf 2 dcea 104, "
    "edaa 2 ddf5 222, eeeb 2 e4af 1, eeec 2 e0b9 198, f056 2 ddf4 1, f057 2 e2c3 82, f0cb 2 daa8 1, "
    "f0cc 2 e3b7 86, f163 2 e4b0 8, f16b 2 e7e1 1, f16c 2 e4b8 153, f268 2 e9b4 1, f269 2 e5f3 56, "
    "f2c3 2 e6ce 113, f375 2 e7e2 142, f466 2 e9b5 45, f4b5 2 e6cd 1, f4b6 2 e9e2 71, "
    "f4fd 2 eacc 194, f663 2 eacb 1, f664 2 ecd2 490, f977 2 f1e7 43, f9c4 2 f1e6 1, f9c5 2 f2b4 1, "
    "f9c6 2 f2c0 1, f9c7 2 f2b5 11, f9d2 2 f2c1 4, f9e9 1 a3c5 3, f9f9 1 a3c4 1, f9fa 1 a3c0 4, "
)
"""First code in Big5 (cp950), plane and first code in EUC-TW, and how many characters follow in order."""

_CODE = re.compile(rb"[\xa1-\xfe]{2}|\x8e\xa2[\xa1-\xfe]{2}|[\0-\xff]")
_ROW = 94
_BIG5_ROW = 157


@cache
def to_unicode() -> dict[bytes, str]:
    """The character of each code of one byte (ASCII), two (plane 1) or four (plane 2)."""
    table = {bytes((letter,)): chr(letter) for letter in range(0x80)}
    for run in RUNS.split(", "):
        if run.strip():
            big5, plane, first, length = run.split()
            for step in range(int(length)):
                code = _cns_code(bytes.fromhex(first), step)
                table[code if plane == "1" else b"\x8e\xa2" + code] = _big5_code(big5, step).decode("cp950")
    return table


@cache
def from_unicode() -> dict[str, bytes]:
    """The code of each character."""
    return {character: code for code, character in to_unicode().items()}


def decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
    """Read EUC-TW, as a codec does: the text and how many bytes were read.

    >>> decode(bytes.fromhex("c4e3c5c6"))[0]
    '中文'
    """
    data = bytes(data)
    pieces = list(map(to_unicode().get, _CODE.findall(data)))
    if None in pieces and errors == "replace":
        pieces = [piece or "\ufffd" for piece in pieces]
    elif None in pieces:
        pieces = list(_with_errors(data, errors))
    return "".join(filter(None, pieces)), len(data)


def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    """Write EUC-TW, as a codec does.

    >>> encode("中文")[0].hex()
    'c4e3c5c6'
    """
    table = from_unicode()
    pieces = []
    for at, character in enumerate(text):
        if character in table:
            pieces.append(table[character])
            continue
        error = UnicodeEncodeError("euc_tw", text, at, at + 1, "no character of EUC-TW")
        written = codecs.lookup_error(errors)(error)[0]
        pieces.append(written if isinstance(written, bytes) else written.encode())
    return b"".join(pieces), len(text)


def _with_errors(data: bytes, errors: str) -> Iterator[str]:
    """Each code's character, or what the error handler makes of each of its bytes."""
    handle, table = codecs.lookup_error(errors), to_unicode()
    for code in _CODE.finditer(data):
        character = table.get(code[0])
        if character is not None:
            yield character
            continue
        for at in range(code.start(), code.end()):
            yield str(handle(UnicodeDecodeError("euc_tw", data, at, at + 1, "no code of EUC-TW"))[0])


def _cns_code(first: bytes, step: int) -> bytes:
    row, column = divmod((first[0] - 0xA1) * _ROW + first[1] - 0xA1 + step, _ROW)
    return bytes((row + 0xA1, column + 0xA1))


def _big5_code(first: str, step: int) -> bytes:
    lead, trail = bytes.fromhex(first)
    place = trail - 0x40 if trail < 0x7F else trail - 0xA1 + 0x3F
    row, column = divmod((lead - 0xA1) * _BIG5_ROW + place + step, _BIG5_ROW)
    return bytes((row + 0xA1, column + 0x40 if column < 0x3F else column - 0x3F + 0xA1))


def _find(name: str) -> codecs.CodecInfo | None:
    if name != "euc_tw":
        return None
    return codecs.CodecInfo(encode, decode, name="euc_tw")  # type: ignore[arg-type]


codecs.register(_find)
