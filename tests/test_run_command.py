"""`cleantext run` from the command line."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import corpora
import pytest


def content(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.is_file()}


def put(pages=6):
    Path("in").mkdir()
    Path("in/a.jsonl").write_bytes(corpora.jsonl(pages, title="题"))
    Path("in/一.txt").write_text(corpora.text(1), "utf-8")


def test_a_folder_becomes_parts_with_their_logs_and_a_manifest(command):
    put()
    ended = command("run", "in", "-o", "out", "-j1")
    assert (ended.code, ended.out) == (0, b"")
    assert ended.err == "cleantext: 7 pages, 7 changed, 1 parts in out\n"
    assert sorted(content("out")) == [
        "failed.jsonl",
        "manifest.jsonl",
        "part-00000.jsonl",
        "part-00000.log.jsonl",
    ]
    assert content("out")["failed.jsonl"] == b""


def test_the_log_brings_a_page_back(command):
    put()
    command("run", "in", "-o", "out", "-j1", "--format", "text", "-q")
    ended = command("undo", "out/pages/一.txt", "--log", "out/part-00000.log.jsonl")
    assert ended.out == Path("in/一.txt").read_bytes()


@pytest.mark.parametrize("format", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"])
def test_the_same_bytes_come_out_of_any_number_of_workers(command, format):
    put(700)
    for workers in (1, 3):
        command("run", "in", "-o", f"out{workers}", f"-j{workers}", "--format", format, "--recipe", "minimal")
    assert content("out1") == content("out3")


def test_the_log_may_be_a_column(command):
    put()
    command("run", "in", "-o", "out", "-j1", "--log", "inside", "--columns", "title")
    row = json.loads(Path("out/part-00000.jsonl").read_bytes().splitlines()[0])
    assert (row["title"], row["log"]["cleantext_log"]) == ("题", 1)
    assert "part-00000.log.jsonl" not in content("out")


def test_packed_parts_are_packed_files(command):
    put()
    command("run", "in", "-o", "out", "-j1", "--format", "jsonl.gz", "--recipe", "minimal")
    lines = gzip.decompress(content("out")["part-00000.jsonl.gz"]).splitlines()
    names = [json.loads(line)["name"] for line in lines]
    assert names == ["n0", "n1", "n2", "n3", "n4", "n5", "一.txt"]


def test_parquet_holds_the_columns_asked_for(command):
    import pyarrow.parquet as pq

    from cleantext.integrations.arrow import Cleaner
    from cleantext.recipe import load_recipe

    put()
    command("run", "in", "-o", "out", "-j1", "--format", "parquet", "--columns", "title", "--log", "inside")
    table = pq.read_table("out/part-00000.parquet")
    assert table.schema.names == ["name", "url", "title", "clean_text", "encoding", "rules", "notes", "log"]
    ours = {field.name: field.type for field in Cleaner(load_recipe("default"), log=True).added()}
    assert all(table.schema.field(name).type == ours[name] for name in table.schema.names[3:])
    first, last = table.slice(0, 1).to_pylist()[0], table.slice(6, 1).to_pylist()[0]
    assert (first["title"], last["title"], first["rules"]) == (
        "题",
        None,
        [{"rule": "discuz/log-in-to-reply", "count": 1}],
    )


def test_a_page_that_fails_is_written_down_and_the_exit_code_tells(command):
    put()
    with Path("in/a.jsonl").open("ab") as file:
        file.write(b"[]\n")
    ended = command("run", "in", "-o", "out", "-j1")
    assert ended.code == 3
    assert "in/a.jsonl:7: the line holds a list, not an object; " in ended.err
    assert ended.err.endswith("cleantext: 1 of 8 pages failed, see out/failed.jsonl\n")
    [told] = map(json.loads, content("out")["failed.jsonl"].splitlines())
    assert (told["place"], told["name"]) == ("in/a.jsonl:7", "a.jsonl:7")


def test_a_folder_that_holds_the_run_is_refused_unless_it_shall_go_on(command):
    put()
    command("run", "in", "-o", "out", "-j1", "--recipe", "minimal")
    before = content("out")
    ended = command("run", "in", "-o", "out", "--recipe", "minimal")
    assert ended.code == 2
    assert ended.err == (
        "cleantext: out: the folder holds this run, which is done; "
        "go on with --resume, or choose another folder\n"
    )
    assert command("run", "in", "-o", "out", "--recipe", "minimal", "--resume").code == 0
    assert command("run", "in", "-o", "out", "--resume").err.startswith(
        "cleantext: out: the folder holds a run with another recipe"
    )
    assert content("out") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", "-o", "out"], "nothing"),
        (["in", "-o", "out", "--format", "csv"], "--format is 'csv'; choose one of jsonl, "),
        (["in", "-o", "out", "--log", "in"], "--log is 'in'; choose one of beside, "),
        (["in", "-o", "out", "--columns", "clean_text"], "the run writes a column 'clean_text' of its own"),
        (["in", "-o", "out", "--format", "text", "--log", "inside"], "text files have no column for the log"),
        (["in", "-o", "in/一.txt"], "-o takes a folder, and this is a file"),
        (["in", "-o", "out", "--format", "parquet", "--columns", "*"], "which columns a JSON file holds"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(command, arguments, said):
    put()
    ended = command("run", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert not Path("out").exists()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
def test_an_interrupt_ends_in_order_and_the_run_goes_on(command):
    put(4000)
    arguments = ["run", "in", "-o", "out", "-j2", "--recipe", "minimal", "--part-megabytes", "1"]
    process = subprocess.Popen([sys.executable, "-m", "cleantext", *arguments], stderr=subprocess.PIPE)
    while not list(Path("out").glob(".part-*")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1].decode()
    assert process.returncode == 130
    assert said == "cleantext: interrupted; give the same command with --resume to go on: out\n"
    assert command(*arguments, "--resume").code == 0
    command(*arguments[:3], "whole", *arguments[4:])
    assert content("out") == content("whole")


@pytest.mark.parametrize(
    ("name", "package", "arguments"),
    [
        ("a.jsonl.zst", "zstandard", []),
        ("a.txt", "zstandard", ["--format", "jsonl.zst"]),
        ("a.warc", "fastwarc", []),
        ("a.parquet", "pyarrow", []),
        ("a.txt", "pyarrow", ["--format", "parquet"]),
    ],
)
def test_a_package_that_is_missing_is_named_with_its_extra(command, monkeypatch, name, package, arguments):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "cleantext.run.arrow", raising=False)
    Path("in").mkdir()
    Path("in", name).write_bytes(b"x")
    ended = command("run", "in", "-o", "out", *arguments)
    assert ended.code == 2
    assert f"needs the package {package}; install it with `pip install 'cleantext-zh[" in ended.err
    assert not Path("out").exists()


def test_rules_that_cannot_be_used_are_said_and_leave_a_folder_that_can(command):
    put()
    Path("mine.yaml").write_text("format: 1\npack: mine\nrules: [{id: a}]\n", "utf-8")
    ended = command("run", "in", "-o", "out", "--rules", "mine.yaml")
    assert (ended.code, "mine.yaml:3" in ended.err) == (2, True)
    assert command("run", "in", "-o", "out").code == 0


def test_a_mistake_of_ours_fails_its_page_and_keeps_the_traceback(monkeypatch):
    from cleantext.recipe import load_recipe
    from cleantext.run import work
    from cleantext.run.item import Batch, Item
    from cleantext.run.plan import Plan

    def broken(*_, **__):
        raise KeyError("甲")

    monkeypatch.setattr(work, "clean", broken)
    outcome = work.make_work(Plan(load_recipe("minimal")))(
        Batch((Item("a", "a", b"x"),)), lambda number: None
    )
    assert outcome.failed[0].reason == "internal error (KeyError); please report it with the page"
    assert "broken" in outcome.failed[0].traceback


def test_the_meter_shows_share_rate_and_time_left():
    from cleantext.cli.run_progress import Meter

    times = iter([0.0, 0.0, 10.0, 10.1])
    meter = Meter(100_000_000, lambda: next(times))
    assert meter.add(0, 10, 0) == ""
    assert meter.add(20_000_000, 990, 2) == " 20%  1,000 pages, 2 failed  100 pages/s, 2.0 MB/s  0:00:40 left"
    assert meter.add(21_000_000, 1, 0) == ""
