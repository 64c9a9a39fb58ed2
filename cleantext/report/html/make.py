"""From pages to a report in a file: gather, add up, write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleantext.batch import Failure, Job
from cleantext.errors import CleantextError, InputError
from cleantext.files import writing
from cleantext.report.html.document import Report, render
from cleantext.report.html.pages import Gathered
from cleantext.report.html.spool import Spool
from cleantext.report.html.totals import Totals
from cleantext.ruleset.load import load_packs


@dataclass(frozen=True, slots=True)
class Wish:
    """How a report is to be: see `Report`. `rules` are packs beside the shipped ones."""

    title: str
    recipe: str
    dictionary: bytes = b""
    rules: tuple[str, ...] = ()
    language: str = ""
    limit_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a report."""

    pages: int
    failed: tuple[Failure, ...]


def make_report(outcomes: Iterable[tuple[Job, Gathered] | Failure], output: Path, wish: Wish) -> Made:
    """Write the report of some pages to `output`, whole or not at all.

    Raises InputError where not one page came through, OutputError where it cannot be written.
    """
    totals = Totals()
    failed: list[Failure] = []
    with Spool() as spool, writing(output) as file:
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                failed.append(outcome)
                continue
            facts, texts = outcome[1]
            totals.add(facts)
            spool.add(texts)
        if not totals.pages:
            raise InputError(
                "no page could be read, so there is nothing to report", hint="see what is said of each"
            )
        about, placeholders = describe_rules(wish.rules)
        report = Report(
            wish.title,
            wish.recipe,
            totals,
            spool,
            wish.dictionary,
            about,
            placeholders,
            [(failure.job.source.as_posix(), _reason(failure)) for failure in failed],
            wish.language,
            wish.limit_bytes,
        )
        file.writelines(render(report))
    return Made(totals.pages, tuple(failed))


def describe_rules(paths: Sequence[str] = ()) -> tuple[dict[str, str], frozenset[str]]:
    """What each rule is for, and the names of the rules that flag placeholders.

    >>> about, placeholders = describe_rules()
    >>> "placeholders/asia-unresolved" in placeholders
    True
    """
    packs = (*load_packs(), *(load_packs(tuple(map(Path, paths))) if paths else ()))
    rules = [(pack.name_of(rule), rule) for pack in packs for rule in pack.rules]
    return {name: rule.about for name, rule in rules}, frozenset(
        name for name, rule in rules if rule.fallback
    )


def _reason(failure: Failure) -> str:
    error = failure.error
    if isinstance(error, CleantextError):
        return str(type(error)(error.message, hint=error.hint))
    return f"internal error ({type(error).__name__})"
