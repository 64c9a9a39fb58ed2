"""Matches become edits, notes and protected spans.

What a rule says is in `model.py`, where it matches in `matching.py`; `steps/sweep.py` calls this.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from cleantext.edits import Edit, Span, settle
from cleantext.page import NOTHING, Draft, Note, Proposal
from cleantext.ruleset.compile import Chosen, RuleSet
from cleantext.ruleset.matchers import Found
from cleantext.ruleset.matching import Matches
from cleantext.ruleset.replacing import Replacing

MARK = "〔?〕"
"""What stands for an unresolved placeholder under the fallback `mark`."""


def run_rules(draft: Draft, rules: RuleSet, *, fill: Mapping[str, str], fallback: str) -> Proposal:
    """Run a rule set over a draft; `steps.sweep.sweep` says what comes of it.

    >>> from cleantext.ruleset.compile import compile_rules
    >>> run_rules(Draft("正文。"), compile_rules([]), fill={}, fallback="keep")
    Proposal(edits=(), notes=(), protected=())
    """
    matches = Matches(draft, rules)
    if not matches.running:
        return NOTHING
    protected = _protected(matches)
    forbidden = _merged([*draft.protected, *protected])
    proposed, notes = _proposed_edits(matches, Replacing(matches.view, fill))
    edits = settle(draft.text, proposed, forbidden)
    unresolved, flags = _flags(matches, edits, fallback)
    late = [_late(chosen) for chosen in matches.out_of_time]
    if unresolved:
        edits = settle(draft.text, [*edits, *unresolved], forbidden)
    notes = [*notes, *flags, *late]
    return Proposal(edits, tuple(notes), tuple(protected)) if edits or notes or protected else NOTHING


def _protected(matches: Matches) -> list[Span]:
    return _merged(
        [
            (found.start, found.end)
            for chosen in matches.running
            if chosen.rule.protect and chosen.rule.status == "active"
            for found in matches.of(chosen)
        ]
    )


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Sorted, disjoint spans that cover the same."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _proposed_edits(matches: Matches, replacing: Replacing) -> tuple[list[Edit], list[Note]]:
    """The edits of active rules, and for trial rules notes of what they would do."""
    edits: list[Edit] = []
    notes: list[Note] = []
    for chosen in matches.running:
        if not chosen.rule.changes:
            continue
        for found in matches.of(chosen):
            edit = _edit(chosen, found, matches, replacing)
            if edit is None or edit.old == edit.new:
                continue
            if chosen.rule.status == "active":
                edits.append(edit)
            else:
                message = f"on trial: would put {edit.new[:40]!r} for {edit.old[:40]!r}"
                notes.append(Note("trial", chosen.name, (edit.start, edit.end), message))
    return edits, notes


def _edit(chosen: Chosen, found: Found, matches: Matches, replacing: Replacing) -> Edit | None:
    view, new = matches.view, ""
    start, end = found.start, found.end
    if chosen.rule.remove:
        start, end = found.first[0], view.next_start(found.last)
    elif chosen.rule.replace:
        replacement = replacing.new_text(chosen, found)
        if replacement is None:
            return None
        new = replacement
    return Edit(start, end, view.text[start:end], new, chosen.name, chosen.rule.confidence)


def _flags(matches: Matches, edits: Sequence[Edit], fallback: str) -> tuple[list[Edit], list[Note]]:
    """The notes of flag rules, and what the fallback makes of unresolved placeholders."""
    unresolved: list[Edit] = []
    notes: list[Note] = []
    for chosen, found in _flagged(matches):
        span = found.start, found.end
        if chosen.rule.fallback and _is_covered(span, edits):
            continue
        notes.append(Note("flag", chosen.name, span, chosen.rule.flag or ""))
        if chosen.rule.fallback and fallback != "keep" and chosen.rule.status == "active":
            old = matches.view.text[found.start : found.end]
            new = MARK if fallback == "mark" else ""
            unresolved.append(Edit(*span, old, new, chosen.name, chosen.rule.confidence))
    return unresolved, notes


def _flagged(matches: Matches) -> Iterator[tuple[Chosen, Found]]:
    for chosen in matches.running:
        if chosen.rule.flag is not None:
            for found in matches.of(chosen):
                yield chosen, found


def _is_covered(span: Span, edits: Sequence[Edit]) -> bool:
    """Whether a settled edit touches a span."""
    at = bisect_left(edits, span[1], key=lambda edit: edit.start)
    return at > 0 and edits[at - 1].end > span[0]


def _late(chosen: Chosen) -> Note:
    return Note("warning", chosen.name, (0, 0), "the rule ran out of time on this page and was left out")
