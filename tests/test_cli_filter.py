"""Bare `cleantext`: pages in, clean text out, and nothing written that was not asked for."""

import json
import os
from pathlib import Path

import pytest

import cleantext

PAGE = "\ufeff正文第一段。 \r\n\r\n\r\n\r\n正文第二段。".encode()
TEXT = "正文第一段。\n\n正文第二段。\n".encode()


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE)
    return path


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a/深/c.txt", "a/notes.md", ".hidden/d.txt"):
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    return tmp_path / "pages"


def test_standard_input_goes_to_standard_output(command):
    assert command(stdin=PAGE) == command("-", stdin=PAGE)
    ended = command(stdin=PAGE)
    assert (ended.code, ended.out, ended.err) == (0, TEXT, "")


def test_a_file_gives_what_a_pipe_gives_and_stays_as_it_is(command, page):
    assert command("page.txt").out == TEXT
    assert command("--", "page.txt").out == TEXT
    assert page.read_bytes() == PAGE


@pytest.mark.parametrize("flags", [(), ("--quiet",)], ids=["without typer", "with typer"])
def test_both_ways_to_the_filter_are_one(command, page, flags):
    assert command("page.txt", *flags).out == TEXT


def test_a_page_named_like_a_verb_is_reached_by_its_path(command, tmp_path):
    (tmp_path / "undo").write_bytes(PAGE)
    assert command("./undo").out == TEXT
    assert command("--", "undo").out == TEXT
    assert command("undo").code == 2


def test_flags_may_stand_after_the_page(command, page):
    assert command("page.txt", "--recipe", "minimal", "-q").out == TEXT


def test_the_log_gives_the_page_back(command, page, tmp_path):
    assert command("page.txt", "--log", "changes.jsonl").out == TEXT
    (record,) = cleantext.read_log((tmp_path / "changes.jsonl").read_text("utf-8").splitlines())
    assert cleantext.undo(TEXT, record) == PAGE


