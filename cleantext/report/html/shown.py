"""Text made fit for a line of the report: what is invisible or turns the writing shows its number."""

import re

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    """The text with each such character as ⟨U+…⟩, and each byte that no codec reads as ⟨\\x…⟩.

    >>> shown("页\\u202etxt.\\udcff")
    '页⟨U+202E⟩txt.⟨\\\\xFF⟩'
    """
    return _HIDDEN.sub(lambda match: f"⟨{_name(ord(match[0]))}⟩", text)


def _name(code: int) -> str:
    return f"\\x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"U+{code:04X}"
