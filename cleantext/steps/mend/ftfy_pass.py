"""ftfy on the lines that look like mojibake of Western encodings: `donâ€™t`, `cafÃ©`.

ftfy knows no Chinese encoding, so it comes last, and of what it does only the repair of encodings is asked:
its other defaults would turn `“你好，世界！”` into `"你好,世界!"`, and what they do is `tidy`'s to decide.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cleantext.chinese import score
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.steps.mend.western_rows import western_rows

RULE = "mend/ftfy"

_EAST_ASIAN = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]")
"""On a line of these a control character of Latin-1 says nothing of Windows-1252."""

_LONGEST = 2_000
"""Characters of the longest line that is judged as one; of others, as many around each suspect place."""

_CUT = re.compile("[ ,;.，。；、]")
"""Where a long line may be cut: no later byte shows as one of these, but for a space."""

_WIDEST = 64
"""Characters of the widest repair behind which the two texts are compared again."""


def repair_with_ftfy(draft: Draft) -> Proposal:
    """Let ftfy repair suspect lines. Offsets are code points of `draft.text`.

    >>> [(edit.old, edit.new) for edit in repair_with_ftfy(Draft("作者：JosÃ©\\n")).edits]
    [('Ã©', 'é')]
    """
    places = list(western_rows(draft.text, draft.traits))
    if not places:
        return NOTHING
    import ftfy  # here for start-up time

    edits: list[Edit] = []
    for start, part in _parts(draft, places):
        western = not _EAST_ASIAN.search(part)
        edits += _edits(part, ftfy.fix_encoding(part, _config(western)), start)
    return Proposal(tuple(edits))


def reads_as_western(line: str) -> bool:
    """Does ftfy, by one decoder, make sound Western text of a whole line? Then no other model is needed.

    >>> reads_as_western("TiÃ¡ÂºÂ¿ng"), reads_as_western("ÖÐ¹ú"), reads_as_western("ä¸­")
    (True, False, False)
    """
    if _EAST_ASIAN.search(line) or len(line) > _LONGEST:
        return False
    import ftfy  # here for start-up time
    from ftfy.badness import is_bad

    new = ftfy.fix_encoding(line, _config(True)._replace(decode_inconsistent_utf8=False))
    return new != line and not _EAST_ASIAN.search(new) and not is_bad(new.replace("\ufffd", ""))


def _parts(draft: Draft, places: list[int]) -> Iterator[tuple[int, str]]:
    """The lines that hold the places, long ones in parts, each with where it begins in the text."""
    done = 0
    for place in places:
        if place < done:
            continue
        number = draft.lines.number_at(place)
        start, end = max(done, draft.lines.starts[number]), draft.lines.end(number)
        if end - start > _LONGEST:
            start = max(start, place - _LONGEST // 2)
            cut = _CUT.search(draft.text, place + _LONGEST // 2, end)
            end = cut.start() if cut else end
        yield start, draft.text[start:end]
        done = end


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
    """Spans of the line and what becomes of them: apart where two characters between them are the same."""
    at = to = 0
    while at < len(line) or to < len(new):
        if line[at : at + 1] == new[to : to + 1]:
            at, to = at + 1, to + 1
            continue
        end, until = _next_alike(line, new, at, to)
        kept = int(until == to and end < len(line))  # `Â»` becomes `»`, which says more than that an Â goes
        end, until = end + kept, until + kept
        yield at, end, new[to:until]
        at, to = end, until


def _next_alike(line: str, new: str, at: int, to: int) -> tuple[int, int]:
    """The nearest place behind a difference from which both go on alike."""
    for shown in range(1, _WIDEST + 1):
        same = line[at + shown : at + shown + 2]
        found = new.find(same, to, to + shown + 2) if same else -1
        if found >= 0 and (len(same) == 2 or found + 1 == len(new)):
            return at + shown, found
    return len(line), len(new)
