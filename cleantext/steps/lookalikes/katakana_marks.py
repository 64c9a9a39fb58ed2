"""Half-width katakana punctuation between Chinese characters: ｡｢｣､･ for 。「」、·.

Japanese pages keep it; so does a mark that no Chinese character stands beside.
"""

import re

from cleantext.characters import HAN
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.steps.lookalikes.page_script import is_chinese, kana_count

MARKS = {"｡": "。", "｢": "「", "｣": "」", "､": "、", "･": "·"}

_CLOSES = f"(?<=[{HAN}\\w”’」』）)》〉】%％｣])"
_MARK = (
    f"{_CLOSES}[｡､]"  # after a character, a bracket or a number
    f"|[｢](?=[{HAN}\\w“‘《〈])"  # before what it quotes
    f"|(?<=[{HAN}\\w”’》〉。！？!?…｡])[｣]"  # after what it quotes
    f"|(?<=[{HAN}])[･](?=[{HAN}])"  # inside a name
)


def katakana_mark_edits(draft: Draft) -> Proposal:
    """The marks of a Chinese page in the form Chinese writes them.

    >>> [(edit.old, edit.new) for edit in katakana_mark_edits(Draft("他说｢好｣｡")).edits]
    [('｢', '「'), ('｣', '」'), ('｡', '。')]
    """
    if not is_chinese(draft.census) or kana_count(draft.census):
        return NOTHING
    if not any(re.match(f"[{HAN}]", character) for character in draft.census):
        return NOTHING
    return Proposal(
        tuple(
            Edit(found.start(), found.end(), found[0], MARKS[found[0]], "lookalikes/katakana-mark")
            for found in re.finditer(_MARK, draft.text)
        )
    )
