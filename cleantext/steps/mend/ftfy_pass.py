"""ftfy on the lines that look like mojibake of Western encodings: `donâ€™t`, `cafÃ©`.

ftfy knows no Chinese encoding, so it comes last, and of what it does only the repair of encodings is asked:
its other defaults would turn `“你好，世界！”` into `"你好,世界!"`, and what they do is `tidy`'s to decide.
"""

import re

from cleantext.edits import Edit
from cleantext.page import Draft, Proposal
from cleantext.steps.mend.telltale import LATIN, WINDOWS_1252, telltales

RULE = "mend/ftfy"

_SUSPECT = re.compile(rf"[ÂÃÅÐÑà-ïð][{WINDOWS_1252}]")
"""The first byte of UTF-8 shown as a letter, and a later one after it. Without it there is no mojibake."""


def repair_with_ftfy(draft: Draft) -> Proposal:
    """Let ftfy repair suspect lines. Offsets are code points of `draft.text`.

    >>> [(edit.old, edit.new) for edit in repair_with_ftfy(Draft("作者：JosÃ©\\n")).edits]
    [('Ã©', 'é')]
    """
    if not telltales(draft.text) & LATIN:
        return Proposal()
    numbers = sorted({draft.lines.number_at(m.start()) for m in _SUSPECT.finditer(draft.text)})
    if not numbers:
        return Proposal()
    import ftfy  # here for start-up time

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_c1_controls=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    edits = []
    for number in numbers:
        line, start = draft.lines.contents[number], draft.lines.starts[number]
        edit = _difference(line, ftfy.fix_encoding(line, config), start)
        edits += [edit] if edit else []
    return Proposal(tuple(edits))


def _difference(line: str, new: str, start: int) -> Edit | None:
    """One edit from where two lines begin to differ to where they end to."""
    if line == new:
        return None
    shorter = min(len(line), len(new))
    head = next((i for i in range(shorter) if line[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - head) if line[-1 - i] != new[-1 - i]), shorter - head)
    end = len(line) - tail
    return Edit(start + head, start + end, line[head:end], new[head : len(new) - tail], RULE)
