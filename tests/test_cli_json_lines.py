"""`cleantext --jsonl` stands in a pipe: a line in, a line out."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import corpora
import pytest

ROW = json.dumps({"id": 7, "text": corpora.text(0), "lang": "zh"}, ensure_ascii=False).encode() + b"\n"


def test_a_row_comes_out_with_its_columns_and_ours(command):
    ended = command("--jsonl", stdin=ROW)
    row = json.loads(ended.out)
    assert list(row) == ["name", "url", "id", "lang", "clean_text", "encoding", "rules", "notes"]
    assert (row["name"], row["id"], row["lang"]) == ("7", 7, "zh")
    assert "登录" not in row["clean_text"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_line_is_named_and_the_rest_goes_on(command, workers):
    ended = command("--jsonl", f"-j{workers}", stdin=ROW + b"oops\n\n[1]\n" + ROW)
    assert (ended.code, ended.out.count(b"\n")) == (3, 2)
    first, second = ended.err.splitlines()
    assert first.startswith("cleantext: <stdin>:2: the line is not JSON")
    assert second.startswith("cleantext: <stdin>:4: the line holds a list, not an object; ")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_line_is_answered_before_the_next_one_comes(tmp_path, workers):
    arguments = [sys.executable, "-m", "cleantext", "--jsonl", f"-j{workers}", "--recipe", "minimal"]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as process:
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": "正文。"}).encode() + b"\n")
            process.stdin.flush()
            if os.name != "nt":
                assert select.select([process.stdout], [], [], 60)[0]
            assert json.loads(process.stdout.readline())["name"] == str(number)
        process.stdin.close()
        assert process.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_while_it_waits_for_a_line_ends_it_in_order(tmp_path, workers):
    arguments = [sys.executable, "-m", "cleantext", "--jsonl", f"-j{workers}", "--recipe", "minimal"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(arguments, cwd=tmp_path, **pipes) as process:
        process.stdin.write(ROW)
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert (process.wait(), process.stderr.read()) == (130, b"cleantext: interrupted\n")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_row_past_the_deadline_fails_and_the_rest_goes_on(command, workers):
    slow = json.dumps({"text": "\n".join(corpora.text(n) for n in range(16000))}).encode() + b"\n"
    ended = command(
        "--jsonl", f"-j{workers}", "--page-timeout", "0.4", stdin=slow + b'{"text": "\\u6b63\\u6587"}\n'
    )
    assert (ended.code, ended.out.count(b"\n")) == (3, 1)
    assert "<stdin>:1: it took more than 0.4 seconds; split it, or raise --page-timeout" in ended.err


def test_a_deadline_for_pages_that_are_no_rows_is_refused(command):
    ended = command("--page-timeout", "5", "page.txt")
    assert (ended.code, "--page-timeout goes with --jsonl" in ended.err) == (2, True)


def test_order_and_bytes_do_not_depend_on_the_workers(command):
    rows = corpora.jsonl(60)
    outs = [command("--jsonl", f"-j{workers}", "--recipe", "minimal", stdin=rows).out for workers in (1, 3)]
    assert outs[0] == outs[1]
    assert [json.loads(line)["name"] for line in outs[0].splitlines()] == [f"n{n}" for n in range(60)]


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path):
    (tmp_path / "rows.jsonl").write_bytes(ROW * 3000)
    arguments = [sys.executable, "-m", "cleantext", "--jsonl", "rows.jsonl", "--recipe", "minimal"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(arguments, cwd=tmp_path, **pipes) as process:
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_the_log_of_rows_is_one_line_a_row(command):
    command("--jsonl", "--log", "changes.jsonl", stdin=ROW + b"oops\n" + ROW)
    records = [json.loads(line) for line in Path("changes.jsonl").read_bytes().splitlines()]
    assert [record["page"]["name"] for record in records] == ["7", "7"]


def test_another_column_may_be_the_text(command):
    ended = command("--jsonl", "--field", "body", stdin=b'{"body": "\xe6\xad\xa3\xe6\x96\x87"}\n')
    assert json.loads(ended.out)["clean_text"] == "正文\n"


@pytest.mark.parametrize("flag", [["-o", "out"], ["--check"], ["--diff"], ["--statistics"]])
def test_what_rows_cannot_follow_is_refused(command, flag):
    ended = command("--jsonl", *flag, stdin=ROW)
    assert (ended.code, "cannot both be followed" in ended.err) == (2, True)
