"""The flags of the filter: what each is called, what its help says, how a shell completes it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cleantext.cli.flags import VERBS
from cleantext.cli.flags import asked as asked


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


Paths = Annotated[
    list[str] | None,
    typer.Argument(show_default=False, autocompletion=_complete_path, metavar="PATHS", hidden=True),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write each clean page into DIR.")
]
InPlace = Annotated[bool, typer.Option("--in-place", help="Write the clean text over the page; needs --log.")]
Check = Annotated[bool, typer.Option("--check", help="Name the pages that would change; write nothing.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what would change, and which rule does it.")]
Log = Annotated[
    Path | None,
    typer.Option("--log", metavar="FILE", help="Write every change to FILE: one line of JSON a page."),
]
LogFlat = Annotated[
    Path | None,
    typer.Option("--log-flat", metavar="FILE", help="The same with one line a change, for grep and jq."),
]
Statistics = Annotated[
    bool,
    typer.Option("--statistics", help="Count changes by rule on standard error; list what was noticed."),
]
ExplainEncoding = Annotated[
    bool,
    typer.Option("--explain-encoding", help="Show each page's candidate encodings and why one was taken."),
]
Jsonl = Annotated[
    bool, typer.Option("--jsonl", help="PATHS or standard input are rows of JSON: a line in, a line out.")
]
Field = Annotated[
    str, typer.Option("--field", metavar="NAME", help="With --jsonl: which column is the text.")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, help="With --jsonl: so many worker processes.")
]
PageTimeout = Annotated[
    float,
    typer.Option(
        metavar="SECONDS", min=0.0, help="With --jsonl: a row that takes longer fails; 0 is no limit."
    ),
]
Recipe = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE",
        help="Which steps run, with which options. [default: default]",
        autocompletion=_choices("recipe"),
    ),
]
Script = Annotated[
    str | None,
    typer.Option(
        metavar="SCRIPT",
        help="simplified, traditional, taiwan, hongkong or keep. [default: simplified]",
        autocompletion=_choices("script"),
    ),
]
Repair = Annotated[
    str | None,
    typer.Option(
        metavar="HOW",
        help="Broken encoding: safe, bold or off. [default: safe]",
        autocompletion=_choices("repair"),
    ),
]
Punctuation = Annotated[
    str | None,
    typer.Option(
        metavar="WIDTH",
        help="keep, or full: full-width marks between Chinese characters. [default: keep]",
        autocompletion=_choices("punctuation"),
    ),
]
Fill = Annotated[
    list[str] | None,
    typer.Option(metavar="TOKEN=NAME", help="Write a withheld name in: 'xx=松江'. May be repeated."),
]
Fallback = Annotated[
    str | None,
    typer.Option(
        metavar="WHAT",
        help="A placeholder that no context decides: keep, mark or drop. [default: keep]",
        autocompletion=_choices("fallback"),
    ),
]
Html = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN",
        help="Pages are HTML: auto, always or never. [default: auto, each page is asked]",
        autocompletion=_choices("html"),
    ),
]
Replies = Annotated[
    str | None,
    typer.Option(
        metavar="WHAT",
        help="Posts and comments beside the first: auto, keep or drop. [default: auto, those of threads]",
        autocompletion=_choices("replies"),
    ),
]
Blocks = Annotated[
    str | None,
    typer.Option(
        metavar="HOW",
        help="Menus, lists of links and footers, by their structure: safe, strict or off. [default: safe]",
        autocompletion=_choices("blocks"),
    ),
]
RulesPaths = Annotated[
    list[str] | None,
    typer.Option("--rules", metavar="PATH", help="More rule packs: a file or a folder. May be repeated."),
]
Skip = Annotated[
    list[str] | None,
    typer.Option(metavar="PACK[/ID]", help="Leave out a pack, a rule or a step's model. May be repeated."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(metavar="PACK[/ID]", help="Use these packs or rules alone. May be repeated."),
]
Bold = Annotated[
    bool | None, typer.Option("--bold/--no-bold", help="Also use rules that may cost a line of text.")
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The pages' encoding, where it is known. [default: found by reading]"),
]
Pattern = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Files that are pages in a folder. May be repeated. [default: *.txt]"),
]
Config = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Settings, instead of those of the nearest pyproject.toml."),
]
Color = Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Version = Annotated[
    bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_print_version)
]
