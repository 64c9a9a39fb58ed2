"""Logs that other tools read: a schema that holds, examples that run, and one rule's work taken back."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs/log.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = "標題\n正文第一段,說明情況。\n您需要登录后才可以回帖 登录 | 立即注册\n\n\n\n正文第二段。　\n"


def examples(language):
    found = [body for kind, body in FENCE.findall(DOCS) if kind == language]
    assert found
    return found


@pytest.fixture
def logs(command):
    """A folder of pages, cleaned, with both logs."""
    Path("pages").mkdir()
    Path("pages/一.txt").write_text(PAGE, "utf-8")
    Path("pages/二.txt").write_text(PAGE.replace("第二段", "第三段"), "utf-8")
    ended = command("pages", "-o", "clean", "--log", "changes.jsonl", "--log-flat", "flat.jsonl")
    assert ended.code == 0
    return command


def test_every_line_of_both_logs_keeps_to_its_schema(logs):
    jsonschema = pytest.importorskip("jsonschema")
    for file, flag in (("changes.jsonl", ()), ("flat.jsonl", ("--flat",))):
        schema = json.loads(logs("log", "schema", *flag).out)
        jsonschema.Draft202012Validator.check_schema(schema)
        check = jsonschema.Draft202012Validator(schema)
        for line in Path(file).read_text("utf-8").splitlines():
            check.validate(json.loads(line))
        with pytest.raises(jsonschema.ValidationError):
            check.validate({"cleantext_log": 1})


@pytest.mark.parametrize("golden", sorted((ROOT / "golden").glob("*.jsonl")), ids=lambda path: path.name)
def test_the_goldens_keep_to_the_schema(golden):
    jsonschema = pytest.importorskip("jsonschema")
    from cleantext.log_schema import log_schema

    jsonschema.Draft202012Validator(log_schema()).validate(json.loads(golden.read_text("utf-8")))


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed: its examples were NOT run")
@pytest.mark.parametrize("example", examples("sh"))
def test_the_examples_with_jq_run(logs, example):
    done = subprocess.run(["sh", "-e", "-c", example], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    if "log-in-to-reply" in example:
        assert done.stdout.splitlines()[0].split("\t")[:2] == ["pages/一.txt", "3"]
    elif "uniq" in example:
        assert "2 discuz/log-in-to-reply" in done.stdout


@pytest.mark.parametrize("example", examples("sql"))
def test_the_examples_with_duckdb_run(logs, example):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: its examples were NOT run")
    rows = duckdb.sql(example).fetchall()
    assert {row[0]: row[1] for row in rows}["discuz/log-in-to-reply"] == 2


def test_the_example_with_polars_runs(logs):
    pytest.importorskip("polars", reason="polars is not installed: its example was NOT run")
    (example,) = [body for body in examples("python") if "polars" in body]
    names: dict[str, object] = {}
    exec(example, names)
    found = dict(names["by_rule"].select("rule", "edits").iter_rows())
    assert found["discuz/log-in-to-reply"] == 2


def test_one_rule_is_taken_back_and_its_log_undoes_the_rest(logs):
    rule = "discuz/log-in-to-reply"
    flags = ("--log", "changes.jsonl", "--rule", rule, "--new-log", "new.jsonl")
    ended = logs("log", "undo", "clean/一.txt", *flags)
    assert ended.code == 0 and "1 edits taken back" in ended.err
    text = ended.out.decode()
    assert "您需要登录后才可以回帖" in text and "标题\n" in text
    record = json.loads(Path("new.jsonl").read_text("utf-8"))
    assert record["taken_back"] == [rule]
    assert logs("undo", "--log", "new.jsonl", stdin=ended.out).out == PAGE.encode()
    assert logs("log", "replay", "pages/一.txt", "--log", "new.jsonl").out == ended.out
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(record, json.loads(logs("log", "schema").out))


def test_a_whole_step_is_taken_back_in_a_folder(logs):
    ended = logs("log", "undo", "clean", "--log", "changes.jsonl", "--rule", "convert", "-o", "back")
    assert ended.code == 0
    assert "標題" in Path("back/一.txt").read_text("utf-8")


def test_a_step_is_called_by_its_name_though_its_rules_have_others(logs):
    assert b"discuz/log-in-to-reply" in logs("log", "show", "changes.jsonl", "--rule", "sweep").out
    ended = logs("log", "undo", "clean", "--log", "changes.jsonl", "--rule", "sweep", "-o", "back")
    assert "2 edits taken back" in ended.err
    assert "您需要登录后" in Path("back/一.txt").read_text("utf-8")


def test_a_log_is_replayed_over_its_pages(logs):
    assert logs("log", "replay", "pages", "--log", "changes.jsonl", "-o", "again").code == 0
    assert Path("again/二.txt").read_bytes() == Path("clean/二.txt").read_bytes()


def test_logs_are_merged_with_every_record_once(logs):
    ended = logs("log", "merge", "changes.jsonl", "changes.jsonl")
    assert ended.out == Path("changes.jsonl").read_bytes()
    assert "2 records" in ended.err


def test_a_log_is_flattened_to_what_log_flat_writes(logs):
    assert logs("log", "flat", "changes.jsonl").out == Path("flat.jsonl").read_bytes()


def test_figures_and_edits_are_shown(logs):
    figures = json.loads(logs("log", "stats", "changes.jsonl", "--format", "json").out)
    assert (figures["pages"], figures["rules"]["discuz/log-in-to-reply"]["pages"]) == (2, 2)
    assert "discuz/log-in-to-reply" in logs("log", "stats", "changes.jsonl").out.decode()
    shown = logs("log", "show", "changes.jsonl", "--page", "pages/一.txt", "--line", "3").out.decode()
    assert shown == "pages/一.txt:3: discuz/log-in-to-reply: [-您需要登录后才可以回帖 登录 | 立即注册⏎-]\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("stats", "flat.jsonl"), "flat.jsonl:1: this is not a line of a cleantext log"),
        (("stats", "newer.jsonl"), "newer.jsonl:1: the log is of version 3; read it with a newer cleantext"),
        (("show", "pages"), "pages: the log is a folder; name the file written with --log"),
        (("undo", "pages/一.txt", "--log", "changes.jsonl", "--rule", "x"), "has this clean text"),
        (("undo", "clean/一.txt", "--log", "changes.jsonl"), "log undo needs a rule; name it with --rule ID"),
        (("undo", "clean/一.txt", "--rule", "x"), "the log is missing; give it with --log FILE"),
        (("replay", "clean/一.txt", "--log", "changes.jsonl"), "changes.jsonl does not know this page"),
        (
            ("stats", "cut.jsonl"),
            "cut.jsonl:1: the log record breaks off or is damaged; clean the page again",
        ),
        (("replay", "pages", "--log", "changes.jsonl"), "pages: this is a folder; give -o DIR for the clean"),
        (("stats", "nowhere.jsonl"), "nowhere.jsonl: cannot be read"),
    ],
)
def test_mistakes_are_said_in_one_sentence(logs, arguments, said):
    Path("newer.jsonl").write_text('{"cleantext_log": 3}\n', "utf-8")
    Path("cut.jsonl").write_bytes(Path("changes.jsonl").read_bytes()[:300])
    ended = logs("log", *arguments)
    assert ended.code in (2, 3)
    assert said in ended.err and "Traceback" not in ended.err


def test_a_rule_that_made_no_edit_is_said(logs):
    ended = logs("log", "undo", "clean/一.txt", "--log", "changes.jsonl", "--rule", "no/rule")
    assert "no edit of these texts is by 'no/rule'; `cleantext log stats` names the rules" in ended.err
    assert ended.out == Path("clean/一.txt").read_bytes()
    assert "no edit is like that" in logs("log", "show", "changes.jsonl", "--page", "none").err
