"""`cleantext golden init | check | update | review | accept`: pages against what was accepted for them."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.cli.ending import DONE, FINDINGS, ending, say
from cleantext.cli.golden_keys import walk_groups
from cleantext.configuration import Settings, find_settings
from cleantext.errors import UsageError
from cleantext.files import write_bytes, write_standard_output
from cleantext.report.marks import visible
from cleantext.report.paint import paint, wants_color

if TYPE_CHECKING:
    from cleantext.golden import Finding, Pair
    from cleantext.recipe import Recipe

HELP = """Regression-test the cleaning of your own pages against results that somebody read and accepted.

A folder says in its golden.yaml which pages have goldens and how they are cleaned; the nearest one, from here
upwards, is used. Without one, or with --seeds, --golden or --recipe, the pages are seeds/*.txt, the goldens
golden/NAME.txt and NAME.log.jsonl, and the settings those of pyproject.toml.

\b
  cleantext golden init --inputs 'pages/**/*.html'     # writes golden.yaml
  cleantext golden review                              # read what is new or different, accept by key
  cleantext golden check                               # exit 1 if anything differs; in CI with
  cleantext golden check --format github --junit golden.xml
  pytest --cleantext-golden                            # the same as tests, one a page
"""

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)

Names = Annotated[
    list[str] | None, typer.Argument(show_default=False, metavar="NAME", help="Which; none is all.")
]
Config = Annotated[Path | None, typer.Option(metavar="FILE", help="A golden.yaml. [default: the nearest]")]
Seeds = Annotated[Path | None, typer.Option(metavar="DIR", help="The raw pages. [default: seeds]")]
Goldens = Annotated[
    Path | None,
    typer.Option("--golden", metavar="DIR", help="What was accepted for them. [default: golden]"),
]
RecipeName = Annotated[str | None, typer.Option(metavar="NAME|FILE", help="The recipe. [default: default]")]
Color = Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")]


@dataclass(frozen=True, slots=True)
class Where:
    """What the command line says of the goldens' place."""

    names: tuple[str, ...]
    config: Path | None
    seeds: Path | None
    goldens: Path | None
    recipe: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """The pages to look at, out of all of a project, and how they are cleaned."""

    pairs: "tuple[Pair, ...]"
    every: "tuple[Pair, ...]"
    goldens: Path
    recipe: "Recipe"
    encoding: str | None


@app.command("init")
def init(
    inputs: Annotated[str, typer.Option(metavar="GLOB", help="The pages, from here.")] = "pages/**/*.txt",
    golden: Annotated[str, typer.Option(metavar="DIR", help="The folder of the goldens.")] = "golden",
    recipe: Annotated[str, typer.Option(metavar="NAME|FILE", help="The recipe.")] = "default",
) -> None:
    """Write a golden.yaml in this folder; change it as you need, then `cleantext golden review`."""
    raise typer.Exit(ending(lambda: _init(inputs, golden, recipe)))


@app.command("check")
def check(
    names: Names = None,
    config: Config = None,
    how: Annotated[str, typer.Option("--format", metavar="HOW", help="text or github.")] = "text",
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write a JUnit report, for CI servers.")
    ] = None,
    seeds: Seeds = None,
    goldens: Goldens = None,
    recipe: RecipeName = None,
    color: Color = "auto",
) -> None:
    """Compare byte for byte; show each difference under the rule behind it; exit 1 if there is one."""
    where = Where(tuple(names or ()), config, seeds, goldens, recipe)
    raise typer.Exit(ending(lambda: _check(where, how, junit, color)))


@app.command("update")
def update(
    names: Names = None,
    config: Config = None,
    seeds: Seeds = None,
    goldens: Goldens = None,
    recipe: RecipeName = None,
    color: Color = "auto",
) -> None:
    """Show the differences and write proposals (NAME.txt.new, NAME.log.jsonl.new) to be read."""
    where = Where(tuple(names or ()), config, seeds, goldens, recipe)
    raise typer.Exit(ending(lambda: _update(where, color)))


@app.command("review")
def review(
    names: Names = None,
    config: Config = None,
    seeds: Seeds = None,
    goldens: Goldens = None,
    recipe: RecipeName = None,
    color: Color = "auto",
) -> None:
    """Walk the differences of all pages by rule; accept or reject each rule's by key.

    What is accepted goes into the goldens, text and log; what is rejected stays a difference. Keys:
    a accept, r reject, m show more, A accept all that is left, q stop.
    """
    where = Where(tuple(names or ()), config, seeds, goldens, recipe)
    raise typer.Exit(ending(lambda: _review(where, color)))


@app.command("accept")
def accept(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="The pages whose proposals were read.")],
    config: Config = None,
    seeds: Seeds = None,
    goldens: Goldens = None,
    recipe: RecipeName = None,
) -> None:
    """Put proposals in the place of goldens: those you name, once you have read them."""
    where = Where(tuple(names), config, seeds, goldens, recipe)
    raise typer.Exit(ending(lambda: _accept(where)))


