"""`cleantext rules test | list | show`: the rules and their own cases; beside them lint, schema and new."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.cli import lint, new_pack
from cleantext.cli.ending import DONE, FINDINGS, ending, say
from cleantext.configuration import find_settings
from cleantext.errors import UsageError

if TYPE_CHECKING:
    from cleantext.ruleset.model import Pack, Rule

app = typer.Typer(
    help="Test, lint, list or show the rules; begin a pack.", no_args_is_help=True, rich_markup_mode=None
)

app.command("lint", help=lint.LINT)(lint.lint)
app.command("schema", help=new_pack.SCHEMA)(new_pack.schema)
app.command("new", help=new_pack.NEW)(new_pack.new)

Names = Annotated[
    list[str] | None, typer.Argument(show_default=False, metavar="PACK[/ID]", help="Which; none is all.")
]
Paths = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="PATH", help="More rule packs: a file or a folder. May be repeated."),
]


@app.command("test")
def test(names: Names = None, rules: Paths = None) -> None:
    """Run the cases inside the packs; exit 1 if one fails."""
    raise typer.Exit(ending(lambda: _test(names or [], rules or [])))


@app.command("list")
def list_rules(names: Names = None, rules: Paths = None) -> None:
    """One line a rule: its name, what it does, what it is for."""
    raise typer.Exit(ending(lambda: _list(names or [], rules or [])))


@app.command("show")
def show(
    names: Annotated[list[str], typer.Argument(metavar="PACK[/ID]", help="Which.")], rules: Paths = None
) -> None:
    """Show rules as their pack has them, with their cases."""
    raise typer.Exit(ending(lambda: _show(names, rules or [])))


def _test(names: list[str], paths: list[Path]) -> int:
    from cleantext.ruleset.prove import try_cases  # here for start-up time

    cases = failures = 0
    wanted = {pack.name_of(rule) for pack, rule in _chosen(names, paths)}
    packs = {pack.path: pack for pack, _ in _chosen(names, paths)}
    for outcome in try_cases(packs.values()):
        if outcome.rule not in wanted:
            continue
        cases += 1
        if outcome.kind != "ok":
            failures += 1
            print(outcome)
    say(f"{len(wanted)} rules, {cases} cases, {failures} failed")
    return FINDINGS if failures else DONE


def _list(names: list[str], paths: list[Path]) -> int:
    chosen = list(_chosen(names, paths))
    width = max((len(pack.name_of(rule)) for pack, rule in chosen), default=0)
    for pack, rule in chosen:
        marks = [mark for mark in (rule.safety, rule.status) if mark not in ("safe", "active")]
        marked = f" [{', '.join(marks)}]" if marks else ""
        print(f"{pack.name_of(rule):{width}}  {rule.action:8} {rule.about}{marked}")
    return DONE


def _show(names: list[str], paths: list[Path]) -> int:
    for pack, rule in _chosen(names, paths):
        print(f"# {pack.path}:{rule.at[0]}")
        print(_source_of(pack, rule))
    return DONE


def _source_of(pack: "Pack", rule: "Rule") -> str:
    """The rule's lines of its file: up to the next rule."""
    lines = Path(pack.path).read_text("utf-8").split("\n")
    later = [other.at[0] for other in pack.rules if other.at > rule.at]
    return "\n".join(lines[rule.at[0] - 1 : min(later, default=len(lines) + 1) - 1]).rstrip()


def _chosen(names: list[str], paths: list[Path]) -> "Iterator[tuple[Pack, Rule]]":
    """The rules named, or all. Raises UsageError for a name that is none."""
    from cleantext.ruleset.load import load_packs  # here for start-up time

    configured = [Path(path) for path in find_settings().rules]
    packs = (*load_packs(), *load_packs([*configured, *paths]))
    known = {name for pack in packs for rule in pack.rules for name in (pack.pack, pack.name_of(rule))}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no rule or pack {name!r}", hint="`cleantext rules list` names them")
    for pack in packs:
        for rule in pack.rules:
            if not names or pack.pack in names or pack.name_of(rule) in names:
                yield pack, rule
