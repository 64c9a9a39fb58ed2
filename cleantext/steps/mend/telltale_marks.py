"""Which marks of a wrong decoder each character bears: what `traits.bin` is built from.

Nothing here runs over a page but `western_read_as_gbk`.
"""

import re
from collections.abc import Iterable
from functools import cache

from cleantext.chinese import pair_rows
from cleantext.fold import fold, fold_table
from cleantext.steps.mend.decoders import SINGLE_BYTE, shown_bytes
from cleantext.traits import C, F, G, H, K, L, S, T

_FIRST = (*range(0xE2, 0xEA), 0xEF)
_LATER = tuple(range(0x80, 0xC0))
_LEADS = (0xC2, 0xC3, 0xC5, *range(0xE2, 0xEA), 0xEF)
"""Bytes that Chinese in UTF-8, and Western letters in it, begin with."""

_FREQUENT = 3000
"""Characters of Chinese whose images tell of GBK and Big5 read as each other."""

_EVERYDAY = 2500
"""Characters of Chinese that are no telltale in themselves."""

_MARKS_AS_BIG5 = "ㄛ﹝﹜"
"""What the marks ，。、 of GBK show as in Big5."""

_KANA = "".join(map(chr, (*range(0x3041, 0x306E), *range(0x306F, 0x3094), *range(0x30A1, 0x30F7))))
"""What frequent characters of Big5 show as in GBK; の stands in Chinese for itself."""


def marks() -> bytes:
    """The marks of every character of the Basic Multilingual Plane; those beyond have none."""
    marks = bytearray(0x10000)
    for mark, characters in _classes().items():
        for character in characters:
            if "\x7f" < character < "\U00010000" or character == "?":
                marks[ord(character)] |= mark
    for code in (*range(0xFF66, 0xFF9E), *range(0xAC00, 0xD7A4)):
        marks[code] |= H
    return bytes(marks)


def _classes() -> dict[int, str]:
    first, second, third = utf8_read_as_gbk()
    lost = "".join(map(chr, range(0xE000, 0xE766)))
    high = [shown_bytes(codec) for codec in SINGLE_BYTE]
    return {
        F: first + fold(first),
        S: second + fold(second) + lost,
        T: third + fold(third) + lost + "?\ufffd€",
        L: "".join(shown[byte] for shown in high for byte in _LEADS),
        C: "".join(shown[0x80:0xC0] for shown in high),
        G: shown_bytes("latin-1")[0xA1:0xFF] + shown_bytes("cp1250")[0xA1:0xFF],
        K: _images() + lost + _MARKS_AS_BIG5 + _KANA,
    }


@cache
def utf8_read_as_gbk() -> tuple[str, str, str]:
    """What two Chinese characters in UTF-8 show as in GBK: the first, the next and the last."""
    return (
        _codes(_FIRST, _LATER, "gbk"),
        _codes(_LATER[1:], _FIRST, "gbk"),
        _codes(_LATER[1:], _LATER, "gbk"),
    )


@cache
def western_read_as_gbk() -> re.Pattern[str]:
    """Four characters in a row that Western letters in UTF-8 show as in GBK: `脰脨鹿煤` is ÖÐ¹ú, and 中国."""
    return re.compile(f"[{_codes((0xC2, 0xC3), _LATER, 'gbk')}]{{4}}")


def _images() -> str:
    """What frequent characters show as in another East Asian encoding, but for what is itself frequent."""
    frequent = "".join(_frequent())
    simplified = frequent.encode("gb18030")
    traditional = _traditional(frequent).encode("cp950", "ignore")
    shown = (
        simplified.decode("cp950", "ignore"),
        traditional.decode("gb18030", "ignore"),
        _codes(_FIRST, _LATER, "cp932") + _codes(_FIRST, range(0xA1, 0xC0), "cp950"),
        _codes((0xC2, 0xC3), _LATER, "gbk"),
        "".join(map(chr, (*range(0xFF66, 0xFF9E), *range(0xE766, 0xF849)))),
    )
    images = "".join(set("".join(shown)))
    images += fold(images)
    return "".join(c for c, simple in zip(images, fold(images), strict=True) if not _everyday(c, simple))


@cache
def _frequent() -> list[str]:
    starts = pair_rows().starts
    return sorted((c for c in starts if len(c.encode("gbk", "ignore")) == 2), key=lambda c: -starts[c])[
        :_FREQUENT
    ]


@cache
def _most_frequent() -> frozenset[str]:
    return frozenset(_frequent()[:_EVERYDAY])


def _traditional(simple: str) -> str:
    """Each character and the Traditional ones that fold to it."""
    wanted = set(simple)
    return "".join(
        chr(code) for code, to in enumerate(fold_table()[:0xA000]) if to in wanted and code >= 0x3400
    )


def _everyday(character: str, simple: str) -> bool:
    """Is this, `simple` in Simplified, a character that nearly all text is made of, or a mark or a letter?"""
    if not "\u3400" <= character <= "\u9fff":
        return character < "\u2000" or "\u2010" <= character <= "\u33ff" or "\uff00" <= character <= "\uff5e"
    return simple in _most_frequent()


def _codes(leads: Iterable[int], trails: Iterable[int], codec: str) -> str:
    # A line end after each pair keeps one that is no character from swallowing half of the next.
    pairs = b"\n".join(bytes((lead, trail)) for lead in leads for trail in trails)
    return pairs.decode(codec, "ignore").replace("\n", "")
