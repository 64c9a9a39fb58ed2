"""Forum codes left in text: `[b]重点[/b]`, `[img]…[/img]`. Only pairs of known codes around Chinese."""

import re
from collections.abc import Iterator

from cleantext.edits import Edit
from cleantext.page import NOTHING, Proposal
from cleantext.steps.unescape.surroundings import CHINESE, Surroundings

RULE = "unescape/bbcode"

_CODES = (
    "b|i|u|s|color|backcolor|size|font|align|left|right|center|indent|quote|url|email|table|tr|td|list|p"
    "|float|free"
)
_PAIR = re.compile(
    rf"\[({_CODES})(?:=[^\[\]\n]{{1,120}})?\](?=(?:(?!\[\1[\]=]).){{0,4000}}?(\[/\1\]))", re.I | re.S
)
_HOLDER = re.compile(
    r"\[(img|attach|attachimg|flash|media|audio|swf)(?:=[^\[\]\n]{1,60})?\]([!-~]{1,300}?)\[/\1\]", re.I
)
_CHINESE = re.compile(f"[{CHINESE}]")


def take_off_codes(around: Surroundings) -> Proposal:
    """Take off codes that stand in pairs around Chinese. Offsets are code points of the draft's text.

    >>> from cleantext.page import Draft
    >>> [e.old for e in take_off_codes(Surroundings(Draft("请看[b]重点[/b]，a[i]"))).edits]
    ['[b]', '[/b]']
    """
    if "[/" not in around.text:
        return NOTHING
    edits = {edit.start: edit for edit in _candidates(around.text)}
    return Proposal(tuple(around.damage(edits[start] for start in sorted(edits))))


def _candidates(text: str) -> Iterator[Edit]:
    for found in _HOLDER.finditer(text):
        yield Edit(*found.span(), found[0], "", RULE, 0.9)
    for found in _PAIR.finditer(text):
        least = 1 if "=" in found[0] else 2  # a[b]与[/b] may be anything
        if len(_CHINESE.findall(text, found.end(), found.start(2))) >= least:
            yield Edit(*found.span(), found[0], "", RULE, 0.9)
            yield Edit(*found.span(2), found[2], "", RULE, 0.9)
