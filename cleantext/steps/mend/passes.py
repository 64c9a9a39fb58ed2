"""Encoding repair as one step: its passes in order, each on the text the one before left, as one edit list.

Annotations are cut first, because they hide which bytes stood together. Then runs read with the wrong
decoder, which prove themselves strictly; then runs read one byte off, a search that such a run would only
slow. ftfy comes after them, as it knows no Chinese encoding and would destroy such a run; debris that none of
them reads is marked at the end, but for the marks that they have put in themselves.
"""

import re
from collections.abc import Callable, Collection, Sequence

from cleantext.characters import is_han
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Note, Proposal
from cleantext.steps.in_turn import Pass as InTurn
from cleantext.steps.in_turn import run_in_turn
from cleantext.steps.mend.debris import mark_debris
from cleantext.steps.mend.gbk_shift import repair_shifts
from cleantext.steps.mend.other_scripts import without_japanese_and_korean, without_other_scripts
from cleantext.steps.mend.readings import LETTERS
from cleantext.steps.mend.western_rows import may_show_rows
from cleantext.steps.mend.wrong_decoder import repair_wrong_decoder
from cleantext.traits import RARE_SIGN

Pass = Callable[[Draft, bool], Proposal]


def mend(draft: Draft, *, repair: str = "safe", skip: Collection[str] = ()) -> Proposal:
    """Repair encoding damage. `repair` is "off", "safe" or "bold" (thinner margins).

    Every edit names its model (`mend/…`) and, where plausibility was weighed, its margin; edits of two
    models that meet are one, under both names. `skip` holds names of models to leave out: what they propose
    is dropped before the next pass looks. Offsets are code points of `draft.text`.

    >>> [(edit.new, edit.rule) for edit in mend(Draft("点击鑾峰彇更多信息")).edits]
    [('获取', 'mend/utf8-as-gbk')]
    """
    if repair == "off" or draft.text.isascii():
        return NOTHING
    bold, skipped = repair == "bold", frozenset(skip)
    annotations = _without(skipped, _annotations(draft, bold))
    proposal = _after(draft, annotations, bold, skipped)
    lone = [
        edit
        for edit in annotations.edits
        if _is_lone_byte(edit.new) and not _placed(draft.text, proposal, edit)
    ]
    if lone:  # no later pass placed the byte, so its annotation stays
        kept = tuple(edit for edit in annotations.edits if edit not in lone)
        notes = (*annotations.notes, *(Note("unsure", e.rule, (e.start, e.end), _ACROSS) for e in lone))
        proposal = _after(draft, Proposal(kept, notes), bold, skipped)
    return proposal


_ACROSS = "pinyin across two characters, of which one cannot be told for certain"


def _after(draft: Draft, annotations: Proposal, bold: bool, skipped: frozenset[str]) -> Proposal:
    """What the other passes make of the text without its annotations, composed with cutting them."""

    def turn(run: Pass) -> InTurn:
        hidden = _HIDDEN_FROM.get(run)

        def see(now: Draft, edits: Sequence[Edit]) -> Proposal:
            seen = _without_marks_put_in(now, edits, hidden) if hidden else now
            return _without(skipped, run(seen, bold))

        return see

    return run_in_turn(draft, map(turn, (lambda _draft, _bold: annotations, *_PASSES)))


def _without(skipped: frozenset[str], proposal: Proposal) -> Proposal:
    """A proposal without what skipped models take part in."""
    if not skipped:
        return proposal
    return Proposal(
        tuple(edit for edit in proposal.edits if skipped.isdisjoint(edit.rule.split(" + "))),
        tuple(note for note in proposal.notes if skipped.isdisjoint(note.rule.split(" + "))),
        proposal.protected,
    )


_LOST = "\ufffd"


def _without_marks_put_in(now: Draft, edits: Sequence[Edit], hidden: str) -> Draft:
    """The same text with `hidden` for each U+FFFD that `edits` brought about; same offsets.

    A repair that knows of a lost character, and not which, writes one and has its own note.
    """
    if not any(_LOST in edit.new for edit in edits):
        return now
    pieces, done, shift = [], 0, 0
    for edit in edits:
        start = edit.start + shift
        pieces += [now.text[done:start], edit.new.replace(_LOST, hidden)]
        done = start + len(edit.new)
        shift += len(edit.new) - len(edit.old)
    return Draft("".join([*pieces, now.text[done:]]), now.page)


