"""`cleantext golden check | update | accept`: the seeds against what was accepted for them."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.cli.ending import DONE, FINDINGS, ending, say
from cleantext.configuration import Settings, find_settings
from cleantext.errors import UsageError
from cleantext.report.paint import paint, wants_color

if TYPE_CHECKING:
    from cleantext.golden import Finding

app = typer.Typer(
    help="Compare seeds/ with golden/; propose and accept changes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Names = Annotated[
    list[str] | None, typer.Argument(show_default=False, metavar="NAME", help="Which; none is all.")
]
Seeds = Annotated[Path, typer.Option(metavar="DIR", help="The raw pages.")]
Goldens = Annotated[Path, typer.Option("--golden", metavar="DIR", help="What was accepted for them.")]
RecipeName = Annotated[str | None, typer.Option(metavar="NAME|FILE", help="The recipe. [default: default]")]
Color = Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")]


@app.command("check")
def check(
    names: Names = None,
    seeds: Seeds = Path("seeds"),
    goldens: Goldens = Path("golden"),
    recipe: RecipeName = None,
    color: Color = "auto",
) -> None:
    """Compare byte for byte; show each difference under the rule behind it; exit 1 if there is one."""
    raise typer.Exit(ending(lambda: _check(names or [], seeds, goldens, recipe, color)))


@app.command("update")
def update(
    names: Names = None,
    seeds: Seeds = Path("seeds"),
    goldens: Goldens = Path("golden"),
    recipe: RecipeName = None,
    color: Color = "auto",
) -> None:
    """Show the differences and write proposals (NAME.txt.new, NAME.log.jsonl.new) to be read."""
    raise typer.Exit(ending(lambda: _update(names or [], seeds, goldens, recipe, color)))


@app.command("accept")
def accept(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="The seeds whose proposals were read.")],
    seeds: Seeds = Path("seeds"),
    goldens: Goldens = Path("golden"),
    recipe: RecipeName = None,
) -> None:
    """Put proposals in the place of goldens: those you name, once you have read them."""
    raise typer.Exit(ending(lambda: _accept(names, seeds, goldens, recipe)))


def _check(names: list[str], seeds: Path, goldens: Path, recipe: str | None, color: str) -> int:
    from cleantext.golden import check, pair_up, strays  # here for start-up time

    pairs = pair_up(seeds, goldens, names)
    colored = wants_color(color, sys.stdout)
    found = list(check(pairs, Settings(recipe=recipe).over(find_settings()).make_recipe()))
    if not names:
        found += strays(pairs, goldens)
    for finding in found:
        _print_finding(finding, colored=colored)
    say(f"{len(pairs)} seeds, {len(found)} differences" if found else f"{len(pairs)} seeds as accepted")
    return FINDINGS if found else DONE


def _update(names: list[str], seeds: Path, goldens: Path, recipe: str | None, color: str) -> int:
    from cleantext.golden import check, pair_up, propose  # here for start-up time

    _refuse_in_ci()
    chosen = Settings(recipe=recipe).over(find_settings()).make_recipe()
    pairs = pair_up(seeds, goldens, names)
    colored = wants_color(color, sys.stdout)
    for finding in check(pairs, chosen):
        _print_finding(finding, colored=colored)
    written = [path for pair in pairs for path in propose(pair, chosen)]
    for path in written:
        say(f"wrote {path.as_posix()}")
    say("read them, then `cleantext golden accept NAME…`" if written else "nothing to propose")
    return DONE


def _accept(names: list[str], seeds: Path, goldens: Path, recipe: str | None) -> int:
    from cleantext.golden import accept, pair_up  # here for start-up time

    _refuse_in_ci()
    chosen = Settings(recipe=recipe).over(find_settings()).make_recipe()
    for pair in pair_up(seeds, goldens, names):
        for path in accept(pair, chosen):
            say(f"accepted {path.as_posix()}")
    return DONE


def _refuse_in_ci() -> None:
    if os.environ.get("CI"):
        raise UsageError(
            "no golden is written where CI is set", hint="run this by hand, and read what it shows"
        )


def _print_finding(finding: "Finding", *, colored: bool) -> None:
    print(f"{finding.name}: {finding.message}")
    for line in finding.details:
        print(paint(line) if colored else line)
