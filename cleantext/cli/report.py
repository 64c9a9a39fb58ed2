"""`cleantext report`: what a cleaning did, as one HTML file for a browser."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.batch import Failure, Job, find_pages
from cleantext.cli import options
from cleantext.cli.ending import DONE, FAILED_PAGES, INTERNAL, ending, internal_error, say
from cleantext.cli.progress import with_progress
from cleantext.configuration import Settings, find_settings
from cleantext.errors import CleantextError, UsageError
from cleantext.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.report.html.make import Made
    from cleantext.report.html.pages import Gathered

REPORT = """Show what a cleaning did: one HTML file for a browser, which needs no network.

IN… are pages or folders of pages; they are cleaned on the way, and nothing but FILE is written. With --log
IN… are clean texts, and the report shows what that log says was done. The file has figures and plots by
step and by rule, encodings, repairs with their margins, placeholders left unresolved, the pages that lost
most and those that no rule touched, notes; and of each page the original and the clean text side by side.

\b
Examples:
  cleantext report page.txt                                     # writes report.html
  cleantext report pages/ -o report.html --recipe corpus
  cleantext report clean/ --log changes.jsonl -o report.html    # of a cleaning that is done
  cleantext report pages/ --lang zh --at-most-mb 50

\b
Exit codes: 0 done; 2 usage, configuration or rule error; 3 a page failed (the report has the others).
"""

PATTERNS = ("*.txt", "*.html", "*.htm")

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="IN…", show_default=False, help="Pages or folders; with --log clean texts."),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The report.")]
Log = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help="The log that IN… were cleaned with.")
]
Lang = Annotated[
    str | None,
    typer.Option(metavar="en|zh", help="Its language at first. [default: that of the reader's browser]"),
]
AtMostMb = Annotated[
    int, typer.Option("--at-most-mb", metavar="N", min=1, help="How large it may grow with pages' texts.")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Worker processes; 0 is one a core.")
]


def report(
    context: typer.Context,
    inputs: Inputs = None,
    output: Output = Path("report.html"),
    log: Log = None,
    lang: Lang = None,
    at_most_mb: AtMostMb = 20,
    jobs: Jobs = 0,
    recipe: options.Recipe = None,
    script: options.Script = None,
    repair: options.Repair = None,
    punctuation: options.Punctuation = None,
    fill: options.Fill = None,
    fallback: options.Fallback = None,
    blocks: options.Blocks = None,
    html: options.Html = None,
    replies: options.Replies = None,
    rules_paths: options.RulesPaths = None,
    skip: options.Skip = None,
    only: options.Only = None,
    bold: options.Bold = None,
    encoding: options.Encoding = None,
    pattern: options.Pattern = None,
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> None:
    """The verb. Its help is REPORT."""

    def command() -> int:
        flags = options.asked(context.params)
        order = Order(tuple(inputs or ()), output, log, lang or "", at_most_mb, jobs, quiet)
        return _carry_out(order, flags.over(find_settings(config)))

    raise typer.Exit(ending(command))


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for beside the recipe."""

    inputs: tuple[str, ...]
    output: Path
    log: Path | None
    language: str
    at_most_mb: int
    workers: int
    quiet: bool


def _carry_out(order: Order, settings: Settings) -> int:
    from cleantext.report.html.document import LANGUAGES, require_jinja  # here for start-up time
    from cleantext.report.html.make import Wish, make_report
    from cleantext.report.html.pages import Plan, clean_and_gather, gather_from_log, sample

    if order.language not in (*LANGUAGES, ""):
        raise UsageError(f"--lang is {order.language!r}", hint=f"choose one of {', '.join(LANGUAGES)}")
    require_jinja()
    recipe = settings.make_recipe()
    pages = choose_pages(order.inputs, settings.pattern or PATTERNS, order.output)
    dictionary = sample(pages)
    outcomes: Iterator[tuple[Job, Gathered] | Failure]
    if order.log is None:
        outcomes = clean_and_gather(pages, Plan(recipe, settings.encoding, dictionary), workers=order.workers)
    else:
        from cleantext.logbook import open_logbook  # here for start-up time

        outcomes = gather_from_log(pages, open_logbook(order.log), dictionary)
    watched = _saying(with_progress(outcomes, len(pages), quiet=order.quiet))
    named = recipe.name if order.log is None else f"--log {order.log}"
    limit_bytes = order.at_most_mb * 1_000_000
    wish = Wish(", ".join(order.inputs), named, dictionary, recipe.rules, order.language, limit_bytes)
    return _sum_up(make_report(watched, order.output, wish), order)


def choose_pages(inputs: Sequence[str], patterns: Sequence[str], output: Path) -> tuple[Job, ...]:
    """The pages of a report. Raises UsageError where there are none, or where it would be written over one.

    A report of before that stands in a folder of pages is none of them.
    """
    if not inputs:
        raise UsageError("there is nothing to report on", hint="name pages, or a folder of pages")
    if output.is_dir():
        raise UsageError(
            "the report needs a file, and this is a folder", place=str(output), hint="name a file"
        )
    for given in inputs:
        if Path(given).resolve() == output.resolve():
            raise UsageError(
                "the report would be written over this page", place=given, hint="name another -o"
            )
    found = [path for path, _ in find_pages([Path(given) for given in inputs], patterns)]
    pages = tuple(Job(path) for path in found if path.resolve() != output.resolve())
    if not pages:
        raise UsageError("there is nothing to report on", hint="name pages, or a folder of pages")
    return pages


def _saying(
    outcomes: "Iterator[tuple[Job, Gathered] | Failure]",
) -> "Iterator[tuple[Job, Gathered] | Failure]":
    """Hand the pages on, and say which failed."""
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            if isinstance(outcome.error, CleantextError):
                say(outcome.error)
            else:
                internal_error(outcome.error, outcome.job.source.as_posix())
        yield outcome


def _sum_up(made: "Made", order: Order) -> int:
    if not order.quiet:
        pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
        failed = f", {len(made.failed)} failed" if made.failed else ""
        say(f"wrote {order.output}: {pages}{failed}")
    if any(not isinstance(failure.error, CleantextError) for failure in made.failed):
        return INTERNAL
    return FAILED_PAGES if made.failed else DONE
