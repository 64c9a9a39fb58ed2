"""A space after every character (`我 们 的 学 校`): taken out where what is left reads as prose.

The forward model puts one space between all characters, so every second character is the text. Long runs must
prove themselves as prose; where they are most of a page, its short lines follow. A spaced title, a name, a
table's head, a list of characters or of strokes stays; so does text parted into words.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from cleantext.characters import HAN, is_han
from cleantext.chinese import pair_rows, plausibility
from cleantext.edits import Edit
from cleantext.fold import fold
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.records import dataclass
from cleantext.traits import SPACE, Traits

RULE = "lookalikes/spaced-text"

_SPACES = (" ", "\u00a0", "\u3000")
_AT_LEAST = 6
"""Spaces of a kind on a page that can have a run long enough to prove itself."""

_LETTER = r"[^\W\d_]"
_SIGN_SPACES = 5
"""Spaces in the sign of such a text."""

_CJK = f"{HAN}\u3000-\u303f\uff00-\uff65“”‘’—…·"
_LONG = 20
"""Characters: so many words of one character in a row are in no text parted into words."""

_BULLETS = frozenset("-*#•·●_=.~")
_MARKS = ",。.:;!?"
_FUNCTION_WORDS = "的了着过们么呢吧吗把被让和与及或而但且也都就还又很最为对将从向由于以所等这那"
"""Folded signs of a sentence; lists of characters have few."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of a text, one space after each but the last. `units` are they without the spaces."""

    start: int
    end: int
    units: str
    space: str

    @property
    def han(self) -> int:
        return sum(map(is_han, self.units))


def spaced_text_edits(draft: Draft) -> Proposal:
    """The spaces out of prose that has one after every character.

    >>> text = "他 们 说 的 是 这 所 学 校 的 老 师 ， 都 很 好 。"
    >>> [edit.new for edit in spaced_text_edits(Draft(text)).edits]
    ['他们说的是这所学校的老师，都很好。']
    """
    runs = list(_runs(draft.text, draft.traits))
    if not runs:
        return NOTHING
    proven = [run for run in runs if _is_prose(run.units)] or _proven_together(runs)
    if not proven:
        return NOTHING
    taken = {*proven, *_following(runs, proven, draft)}
    letters = _parts_letters(draft, proven)
    return Proposal(tuple(_edit(draft.text, run, letters) for run in runs if run in taken))


def _runs(text: str, traits: Traits) -> Iterator[_Run]:
    """Every run of four characters or more, and shorter ones that are a line or the end of a sentence."""
    if not traits.alternates(SPACE, _SIGN_SPACES):
        return
    for space in _SPACES:
        if text.count(space) < _AT_LEAST or not re.search(_sign(space), text):
            continue
        for found in re.finditer(f"\\S(?:{space}(?:\\S|{space}(?={space}\\S)))+", text):
            run = _trimmed(text, *found.span(), space)
            if run.han >= 4 or (run.han and len(run.units) > 1 and _is_whole(text, run)):
                yield run


def _is_whole(text: str, run: _Run) -> bool:
    """Is a run a line, or the end of a sentence?"""
    if run.units[-1] in "。，！？；：":
        return True
    return text[run.start - 1 : run.start] in ("", "\n") and text[run.end : run.end + 1] in ("", "\n")


def _sign(space: str) -> str:
    """Letters so spaced, of any script; begins with a literal, which makes looking for it fast."""
    return f"{space}{_LETTER}{space}{_LETTER}{space}{_LETTER}{space}{_LETTER}{space}\\S"


