"""What is written is whole or not there; what is read is a page or a clear sentence."""

import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cleantext import files
from cleantext.errors import InputError, OutputError
from cleantext.files import appending, read_page, write_bytes, writing


@contextmanager
def no_file_above(limit_bytes: int) -> Iterator[None]:
    """A disk that is full after so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_page_is_read_with_its_path_as_name(tmp_path: Path) -> None:
    page = tmp_path / "页.txt"
    page.write_bytes(b"\xc4\xe3\xba\xc3\r\n")
    assert read_page(page).data == b"\xc4\xe3\xba\xc3\r\n"
    assert read_page(page).name == page.as_posix()


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b"\0" * 5000, "nothing but NUL")], ids=["empty", "NUL"]
)
def test_a_file_that_holds_nothing_is_no_page(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "page.txt").write_bytes(data)
    with pytest.raises(InputError, match=f"page.txt: .*{said}.*; "):
        read_page(tmp_path / "page.txt")


def test_a_file_above_the_limit_is_refused_without_being_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMIT_BYTES", 1 << 20)
    (tmp_path / "line.txt").write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(InputError, match=r"more than 1 MB.*split"):
        read_page(tmp_path / "line.txt")


def test_each_reason_why_a_file_cannot_be_read_is_said(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    for path, said in [
        (tmp_path / "missing.txt", "no such file"),
        (tmp_path, "this is a folder"),
        (loop, "symbolic links"),
        (tmp_path / ("长" * 200), "name too long"),
    ]:
        with pytest.raises(InputError, match=said):
            read_page(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_page_without_permission_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"x")
    page.chmod(0)
    with pytest.raises(InputError, match=r"permission denied.*permissions"):
        read_page(page)


def test_a_write_replaces_the_file_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "clean.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_bytes(target, "新".encode())
    assert target.read_bytes() == "新".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_has_the_mode_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_bytes(tmp_path / "clean.txt", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "clean.txt").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_bytes(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "clean.txt"
    target.write_bytes(b"old")
    with (
        no_file_above(1000),
        pytest.raises(OutputError, match=r"clean.txt: cannot be written: .*; make room"),
    ):
        write_bytes(target, b"x" * 100_000)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_and_never_replaced() -> None:
    with pytest.raises(OutputError, match="no space left"):
        write_bytes(Path("/dev/full"), b"x")
    assert Path("/dev/full").is_char_device()


def test_a_block_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), writing(tmp_path / "log.jsonl") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"missing/clean.txt: cannot be written: no such file"):
        write_bytes(tmp_path / "missing" / "clean.txt", b"x")


def test_additions_go_to_the_end(tmp_path: Path) -> None:
    for line in (b"one\n", b"two\n"):
        with appending(tmp_path / "log") as append:
            append(line)
    assert (tmp_path / "log").read_bytes() == b"one\ntwo\n"


def test_an_addition_that_fails_is_taken_back(tmp_path: Path) -> None:
    with no_file_above(1000), pytest.raises(OutputError), appending(tmp_path / "log") as append:
        append(b"x" * 900)
        append(b"y" * 900)
    assert (tmp_path / "log").read_bytes() == b"x" * 900
