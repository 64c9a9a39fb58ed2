"""Characters that show nothing, and line ends that are not LF: found and taken off, or kept where they work.

A joiner works inside an emoji or in a script that shapes its letters (Arabic, Devanagari …), a direction mark
on a page with right-to-left text, a zero-width space in Thai or Khmer, a variation selector after any letter.
The patterns are texts that `re` compiles on first use: most pages have nothing unseen.
"""

import re
from collections.abc import Iterator

from cleantext.characters import ZERO_WIDTH, members
from cleantext.edits import Edit
from cleantext.page import Draft
from cleantext.traits import UNSEEN

_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = f"{ZERO_WIDTH}\u061c\u2065-\u206f"
_SELECTORS = "\ufe00-\ufe0f"

_LINE_END = "\r+\n|\r|[\x0b\x0c]+|[\x85\u2028\u2029]"
_UNSEEN_RUN = f"[{_CONTROLS}{_UNSEEN}{_SELECTORS}]+"
_CONTROL = f"[{_CONTROLS}]"
_DIRECTION = f"[{_DIRECTIONS}]"
_SELECTOR = f"[{_SELECTORS}]"

SUSPECTS = members(_LINE_ENDS + _CONTROLS + _UNSEEN + _SELECTORS)

_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]"
_EMOJI = "[©®\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_SHAPED = (
    "[\u0600-\u07ff\u0840-\u08ff\ufb50-\ufdff\ufe70-\ufefc"  # Arabic, Syriac, N'Ko, Mandaic
    "\u0900-\u0dff\u1000-\u109f\u1780-\u18af\U00011000-\U000114ff]"  # Indic, Burmese, Khmer, Mongolian
)
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
"""Scripts that write no space between words and mark them with a zero-width one."""
_MONGOLIAN = "[\u1800-\u18af]"


def invisible_edits(draft: Draft) -> list[Edit]:
    """Line ends to LF, control and zero-width characters off; sorted and disjoint.

    >>> [(e.old, e.new, e.rule) for e in invisible_edits(Draft("中\\u200b国\\r\\n"))]
    [('\\u200b', '', 'tidy/zero-width'), ('\\r', '', 'tidy/line-end')]
    """
    if not draft.traits.present & UNSEEN:
        return []
    right_to_left = any(re.match(_RIGHT_TO_LEFT, character) for character in draft.census)
    edits = [*_line_end_edits(draft.text), *_unseen_edits(draft.text, right_to_left)]
    return sorted(edits, key=lambda edit: edit.start)


def _line_end_edits(text: str) -> Iterator[Edit]:
    for found in re.finditer(_LINE_END, text):
        start, end, old = found.start(), found.end(), found[0]
        if old[-1] == "\n":
            end, new = end - 1, ""
        elif old[0] in "\x0b\x0c":
            new = "" if _at_line_edge(text, start, end) else "\n"
        else:
            new = "\n"
        yield Edit(start, end, text[start:end], new, "tidy/line-end")


def _at_line_edge(text: str, start: int, end: int) -> bool:
    """A form feed beside a line end, or at the edge of the text, parts nothing that is not parted already."""
    edges = "\n" + _LINE_ENDS
    return start == 0 or end == len(text) or text[start - 1] in edges or text[end] in edges


def _unseen_edits(text: str, right_to_left: bool) -> Iterator[Edit]:
    for found in re.finditer(_UNSEEN_RUN, text):
        start, end, old = found.start(), found.end(), found[0]
        before, after = text[start - 1 : start], text[end : end + 1]
        new = "".join(c for c in old if _works(c, before, after, right_to_left))
        if new != old:
            rule = "tidy/control" if re.search(_CONTROL, old) else "tidy/zero-width"
            yield Edit(start, end, old, new, rule)


def _works(character: str, before: str, after: str, right_to_left: bool) -> bool:
    """Does an unseen character do something between these two (each may be empty)?"""
    if re.match(_SELECTOR, character):
        return bool(before) and not before.isspace()
    if re.match(_DIRECTION, character):
        return right_to_left
    if character == "\u200d" and re.match(_EMOJI, before) and re.match(_EMOJI, after):
        return True
    if character in "\u200c\u200d":
        return bool(re.match(_SHAPED, before) or re.match(_SHAPED, after))
    if character == "\u200b":
        return bool(re.match(_UNSPACED, before) and re.match(_UNSPACED, after))
    return character == "\u180e" and bool(re.match(_MONGOLIAN, before))
