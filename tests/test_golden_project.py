"""Goldens of anybody's project: golden.yaml, review by rule, and what machines read of a check."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGE = "正文第一段,说明情况。\n您需要登录后才可以回帖 登录 | 立即注册\n正文第二段。\n"
PACK = """
format: 1
pack: mine
about: 试验。
rules:
  - id: second-paragraph
    about: Removes a paragraph.
    remove: line
    match: {line: ['正文第二段。']}
    tests:
      - {in: "正文第二段。\\n", out: ""}
      - {keep: "正文第二段不在此。\\n"}
  - id: third-paragraph
    about: Removes a paragraph.
    remove: line
    match: {line: ['正文第三段。']}
    tests:
      - {in: "正文第三段。\\n", out: ""}
      - {keep: "正文第三段不在此。\\n"}
"""
GOLDEN = "format: 1\ninputs: ['pages/**/*.txt']\nrecipe: default\n"


def write(path, text):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


@pytest.fixture
def project(command):
    """Three pages below a golden.yaml, their goldens accepted."""
    write("pages/一.txt", PAGE)
    write("pages/深/二.txt", PAGE.replace("第二段", "第三段"))
    write("pages/三.txt", PAGE.replace("第二段", "第二段。\n正文第三段"))
    write("golden.yaml", GOLDEN)
    write("mine.yaml", PACK)
    assert command("golden", "review", stdin=b"A\n").code == 0
    return command


def with_rules():
    write("golden.yaml", f"{GOLDEN}rules: [mine.yaml]\n")


def test_init_begins_a_project_that_checks(command):
    assert command("golden", "init", "--inputs", "pages/*.txt").code == 0
    write("pages/一.txt", PAGE)
    assert command("golden", "check").code == 1
    assert command("golden", "review", stdin=b"a\n").code == 0
    assert command("golden", "check").code == 0
    ended = command("golden", "init")
    assert ended.code == 2 and "golden.yaml: there is one already" in ended.err


def test_names_are_paths_and_the_file_is_found_from_below(project, monkeypatch):
    assert Path("golden/深/二.txt").is_file()
    assert json.loads(Path("golden/深/二.log.jsonl").read_text("utf-8"))["page"]["name"] == "深/二.txt"
    monkeypatch.chdir("pages/深")
    assert project("golden", "check").code == 0
    assert project("golden", "check", "深/二").code == 0


def test_the_options_of_the_file_reach_the_cleaning(project):
    write("golden.yaml", f"{GOLDEN}skip: [discuz]\nlog: false\n")
    shown = project("golden", "check", "一").out.decode()
    assert "一: the clean text differs" in shown
    assert "+您需要登录" in shown or "because of discuz/log-in-to-reply" in shown


def test_a_review_walks_by_rule_and_writes_what_is_wholly_accepted(project):
    with_rules()
    # Three groups, by title: the one rule on 一, both on 三, the other on 二.
    ended = project("golden", "review", stdin=b"a\nr\na\n")
    assert ended.code == 1
    shown = ended.out.decode()
    assert "[1/3] mine/second-paragraph (1 page)\n  一\n" in shown
    assert "[2/3] mine/second-paragraph, mine/third-paragraph (1 page)\n  三\n" in shown
    assert "正文第二段" not in Path("golden/一.txt").read_text("utf-8")
    assert "正文第二段" in Path("golden/三.txt").read_text("utf-8")
    assert "正文第三段" not in Path("golden/深/二.txt").read_text("utf-8")
    assert "not accepted: mine/second-paragraph, mine/third-paragraph" in ended.err
    assert [project("golden", "check", name).code for name in ("一", "三", "深/二")] == [0, 1, 0]


def test_a_review_that_ends_early_accepts_nothing_more(project):
    with_rules()
    before = {path: path.read_bytes() for path in Path("golden").rglob("*.*")}
    assert project("golden", "review", stdin=b"").code == 1
    assert {path: path.read_bytes() for path in Path("golden").rglob("*.*")} == before


def test_nothing_is_reviewed_in_ci(project, monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert project("golden", "review").code == 2


def test_update_and_accept_work_with_the_file(project):
    with_rules()
    assert project("golden", "update", "一").code == 0
    assert project("golden", "accept", "一").code == 0
    assert project("golden", "check", "一").code == 0


def test_junit_and_github_are_told(project):
    with_rules()
    ended = project("golden", "check", "--format", "github", "--junit", "report.xml")
    assert ended.code == 1
    first = ended.out.decode().splitlines()[0]
    assert re.fullmatch(
        r"::error file=\S*golden/一\.txt,line=2,title=一%3A the clean text differs::.*", first
    )
    suite = ElementTree.parse("report.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("3", "3")
    assert "-正文第二段。" in suite.find("testcase[@name='一']/failure").text


def test_a_report_of_a_hostile_page_is_still_xml(project):
    write("pages/一.txt", PAGE + "]]> <b>&\x00\x1b[2J\n")
    assert project("golden", "check", "--junit", "report.xml").code == 1
    ElementTree.parse("report.xml")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("format: 1\ninputs: ['none/*.txt']\n", "golden.yaml: no page fits none/*.txt; mend `inputs`"),
        ("format: 1\ninput: ['x']\n", "golden.yaml:2:1: "),
        ("format: 1\ninputs: ['pages/*.txt']\nscript: none\n", "script is 'none'; choose one of"),
        ("format: 1\ninputs: ['pages/*.*']\n", "would have one golden, 一.txt; give them other names"),
        ("format: 1\ninputs: ['pages/*.txt']\ngolden: mine.yaml\n", "mine.yaml: the goldens need a folder"),
    ],
)
def test_a_mistake_in_the_file_is_said_with_its_place(project, file, said):
    write("pages/一.html", PAGE)
    write("golden.yaml", file)
    ended = project("golden", "check")
    assert ended.code == 2 and said in ended.err and "Traceback" not in ended.err


def test_a_golden_that_is_a_folder_is_said_in_one_sentence(project):
    Path("golden/一.txt").unlink()
    Path("golden/一.txt").mkdir()
    ended = project("golden", "check")
    assert ended.code == 2
    assert ended.err == "cleantext: " + ended.err.split("cleantext: ", 1)[1]
    assert "一.txt: the golden is a folder; move it out of the way" in ended.err


def test_colour_marks_a_review_and_no_page_commands_the_terminal(project):
    with_rules()
    write("pages/一.txt", PAGE + "多了\x07一行。\n")
    shown = project("golden", "review", "--color", "always", stdin=b"q\n").out.decode()
    assert "    \x1b[31m-正文第二段。\x1b[0m" in shown
    assert "\x07" not in project("golden", "check").out.decode()


def test_a_flag_beside_the_file_is_refused(project):
    ended = project("golden", "check", "--config", "golden.yaml", "--recipe", "minimal")
    assert ended.code == 2 and "--config says all that" in ended.err


PLUGIN = "cleantext.integrations.pytest_golden"


def run_pytest(*arguments):
    """Run pytest in the project, with the plugin whether or not cleantext is installed."""
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTEST_ADDOPTS", None)
    options = ("-p", PLUGIN, "-p", "no:cacheprovider", "--rootdir", ".", *arguments)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options], capture_output=True, text=True, env=environment
    )
    return done.returncode, done.stdout + done.stderr


def test_pytest_tests_every_page_and_shows_the_difference(project):
    write("test_own.py", "def test_own():\n    pass\n")
    code, shown = run_pytest("--cleantext-golden")
    assert code == 0 and "5 passed" in shown
    with_rules()
    write("golden/旧.txt", "旧")
    code, shown = run_pytest("--cleantext-golden", "test_own.py", "-v")
    assert code == 1 and "4 failed, 1 passed" in shown
    assert "golden.yaml::深/二 FAILED" in shown
    assert "because of mine/third-paragraph:" in shown and "-正文第三段。" in shown
    assert "旧.txt: is a golden without a seed" in shown and "Traceback" not in shown


def test_without_the_flag_pytest_sees_no_golden(project):
    write("test_own.py", "def test_own():\n    pass\n")
    code, shown = run_pytest()
    assert code == 0 and "1 passed" in shown
    Path("golden.yaml").unlink()
    code, shown = run_pytest("--cleantext-golden")
    assert code == 4 and "golden.yaml: there is no such file; `cleantext golden init` begins one" in shown


def test_the_entry_point_is_the_plugin():
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (module,) = table["project"]["entry-points"]["pytest11"].values()
    assert module == PLUGIN


def test_the_file_shown_in_the_docs_is_one(project):
    (shown, *_) = re.findall(
        r"^```yaml\n(.*?)^```", (ROOT / "docs/golden.md").read_text("utf-8"), re.M | re.S
    )
    write("golden.yaml", shown.replace("rules/our-site.yaml", "mine.yaml").replace("**/*.html", "**/*.txt"))
    assert project("golden", "check").code == 1  # script: keep


@pytest.mark.parametrize("name", [".pre-commit-hooks.yaml", "action.yml"])
def test_what_other_tools_run_is_a_command_there_is(command, name):
    source = (ROOT / name).read_text("utf-8")
    data = yaml.safe_load(source)
    commands = (
        [hook["entry"] for hook in data]
        if isinstance(data, list)
        else [step["run"] for step in data["runs"]["steps"] if "cleantext" in step.get("run", "")]
    )
    for entry in commands:
        verb = entry.split()[1:3]
        known = command(*verb, "--help").out.decode()
        assert all(flag in known for flag in re.findall(r"--[a-z-]+", entry))
