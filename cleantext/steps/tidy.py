"""The last step: the form of a text. Line ends, layout space, blank lines, characters that show nothing.

What a step before this one removed has left gaps; here they close. Nothing that a reader sees is changed
unless asked for: `punctuation="full"` and `nfc`.
"""

from cleantext.edits import Edit, apply, compose
from cleantext.errors import UsageError
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.records import replace
from cleantext.steps.invisible import invisible_edits
from cleantext.steps.layout import layout_edits

PUNCTUATION = ("keep", "full")
"""What may be asked of punctuation."""


def tidy(draft: Draft, *, punctuation: str = "keep", nfc: bool = False) -> Proposal:
    """Bring a text into form; see `invisible`, `layout`, `full_width` and `composed_form` for what that is.

    `punctuation="full"` writes full-width marks in Chinese sentences, `nfc` composes accents (NFC). Tidying
    a tidy text changes nothing. Raises UsageError for another `punctuation`.

    >>> draft = Draft("\\u3000\\u3000正文。\\u200b \\r\\n\\n\\n尾声")
    >>> apply(draft.text, tidy(draft).edits)
    '正文。\\n\\n尾声\\n'
    """
    if punctuation not in PUNCTUATION:
        raise UsageError(f"unknown punctuation {punctuation!r}", hint="use keep or full")
    edits = tuple(invisible_edits(draft))
    now = _after(draft, edits)
    if nfc:
        from cleantext.steps.composed_form import composed_edits  # here for start-up time

        edits, now = _then(edits, now, composed_edits(now.text))
    if punctuation == "full":
        from cleantext.steps.full_width import full_width_edits  # here for start-up time

        edits, now = _then(edits, now, full_width_edits(now.text, now.lines, now.census))
    edits = _composed(edits, layout_edits(now))
    return Proposal(edits) if edits else NOTHING


def _then(edits: tuple[Edit, ...], now: Draft, more: list[Edit]) -> tuple[tuple[Edit, ...], Draft]:
    """The edits so far and `more` as one list of the first text, and the draft after them."""
    return _composed(edits, more), _after(now, more)


def _composed(edits: tuple[Edit, ...], more: list[Edit]) -> tuple[Edit, ...]:
    return tuple(map(_under_one_rule, compose(edits, more))) if edits else tuple(more)


def _under_one_rule(edit: Edit) -> Edit:
    """Edits that met go under the later rule, so that a count by rule has no mixtures."""
    return replace(edit, rule=edit.rule.rpartition(" + ")[2]) if " + " in edit.rule else edit


def _after(draft: Draft, edits: list[Edit] | tuple[Edit, ...]) -> Draft:
    return Draft(apply(draft.text, edits), draft.page) if edits else draft
