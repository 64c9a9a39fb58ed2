"""`cleantext undo`: the page's bytes again, or one sentence and nothing."""

from pathlib import Path

import pytest

PAGE = "正文第一段。 \r\n\r\n\r\n正文第二段。".encode("gb18030")
OTHER = "正文第一段。\n\n\n\n正文第二段。".encode()


@pytest.fixture
def cleaned(command, tmp_path):
    """A clean text and its log."""
    (tmp_path / "clean.txt").write_bytes(command("--log", "changes.jsonl", stdin=PAGE).out)
    return tmp_path / "clean.txt"


def test_the_page_comes_back_byte_for_byte(command, cleaned):
    ended = command("undo", "clean.txt", "--log", "changes.jsonl")
    assert (ended.code, ended.out, ended.err) == (0, PAGE, "")
    assert command("undo", "--log", "changes.jsonl", stdin=cleaned.read_bytes()).out == PAGE


def test_a_folder_comes_back(command):
    for name in ("a.txt", "b/c.txt"):
        path = Path("pages", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE + name.encode())
    command("pages", "-o", "clean", "--log", "changes.jsonl")
    assert command("undo", "clean", "-o", "again", "--log", "changes.jsonl").code == 0
    for name in ("a.txt", "b/c.txt"):
        assert Path("again", name).read_bytes() == PAGE + name.encode()


def test_of_two_pages_of_one_name_the_one_of_its_folder_comes_back(command):
    for folder, page in (("pages/a", PAGE), ("pages/b", OTHER)):
        Path(folder).mkdir(parents=True)
        Path(folder, "x.txt").write_bytes(page)
    command("pages", "-o", "clean", "--log", "changes.jsonl")
    assert command("undo", "clean/a/x.txt", "--log", "changes.jsonl").out == PAGE
    assert command("undo", "clean/b/x.txt", "--log", "changes.jsonl").out == OTHER


def test_of_two_pages_with_one_clean_text_the_one_of_its_name_comes_back(command):
    Path("a.txt").write_bytes(PAGE)
    Path("b.txt").write_bytes(OTHER)
    command("a.txt", "b.txt", "-o", "clean", "--log", "changes.jsonl")
    assert Path("clean/a.txt").read_bytes() == Path("clean/b.txt").read_bytes()
    assert command("undo", "clean/a.txt", "--log", "changes.jsonl").out == PAGE
    assert command("undo", "clean/b.txt", "--log", "changes.jsonl").out == OTHER


def test_where_no_name_decides_the_page_must_be_chosen(command):
    Path("a.txt").write_bytes(PAGE)
    Path("b.txt").write_bytes(OTHER)
    command("a.txt", "b.txt", "-o", "clean", "--log", "changes.jsonl")
    Path("clean/a.txt").rename("text.txt")
    ended = command("undo", "text.txt", "--log", "changes.jsonl")
    assert (ended.code, ended.out) == (3, b"")
    assert "several pages have this clean text (a.txt, b.txt); choose one with --page" in ended.err
    assert command("undo", "text.txt", "--log", "changes.jsonl", "--page", "b.txt").out == OTHER


def test_the_log_of_another_text_is_refused(command, cleaned):
    cleaned.write_bytes(cleaned.read_bytes() + b"!")
    ended = command("undo", "clean.txt", "--log", "changes.jsonl", "-o", "again")
    assert (ended.code, ended.out) == (3, b"")
    assert "clean.txt: none of the pages in changes.jsonl has this clean text; " in ended.err
    assert not Path("again/clean.txt").exists()


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (b"not a log\n", "changes.jsonl:1: this is not a line of a cleantext log"),
        (b"\xff\xfe\n", "changes.jsonl:1: this is not a line of a cleantext log"),
        (b'{"cleantext_log":99}\n', "changes.jsonl:1: the log is of version 99"),
        (b'{"cleantext_log":1}\n', "changes.jsonl:1: the log record is damaged"),
    ],
)
def test_what_is_no_log_is_refused(command, cleaned, log, said):
    Path("changes.jsonl").write_bytes(log)
    ended = command("undo", "clean.txt", "--log", "changes.jsonl")
    assert (ended.code, ended.out) == (3, b"")
    assert said in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["clean.txt"], 2, "undo needs the log; give it with --log FILE"),
        (["clean.txt", "--log", "missing"], 3, "missing: cannot be read: no such file"),
        (["missing", "--log", "changes.jsonl"], 3, "missing: cannot be read: no such file"),
        (["clean.txt", "x", "--log", "changes.jsonl"], 2, "several pages cannot share standard output"),
        (["-", "--in-place", "--log", "changes.jsonl"], 2, "standard input cannot be changed in place"),
        (["clean.txt", "--in-place", "-o", "again", "--log", "changes.jsonl"], 2, "cannot both be followed"),
    ],
)
def test_mistakes_are_said_in_one_sentence(command, cleaned, arguments, code, said):
    ended = command("undo", *arguments)
    assert (ended.code, ended.out) == (code, b"")
    assert said in ended.err and ended.err.count("\n") == 1
