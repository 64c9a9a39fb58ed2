"""A rule's own cases, run: does it do what its tests say, alone but for the rules it is near?"""

from collections.abc import Iterable, Iterator
from typing import Literal

from cleantext.edits import apply, settle
from cleantext.markup.parts import reduce_to
from cleantext.markup.tree import parse
from cleantext.page import NOTHING, Draft, Page, Proposal
from cleantext.records import dataclass, replace
from cleantext.ruleset.compile import RuleSet, compile_rules
from cleantext.ruleset.load import with_cases
from cleantext.ruleset.model import Case, Pack, Rule
from cleantext.ruleset.run import run_rules
from cleantext.ruleset.selecting import select

Kind = Literal["ok", "noisy", "missing", "wrong"]
"""noisy: something happened that should not (or a known failure is none any more); missing: nothing happened
and something should; wrong: it changed the page otherwise than it should."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: `place` is path:line:column, `page`, `expected` and `got` are texts."""

    rule: str
    place: str
    kind: Kind
    page: str
    expected: str
    got: str
    todo: bool = False

    def __str__(self) -> str:
        if self.todo and self.kind == "noisy":
            return f"{self.place}: {self.rule}: a case marked todo passes; take the mark off"
        return f"{self.place}: {self.rule}: {self.kind}: expected {self.expected!r}, got {self.got!r}"


Failure = Outcome
"""An outcome that is not `ok`."""


def prove(packs: Iterable[Pack]) -> tuple[Failure, ...]:
    """Run every case of every rule; the outcomes that are not `ok`.

    Trial and bold rules are run as if they were active and safe. A case marked `todo` that fails is `ok`, one
    that passes `noisy`.

    >>> prove([])
    ()
    """
    return tuple(outcome for outcome in try_cases(packs) if outcome.kind != "ok")


def try_cases(packs: Iterable[Pack]) -> Iterator[Outcome]:
    """The outcome of every case, in the order the packs have them. Raises RuleError for a pack gone bad."""
    for pack in map(with_cases, packs):
        for rule in pack.rules:
            alone = _alone(rule, pack)
            for case in rule.tests:
                yield _try(case, rule, pack, alone)


def _alone(rule: Rule, pack: Pack) -> RuleSet:
    awake = tuple(replace(other, status="active") if other is rule else other for other in pack.rules)
    return compile_rules([replace(pack, rules=awake)], only=[pack.name_of(rule)])


def _try(case: Case, rule: Rule, pack: Pack, rules: RuleSet) -> Outcome:
    page = next(text for text in (case.in_, case.keep, case.flags) if text is not None)
    expected = page if case.out is None else case.out
    draft = Draft(page, Page(b"", url=case.url))
    proposal = _run(draft, rules, case, rule)
    got = apply(page, settle(page, proposal.edits))
    kind = _kind(case, got, expected, page, proposal)
    if case.todo:
        kind = "noisy" if kind == "ok" else "ok"
    place = f"{pack.path}:{case.at[0]}:{case.at[1]}"
    return Outcome(pack.name_of(rule), place, kind, page, expected, _shown(got, proposal), case.todo)


def _run(draft: Draft, rules: RuleSet, case: Case, rule: Rule) -> Proposal:
    """What the rule makes of a case's page; for selectors the markup goes too, unless they fit nowhere."""
    if not rule.selectors:
        return run_rules(draft, rules, fill=case.fill, fallback=case.fallback)
    document = parse(draft.text)
    picked = select(document, draft, rules)
    if not picked.main and not picked.drop:
        return NOTHING
    return Proposal(tuple(reduce_to(document, picked.kept, picked.dropped)))


def _kind(case: Case, got: str, expected: str, page: str, proposal: Proposal) -> Kind:
    seen = bool(proposal.notes or proposal.protected)
    if got != expected:
        if got == page:
            return "missing"
        return "wrong" if case.out is not None else "noisy"
    if case.keep is not None and seen:
        return "noisy"
    return "missing" if case.flags is not None and not seen else "ok"


def _shown(got: str, proposal: Proposal) -> str:
    seen = [note.message for note in proposal.notes] + ["protected" for _ in proposal.protected]
    return f"{got} ({'; '.join(seen)})" if seen else got
