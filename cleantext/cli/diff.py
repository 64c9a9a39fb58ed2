"""`cleantext diff`: two results, two versions of the rules or two recipes, and what makes the difference."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleantext.batch import PATTERNS, find_pages
from cleantext.cli import options
from cleantext.cli.ending import DONE, FAILED_PAGES, FINDINGS, ending, say
from cleantext.configuration import Settings, find_settings
from cleantext.errors import InputError, UsageError
from cleantext.files import read_bytes, read_page, write_standard_output
from cleantext.report.marks import visible
from cleantext.report.paint import paint, wants_color

if TYPE_CHECKING:
    from cleantext.recipe import Recipe
    from cleantext.report.difference import Differences, PageDifference
    from cleantext.ruleset.compile import RuleSet

DIFF = """Show on which pages two cleanings differ, and which rules make the difference; exit 1 if any does.

`diff A B` compares two logs, two clean texts, or two folders of either. With an option for A or for B,
PATHS are pages: they are cleaned both ways, so that a change to a rule can be judged before it lands.
Whatever is not said for one side is as always: the recipe `default`, the rules that come with cleantext.

\b
--rules-a and --rules-b take a folder, which stands for all shipped packs (another checkout's rules/), or a
file, which takes the place of the pack of its name. Lines with - are of A, with + of B; last comes a table:
pages, edits of one side alone, and characters taken off in them, by rule.

\b
Examples:
  cleantext diff before.jsonl after.jsonl               # two logs: which edits differ, by rule
  cleantext diff clean-old/ clean-new/
  cleantext diff pages/ --recipe-b corpus               # default against corpus
  cleantext diff pages/ --rules-b discuz.yaml           # my version of one pack
  git worktree add /tmp/main main && cleantext diff pages/ --rules-a /tmp/main/rules --rules-b rules
  cleantext diff pages/ --skip-b portal/breadcrumb      # what this rule does

Exit codes: 0 no difference; 1 differences; 2 usage or rule error; 3 a page failed.
"""

Paths = Annotated[list[Path], typer.Argument(metavar="PATHS", help="A and B, or pages and folders of pages.")]
RecipeA = Annotated[str | None, typer.Option(metavar="NAME|FILE", help="The recipe of A.")]
RecipeB = Annotated[str | None, typer.Option(metavar="NAME|FILE", help="The recipe of B.")]
RulesA = Annotated[Path | None, typer.Option(metavar="PATH", help="The rules of A: a folder or a pack.")]
RulesB = Annotated[Path | None, typer.Option(metavar="PATH", help="The rules of B: a folder or a pack.")]
SkipA = Annotated[list[str] | None, typer.Option(metavar="ID", help="What A leaves out. May be repeated.")]
SkipB = Annotated[list[str] | None, typer.Option(metavar="ID", help="What B leaves out. May be repeated.")]
Summary = Annotated[bool, typer.Option("--summary", help="The table alone.")]
Format = Annotated[str, typer.Option("--format", metavar="HOW", help="text or json.")]


def diff(
    paths: Paths,
    recipe_a: RecipeA = None,
    recipe_b: RecipeB = None,
    rules_a: RulesA = None,
    rules_b: RulesB = None,
    skip_a: SkipA = None,
    skip_b: SkipB = None,
    summary: Summary = False,
    how: Format = "text",
    pattern: options.Pattern = None,
    color: options.Color = "auto",
) -> None:
    """The verb. Its help is DIFF."""

    def command() -> int:
        if how not in ("text", "json"):
            raise UsageError(f"--format is {how!r}", hint="choose text or json")
        colored = wants_color(color, sys.stdout)
        base = Settings(pattern=tuple(pattern or ())).over(find_settings())
        asked = [
            (Settings(recipe=recipe_a, skip=tuple(skip_a or ())), rules_a),
            (Settings(recipe=recipe_b, skip=tuple(skip_b or ())), rules_b),
        ]
        if any(settings != Settings() or rules for settings, rules in asked):
            ways = [_way(settings.over(base), rules) for settings, rules in asked]
            sides = [_called(settings, rules) for settings, rules in asked]
            found = _of_pages(paths, ways, base)
        elif len(paths) != 2:
            raise UsageError("diff takes A and B", hint="or pages with --recipe-b, --rules-b or --skip-b")
        else:
            sides = [path.as_posix() for path in paths]
            found = _of_results(paths[0], paths[1], base.pattern or PATTERNS)
        return _tell(found, sides, how=how, summary=summary, colored=colored)

    raise typer.Exit(ending(command))


_Way = tuple["Recipe", "RuleSet | None"]
_Found = Iterator["PageDifference | InputError | None"]


def _way(settings: Settings, rules: Path | None) -> _Way:
    """A recipe and, where another version of the rules is asked for, those rules."""
    from cleantext.versions import rules_of_version  # here for start-up time

    recipe = settings.make_recipe()
    return recipe, rules_of_version(rules, recipe) if rules else None


def _called(settings: Settings, rules: Path | None) -> str:
    """What a side is, in a few words."""
    parts = [f"recipe {settings.recipe}"] if settings.recipe else []
    parts += [f"rules {rules}"] if rules else []
    parts += [f"without {one}" for one in settings.skip or ()]
    return ", ".join(parts) or "as always"


def _of_pages(paths: list[Path], ways: list[_Way], settings: Settings) -> _Found:
    from cleantext.engine import clean  # here for start-up time
    from cleantext.report.difference import between_results

    for path, _ in find_pages(paths, settings.pattern or PATTERNS):
        try:
            page = read_page(path)
            a, b = (clean(page, recipe, encoding=settings.encoding, rules=rules) for recipe, rules in ways)
            yield between_results(a, b)
        except InputError as error:
            yield error


def _of_results(a: Path, b: Path, patterns: tuple[str, ...]) -> _Found:
    """Two logs, or texts, or folders of texts."""
    for path in (a, b):
        if not path.exists():
            raise UsageError(
                "cannot be read: no such file or directory", place=str(path), hint="check the path"
            )
    logs, others = _logs(a, patterns), _logs(b, patterns)
    if logs and others:
        return _of_logs(logs, others)
    if logs or others or a.is_dir() != b.is_dir():
        raise UsageError(f"{a} and {b} are not of one kind", hint="give two folders, two texts or two logs")
    return _of_texts(a, b, patterns)


def _logs(path: Path, patterns: Sequence[str]) -> list[Path]:
    """The logs that a path means: itself, or those of a folder without texts; none if it means texts.

    A folder written by `run` has logs beside its rows, which are JSON lines too.
    """
    if path.is_dir():
        texts = any(any(path.rglob(pattern)) for pattern in patterns)
        return [] if texts else sorted(path.rglob("*.log.jsonl")) or sorted(path.rglob("*.jsonl"))
    is_log = path.suffix == ".jsonl" or read_bytes(path)[:17] == b'{"cleantext_log":'
    return [path] if is_log else []


def _of_logs(a: list[Path], b: list[Path]) -> _Found:
    """Pages belong together by their names, and those left over by their bytes."""
    from cleantext.logbook import read_all  # here for start-up time
    from cleantext.report.difference import between_records, on_one_side

    before = {record["page"]["name"]: record for record, _ in read_all(a)}
    others: list[dict[str, Any]] = []
    for after, _ in read_all(b):
        record = before.pop(after["page"]["name"], None)
        if record is None:
            others.append(after)
        else:
            yield between_records(record, after)
    by_bytes = {record["page"]["sha256"]: name for name, record in before.items()}
    for after in others:
        name = by_bytes.pop(after["page"]["sha256"], None)
        found = before.pop(name) if name else None
        yield between_records(found, after) if found else on_one_side(after["page"]["name"], "B")
    yield from (on_one_side(name, "A") for name in before)


def _of_texts(a: Path, b: Path, patterns: tuple[str, ...]) -> _Found:
    from cleantext.report.difference import between_texts, on_one_side  # here for start-up time

    if not a.is_dir():
        yield between_texts(b.as_posix(), _read(a), _read(b))
        return
    here = {below: path for path, below in find_pages([a], patterns)}
    there = {below: path for path, below in find_pages([b], patterns)}
    for below in sorted({*here, *there}):
        if below in here and below in there:
            yield between_texts(below.as_posix(), _read(here[below]), _read(there[below]))
        else:
            yield on_one_side(below.as_posix(), "A" if below in here else "B")


def _read(path: Path) -> str:
    return read_bytes(path).decode(errors="replace")


def _tell(found: _Found, sides: list[str], *, how: str, summary: bool, colored: bool) -> int:
    from cleantext.report.difference import Differences  # here for start-up time

    counts, failed = Differences(), 0
    shown: list[dict[str, object]] = []
    for one in found:
        if isinstance(one, InputError):
            say(one)
            failed += 1
            continue
        counts.add(one)
        if one is None or summary:
            continue
        if how == "json":
            shown.append(one.as_data())
        else:
            _print([paint(line) if colored else line for line in one.lines()])
    if counts.pages or not failed:
        _sum_up(counts, sides, shown, how=how)
    if failed:
        return FAILED_PAGES
    return FINDINGS if counts.differing else DONE


def _sum_up(counts: "Differences", sides: list[str], shown: list[dict[str, object]], *, how: str) -> None:
    if how == "json":
        data = {"a": sides[0], "b": sides[1], **counts.as_data(), "differences": shown}
        print(json.dumps(data, ensure_ascii=False))
    else:
        _print([*counts.table(), f"A: {visible(sides[0])} · B: {visible(sides[1])}"])


def _print(lines: list[str]) -> None:
    write_standard_output("".join(f"{line}\n" for line in lines).encode(errors="backslashreplace"))
