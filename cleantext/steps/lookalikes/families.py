"""The step: each family of look-alikes in turn, on the text the one before left, as one edit list.

Single characters come first, so that what looks at rows of characters sees the right ones.
"""

import re
from collections.abc import Callable, Collection, Mapping

from cleantext.errors import UsageError
from cleantext.page import Draft, Proposal
from cleantext.steps.in_turn import Pass, run_in_turn
from cleantext.steps.lookalikes import kanbun_marks, mixed_words
from cleantext.steps.lookalikes.compatibility import COMPATIBILITY, compatibility_edits
from cleantext.steps.lookalikes.doubled_text import doubled_text_edits
from cleantext.steps.lookalikes.homoglyphs import homoglyph_edits
from cleantext.steps.lookalikes.jammers import jammer_edits
from cleantext.steps.lookalikes.katakana_marks import MARKS, katakana_mark_edits
from cleantext.steps.lookalikes.numerals import LETTERS, circle_zero_edits, lone_letter_edits
from cleantext.steps.lookalikes.private_use import PRIVATE, private_use_edits
from cleantext.steps.lookalikes.radicals import KANGXI, SUPPLEMENT, kangxi_edits, supplement_edits
from cleantext.steps.lookalikes.spaced_text import spaced_text_edits
from cleantext.traits import LOOKALIKE

Family = Callable[[Draft], Proposal]

_BY_CHARACTER: Mapping[str, tuple[str, Family]] = {
    "kangxi-radical": (KANGXI, kangxi_edits),
    "cjk-radical": (SUPPLEMENT, supplement_edits),
    "compatibility-ideograph": (COMPATIBILITY, compatibility_edits),
    "kanbun-mark": (kanbun_marks.MARKS, kanbun_marks.kanbun_mark_edits),
    "private-use": (PRIVATE, private_use_edits),
    "katakana-mark": ("".join(MARKS), katakana_mark_edits),
    "lone-letter": ("".join(LETTERS), lone_letter_edits),
    "mixed-word": ("".join(mixed_words.LETTERS), mixed_words.mixed_word_edits),
}
"""Families that a page without certain characters cannot need: those characters, as the inside of a class."""

_BY_ROW: Mapping[str, Family] = {
    "homoglyph": homoglyph_edits,
    "circle-zero": circle_zero_edits,
    "jammer": jammer_edits,
    "spaced-text": spaced_text_edits,
    "doubled-text": doubled_text_edits,
}
"""Families that look at rows of characters; each sees for itself, and fast, whether it has anything to do."""

FAMILIES = (*_BY_CHARACTER, *_BY_ROW)
"""The names of all, in the order they run; an edit's rule is `lookalikes/` and one of them."""


def lookalikes(draft: Draft, *, skip: Collection[str] = ()) -> Proposal:
    """Write what is meant for what only looks like it. `skip` holds rules (`lookalikes/…`) to leave out.

    Raises UsageError for a rule of this step that does not exist.

    Offsets are code points of `draft.text`; edits of two families that meet are one, under both names.

    >>> [(edit.new, edit.rule) for edit in lookalikes(Draft("首⻚")).edits]
    [('页', 'lookalikes/cjk-radical')]
    """
    if skip:
        _check(skip)
    families = [family for name, family in _awake(draft) if f"lookalikes/{name}" not in skip]
    return run_in_turn(draft, map(_turn, families))


def _turn(family: Family) -> Pass:
    return lambda now, _edits: family(now)


def _check(skip: Collection[str]) -> None:
    known = {f"lookalikes/{name}" for name in FAMILIES}
    for name in sorted(skip):
        if name.startswith("lookalikes/") and name not in known:
            raise UsageError(f"there is no rule {name!r}", hint=f"the families are {', '.join(FAMILIES)}")


def _awake(draft: Draft) -> list[tuple[str, Family]]:
    """The families whose characters occur, and those that look for themselves."""
    if draft.text.isascii():
        return []
    rows = list(_BY_ROW.items())
    if not draft.traits.present & LOOKALIKE:
        return rows
    present = "".join(draft.census)
    return [
        (name, family)
        for name, (characters, family) in _BY_CHARACTER.items()
        if re.search(f"[{characters}]", present)
    ] + rows


def any_character() -> str:
    """Any character that wakes a family, as a pattern."""
    return f"[{''.join(characters for characters, _ in _BY_CHARACTER.values())}]"
