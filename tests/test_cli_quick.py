"""What is read without typer is what typer reads."""

from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as some

from cleantext.cli import quick
from cleantext.cli.app import app
from cleantext.cli.quick import read_plainly

COMMAND: Any = typer.main.get_command(app)
PARAMETERS = {name: one for one in COMMAND.params for name in (*one.opts, *one.secondary_opts)}
VALUES = some.sampled_from(
    ["keep", "3", "0", "-1", "0.5", "a=b", "", "-", "--quiet", "undo", "page.txt", "nan"]
)
ODD = ["--", "-", "-qj2", "-j2", "--no-such-flag", "--skip=a", "--log="]
FLAGS = some.sampled_from([*sorted(PARAMETERS.keys() - {"--install-completion", "--show-completion"}), *ODD])
WORDS = some.lists(some.one_of(FLAGS, VALUES), max_size=6)


def read_by_typer(arguments: list[str]) -> dict[str, Any]:
    with COMMAND.make_context("cleantext", [*arguments], resilient_parsing=False) as context:
        return {name: str(one) if isinstance(one, Path) else one for name, one in context.params.items()}


def test_every_flag_is_known_or_left_to_typer() -> None:
    known = {*quick._ON, *quick._ONE, *quick._MANY}
    left = {"paths", "--version", "--help", "-h", "--install-completion", "--show-completion"}
    assert known <= PARAMETERS.keys() <= known | left


@given(WORDS)
def test_what_is_read_plainly_is_what_typer_reads(arguments: list[str]) -> None:
    plain = read_plainly(arguments)
    if plain is None:
        return
    whole = read_by_typer(arguments)
    assert {name: value for name, value in whole.items() if name in plain} == plain
    defaults = {one.name: one.default for one in PARAMETERS.values()}
    for name in whole.keys() - plain.keys():
        assert whole[name] in (None, (), []) or whole[name] == defaults[name]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], ["undo", "page.txt"], ["--", "page.txt"], ["--log"], ["--log", "-q"], ["--log="],
        ["-j0"], ["-j", "0"], ["--jobs", "two"], ["--page-timeout", "-1"], ["--quite"], ["-qj", "2"],
        ["--quiet=yes"], ["-j=2"],
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_typer(arguments: list[str]) -> None:
    assert read_plainly(arguments) is None


@pytest.mark.parametrize(
    "flags", [("--script", "keep"), ("--log=l", "-j", "2", "--skip", "a", "--skip", "b")]
)
def test_plain_flags_are_read(flags: tuple[str, ...]) -> None:
    assert read_plainly(["page.txt", *flags]) is not None
