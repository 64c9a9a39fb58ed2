"""How the program ends when the world does not play along, and what it imports before it begins."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "cleantext"]
SOURCE = Path(__file__).parent.parent
PAGE = ("正文第一段，说明情况。\n" * 5000).encode()
LAID_OUT = "正文第一段。\u3000\r\n".encode()


def run(*arguments, stdin=b"", **options):
    """Run the program as a shell does."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        env=environment,
        **options,
    )


def one_sentence(ended):
    """What was said, which must be one line and no traceback."""
    said = ended.stderr.decode()
    assert said.startswith("cleantext: ") and said.count("\n") == 1, said
    return said


@pytest.mark.parametrize("flags", [(), ("--diff",), ("--check",)])
def test_a_closed_pipe_ends_quietly(tmp_path, flags):
    (tmp_path / "page.txt").write_bytes(LAID_OUT * 5000)
    reader, writer = os.pipe()
    os.close(reader)
    ended = run("page.txt", *flags, cwd=tmp_path, stdout=writer)
    os.close(writer)
    assert ended.stderr == b""
    assert ended.returncode == (1 if flags else 0)


def test_the_log_is_whole_though_the_reader_had_enough(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    run("--log", "changes.jsonl", stdin=LAID_OUT, cwd=tmp_path, stdout=writer)
    os.close(writer)
    assert (tmp_path / "changes.jsonl").read_bytes().endswith(b"}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output_is_said(tmp_path):
    with Path("/dev/full").open("wb") as full:
        ended = run("--log", "changes.jsonl", stdin=LAID_OUT, cwd=tmp_path, stdout=full)
    assert ended.returncode == 3
    assert "standard output: cannot be written: no space left on device; " in one_sentence(ended)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("stream", "said"), [("<&-", "standard input is"), (">&-", "standard output is")])
def test_a_closed_stream_is_said(tmp_path, stream, said):
    (tmp_path / "page.txt").write_bytes(LAID_OUT)
    page = "" if stream == "<&-" else "page.txt"
    ended = subprocess.run(
        ["sh", "-c", f"exec {sys.executable} -m cleantext {page} {stream}"],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert ended.returncode == 3
    assert f"{said} closed; " in one_sentence(ended)


def test_cleaning_and_undoing_may_share_a_pipe(tmp_path):
    (tmp_path / "page.txt").write_bytes(PAGE + LAID_OUT)
    program = f"{sys.executable} -m cleantext"
    ended = subprocess.run(
        ["sh", "-c", f"{program} page.txt --log l | {program} undo --log l | cmp - page.txt"],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_a_log_may_go_to_a_pipe(tmp_path):
    ended = run("--log", "/dev/stderr", stdin=LAID_OUT, cwd=tmp_path)
    assert ended.returncode == 0
    assert ended.stderr.startswith(b'{"cleantext_log":1') and ended.stderr.endswith(b"}\n")


def with_little_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_full_disk_leaves_no_half_of_a_clean_page(tmp_path):
    (tmp_path / "page.txt").write_bytes(PAGE + LAID_OUT)
    ended = run("page.txt", "-o", "clean", cwd=tmp_path, preexec_fn=with_little_room)
    assert ended.returncode == 3
    assert "clean/page.txt: cannot be written: file too large; " in one_sentence(ended)
    assert list((tmp_path / "clean").iterdir()) == []


def test_a_full_disk_leaves_a_page_in_place_as_it_was(tmp_path):
    (tmp_path / "page.txt").write_bytes(PAGE + LAID_OUT)
    ended = run("page.txt", "--in-place", "--log", "l", cwd=tmp_path, preexec_fn=with_little_room)
    assert ended.returncode == 3
    assert (tmp_path / "page.txt").read_bytes() == PAGE + LAID_OUT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l", "page.txt"]


def test_a_log_that_does_not_fit_leaves_none(tmp_path):
    (tmp_path / "page.txt").write_text("經濟發展與環境變遷。\n" * 8000, "utf-8")  # the log has all of it
    ended = run("page.txt", "--log", "changes.jsonl", cwd=tmp_path, preexec_fn=with_little_room)
    assert ended.returncode == 3
    assert "changes.jsonl: cannot be written: file too large" in one_sentence(ended)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_an_interrupt_ends_with_130_and_leaves_nothing(tmp_path):
    with subprocess.Popen(
        [*COMMAND, "--log", "changes.jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ) as process:
        while not list(tmp_path.iterdir()):  # until its log is open it has not begun
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert said == b"cleantext: interrupted\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("stdin", "said"),
    [(b"", "<stdin>: the page is empty"), (b"\0" * 4096, "<stdin>: the page holds nothing but NUL bytes")],
    ids=["empty", "NUL"],
)
def test_what_is_no_page_fails(stdin, said):
    ended = run(stdin=stdin)
    assert (ended.returncode, ended.stdout) == (3, b"")
    assert said in one_sentence(ended)


def test_a_line_of_200_megabytes_is_refused(tmp_path):
    with (tmp_path / "line.txt").open("wb") as file:
        file.truncate(200 << 20)
    ended = run("line.txt", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (3, b"")
    assert "line.txt: this is more than 128 MB, too much for one page; split it" in one_sentence(ended)


def modules_of(*arguments, cwd, stdin=b""):
    """The modules a run of the program has imported when it ends."""
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from cleantext.__main__ import main\nmain()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    return set(ended.stderr.decode().split())


def test_the_version_is_told_without_typer_or_the_engine(tmp_path):
    assert not modules_of("--version", cwd=tmp_path) & {"typer", "rich", "numpy", "yaml", "cleantext.engine"}


def test_the_plain_filter_starts_without_what_it_does_not_need(tmp_path):
    unneeded = {"typer", "rich", "numpy", "tomllib", "ftfy", "importlib.metadata", "subprocess", "hashlib"}
    assert not modules_of(cwd=tmp_path, stdin="正文第一段。\n".encode()) & unneeded


def test_a_list_whose_reader_goes_ends_quietly():
    command = f"'{sys.executable}' -m cleantext rules list | head -n 1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ended = subprocess.run(["bash", "-c", command], capture_output=True, env=environment)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.count(b"\n") == 1


def test_a_list_that_cannot_be_written_ends_in_one_sentence():
    with Path("/dev/full").open("wb") as full:
        ended = run("rules", "list", stdout=full)
    assert ended.returncode == 3
    assert "standard output: cannot be written: no space left" in one_sentence(ended)
