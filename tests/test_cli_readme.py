"""The README and the documentation say what is so."""

import re
from pathlib import Path

import pytest

from cleantext import clean

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fenced(text, language):
    return [body for found, body in FENCE.findall(text) if found == language]


def test_the_fresh_environment_runs_the_commands_of_the_readme():
    script = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    install, check = fenced(README, "")[:2]
    assert script[-3:] == [install.strip(), check.strip(), "./.ci/adapters"]


def test_every_flag_of_the_readme_is_there(command):
    verbs = [[], ["undo"], ["golden", "check"], ["rules", "test"], ["rules", "lint"], ["induce"], ["run"]]
    verbs += [["explain"], ["diff"], ["score"], ["log", "undo"]]
    known = {flag for verb in verbs for flag in FLAG.findall(command(*verb, "--help").out.decode())}
    assert set(FLAG.findall(README)) - {"--cleantext-golden"} <= known  # which is a flag of pytest


@pytest.mark.parametrize("path", ["README.md", "docs/rules.md"])
def test_the_pack_shown_holds(command, path):
    pack = fenced((ROOT / path).read_text("utf-8"), "yaml")[0]
    Path("login-prompts.yaml").write_text(pack, "utf-8")
    ended = command("rules", "test", "login-prompts", "--rules", "login-prompts.yaml")
    assert (ended.code, ended.out) == (0, b"")
    assert command("rules", "lint", "login-prompts.yaml").code == 0


def test_the_settings_shown_are_settings(tmp_path):
    from cleantext.configuration import read_settings

    (table,) = fenced(README, "toml")
    assert read_settings(tmp_path / "pyproject.toml", table.encode()).script == "keep"


@pytest.mark.parametrize("name", ["discuz/log-in-to-reply", "portal/breadcrumb"])
def test_the_rules_named_are_there(command, name):
    assert name in README
    assert command("rules", "show", name).code == 0


def test_the_dependencies_are_those_of_the_package():
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    to_run, to_build = (
        {re.split(r"[<>=]", line)[0].lower().replace("_", "-") for line in lines}
        for lines in (declared["project"]["dependencies"], declared["build-system"]["requires"])
    )
    table = README[README.index("| dependency |") :]
    listed = {name.lower().replace("_", "-") for name in re.findall(r"^\| \[([\w-]+)\]", table, re.MULTILINE)}
    assert to_run <= listed <= to_run | to_build


def test_before_and_after_are_of_the_seeds():
    pages = [clean(path.read_bytes()) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    (shown,) = fenced(README, "diff")
    for line in shown.splitlines():
        texts = [page.decoded.text if line[0] == "-" else page.text for page in pages]
        assert any(line[1:] in text for text in texts), line
