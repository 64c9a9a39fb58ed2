"""Kanbun marks written where characters are meant: ㆒ for 一, ㆟ for 人.

They stand small beside Chinese that is read as Japanese (漢文訓読), and nowhere else. Readers of PDF hand
them out for the characters; each is Unicode's compatibility form of its ideograph.
"""

import re
import unicodedata

from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.steps.lookalikes.page_script import kana_count

MARKS = "\u3192-\u319f"
"""Inside of a regular-expression class."""


def kanbun_mark_edits(draft: Draft) -> Proposal:
    """The marks of a page without kana, each to its ideograph.

    >>> [(edit.old, edit.new) for edit in kanbun_mark_edits(Draft("㆒、㆟員")).edits]
    [('㆒', '一'), ('㆟', '人')]
    """
    if kana_count(draft.census):
        return NOTHING
    return Proposal(
        tuple(
            Edit(at, at + 1, found[0], unicodedata.normalize("NFKC", found[0]), "lookalikes/kanbun-mark")
            for found in re.finditer(f"[{MARKS}]", draft.text)
            if not _reads_japanese(draft.text, at := found.start())
        )
    )


def _reads_japanese(text: str, at: int) -> bool:
    """Does the mark stand beside the return mark ㆑?"""
    return text[at + 1 : at + 2] == "\u3191" or text[at - 1 : at] == "\u3191"