def _trimmed(text: str, start: int, end: int, space: str) -> _Run:
    """A run without what belongs to a word outside: `代 码tf` ends at 码.

    A row of single characters between words of several (`我们 的 学 校`) is of a text parted into words, and
    empty here unless it is long.
    """
    parted = False
    if start and not text[start - 1].isspace() and _glued(text[start - 1], text[start]):
        parted = is_han(text[start])
        start += 2
    if end < len(text) and not text[end].isspace() and _glued(text[end - 1], text[end]):
        parted |= is_han(text[end])
        end -= 2
    while text[start] in _BULLETS and start < end and text[start + 2 : start + 3] != space:
        start += 2
    units = text[start : max(start, end) : 2]
    if parted and len(units) < _LONG:
        units = ""
    return _Run(start, max(start, end), units, space)


def _glued(left: str, right: str) -> bool:
    """Are two neighbours without a space likely of one word?"""
    both = left + right
    return bool(re.fullmatch(f"[{HAN}]{{2}}", both)) or (both.isascii() and not both.isspace())


def _proven_together(runs: list[_Run]) -> list[_Run]:
    """Runs too short to prove themselves that together read as prose; but not a poem, laid out so."""
    runs = [run for run in runs if run.han >= 4]
    if len(runs) < 2 or len({run.han for run in runs}) == 1:
        return []
    return runs if _is_prose("\n".join(run.units for run in runs)) else []


def _is_prose(units: str) -> bool:
    """Do characters read as prose once the spaces between them are gone?

    The bounds part sentences from lists of common characters, surnames and numerals: of 6000 such lists none
    passes, of sentences of 16 to 30 characters five in six do.
    """
    folded = fold(units)
    pairs = [(a, b) for a, b in pairwise(folded) if is_han(a) and is_han(b)]
    within = pair_rows().within
    in_words = sum(within(a, b) is not None for a, b in pairs) / max(1, len(pairs))
    han = sum(map(is_han, folded))
    marks = sum(map(folded.count, _MARKS))
    signs = marks + sum(map(folded.count, _FUNCTION_WORDS))
    nats = plausibility(units)
    if han < 9:
        return han >= 7 and signs >= 2 and in_words >= 0.4 and nats >= -5.5
    if not marks:
        return signs > (han >= _LONG) and in_words >= 0.4 and nats >= -6.0
    if signs >= 3:
        return nats >= (-7.0 if in_words >= 0.25 else -5.8)
    return signs > (han >= _LONG) and in_words >= 1 / 3 and nats >= -6.5


def _following(runs: list[_Run], proven: list[_Run], draft: Draft) -> Iterator[_Run]:
    """The runs that prove nothing by themselves, on a page whose text is spaced so."""
    spaced = sum(run.han for run in proven)
    if spaced < 12:
        return
    all_spaced = sum(run.han for run in runs)
    page = sum(count for character, count in draft.census.items() if is_han(character))
    sure, space = set(proven), proven[0].space
    for run in runs:
        enough = all_spaced if run.han >= 4 else page
        if run.space != space or 2 * spaced < enough or run in sure:
            continue
        if run.han < 4 or plausibility(run.units) >= -8.5:
            yield run


def _parts_letters(draft: Draft, proven: list[_Run]) -> bool:
    """Are Latin letters and digits spaced too? Yes, if two stand so, or no word stands whole."""
    if any(re.search(r"[0-9A-Za-z]{2}", run.units) for run in proven):
        return True
    lines = {draft.lines.number_at(run.start) for run in proven}
    return not any(re.search(r"[0-9A-Za-z]{2}", draft.lines.contents[number]) for number in lines)


def _edit(text: str, run: _Run, letters: bool) -> Edit:
    """`letters`: are Latin letters and digits spaced too, so that those alone were parted as well?"""
    new = run.units if letters else _with_spaced_letters(text[run.start : run.end], run.space)
    return Edit(run.start, run.end, text[run.start : run.end], new, RULE)


def _with_spaced_letters(text: str, space: str) -> str:
    """Without the spaces between Chinese characters and marks; those at letters stay."""
    return re.sub(f"{space}({space}){space}|(?<=[{_CJK}]){space}(?=[{_CJK}])", r"\1", text)