def _is_lone_byte(new: str) -> bool:
    return len(new) == 1 and "\udc80" <= new <= "\udcff"


def _placed(text: str, proposal: Proposal, edit: Edit) -> bool:
    """Did a later pass take the byte into a character, and does its text, annotated, show the page again?"""
    from cleantext.steps.mend.pinyin_lost import reproduces  # here for start-up time

    return all(
        edit.new not in other.new and reproduces(text, other.start, other.end, other.new)
        for other in proposal.edits
        if other.start <= edit.start and edit.end <= other.end
    )


def _misread_runs(draft: Draft, bold: bool) -> Proposal:
    """Runs read with the wrong decoder, but for lines that ftfy reads, and a few characters for as many.

    Those are taken where longer runs of the page were read with the same decoder.
    """
    proposal = repair_wrong_decoder(draft, bold=bold)
    if not proposal.edits:
        return proposal
    from cleantext.steps.mend.ftfy_pass import reads_as_western  # here for start-up time

    in_line: dict[int, list[Edit]] = {}
    for edit in proposal.edits:
        in_line.setdefault(draft.lines.number_at(edit.start), []).append(edit)
    proven = {edit.rule for edit in proposal.edits if not _is_tiny(edit)}
    kept = [
        edit
        for number, edits in in_line.items()
        if not (len(edits) == 1 and _is_tiny(edits[0]) and edits[0].rule not in proven)
        and not reads_as_western(draft.lines.contents[number])
        for edit in edits
    ]
    return Proposal(tuple(kept), proposal.notes, proposal.protected)


def _is_tiny(edit: Edit) -> bool:
    """Is it two characters for two, or three Han for three, as a list of words may hold: 菠菠粿, 藤藤菜?"""
    size = len(edit.old)
    return len(edit.new) == size and (size < _SHORT or (size == _SHORT and all(map(is_han, edit.old))))


def _shifts(draft: Draft, bold: bool) -> Proposal:
    """What the search for shifted runs proposes, but for two or three Han alone: verse holds rare ones."""
    draft = without_other_scripts(without_japanese_and_korean(draft))
    proposal = repair_shifts(draft.text, bold=bold, traits=draft.traits)
    kept = tuple(edit for edit in proposal.edits if not _may_be_rare_words(edit.old))
    notes = tuple(n for n in proposal.notes if not _may_be_rare_words(draft.text[n.span[0] : n.span[1]]))
    return Proposal(kept, notes, proposal.protected)


_SHORT = 3
"""Characters of a run of rare Han that may well be meant."""


def _may_be_rare_words(run: str) -> bool:
    return len(run) <= _SHORT and all(map(is_han, run))


def _annotations(draft: Draft, bold: bool) -> Proposal:
    """What cutting annotations proposes, on a page that has letters of pinyin in brackets."""
    if not _may_be_annotated(draft):
        return NOTHING
    from cleantext.steps.mend.pinyin_annotation import cut_annotations  # here for start-up time

    return cut_annotations(draft, bold=bold)


def _may_be_annotated(draft: Draft) -> bool:
    """Does any bracket open before a letter of pinyin? Without tones these letters are ASCII, and few."""
    toned, plain = draft.traits.present & RARE_SIGN, draft.traits.ascii
    if "(" in plain and (toned or re.search(r"\( ?[a-z]", plain)) and re.search(_ANNOTATED, draft.text):
        return True
    return "（" in draft.text and bool(re.search(_ANNOTATED_WIDE, draft.text))


_ANNOTATED, _ANNOTATED_WIDE = rf"\([ \u00a0]?[{LETTERS}]", f"（[ \u00a0]?[{LETTERS}]"
"""Where an annotation may begin."""


def _western(draft: Draft, _bold: bool) -> Proposal:
    if not may_show_rows(draft.text, draft.traits):
        return NOTHING
    from cleantext.steps.mend.ftfy_pass import repair_with_ftfy  # here for start-up time

    return repair_with_ftfy(draft)


def _mark_debris(draft: Draft, _bold: bool) -> Proposal:
    return mark_debris(draft)


_PASSES: tuple[Pass, ...] = (
    lambda draft, bold: _misread_runs(without_japanese_and_korean(draft), bold),
    _shifts,
    _western,
    _mark_debris,
)

_HIDDEN_FROM: dict[Pass, str] = {_shifts: "\n", _mark_debris: "\0"}
"""The passes that would take a mark put in by a repair for damage, and what they see instead."""
