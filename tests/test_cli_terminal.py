"""What a person at a terminal sees: completion, a progress bar, a mistake of ours."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from cleantext.cli.ending import ending
from cleantext.cli.progress import MANY, with_progress

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
COMMAND = [sys.executable, "-m", "cleantext"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("cleantext un", {"undo"}),
        ("cleantext --scr", {"--script"}),
        ("cleantext --script t", {"traditional", "taiwan"}),
        ("cleantext --recipe ", {"corpus", "default", "minimal", "repair"}),
        ("cleantext golden ", {"init", "check", "update", "review", "accept"}),
        ("cleantext golden check --se", {"--seeds"}),
    ],
)
def test_the_shell_completes_verbs_flags_and_choices(tmp_path, words, offered):
    asked = {"_CLEANTEXT_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    ended = subprocess.run(COMMAND, capture_output=True, cwd=tmp_path, env={**ENVIRONMENT, **asked})
    assert set(ended.stdout.decode().split()) == offered


def test_many_pages_show_a_bar_on_a_terminal_and_nowhere_else(tmp_path):
    (tmp_path / "pages").mkdir()
    for number in range(MANY):
        (tmp_path / f"pages/{number}.txt").write_text("正文。\n", "utf-8")
    arguments = ["pages", "-o", "clean", "--recipe", "minimal"]
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=tmp_path,
        env=ENVIRONMENT,
        timeout=60,
    )
    os.close(theirs)
    shown = os.read(ours, 4096)
    os.close(ours)
    assert (ended.returncode, ended.stdout) == (0, b"")
    assert b"cleaning" in shown
    piped = subprocess.run([*COMMAND, *arguments], capture_output=True, cwd=tmp_path, env=ENVIRONMENT)
    assert (piped.returncode, piped.stdout, piped.stderr) == (0, b"", b"")


def test_a_bar_hands_every_item_on():
    assert list(with_progress(range(3 * MANY), 3 * MANY, quiet=False)) == list(range(3 * MANY))


def test_a_mistake_of_ours_asks_to_be_reported(capsys):
    assert ending(lambda: 1 // 0) == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert said.splitlines()[-1].startswith("cleantext: internal error (ZeroDivisionError); please report it")
