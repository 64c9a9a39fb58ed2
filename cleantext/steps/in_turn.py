"""Passes of one step, each on the text the one before left, as one proposal."""

from collections.abc import Callable, Iterable, Sequence

from cleantext.edits import Edit, apply, compose, settle
from cleantext.history import PositionMap
from cleantext.page import NOTHING, Draft, Note, Proposal

Pass = Callable[[Draft, Sequence[Edit]], Proposal]
"""Takes the text as it now is, and the edits that brought it about."""


def run_in_turn(draft: Draft, passes: Iterable[Pass]) -> Proposal:
    """Run passes one after another. Offsets of edits and notes are code points of `draft.text`.

    >>> def full_stop(now, _): return Proposal((Edit(2, 3, ".", "。", "full-stop"),))
    >>> [edit.new for edit in run_in_turn(Draft("到此."), [full_stop]).edits]
    ['。']
    """
    edits: tuple[Edit, ...] = ()
    notes: list[Note] = []
    now = draft
    for run in passes:
        proposal = run(now, edits)
        if proposal is NOTHING:
            continue
        back = PositionMap(edits).back if proposal.notes else None
        notes += [Note(n.level, n.rule, back(n.span), n.message) for n in proposal.notes if back]
        settled = settle(now.text, proposal.edits) if proposal.edits else ()
        if settled:
            edits = compose(edits, settled) if edits else settled
            now = Draft(apply(now.text, settled), draft.page)
    return Proposal(edits, tuple(notes)) if edits or notes else NOTHING