def test_the_flat_log_has_a_line_for_each_edit(command, page, tmp_path):
    command("page.txt", "--log-flat", "flat.jsonl")
    lines = (tmp_path / "flat.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["page"] for line in lines} == {"page.txt"}
    assert all(json.loads(line)["rule"].startswith("tidy/") for line in lines)


def test_a_folder_keeps_its_layout_and_only_its_pages_are_taken(command, folder):
    ended = command("pages", "-o", "clean")
    assert (ended.code, ended.out) == (0, b"")
    written = {path.relative_to("clean").as_posix(): path.read_bytes() for path in Path("clean").rglob("*.*")}
    assert written == {"b.txt": TEXT, "a/深/c.txt": TEXT}


def test_a_pattern_names_other_pages(command, folder):
    command("pages", "-o", "clean", "--pattern", "*.md")
    assert [path.name for path in Path("clean").rglob("*.*")] == ["notes.md"]


def test_what_was_written_is_not_cleaned_again(command, folder):
    command("pages", "-o", "pages/clean")
    command("pages", "-o", "pages/clean")
    assert not Path("pages/clean/clean").exists()


def test_pages_in_place_come_back_after_two_runs(command, folder):
    Path("pages/clean.txt").write_bytes(TEXT)
    assert command("pages", "--in-place", "--log", "changes.jsonl").code == 0
    assert Path("pages/b.txt").read_bytes() == TEXT
    assert command("pages", "--in-place", "--log", "changes.jsonl").code == 0
    assert command("undo", "pages", "--in-place", "--log", "changes.jsonl").code == 0
    assert Path("pages/b.txt").read_bytes() == PAGE
    assert Path("pages/a/深/c.txt").read_bytes() == PAGE
    assert Path("pages/clean.txt").read_bytes() == TEXT


def test_check_names_the_pages_that_would_change(command, folder, tmp_path):
    (tmp_path / "clean.txt").write_bytes(TEXT)
    ended = command("--check", "clean.txt", "pages")
    assert (ended.code, ended.out) == (1, "pages/b.txt\npages/a/深/c.txt\n".encode())
    assert command("--check", "clean.txt").code == 0
    assert Path("pages/b.txt").read_bytes() == PAGE


def test_diff_shows_the_change_and_its_rule(command, page):
    ended = command("--diff", "page.txt")
    assert ended.code == 1
    assert "-正文第一段。 \n".encode() in ended.out
    assert "+正文第一段。\n".encode() in ended.out
    assert b"@@ tidy/" in ended.out
    assert b"byte-order mark" in ended.out
    assert b"\033[" not in ended.out


def test_diff_is_coloured_when_asked_for(command, page, monkeypatch):
    assert b"\033[31m-" in command("--diff", "--color", "always", "page.txt").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert b"\033[" not in command("--diff", "page.txt").out


def test_statistics_count_rules_on_standard_error(command, page):
    ended = command("--statistics", "page.txt")
    assert ended.out == TEXT
    assert "tidy/" in ended.err and "1 page, 1 changed" in ended.err


def test_a_bad_page_is_set_aside_and_the_rest_go_on(command, folder):
    Path("pages/a/empty.txt").write_bytes(b"")
    ended = command("pages", "missing.txt", "-o", "clean", "--log", "changes.jsonl")
    assert ended.code == 3
    assert "pages/a/empty.txt: the page is empty" in ended.err
    assert "missing.txt: cannot be read: no such file" in ended.err
    assert "2 of 4 pages failed" in ended.err
    assert Path("clean/b.txt").read_bytes() == TEXT
    assert not Path("clean/a/empty.txt").exists()
    assert len(Path("changes.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_run_in_which_every_page_fails_leaves_the_old_log(command):
    Path("changes.jsonl").write_bytes(b"old\n")
    assert command("--log", "changes.jsonl", stdin=b"").code == 3
    assert Path("changes.jsonl").read_bytes() == b"old\n"


def test_a_file_name_of_any_bytes_is_a_name(command, tmp_path):
    name = os.fsdecode(b"\xc4\xe3.txt")
    try:
        (tmp_path / name).write_bytes(PAGE)
    except OSError:
        pytest.skip("file names are Unicode here")
    assert command(name, "--log", "l").out == TEXT
    assert command("--check", name).out == b"\xc4\xe3.txt\n"
    assert command("--diff", name).code == 1
    (tmp_path / "clean.txt").write_bytes(TEXT)
    assert command("undo", "clean.txt", "--log", "l").out == PAGE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pages"], "pages is a folder; give -o DIR"),
        (["page.txt", "page.txt"], "several pages cannot share standard output; give -o DIR"),
        (["page.txt", "--in-place"], "--in-place needs --log FILE"),
        (["page.txt", "--in-place", "--log", "l", "-o", "clean"], "-o and --in-place cannot both"),
        (["page.txt", "--check", "-o", "clean"], "-o and --check or --diff cannot both"),
        (["-", "--in-place", "--log", "l"], "standard input cannot be changed in place"),
        (["-", "-o", "clean"], "standard input has no name"),
        (["page.txt", "-o", "."], "page.txt: the clean text would be written over this page"),
        (["page.txt", "-o", "page.txt"], "page.txt: -o takes a folder"),
        (["pages", "page.txt", "pages/page.txt", "-o", "clean"], "would both be written here"),
        (["page.txt", "--log", "page.txt"], "the log would be written over a page"),
        (["page.txt", "--log", "pages"], "the log needs a file"),
        (["page.txt", "--log", "l", "--log-flat", "l"], "--log and --log-flat name one file"),
        (["nothing", "-o", "clean"], "the folder holds no page named *.txt; name others with --pattern"),
        (
            ["--recipe", "minimal", "recipes"],
            "there is no page recipes; a verb comes first: cleantext recipes",
        ),
        (["page.txt", "--recipe", "defualt"], "did you mean 'default'?"),
        (["page.txt", "--script", "latin"], "script is 'latin'; choose one of simplified, traditional"),
        (["page.txt", "--fill", "xx"], "--fill 'xx' names no pair; write --fill 'xx=松江'"),
        (["page.txt", "--diff", "--color", "red"], "--color is 'red'; choose one of auto"),
    ],
)
def test_what_cannot_be_followed_is_said_in_one_sentence(command, page, folder, arguments, said):
    Path("nothing").mkdir()
    Path("pages/page.txt").write_bytes(PAGE)
    ended = command(*arguments)
    assert (ended.code, ended.out) == (2, b"")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert page.read_bytes() == PAGE
    assert not Path("clean").exists() and not Path("l").exists()


def test_an_unknown_flag_is_a_usage_error(command, page):
    ended = command("page.txt", "--scrip", "keep")
    assert ended.code == 2
    assert "--script" in ended.err


def test_help_says_what_the_default_does(command):
    ended = command("--help")
    assert ended.code == 0
    assert b"SIMPLIFIED" in ended.out
    assert b"cleantext undo clean.txt --log changes.jsonl" in ended.out


def test_the_version_is_the_same_by_both_ways(command, capfdbinary, monkeypatch):
    from cleantext.__main__ import main

    monkeypatch.setattr("sys.argv", ["cleantext", "--version"])
    main()
    alone = capfdbinary.readouterr().out
    assert alone == f"cleantext {cleantext.__version__}\n".encode()
    assert command("--version", "-q").out == alone


def test_options_reach_the_recipe(command, page):
    ended = command("--script", "keep", "--only", "nowhere/no-rule", "page.txt")
    assert ended.code == 2
    assert "nowhere/no-rule" in ended.err
