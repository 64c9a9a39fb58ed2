"""`cleantext rules schema | new`: what somebody needs who begins to write rules."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from cleantext.cli.ending import DONE, ending, say
from cleantext.errors import UsageError
from cleantext.files import write_bytes

SCHEMA = """Print the JSON Schema of a rule pack, for editors that complete and check YAML.

\b
Examples:
  cleantext rules schema > pack.schema.json
and as the first line of a pack:
  # yaml-language-server: $schema=pack.schema.json
"""

NEW = """Print a starter pack that shows how rules are written, and passes `rules test` and `rules lint`.

\b
Examples:
  cleantext rules new our-forum -o our-forum.yaml
  cleantext rules test our-forum --rules our-forum.yaml
  cleantext --rules our-forum.yaml --diff page.txt
"""

Name = Annotated[str, typer.Argument(metavar="NAME", help="The pack's name: small letters, digits, hyphens.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write it to FILE, which must not be there yet."),
]


def schema() -> None:
    """The verb. Its help is SCHEMA."""
    raise typer.Exit(ending(_schema))


def new(name: Name, output: Output = None) -> None:
    """The verb. Its help is NEW."""
    raise typer.Exit(ending(lambda: _new(name, output)))


def _schema() -> int:
    from cleantext.ruleset.schema import schema as make_schema  # here for start-up time

    print(json.dumps(make_schema(), ensure_ascii=False, indent=2))
    return DONE


def _new(name: str, output: Path | None) -> int:
    from cleantext.ruleset.starter import starter_pack  # here for start-up time

    deliver_pack(starter_pack(name), name, output)
    return DONE


def deliver_pack(text: str, name: str, output: Path | None) -> None:
    """Print a pack, or write it to a file of its name that is not there yet. Raises UsageError."""
    if output is None:
        sys.stdout.write(text)
        return
    refuse_taken(name, output)
    write_bytes(output, text.encode())
    say(f"wrote {output.as_posix()}")


def refuse_taken(name: str, output: Path) -> None:
    """Raise UsageError where a pack cannot be written: its file is there, or has another name."""
    if output.exists():
        raise UsageError("this file is there already", place=output.as_posix(), hint="choose another name")
    if output.stem != name or output.suffix != ".yaml":
        hint = f"call the file {name}.yaml, for a pack and its file share one name"
        raise UsageError(f"the pack is called '{name}'", place=output.as_posix(), hint=hint)
