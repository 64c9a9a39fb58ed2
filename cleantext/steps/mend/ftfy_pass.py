"""ftfy on the lines that look like mojibake of Western encodings: `donâ€™t`, `cafÃ©`.

ftfy knows no Chinese encoding, so it comes last, and of what it does only the repair of encodings is asked:
its other defaults would turn `“你好，世界！”` into `"你好,世界!"`, and what they do is `tidy`'s to decide.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from cleantext.chinese import score
from cleantext.edits import Edit
from cleantext.page import Draft, Proposal
from cleantext.steps.mend.western_rows import western_rows

RULE = "mend/ftfy"

_EAST_ASIAN = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]")
"""On a line of these a control character of Latin-1 says nothing of Windows-1252."""

_LONGEST = 2_000
"""Characters of the longest line in which single repairs are told apart."""


def repair_with_ftfy(draft: Draft) -> Proposal:
    """Let ftfy repair suspect lines. Offsets are code points of `draft.text`.

    >>> [(edit.old, edit.new) for edit in repair_with_ftfy(Draft("作者：JosÃ©\\n")).edits]
    [('Ã©', 'é')]
    """
    places = list(western_rows(draft.text))
    if not places:
        return Proposal()
    import ftfy  # here for start-up time

    edits: list[Edit] = []
    for number in sorted({draft.lines.number_at(place) for place in places}):
        line, start = draft.lines.contents[number], draft.lines.starts[number]
        western = not _EAST_ASIAN.search(line)
        edits += _edits(line, ftfy.fix_encoding(line, _config(western)), start)
    return Proposal(tuple(edits))


@cache
def _config(western: bool) -> Any:
    """Encodings alone."""
    import ftfy  # here for start-up time

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_c1_controls=western,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )


def _edits(line: str, new: str, start: int) -> Iterator[Edit]:
    """The edits that make `new` of a line, each with what the line gains in plausibility."""
    if line == new:
        return
    changes = list(_changes(line, new))
    if all(_is_thin(line, change) for change in changes):
        return
    margin = (score(new) - score(line)) / sum(end - begin for begin, end, _ in changes)
    for begin, end, written in changes:
        yield Edit(start + begin, start + end, line[begin:end], written, RULE, margin=round(margin, 2))


def _is_thin(line: str, change: tuple[int, int, str]) -> bool:
    """Is it something that may well be meant: `5×²`, or an Â or Ã before a space, not amid small letters?

    `voilÃ le` has lost a no-break space; `DE MANHÃ` and `la lettre Â` have not.
    """
    begin, end, _ = change
    old, before, after = line[begin:end], line[begin - 1 : begin], line[end : end + 1]
    if old in ("×²", "×³"):
        return True
    return old.rstrip(" ") in ("Â", "Ã") and (old + after)[1:2] in ("", " ") and not before.islower()


def _changes(line: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Spans of the line and what becomes of them."""
    if len(line) > _LONGEST:
        shorter = min(len(line), len(new))
        head = next((i for i in range(shorter) if line[i] != new[i]), shorter)
        tail = next((i for i in range(shorter - head) if line[-1 - i] != new[-1 - i]), shorter - head)
        yield head, len(line) - tail, new[head : len(new) - tail]
        return
    for what, a, b, c, d in SequenceMatcher(None, line, new, autojunk=False).get_opcodes():
        if what != "equal":
            kept = int(c == d and b < len(line))  # `Â»` becomes `»`, which says more than that an Â goes
            yield a, b + kept, new[c : d + kept]
