"""Text read with the wrong decoder: the forward models, and their inverses.

A model says in which encoding the text was written (`right`) and with which it was read (`wrong`).
"""

import codecs
from dataclasses import dataclass
from functools import cache

_SLOPPY = "cp1252"
"""Windows-1252 as browsers read it: a byte without a character is the control character of Latin-1."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """Text written in one encoding and read as another.

    >>> Misreading("utf-8", "gbk").show("获取"), Misreading("gbk", "cp1252").show("中国")
    ('鑾峰彇', 'ÖÐ¹ú')
    """

    right: str
    wrong: str

    @property
    def name(self) -> str:
        """As it stands in rule names: `utf8-as-gbk`."""
        return f"{_plain(self.right)}-as-{_plain(self.wrong)}"

    def show(self, text: str) -> str:
        """What a reader sees of `text`; U+FFFD where a byte pairs with nothing.

        Raises UnicodeEncodeError for text outside `right`.
        """
        return _read(text.encode(self.right), self.wrong)

    def bytes_of(self, shown: str) -> bytes:
        """The bytes that were read as `shown`. Raises UnicodeEncodeError where no byte reads so."""
        return _written(shown, self.wrong)

    def unshow(self, shown: str) -> str | None:
        """The text that is seen as `shown`, or None where there is none; `show` proves it.

        >>> Misreading("utf-8", "gbk").unshow("鑾峰彇"), Misreading("utf-8", "gbk").unshow("获取")
        ('获取', None)
        """
        try:
            text = self.bytes_of(shown).decode(self.right)
            return text if self.show(text) == shown else None
        except UnicodeError:
            return None


MISREADINGS = (
    Misreading("utf-8", "gb18030"),
    Misreading("utf-8", "cp1252"),
    Misreading("utf-8", "latin-1"),
    Misreading("gb18030", "cp1252"),
    Misreading("gb18030", "latin-1"),
    Misreading("cp950", "cp1252"),
    Misreading("cp950", "latin-1"),
    Misreading("cp950", "gb18030"),
    Misreading("gb18030", "cp950"),
)


def _plain(codec: str) -> str:
    return {"utf-8": "utf8", "gb18030": "gbk", "cp950": "big5", "latin-1": "latin1"}.get(codec, codec)


def _read(data: bytes, codec: str) -> str:
    if codec != _SLOPPY:
        return data.decode(codec, "replace")
    return data.decode("latin-1").translate(_to_sloppy())


def _written(text: str, codec: str) -> bytes:
    if codec != _SLOPPY:
        return text.encode(codec)
    return text.translate(_from_sloppy()).encode("latin-1")


@cache
def _to_sloppy() -> dict[int, str]:
    return {byte: seen for byte in range(0x80, 0xA0) if (seen := _defined(byte))}


@cache
def _from_sloppy() -> dict[int, int]:
    """Back to bytes. The control characters that Windows-1252 shows otherwise have no way back."""
    back = {ord(seen): byte for byte, seen in _to_sloppy().items()}
    return back | dict.fromkeys(_to_sloppy(), 0xFFFF)


def _defined(byte: int) -> str:
    seen = codecs.decode(bytes((byte,)), _SLOPPY, "replace")
    return "" if seen == "\ufffd" else seen
