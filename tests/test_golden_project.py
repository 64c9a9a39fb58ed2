"""Goldens of anybody's project: golden.yaml, review by rule, and what machines read of a check."""

import json
import os
import pty
import re
import subprocess
import sys
import termios
import time
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
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


def test_a_review_walks_by_rule_and_writes_what_is_accepted(project):
    with_rules()
    ended = project("golden", "review", stdin=b"a\nr\n")
    assert ended.code == 1
    shown = ended.out.decode()
    assert "[1/2] mine/second-paragraph (2 pages)\n  一\n    @@ line 2 @@\n    -正文第二段。\n  三\n" in shown
    assert "[2/2] mine/third-paragraph (2 pages)\n  三\n" in shown
    assert Path("golden/一.txt").read_text("utf-8") == "正文第一段,说明情况。\n"
    assert Path("golden/三.txt").read_text("utf-8") == "正文第一段,说明情况。\n正文第三段。\n"
    assert Path("golden/深/二.txt").read_text("utf-8") == "正文第一段,说明情况。\n正文第三段。\n"
    assert ended.err.endswith("not accepted: mine/third-paragraph\n")
    assert [project("golden", "check", name).code for name in ("一", "三", "深/二")] == [0, 1, 1]


def test_a_page_accepted_in_part_still_undoes_and_differs_by_what_was_rejected(project):
    with_rules()
    project("golden", "review", stdin=b"r\na\n")
    undone = project("undo", "golden/三.txt", "--log", "golden/三.log.jsonl")
    assert undone.out == Path("pages/三.txt").read_bytes()
    shown = project("golden", "check", "三").out.decode()
    assert "because of mine/second-paragraph:\n@@ line 2 @@\n-正文第二段。\n" in shown
    assert "third" not in shown
    # With the rejected rule gone the golden is what cleantext gives, byte for byte but for the recipe's sum.
    write("golden.yaml", f"{GOLDEN}rules: [mine.yaml]\nskip: [mine/second-paragraph]\n")
    assert (
        project("golden", "check", "三")
        .out.decode()
        .startswith("三: the log alone differs\nin the log alone, recipe")
    )
    assert project("golden", "review", "三", stdin=b"a\n").code == 0
    assert project("golden", "check", "三").code == 0


def test_without_a_log_that_fits_a_page_is_accepted_as_a_whole_or_not(project):
    write("golden/三.txt", "手写。\n正文第一段,说明情况。\n\n手写。\n")
    with_rules()
    before = Path("golden/三.txt").read_bytes()
    ended = project("golden", "review", "三", stdin=b"a\nr\nr\n")
    assert ended.code == 1 and Path("golden/三.txt").read_bytes() == before
    assert "三: not written; without a log that fits its text it is accepted as a whole or not" in ended.err
    assert project("golden", "review", "三", stdin=b"A\n").code == 0
    assert project("golden", "check", "三").code == 0


def at_a_terminal(keys, *arguments):
    """Run cleantext on a terminal and press a key each time it asks and waits for one."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in ENVIRONMENT.items() if key != "CI"}
    command = [sys.executable, "-m", "cleantext", *arguments]
    with Path("out").open("wb") as out, Path("err").open("wb") as err:
        process = subprocess.Popen(command, stdin=theirs, stdout=out, stderr=err, env=environment)
    for number, key in enumerate(keys, 1):
        until(lambda number=number: said().count("A accept all") == number and not reads_lines(theirs))
        os.write(ours, key.encode())
    code = process.wait(timeout=60)
    os.close(ours)
    os.close(theirs)
    return code, Path("out").read_text("utf-8"), said()


def said():
    return Path("err").read_bytes().decode(errors="replace")


def reads_lines(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ICANON)


def until(holds):
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it waits for no key")


def test_at_a_terminal_single_keys_decide_and_others_ask_again(project):
    with_rules()
    # No key of its own, more, reject the first group, accept the second.
    code, shown, asked = at_a_terminal("xmra", "golden", "review", "--color", "always")
    assert code == 1
    assert "\x1b[31m-正文第三段。" in shown
    assert asked.count("a accept · r reject") == 4
    assert Path("golden/三.txt").read_text("utf-8") == "正文第一段,说明情况。\n正文第二段。\n"
    assert Path("golden/一.txt").read_text("utf-8") == "正文第一段,说明情况。\n正文第二段。\n"
    assert Path("golden/深/二.txt").read_text("utf-8") == "正文第一段,说明情况。\n"


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
    environment = {**ENVIRONMENT, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
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
