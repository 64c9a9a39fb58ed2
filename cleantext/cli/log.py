"""`cleantext log stats | show | undo | replay | merge | schema`: what can be done with a change log."""

import json
import sys
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from cleantext.batch import PATTERNS, Job, choose_jobs
from cleantext.cli.delivery import deliver_bytes
from cleantext.cli.ending import DONE, FAILED_PAGES, ending, say
from cleantext.configuration import find_settings
from cleantext.errors import CleantextError, UsageError
from cleantext.files import (
    STANDARD_INPUT,
    name_of,
    read_bytes,
    read_page,
    write_bytes,
    write_standard_output,
    writing,
)
from cleantext.report.paint import wants_color

HELP = """Read change logs (written with --log), take one rule back, replay them, put them together.

\b
Examples:
  cleantext log stats changes.jsonl
  cleantext log show changes.jsonl --rule discuz/log-in-to-reply
  cleantext log undo clean.txt --log changes.jsonl --rule portal/breadcrumb > with-breadcrumbs.txt
  cleantext log replay pages/ --log changes.jsonl -o clean/
  cleantext log merge part-*.jsonl -o changes.jsonl

A log that is of another text, of a newer version or damaged is refused with exit code 3.
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
)

Logs = Annotated[list[Path], typer.Argument(metavar="LOG", help="Files written with --log.")]
LogOption = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help="The log they were cleaned with.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write into DIR.")]
Pattern = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Files of a folder. May be repeated. [default: *.txt]"),
]
Color = Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")]
Rule = Annotated[
    str | None, typer.Option(metavar="ID", help="pack/id or step/model, or all of a pack or step.")
]


@app.command("stats")
def stats(
    logs: Logs, how: Annotated[str, typer.Option("--format", metavar="HOW", help="text or json.")] = "text"
) -> None:
    """Count what the logs hold: pages, edits and characters by rule and by step, encodings, notes.

    \b
    Examples:
      cleantext log stats changes.jsonl
      cleantext log stats monday.jsonl tuesday.jsonl --format json
    """
    raise typer.Exit(ending(lambda: _stats(logs, how)))


@app.command("show")
def show(
    logs: Logs,
    page: Annotated[str | None, typer.Option(metavar="NAME", help="This page alone.")] = None,
    rule: Rule = None,
    line: Annotated[int | None, typer.Option(metavar="N", help="Edits of line N of the page.")] = None,
    color: Color = "auto",
) -> None:
    """Show the edits, one a line, as `page:line: rule: [-gone-]{+new+}`.

    \b
    Examples:
      cleantext log show changes.jsonl --rule discuz/log-in-to-reply
      cleantext log show changes.jsonl --page pages/a.txt --line 31
    """
    raise typer.Exit(ending(lambda: _show(logs, page, rule, line, color)))


@app.command("flat")
def flat(logs: Logs) -> None:
    """Print one line of JSON an edit, as --log-flat writes them: a table for grep, jq, DuckDB and Polars.

    \b
    Examples:
      cleantext log flat changes.jsonl > flat.jsonl
      cleantext log flat changes.jsonl | jq -r .rule | sort | uniq -c
    """
    raise typer.Exit(ending(lambda: _flat(logs)))


@app.command("undo")
def undo(
    paths: Annotated[
        list[str] | None,
        typer.Argument(show_default=False, metavar="CLEAN", help="Clean texts; none is stdin."),
    ] = None,
    log: LogOption = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Take these back: pack/id, step/model, a pack, a step. Repeatable."),
    ] = None,
    output: Output = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write over the clean texts.")] = False,
    new_log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the log of the new texts: it undoes them.")
    ] = None,
    page: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which page, where several have one clean text.")
    ] = None,
    pattern: Pattern = None,
) -> None:
    """Take one rule's edits back and leave all others.

    An edit that a later one stands on (a character put back by one rule and converted by another) stays, and
    is named on standard error. `cleantext undo` takes everything back.

    \b
    Examples:
      cleantext log undo clean.txt --log changes.jsonl --rule portal/breadcrumb > with-breadcrumbs.txt
      cleantext log undo clean/ --log changes.jsonl --rule discuz -o back/ --new-log back.jsonl
    """

    def command() -> int:
        jobs = _jobs(paths, pattern, output=output, in_place=in_place)
        return _undo(jobs, _needed(log), tuple(rule or ()), new_log, page)

    raise typer.Exit(ending(command))


@app.command("replay")
def replay(
    paths: Annotated[
        list[str] | None,
        typer.Argument(show_default=False, metavar="PAGE", help="Pages as they came; none is stdin."),
    ] = None,
    log: LogOption = None,
    output: Output = None,
    pattern: Pattern = None,
) -> None:
    """Make the clean texts again, from the pages and their log: no rule runs, no version matters.

    \b
    Examples:
      cleantext log replay page.txt --log changes.jsonl > clean.txt
      cleantext log replay pages/ --log changes.jsonl -o clean/
    """

    def command() -> int:
        for path in map(Path, paths or ()):
            if path.is_dir() and output is None:
                raise UsageError("this is a folder", place=str(path), hint="give -o DIR for the clean texts")
        return _replay(_jobs(paths, pattern, output=output), _needed(log))

    raise typer.Exit(ending(command))


@app.command("merge")
def merge(
    logs: Logs,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else standard output.")
    ] = None,
) -> None:
    """Put logs together: every record once, in order, each checked.

    \b
    Examples:
      cleantext log merge part-*.jsonl -o changes.jsonl
    """
    raise typer.Exit(ending(lambda: _merge(logs, output)))


@app.command("schema")
def schema(
    flat: Annotated[bool, typer.Option("--flat", help="That of --log-flat.")] = False,
) -> None:
    """Print the JSON Schema of a line of the log.

    \b
    Examples:
      cleantext log schema > log.schema.json
      check-jsonschema --schemafile log.schema.json <(head -1 changes.jsonl)
    """
    raise typer.Exit(ending(lambda: _schema(flat=flat)))


def _stats(logs: list[Path], how: str) -> int:
    from cleantext.logbook import read_all  # here for start-up time
    from cleantext.report.log_views import LogStatistics

    if how not in ("text", "json"):
        raise UsageError(f"--format is {how!r}", hint="choose text or json")
    statistics = LogStatistics()
    for record, _ in read_all(logs):
        statistics.add(record)
    if how == "json":
        print(json.dumps(statistics.as_data(), ensure_ascii=False))
    else:
        _print_lines(list(statistics.table()))
    return DONE


def _show(logs: list[Path], page: str | None, rule: str | None, line: int | None, color: str) -> int:
    from cleantext.logbook import read_all  # here for start-up time
    from cleantext.report.log_views import Chosen, edit_lines
    from cleantext.take_back import goes_by

    colored = wants_color(color, sys.stdout)
    chosen = Chosen(page, lambda step, name: rule is None or step == rule or goes_by(name, rule), line)
    found = False
    for shown in edit_lines((record for record, _ in read_all(logs)), chosen, colored=colored):
        found = True
        _print_lines([shown])
    if not found:
        say("no edit is like that; `cleantext log stats` counts those there are")
    return DONE


def _flat(logs: list[Path]) -> int:
    from cleantext.log import flattened  # here for start-up time
    from cleantext.logbook import read_all

    for record, _ in read_all(logs):
        _print_lines(list(flattened(record)))
    return DONE


def _undo(
    jobs: tuple[Job, ...], log: Path, rules: tuple[str, ...], new_log: Path | None, page: str | None
) -> int:
    from cleantext.log import to_json, with_history  # here for start-up time
    from cleantext.logbook import open_logbook
    from cleantext.take_back import named, names_under, take_back

    if not rules:
        raise UsageError(
            "log undo needs a rule", hint="name it with --rule ID, or take all back with `cleantext undo`"
        )
    logbook = open_logbook(log)
    records: list[str] = []
    unknown = set(rules)
    failed = edits = 0
    for job in jobs:
        try:
            clean = read_bytes(job.source)
            data, record = logbook.find_entry(clean, name=name_of(job.source), page=page)
            source = record.history.undo(clean.decode())
            by_rule = {rule: names_under(record.history, rule) for rule in rules}
            names = frozenset(name for named_so in by_rule.values() for name in named_so)
            unknown -= {rule for rule, named_so in by_rule.items() if named_so}
            back = take_back(record.history, named(names))
            deliver_bytes(job, back.history.redo(source).encode())
        except CleantextError as error:
            say(error)
            failed += 1
            continue
        edits += back.edits
        records.append(to_json(with_history(data, source, back.history, rules)))
        for one in back.stayed:
            say(f"{name_of(job.source)}: stays: {one}")
    if new_log is not None:
        write_bytes(new_log, "".join(f"{record}\n" for record in records).encode())
    for rule in sorted(unknown) if not failed else ():
        say(f"no edit of these texts is by {rule!r}; `cleantext log stats` names the rules")
    say(f"{edits} edits taken back")
    return FAILED_PAGES if failed else DONE


def _replay(jobs: tuple[Job, ...], log: Path) -> int:
    from cleantext.log import replay as redo  # here for start-up time
    from cleantext.logbook import open_logbook

    logbook = open_logbook(log)
    failed = 0
    for job in jobs:
        try:
            page = read_page(job.source)
            deliver_bytes(job, redo(page, logbook.find_page(page.data, name=page.name)).encode())
        except CleantextError as error:
            say(error)
            failed += 1
    return FAILED_PAGES if failed else DONE


def _merge(logs: list[Path], output: Path | None) -> int:
    from cleantext.logbook import read_all  # here for start-up time

    seen: set[bytes] = set()
    with writing(output) if output else nullcontext(sys.stdout.buffer) as file:
        for _, line in read_all(logs):
            data = f"{line}\n".encode()
            digest = sha256(data).digest()
            if digest not in seen:
                seen.add(digest)
                file.write(data)
    say(f"{len(seen)} records")
    return DONE


def _schema(*, flat: bool) -> int:
    from cleantext.log_schema import flat_schema, log_schema  # here for start-up time

    print(json.dumps(flat_schema() if flat else log_schema(), ensure_ascii=False, indent=2))
    return DONE


def _needed(log: Path | None) -> Path:
    if log is None:
        raise UsageError("the log is missing", hint="give it with --log FILE")
    return log


def _jobs(
    paths: list[str] | None,
    pattern: list[str] | None,
    *,
    output: Path | None,
    in_place: bool = False,
) -> tuple[Job, ...]:
    files = [Path(path) for path in paths or [str(STANDARD_INPUT)]]
    patterns = tuple(pattern or ()) or find_settings().pattern or PATTERNS
    return choose_jobs(files, patterns, output=output, in_place=in_place)


def _print_lines(lines: list[str]) -> None:
    write_standard_output("".join(f"{line}\n" for line in lines).encode(errors="backslashreplace"))
