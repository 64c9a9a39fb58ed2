"""`cleantext explain`: a page with its changes in it, or why one line is gone or still there."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cleantext.cli import options
from cleantext.cli.ending import DONE, ending, say
from cleantext.configuration import Settings, find_settings
from cleantext.errors import UsageError
from cleantext.files import STANDARD_INPUT, read_page, write_standard_output
from cleantext.report.paint import wants_color

EXPLAIN = """Show a page with its changes in it: what is removed struck out, what is replaced old and new.

Each line ends with the rules behind its changes. Without colour changes are marked as wdiff does:
[-gone-]{+new+}. Of a page of HTML the markup is folded to ‹›. Control characters are shown as escapes.

\b
--line answers for one line of the page, by its number or by a text it holds: what was done to it, and which
rules looked at it and what spared it, condition by condition. --rule shows the changes of one rule (or pack,
or step) alone; where it made none, where it looked and why it left the text.

\b
Examples:
  cleantext explain page.txt | less -R
  cleantext explain page.txt --line 31                  # why is this line gone
  cleantext explain page.txt --line '登录后'             # why is this line still there
  cleantext explain page.txt --rule discuz/log-in-to-reply
  cleantext explain page.txt --line 31 --rules mine.yaml --recipe corpus
"""

PageArgument = Annotated[
    Path, typer.Argument(metavar="PAGE", help="The page; - is standard input.", show_default=False)
]
Rule = Annotated[
    str | None, typer.Option(metavar="ID", help="pack/id or step/model, or all of a pack or step.")
]
Line = Annotated[str | None, typer.Option(metavar="N|TEXT", help="A line of the page, from 1, or its text.")]


def explain_page(
    page: PageArgument,
    rule: Rule = None,
    line: Line = None,
    recipe: options.Recipe = None,
    script: options.Script = None,
    repair: options.Repair = None,
    blocks: options.Blocks = None,
    html: options.Html = None,
    rules: options.RulesPaths = None,
    skip: options.Skip = None,
    only: options.Only = None,
    bold: options.Bold = None,
    encoding: options.Encoding = None,
    color: options.Color = "auto",
) -> None:
    """The verb. Its help is EXPLAIN."""
    asked = Settings(
        recipe=recipe,
        script=script,
        repair=repair,
        blocks=blocks,
        html=html,
        bold=bold,
        encoding=encoding,
        rules=tuple(rules or ()),
        skip=tuple(skip or ()),
        only=tuple(only or ()),
    )
    raise typer.Exit(ending(lambda: _explain(page, rule, line, asked, color)))


def _explain(path: Path, rule: str | None, line: str | None, asked: Settings, color: str) -> int:
    colored = wants_color(color, sys.stdout)
    settings = asked.over(find_settings())
    if line is not None and rule is not None:
        raise UsageError("--line and --rule are two questions", hint="ask one at a time")
    if path.is_dir():
        raise UsageError(
            "this is a folder", place=str(path), hint="explain takes one page, `cleantext report` many"
        )
    if path == STANDARD_INPUT and sys.stdin and sys.stdin.isatty():
        say("reading the page from the terminal; Ctrl-D ends it")
    if line is None and rule is None:
        _show_page(path, settings, colored=colored)
    elif line is not None:
        _show_line(path, line, settings, colored=colored)
    elif rule is not None:
        _show_rule(path, rule, settings, colored=colored)
    return DONE


def _show_page(path: Path, settings: Settings, *, colored: bool) -> None:
    from cleantext.engine import clean  # here for start-up time
    from cleantext.report.explain import explain_page, page_head

    result = clean(read_page(path), settings.make_recipe(), encoding=settings.encoding)
    for head in page_head(result):
        say(head)
    for shown in explain_page(result, colored=colored):
        _print(shown)


def _show_line(path: Path, line: str, settings: Settings, *, colored: bool) -> None:
    from cleantext.report.why import find_lines, take_apart, why_line  # here for start-up time

    explained = take_apart(read_page(path), settings.make_recipe(), encoding=settings.encoding)
    for number in find_lines(explained, line):
        for shown in why_line(explained, number, colored=colored, around="" if line.isdecimal() else line):
            _print(shown)


def _show_rule(path: Path, rule: str, settings: Settings, *, colored: bool) -> None:
    from cleantext.recipe import STEPS  # here for start-up time
    from cleantext.report.explain import explain_page
    from cleantext.report.why import take_apart, why_rule
    from cleantext.take_back import names_under

    explained = take_apart(read_page(path), settings.make_recipe(), encoding=settings.encoding)
    names = {one for name in names_under(explained.result.history, rule) for one in name.split(" + ")}
    if names:
        for shown in explain_page(explained.result, names.__contains__, colored=colored):
            _print(shown)
        return
    known = {pack.name_of(one) for pack in explained.packs for one in pack.rules}
    names = known | {pack.pack for pack in explained.packs}
    if rule not in names and rule.partition("/")[0] not in STEPS:
        raise UsageError(f"no rule is called {rule!r}", hint="`cleantext rules list` names them")
    _print(f"{rule} changes nothing on this page")
    for shown in why_rule(explained, rule) if rule in known else ():
        _print(shown)


def _print(line: str) -> None:
    write_standard_output(f"{line}\n".encode(errors="backslashreplace"))
