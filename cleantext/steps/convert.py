"""Script conversion of a page, held back by the script the page is already in.

A converter cannot know that the speaker 王乾 of a Simplified page is no 王干, so a page that is Simplified
already is not converted to Simplified, and no paragraph of it is. What is converted is the Traditional text:
a whole page, or those lines of a mixed page that are Traditional on their own evidence. A Traditional
quotation that is a paragraph of its own is therefore converted; one inside a Simplified sentence stays as
the writer set it, and so do headings, names and other short lines that stand among Simplified ones.
Punctuation and 〇 stay as they are.
"""

from cleantext.edits import Edit
from cleantext.errors import UsageError
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.script import changes, convert_text
from cleantext.script.judge import Script, shows, stretches

__all__ = ["SCRIPTS", "convert", "convert_text"]

_FROM: dict[str, dict[Script, str]] = {
    "simplified": {"traditional": "simplified"},
    "traditional": {"simplified": "s2t"},
    "taiwan": {"simplified": "s2tw", "traditional": "t2tw"},
    "hongkong": {"simplified": "s2hk", "traditional": "t2hk"},
    "keep": {},
}
"""For each script asked for, the conversion that text of a script gets."""

SCRIPTS = tuple(_FROM)
"""What may be asked of `convert`."""

GAP = 10
"""Unchanged code points between changes that one edit may include. An edit costs a hundred bytes of log
beside its text: with 3 the log of a Traditional page is 3.4 times the text it changed, with 10 1.15 times."""


def convert(draft: Draft, *, script: str = "simplified") -> Proposal:
    """Convert a page to `script`: simplified, traditional, taiwan, hongkong, or keep for none.

    Text already in the script asked for stays untouched; Traditional text going to taiwan or hongkong gets
    that standard's characters. Raises UsageError for another `script`. Source of the tables: OpenCC.

    >>> [edit.new for edit in convert(Draft("發展經濟，保護皇后的頭髮。")).edits]
    ['发展经济，保护皇后的头发']
    >>> convert(Draft("发展经济。\\n王  乾\\n")).edits
    ()
    """
    if script not in _FROM:
        raise UsageError(f"unknown script {script!r}", hint="use one of " + ", ".join(SCRIPTS))
    wanted = _FROM[script]
    if not any(shows(source, draft) for source in wanted):
        return NOTHING
    edits: list[Edit] = []
    for stretch in stretches(draft):
        if stretch.script in wanted:
            edits += _converted(draft, stretch.start, stretch.end, wanted[stretch.script])
    return Proposal(tuple(edits))


def _converted(draft: Draft, start: int, end: int, config: str) -> list[Edit]:
    """The edits of one stretch, in the page's offsets."""
    text = draft.text[start:end]
    if config == "simplified" and text.count("着") > text.count("著"):
        config = "simplified-distinct"
    protected = [
        (max(left, start) - start, min(right, end) - start)
        for left, right in draft.protected
        if left < end and right > start
    ]
    return changes(text, config, gap=GAP, protected=protected, at=start)
