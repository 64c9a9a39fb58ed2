"""`cleantext rules lint`: what is wrong with rules that load."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.cli.ending import DONE, FINDINGS, ending, say
from cleantext.errors import UsageError

if TYPE_CHECKING:
    from cleantext.ruleset.lint.finding import Finding

LINT = """Look rules over without a page; exit 1 on findings, 2 where a file cannot be read.

\b
PATHS are packs or folders of packs; none is the packs that come with cleantext. Refused are rules that are
  untested    no case shows them, or no `keep` holds what they look for
  dead        they can never fire: a condition excludes what they match
  shadowed    an earlier rule takes every line they could; duplicate: said twice
  unanchored  they match lines without any of their `needs`, or an anchor is on every page
  explosive   a line can keep them busy past every limit
  broad       they fire inside a sentence
  unquoted    YAML may read a matcher otherwise; boundary: \\b between Chinese characters

\b
Examples:
  cleantext rules lint
  cleantext rules lint my-pack.yaml
  cleantext rules lint rules/ --format github      # notes beside the lines of a pull request
"""

Paths = Annotated[
    list[Path] | None, typer.Argument(show_default=False, metavar="PATH", help="Packs, or folders of packs.")
]
Format = Annotated[str, typer.Option("--format", metavar="HOW", help="text, json or github.")]


def lint(paths: Paths = None, how: Format = "text") -> None:
    """The verb. Its help is LINT."""
    raise typer.Exit(ending(lambda: _lint(paths or [], how)))


def _lint(paths: list[Path], how: str) -> int:
    from cleantext.ruleset.lint.check import lint as look_over  # here for start-up time
    from cleantext.ruleset.load import pack_files
    from cleantext.ruleset.shipped import shipped_rules_folder

    if how not in _SHOW:
        raise UsageError(f"--format is {how!r}", hint=f"choose one of {', '.join(_SHOW)}")
    files = pack_files(paths or [shipped_rules_folder()])
    if not files:
        raise UsageError("there is no pack here", place=str(paths[0]), hint="name a .yaml file or its folder")
    findings = look_over(files)
    _SHOW[how](findings)
    say(f"{len(files)} {'pack' if len(files) == 1 else 'packs'}, {len(findings)} to mend")
    return FINDINGS if findings else DONE


def _as_text(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        print(finding)


def _as_json(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        print(json.dumps(asdict(finding), ensure_ascii=False))


def _as_notes(findings: "Iterable[Finding]") -> None:
    """Commands that GitHub's runner turns into notes beside lines."""
    for finding in findings:
        place = f"file={finding.path},line={finding.line},col={finding.column},title={finding.kind}"
        text = f"{finding.message}; {finding.hint}".replace("%", "%25").replace("\n", "%0A")
        print(f"::error {place}::{text}")


_SHOW: "dict[str, Callable[[Iterable[Finding]], None]]" = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_notes,
}
