"""Changes as marks in a line: gone and new, in colour or plain, and nothing that a terminal would obey."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Control characters, bidirectional controls and what has no width."""

_STRUCK, _GREEN, _DIM, _RESET = "\033[31;9m", "\033[32m", "\033[2m", "\033[0m"
LONGEST = 400
"""Characters of one change that are shown; the rest is counted."""


def visible(text: str) -> str:
    """A text with everything a terminal obeys or does not show as an escape; line ends and tabs stay.

    >>> visible("正\u200b文\x1b[2J")
    '正\\\\u200b文\\\\x1b[2J'
    """
    return _UNSEEN.sub(lambda match: _escape(match[0]), text)


def marked(old: str, new: str, *, colored: bool) -> str:
    """A change within a line: `[-gone-]{+new+}` as wdiff has it, or struck out and green.

    Line ends are shown as ⏎, and a long change is cut with a count.

    >>> marked("登录\\n", "", colored=False)
    '[-登录⏎-]'
    """
    gone, came = _in_line(old), _in_line(new)
    if colored:
        return (f"{_STRUCK}{gone}{_RESET}" if gone else "") + (f"{_GREEN}{came}{_RESET}" if came else "")
    return (f"[-{gone}-]" if gone else "") + (f"{{+{came}+}}" if came else "")


def dim(text: str, *, colored: bool) -> str:
    """Text that is about the page, not of it."""
    return f"{_DIM}{text}{_RESET}" if colored else text


def _in_line(text: str) -> str:
    more = len(text) - LONGEST
    shown = visible(text[:LONGEST] if more > 0 else text).replace("\n", "⏎").replace("\t", "⇥")
    return f"{shown}… {more} more" if more > 0 else shown


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
