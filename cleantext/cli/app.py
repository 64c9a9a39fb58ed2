"""The command line as typer sees it: the filter's flags, and the verbs beside it."""

from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from cleantext.cli import diff as diff_verb
from cleantext.cli import explain_page, golden, induce, options, recipes, rules, score, undo
from cleantext.cli import log as log_verbs
from cleantext.cli import report as report_verb
from cleantext.cli import run as run_verb
from cleantext.cli.ending import ending
from cleantext.cli.flags import flags_of

HELP = """Clean scraped Chinese pages; keep an exact, reversible log of every change.

PATHS are pages or folders of pages; none, or -, is standard input. The clean text of one page goes to
standard output as UTF-8. It is in SIMPLIFIED characters unless --script says otherwise (--script keep
leaves them alone).

\b
Examples:
  cleantext page.txt > clean.txt
  curl -s https://example.org/ | cleantext --log changes.jsonl > clean.txt
  cleantext undo clean.txt --log changes.jsonl | cmp - page.txt
  cleantext pages/ -o clean/ --log changes.jsonl      # a folder, its layout kept
  cleantext --jsonl < rows.jsonl > clean.jsonl        # line by line, in a pipe
  cleantext --diff page.txt                           # what would change, and which rule does it
  cleantext --script taiwan --fill 'xx=松江' page.txt
  cleantext --recipe repair page.txt                  # mend the encoding, remove nothing
"""

EPILOG = """\b
Verbs (a page of such a name is given as ./undo):
  run      clean many pages on all cores: folders, JSONL, Parquet, WARC, tar
  undo     give a page back from its clean text and the log
  rules    test, lint, list or show the rules; begin a pack
  induce   suggest rules from 20 pages or more of one site
  explain  a page with its changes in it; why a line is gone, or still there
  diff     two results, two versions of the rules or two recipes over a folder
  log      read a log, take one rule back, replay, merge; its schema
  score    measure clean texts against the texts a person wants
  report   what a cleaning did, as one HTML file for a browser
  recipes  list the recipes
  golden   pages against results that were read and accepted; review by rule

Settings are read from [tool.cleantext] of the nearest pyproject.toml; flags come before them.

Exit codes: 0 done; 1 --check or --diff found something; 2 usage, configuration or rule error; 3 a page
failed; 70 internal error; 130 interrupted.
"""


class FilterOrVerb(TyperGroup):
    """A group whose first argument may be a verb; whatever else it is, it belongs to the filter."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Leave a verb's arguments to the verb; read all others here."""
        ctx.meta[FilterOrVerb] = bool(args) and args[0] in self.commands
        if ctx.meta[FilterOrVerb]:
            return super().parse_args(ctx, args)
        ctx.allow_interspersed_args = True
        return super(TyperGroup, self).parse_args(ctx, args)

    def get_params(self, ctx: Any) -> list[Any]:
        """The filter's flags; none where a verb is named, which has its own."""
        return [] if ctx.meta.get(FilterOrVerb) else super().get_params(ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The verbs stand in the epilog, where there is room to say how they mix with pages."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """`[OPTIONS] [PATHS]...`, without the verbs."""
        return super(TyperGroup, self).collect_usage_pieces(ctx)


app = typer.Typer(
    cls=FilterOrVerb,
    invoke_without_command=True,
    help=HELP,
    epilog=EPILOG,
    rich_markup_mode=None,  # plain help: rich takes longer to import than a page to clean
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
app.command("run", help=run_verb.RUN)(run_verb.run)
app.command("undo")(undo.undo)
app.add_typer(rules.app, name="rules")
app.command("induce", help=induce.INDUCE)(induce.induce)
app.command("explain", help=explain_page.EXPLAIN)(explain_page.explain_page)
app.command("diff", help=diff_verb.DIFF)(diff_verb.diff)
app.add_typer(log_verbs.app, name="log")
app.command("score", help=score.SCORE)(score.score)
app.command("report", help=report_verb.REPORT)(report_verb.report)
app.command("recipes")(recipes.recipes)
app.add_typer(golden.app, name="golden")


@app.callback()
def clean_pages(
    context: typer.Context,
    paths: options.Paths = None,
    output: options.Output = None,
    in_place: options.InPlace = False,
    check: options.Check = False,
    diff: options.Diff = False,
    log: options.Log = None,
    log_flat: options.LogFlat = None,
    statistics: options.Statistics = False,
    explain_encoding: options.ExplainEncoding = False,
    jsonl: options.Jsonl = False,
    field: options.Field = "text",
    jobs: options.Jobs = 1,
    page_timeout: options.PageTimeout = 0.0,
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
    color: options.Color = "auto",
    quiet: options.Quiet = False,
    version: options.Version = False,
) -> None:
    """The filter. Its help is HELP."""
    if context.invoked_subcommand:
        return
    from cleantext.cli.filter import run  # here for start-up time: a verb or --help needs none of it

    def command() -> int:
        return run([Path(path) for path in paths or ()], flags_of(context.params))

    raise typer.Exit(ending(command))
