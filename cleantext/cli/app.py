"""The command line as typer sees it: the filter's flags, and the verbs beside it."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cleantext.cli import golden, recipes, rules, undo
from cleantext.cli.ending import ending
from cleantext.cli.flags import VERBS, Flags
from cleantext.configuration import Settings, parse_fill

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
  cleantext --diff page.txt                           # what would change, and which rule does it
  cleantext --script taiwan --fill 'xx=松江' page.txt
  cleantext --recipe repair page.txt                  # mend the encoding, remove nothing
"""

EPILOG = """\b
Verbs (a page of such a name is given as ./undo):
  undo     give a page back from its clean text and the log
  rules    test, list or show the rules
  recipes  list the recipes
  golden   compare seeds/ with golden/; propose and accept changes

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
app.command("undo")(undo.undo)
app.add_typer(rules.app, name="rules")
app.command("recipes")(recipes.recipes)
app.add_typer(golden.app, name="golden")


def _complete_path(context: typer.Context, incomplete: str) -> list[str]:
    """Verbs and files; a shell that is given none falls back to files by itself."""
    if context.params.get("paths"):
        return []
    verbs = [name for name in VERBS if name.startswith(incomplete)]
    return [*verbs, *sorted(path.name for path in Path().glob(f"{incomplete}[!.]*"))] if verbs else []


def _choices(option: str) -> Any:
    def complete(incomplete: str) -> list[str]:
        from cleantext.recipe import CHOICES, recipe_names

        names = recipe_names() if option == "recipe" else CHOICES[option]
        return [name for name in names if name.startswith(incomplete)]

    return complete


def _print_version(wanted: bool) -> None:
    if wanted:
        from cleantext.version import __version__

        print(f"cleantext {__version__}")
        raise typer.Exit


@app.callback()
def clean_pages(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(show_default=False, autocompletion=_complete_path, metavar="PATHS", hidden=True),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write each clean page into DIR.")
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Write the clean text over the page; needs --log.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Name the pages that would change; write nothing.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change, and which rule does it.")
    ] = False,
    log: Annotated[
        Path | None,
        typer.Option("--log", metavar="FILE", help="Write every change to FILE: one line of JSON a page."),
    ] = None,
    log_flat: Annotated[
        Path | None,
        typer.Option("--log-flat", metavar="FILE", help="The same with one line a change, for grep and jq."),
    ] = None,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="Count changes by rule on standard error; list what was noticed."),
    ] = False,
    recipe: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE",
            help="Which steps run, with which options. [default: default]",
            autocompletion=_choices("recipe"),
        ),
    ] = None,
    script: Annotated[
        str | None,
        typer.Option(
            metavar="SCRIPT",
            help="simplified, traditional, taiwan, hongkong or keep. [default: simplified]",
            autocompletion=_choices("script"),
        ),
    ] = None,
    repair: Annotated[
        str | None,
        typer.Option(
            metavar="HOW",
            help="Broken encoding: safe, bold or off. [default: safe]",
            autocompletion=_choices("repair"),
        ),
    ] = None,
    punctuation: Annotated[
        str | None,
        typer.Option(
            metavar="WIDTH",
            help="keep, or full: full-width marks between Chinese characters. [default: keep]",
            autocompletion=_choices("punctuation"),
        ),
    ] = None,
    fill: Annotated[
        list[str] | None,
        typer.Option(metavar="TOKEN=NAME", help="Write a withheld name in: 'xx=松江'. May be repeated."),
    ] = None,
    fallback: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            help="A placeholder that no context decides: keep, mark or drop. [default: keep]",
            autocompletion=_choices("fallback"),
        ),
    ] = None,
    rules_paths: Annotated[
        list[str] | None,
        typer.Option("--rules", metavar="PATH", help="More rule packs: a file or a folder. May be repeated."),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(metavar="PACK[/ID]", help="Leave a pack or a rule out. May be repeated."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="PACK[/ID]", help="Use these packs or rules alone. May be repeated."),
    ] = None,
    bold: Annotated[
        bool | None, typer.Option("--bold/--no-bold", help="Also use rules that may cost a line of text.")
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The pages' encoding, where it is known. [default: found by reading]"
        ),
    ] = None,
    pattern: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB", help="Files that are pages in a folder. May be repeated. [default: *.txt]"
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings, instead of those of the nearest pyproject.toml."),
    ] = None,
    color: Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """The filter. Its help is HELP."""
    if context.invoked_subcommand:
        return
    from cleantext.cli.filter import run  # here for start-up time: a verb or --help needs none of it

    def command() -> int:
        settings = Settings(
            recipe=recipe,
            script=script,
            repair=repair,
            punctuation=punctuation,
            fallback=fallback,
            bold=bold,
            encoding=encoding,
            rules=tuple(rules_paths or ()),
            skip=tuple(skip or ()),
            only=tuple(only or ()),
            pattern=tuple(pattern or ()),
            fill=parse_fill(tuple(fill or ())),
        )
        flags = Flags(
            settings, config, output, in_place, check, diff, log, log_flat, statistics, color, quiet
        )
        return run([Path(path) for path in paths or ()], flags)

    raise typer.Exit(ending(command))
