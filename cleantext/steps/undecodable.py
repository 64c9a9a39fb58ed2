"""Bytes that no decoder and no repair could read become U+FFFD, so that the output is valid UTF-8."""

import re

from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Note, Proposal
from cleantext.traits import SURROGATE

RULE = "undecodable/byte"

_UNREAD = re.compile("[\ud800-\udfff]+")
_REPLACEMENT = "\ufffd"


def replace_undecodable(draft: Draft) -> Proposal:
    """Replace every lone surrogate by one U+FFFD, and note once how many there were.

    One for one, not one for a run: the reader of the clean text sees how much is missing, and a run of the
    log says which bytes they were. Neighbours share an edit.

    >>> replace_undecodable(Draft("正文\\udca1。")).edits[0].new
    '\\ufffd'
    """
    if not draft.traits.present & SURROGATE:
        return NOTHING
    runs = list(_UNREAD.finditer(draft.text))
    edits = [Edit(m.start(), m.end(), m[0], _REPLACEMENT * len(m[0]), RULE) for m in runs]
    total = sum(len(edit.old) for edit in edits)
    what = f"{total} byte(s) that no encoding reads became U+FFFD"
    return Proposal(tuple(edits), (Note("damage", RULE, runs[0].span(), what),))