def _init(inputs: str, golden: str, recipe: str) -> int:
    from cleantext.golden_file import begin_project  # here for start-up time

    path = begin_project(Path(), inputs=inputs, golden=golden, recipe=recipe)
    say(f"wrote {path.as_posix()}; next, `cleantext golden review`")
    return DONE


def _check(where: Where, how: str, report: Path | None, color: str) -> int:
    from cleantext.golden import check, strays  # here for start-up time

    if how not in ("text", "github"):
        raise UsageError(f"--format is {how!r}", hint="choose text or github")
    work = _find(where)
    colored = wants_color(color, sys.stdout)
    found = list(check(work.pairs, work.recipe, encoding=work.encoding))
    if not where.names:
        found += strays(work.every, work.goldens)
    if report is not None:
        from cleantext.report.ci import junit  # here for start-up time

        text = junit("cleantext golden", (pair.name for pair in work.pairs), found)
        write_bytes(report, f"{text}\n".encode())
    for finding in found:
        if how == "github":
            from cleantext.report.ci import annotation  # here for start-up time

            _print([annotation(finding)])
        else:
            _print_finding(finding, colored=colored)
    count = len(work.pairs)
    say(f"{count} pages, {len(found)} differences" if found else f"{count} pages as accepted")
    return FINDINGS if found else DONE


def _update(where: Where, color: str) -> int:
    from cleantext.golden import check, propose  # here for start-up time

    _refuse_in_ci()
    work = _find(where)
    colored = wants_color(color, sys.stdout)
    for finding in check(work.pairs, work.recipe, encoding=work.encoding):
        _print_finding(finding, colored=colored)
    written = [path for pair in work.pairs for path in propose(pair, work.recipe, encoding=work.encoding)]
    for path in written:
        say(f"wrote {path.as_posix()}")
    say("read them, then `cleantext golden accept NAME…`" if written else "nothing to propose")
    return DONE


def _review(where: Where, color: str) -> int:
    from cleantext.golden_review import begin_review  # here for start-up time

    _refuse_in_ci()
    work = _find(where)
    found = begin_review(work.pairs, work.recipe, encoding=work.encoding)
    if not found.groups:
        say(f"{len(work.pairs)} pages as accepted")
        return DONE
    colored = wants_color(color, sys.stdout)
    accepted = walk_groups(found.groups, lambda lines: _print(_painted(lines, colored=colored)))
    for path in found.accept(accepted):
        say(f"accepted {path.as_posix()}")
    for page in found.indivisible(accepted):
        say(f"{page}: not written; without a log that fits its text it is accepted as a whole or not at all")
    left = [group.title for group in found.groups if group.title not in accepted]
    for title in left:
        say(f"not accepted: {title}")
    return FINDINGS if left else DONE


def _accept(where: Where) -> int:
    from cleantext.golden import accept  # here for start-up time

    _refuse_in_ci()
    work = _find(where)
    for pair in work.pairs:
        for path in accept(pair, work.recipe, encoding=work.encoding):
            say(f"accepted {path.as_posix()}")
    return DONE


def _find(where: Where) -> Work:
    """The project of the nearest golden.yaml, or the folders of the flags."""
    from cleantext.golden import choose, pair_up  # here for start-up time
    from cleantext.golden_file import find_golden_file, load_project

    flags = (where.seeds, where.goldens, where.recipe)
    if where.config and any(flags):
        raise UsageError("--config says all that --seeds, --golden and --recipe do", hint="leave them out")
    path = where.config or (None if any(flags) else find_golden_file(Path.cwd()))
    if path is not None:
        project = load_project(path)
        pairs = choose(project.pairs, where.names)
        return Work(pairs, project.pairs, project.goldens, project.recipe, project.encoding)
    goldens = where.goldens or Path("golden")
    every = pair_up(where.seeds or Path("seeds"), goldens)
    settings = Settings(recipe=where.recipe).over(find_settings())
    return Work(choose(every, where.names), every, goldens, settings.make_recipe(), None)


def _refuse_in_ci() -> None:
    if os.environ.get("CI"):
        raise UsageError(
            "no golden is written where CI is set", hint="run this by hand, and read what it shows"
        )


def _print_finding(finding: "Finding", *, colored: bool) -> None:
    _print([f"{finding.name}: {finding.message}", *_painted(finding.details, colored=colored)])


def _painted(lines: Iterable[str], *, colored: bool) -> list[str]:
    """Lines that nothing in a page can use to command the terminal; a review's are indented."""
    shown = [visible(line) for line in lines]
    if not colored:
        return shown
    return [line[: -len(bare)] + paint(bare) if (bare := line.lstrip(" ")) else line for line in shown]


def _print(lines: list[str]) -> None:
    write_standard_output("".join(f"{line}\n" for line in lines).encode(errors="backslashreplace"))
