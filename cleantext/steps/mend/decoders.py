"""Text read with the wrong decoder: the forward models, and their inverses.

A model says in which encoding the text was written (`right`) and with which it was read (`wrong`). What a
wrong decoder shows differs between browsers, Windows and Python; the way back takes what any of them shows.
"""

import codecs
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from unicodedata import normalize

from cleantext.records import dataclass
from cleantext.script.dictionaries import single_characters

SINGLE_BYTE = ("latin-1", "cp1252", "cp1250", "mac_roman", "cp437")


@dataclass(frozen=True, slots=True)
class Misreading:
    """Text written in one encoding and read as another, and `converted` between scripts after that.

    `converted` is "", "t2s", "s2t" or "either".

    >>> Misreading("utf-8", "gb18030").show("获取"), Misreading("gb18030", "cp1252").show("中国")
    ('鑾峰彇', 'ÖÐ¹ú')
    """

    right: str
    wrong: str
    converted: str = ""

    @property
    def name(self) -> str:
        """As it stands in rule names: `utf8-as-gbk`."""
        return f"{_plain(self.right)}-as-{_plain(self.wrong)}"

    @property
    def single(self) -> bool:
        """Does the wrong decoder read each byte by itself?"""
        return self.wrong in SINGLE_BYTE

    def show(self, text: str) -> str:
        """What a reader sees of `text`; U+FFFD where a byte pairs with nothing.

        Raises UnicodeEncodeError for text outside `right`.
        """
        return _read(text.encode(self.right), self.wrong)

    def bytes_of(self, shown: str) -> bytes:
        """The bytes that were read as `shown`, for certain.

        Raises UnicodeEncodeError where no byte reads so, and for a character that may have been converted.
        """
        if self.converted and not self.single:
            originals = unconverted(self.converted)
            if not originals.keys().isdisjoint(shown):
                at = next(at for at, character in enumerate(shown) if character in originals)
                raise UnicodeEncodeError(self.wrong, shown, at, at + 1, "converted")
        return _written(shown, self.wrong)

    def unshow(self, shown: str) -> str | None:
        """The text that is seen as `shown`, or None where there is none: the way forward is gone as well.

        >>> Misreading("utf-8", "gb18030").unshow("鑾峰彇"), Misreading("utf-8", "gb18030").unshow("获取")
        ('获取', None)
        """
        try:
            data = self.bytes_of(shown)
            text = data.decode(self.right)
            return text if text.encode(self.right) == data else None
        except UnicodeError:
            return None


_MULTI_BYTE = ("gb18030", "cp950", "cp932", "cp949")

MISREADINGS = (
    *(Misreading("utf-8", wrong) for wrong in ("gb18030", *SINGLE_BYTE, "cp932", "cp950")),
    *(Misreading("gb18030", wrong) for wrong in ("cp1252", "latin-1", "cp1250", "cp950", "cp932", "cp949")),
    *(Misreading("cp950", wrong) for wrong in ("cp1252", "latin-1", "gb18030")),
)
"""Every misreading that is undone. `cp950` stands for Big5 with what Hong Kong and others added to it."""


def _plain(codec: str) -> str:
    plain = {"utf-8": "utf8", "gb18030": "gbk", "cp950": "big5", "latin-1": "latin1", "mac_roman": "macroman"}
    return plain.get(codec, codec)


def _read(data: bytes, codec: str) -> str:
    if codec in SINGLE_BYTE:
        return data.decode("latin-1").translate(shown_bytes(codec))
    return data.decode(codec, "replace")


def _written(text: str, codec: str) -> bytes:
    if codec in SINGLE_BYTE:
        return codecs.charmap_encode(text, "strict", _charmap(codec))[0]
    return text.encode(codec, f"cleantext-{codec}")


@cache
def shown_bytes(codec: str) -> str:
    """What a browser shows for each byte: one that the codec lacks is the control character of Latin-1.

    >>> shown_bytes("cp1252")[0x80:0x82]
    '€\\x81'
    """
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in range(256))


