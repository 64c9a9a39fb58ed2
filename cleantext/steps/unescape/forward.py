r"""How programs escape text, and the way back: the forward models of `\u4e2d`, `%E4%B8%AD`, `=E4=B8=AD`.

A model escapes either the bytes of a text in some encoding or its UTF-16 units, each in the same frame.
Entities and mail headers have models of their own.
"""

import re
from typing import Literal

from cleantext.characters import HAN
from cleantext.chinese import plausibility
from cleantext.records import dataclass

BYTE_CODECS = ("utf-8", "gb18030")
"""Encodings whose bytes Chinese pages escape, in the order they are tried: UTF-8 is strict about itself."""

_PLAUSIBLE = -8.0
"""Nats a character below which GBK, which reads almost any bytes, is not believed."""

_HAN = re.compile(f"[{HAN}]")
_TEXT = re.compile(
    f"[\\n\\r\\t -~{HAN}\u00a0\u00b7\u00d7\u2010-\u2027\u2030-\u203f\u20ac\u2103\u2116\u2160-\u217f"
    "\u2190-\u21ff\u2200-\u22ff\u2460-\u24ff\u25a0-\u27bf\u2e80-\u303f\u3040-\u30ff\u3105-\u3129"
    "\ufe30-\ufe6f\uff00-\uffef\u200b-\u200d\ufe0f\U0001f000-\U0001faff]+"
)
"""What the text of a Chinese page is made of; letters of other scripts need another proof."""
_PICTURE = re.compile("[\U0001f000-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Escape:
    """One way to escape: each byte or UTF-16 unit as a number between `before` and `after`.

    >>> PERCENT.show("中"), BACKSLASH_U.show("😀"), PERCENT.unshow("%D6%D0%B9%FA")
    ('%E4%B8%AD', '\\\\ud83d\\\\ude00', '中国')
    """

    name: str
    of: Literal["bytes", "units"]
    before: str
    digits: str
    after: str = ""

    @property
    def pattern(self) -> str:
        """One escaped byte or unit, as a regular expression."""
        each = "[0-3][0-7]{2}" if self.digits == "03o" else f"[0-9A-Fa-f]{{{self.digits[1]}}}"
        return f"{re.escape(self.before)}{each}{re.escape(self.after)}"

    def show(self, text: str, codec: str = "utf-8") -> str:
        """What `text` is escaped to. Raises UnicodeEncodeError for text outside `codec`."""
        return "".join(
            f"{self.before}{value:{self.digits}}{self.after}" for value in self._values(text, codec)
        )

    def unshow(self, shown: str) -> str | None:
        """The text that is escaped to `shown`, letter case apart, or None where no reading is sure."""
        width = len(self.before) + int(self.digits[1]) + len(self.after)
        base = 8 if self.digits == "03o" else 16
        starts = range(len(self.before), len(shown), width)
        values = [int(shown[at : at + int(self.digits[1])], base) for at in starts]
        if self.of == "units":
            return self._proved(b"".join(value.to_bytes(2, "big") for value in values), "utf-16-be", shown)
        return next(filter(None, (self._proved(bytes(values), codec, shown) for codec in BYTE_CODECS)), None)

    def _values(self, text: str, codec: str) -> list[int]:
        if self.of == "bytes":
            return list(text.encode(codec))
        data = text.encode("utf-16-be")
        return [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=True)]

    def _proved(self, data: bytes, codec: str, shown: str) -> str | None:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            return None
        if codec == "gb18030" and (weight(text) < 2 or plausibility(text) < _PLAUSIBLE):
            return None
        same = self.show(text, codec).casefold() == shown.casefold()
        return text if same and is_plain_text(text) else None


BACKSLASH_U = Escape("backslash-u", "units", "\\u", "04x")
PERCENT_U = Escape("percent-u", "units", "%u", "04X")
OOXML = Escape("ooxml", "units", "_x", "04X", "_")
BACKSLASH_X = Escape("backslash-x", "bytes", "\\x", "02x")
OCTAL = Escape("backslash-octal", "bytes", "\\", "03o")
PERCENT = Escape("percent", "bytes", "%", "02X")
QUOTED = Escape("quoted-printable", "bytes", "=", "02X")


def is_plain_text(text: str) -> bool:
    """Is every character one that the prose of a Chinese page is made of?

    >>> is_plain_text("中国（2024年）"), is_plain_text("ÖÐ")
    (True, False)
    """
    return bool(_TEXT.fullmatch(text))


def weight(text: str) -> int:
    """How much proof a decoded text is: its Han characters, an emoji for two.

    >>> weight("第1章"), weight("😀")
    (2, 2)
    """
    return len(_HAN.findall(text)) + 2 * len(_PICTURE.findall(text))
