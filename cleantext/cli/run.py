"""`cleantext run`: many pages on all cores, into parts that nothing is lost from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.cli import options
from cleantext.cli.ending import DONE, FAILED_PAGES, INTERRUPTED, ending, say
from cleantext.configuration import find_settings
from cleantext.errors import UsageError
from cleantext.files import LIMIT_BYTES

if TYPE_CHECKING:
    from cleantext.run.whole import Started

RUN = """Clean many pages on all cores; what was stopped goes on where it was.

IN… are files, folders or quoted globs: text and HTML files, .jsonl, .parquet, .warc and .tar, also as .gz
or .zst (what a file holds is told by its name). DIR is a new folder. It will hold parts (part-00000.jsonl …),
their logs (part-00000.log.jsonl …), failed.jsonl with every page that could not be cleaned and why, and
manifest.jsonl with what is done. With --format text every page becomes a file in DIR/pages.

\b
Examples:
  cleantext run pages/ -o clean/                          # a folder of files, all cores
  cleantext run pages.jsonl.gz -o clean/ --field content --id doc_id --columns 'title,date'
  cleantext run 'crawl/*.warc.gz' -o clean/ --format parquet --log inside
  cleantext run pages/ -o clean/ --format text --script keep
  cleantext run pages.parquet -o try/ --sample 0.01 --limit 1000
  cleantext run pages/ -o clean/ --resume                 # after an interrupt, a full disk, a power cut

\b
Exit codes: 0 done; 2 usage, configuration or rule error; 3 some pages failed (see failed.jsonl), or the
output cannot be written; 130 interrupted (--resume goes on).
"""

FAILURES_SHOWN = 5

Inputs = Annotated[
    list[str], typer.Argument(metavar="IN…", show_default=False, help="Files, folders or quoted globs.")
]
Output = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="DIR", show_default=False, help="A new folder for it."),
]
Format = Annotated[str, typer.Option(metavar="FORMAT", help="jsonl, jsonl.gz, jsonl.zst, parquet or text.")]
Log = Annotated[
    str,
    typer.Option(metavar="WHERE", help="Change log: beside (parts of its own), inside (a column) or none."),
]
TextField = Annotated[str, typer.Option("--field", metavar="NAME", help="Column of the text.")]
Id = Annotated[str, typer.Option(metavar="NAME", help="Column of the page's name, where there is one.")]
Url = Annotated[str, typer.Option(metavar="NAME", help="Column of the page's address, where there is one.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(metavar="NAMES", help="More columns to write: 'title,date'; '*' is all but the text."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Worker processes; 0 is one a core.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the run that DIR holds.")]
Limit = Annotated[int, typer.Option(metavar="N", min=0, help="At most so many pages; 0 is all.")]
Sample = Annotated[
    float,
    typer.Option(
        metavar="SHARE", min=0.0, max=1.0, help="Clean this share of the pages, always the same ones."
    ),
]
MaxBytes = Annotated[int, typer.Option(metavar="N", min=1, help="A page with more bytes fails.")]
PageTimeout = Annotated[
    float, typer.Option(metavar="SECONDS", min=0.0, help="A page that takes longer fails; 0 is no limit.")
]
PartMegabytes = Annotated[
    int, typer.Option(metavar="N", min=1, help="How much input, in MB, goes into one part of the output.")
]
Pattern = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Files to read in a folder. May be repeated. [default: all kinds]"),
]


def run(
    context: typer.Context,
    inputs: Inputs,
    output: Output,
    format: Format = "jsonl",
    log: Log = "beside",
    field: TextField = "text",
    id: Id = "id",
    url: Url = "url",
    columns: Columns = None,
    jobs: Jobs = 0,
    resume: Resume = False,
    limit: Limit = 0,
    sample: Sample = 1.0,
    max_bytes: MaxBytes = LIMIT_BYTES,
    page_timeout: PageTimeout = 300.0,
    part_megabytes: PartMegabytes = 256,
    pattern: Pattern = None,
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
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> None:
    """The verb. Its help is RUN."""

    def command() -> int:
        from cleantext.run.batches import Cut  # here for start-up time
        from cleantext.run.plan import Plan
        from cleantext.run.sources import PATTERNS
        from cleantext.run.whole import Order, start

        asked = options.asked(context.params)
        settings = asked.over(find_settings(config))
        plan = Plan(
            settings.make_recipe(),
            settings.encoding,
            format,
            log,
            field,
            id,
            url,
            split_columns(columns or ()),
            max_bytes,
            settings.pattern or PATTERNS,
        )
        cut = Cut(part_megabytes * 1_000_000, limit=limit, sample=sample)
        order = Order(tuple(inputs), output, plan, cut, jobs, page_timeout, resume)
        return _carry_out(start(order), quiet=quiet)

    raise typer.Exit(ending(command))


def split_columns(given: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Names from several lists with commas.

    >>> split_columns(["title, date", "site"])
    ('title', 'date', 'site')
    """
    names = [name.strip() for names in given for name in names.split(",")]
    if not all(names):
        raise UsageError("a column without a name", place="--columns", hint="write them as in 'title,date'")
    return tuple(dict.fromkeys(names))


def _carry_out(started: "Started", *, quiet: bool) -> int:
    from cleantext.cli.run_progress import watching  # here for start-up time
    from cleantext.run.whole import run as run_all

    if started.progress.parts and not started.progress.done and not quiet:
        say(f"going on after part {started.progress.parts - 1}")
    try:
        with watching(started, quiet=quiet) as watch:
            done = run_all(started, watch)
    except KeyboardInterrupt:
        say(f"interrupted; give the same command with --resume to go on: {started.order.output}")
        return INTERRUPTED
    if done.failed:
        where = started.order.output / "failed.jsonl"
        _tell_first(where)
        again = "; --resume does not try them again" if started.order.resume else ""
        say(f"{done.failed} of {done.pages + done.failed} pages failed, see {where}{again}")
        return FAILED_PAGES
    if not quiet:
        say(f"{done.pages} pages, {done.changed} changed, {done.parts} parts in {started.order.output}")
    return DONE


def _tell_first(failed: Path) -> None:
    """Say what was wrong with the first few pages; the file has them all."""
    import json  # here for start-up time
    from itertools import islice

    with failed.open(encoding="utf-8") as file:
        for line in islice(file, FAILURES_SHOWN):
            told = json.loads(line)
            say(f"{told['place']}: {told['reason']}")