@cache
def _charmap(codec: str) -> Any:
    return codecs.charmap_build(shown_bytes(codec))


@cache
def lacking(codec: str) -> frozenset[int]:
    """The bytes that a codec of single bytes has no character for, or a control character that gets lost.

    >>> sorted(map(hex, lacking("cp1252")))
    ['0x81', '0x8d', '0x8f', '0x90', '0x9d']
    """
    shown = shown_bytes(codec)
    return frozenset(byte for byte in range(0x80, 0xA0) if "\x80" <= shown[byte] <= "\x9f")


# --- conversion of script ------------------------------------------------------------------------------


@cache
def unconverted(converted: str) -> Mapping[str, str]:
    """For each character that conversion makes of others: those others.

    >>> unconverted("t2s")["銮"]
    '鑾'
    """
    back: dict[str, str] = {}
    for configuration in ("t2s", "s2t"):
        table = _characters(configuration) if converted in (configuration, "either") else {}
        for code, target in table.items():
            back[target] = back.get(target, "") + code
    return back


def conversions(characters: Iterable[str]) -> str:
    """Which conversion of script a text with these characters may have gone through: none that changes one.

    >>> conversions("获取銮峰彇"), conversions("鑾峰彇获取")
    ('t2s', '')
    """
    possible = [
        configuration
        for configuration in ("t2s", "s2t")
        if _characters(configuration).keys().isdisjoint(characters)
    ]
    return "either" if len(possible) == 2 else "".join(possible)


@cache
def _characters(configuration: str) -> Mapping[str, str]:
    """The characters that a conversion changes, each with what it becomes.

    Korean sets have some ideographs more than once; a conversion keeps one of each.
    """
    table = single_characters(configuration)
    plain = {chr(code): normalize("NFC", chr(code)) for code in range(0xF900, 0xFB00)}
    again = {code: table.get(one, one) for code, one in plain.items() if code != one}
    return again | table


# --- what other decoders show than Python's ------------------------------------------------------------


@cache
def _more(codec: str) -> dict[str, bytes]:
    """Characters that Python's codec lacks, with the bytes for which others show them."""
    if codec == "cp950":
        return dict(_big5_rows())
    if codec == "cp949":
        return dict(_rows((0xC9, 0xFE), range(0xA1, 0xFF), 0xE000))
    return {}


def _big5_rows() -> Iterator[tuple[str, bytes]]:
    """Windows shows undefined codes of Big5 as private-use characters, in four blocks of rows."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    yield from _rows(range(0xFA, 0xFF), trails, 0xE000)
    yield from _rows(range(0x8E, 0xA1), trails, 0xE311)
    yield from _rows(range(0x81, 0x8E), trails, 0xEEB8)
    yield from _rows((0xC6,), trails[63:], 0xF6B1)
    yield from _rows((0xC7, 0xC8), trails, 0xF70F)


def _rows(leads: Iterable[int], trails: Iterable[int], first: int) -> Iterator[tuple[str, bytes]]:
    """Private-use characters from `first` on for the pairs of some rows."""
    for lead in leads:
        for trail in trails:
            yield chr(first), bytes((lead, trail))
            first += 1


_COUSINS = {"cp950": ("big5hkscs",)}
"""Codecs that share the bytes of another and have characters that it lacks."""


def _encode_more(codec: str, error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    character = error.object[error.start]
    for cousin in _COUSINS.get(codec, ()):
        try:
            return character.encode(cousin), error.start + 1
        except UnicodeEncodeError:
            pass
    data = _more(codec).get(character)
    if data is None:
        raise error
    return data, error.start + 1


for _codec in _MULTI_BYTE:
    codecs.register_error(f"cleantext-{_codec}", lambda error, codec=_codec: _encode_more(codec, error))  # type: ignore[misc]
