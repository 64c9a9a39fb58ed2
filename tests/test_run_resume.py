"""A run that is killed, again and again, ends with the very bytes of one that was not."""

import errno
import multiprocessing
import os
import random
import signal
import threading
from contextlib import closing
from pathlib import Path
from shutil import rmtree

import corpora
import pytest

from cleantext.errors import OutputError, UsageError
from cleantext.recipe import load_recipe
from cleantext.run import durable, parts
from cleantext.run.batches import Cut
from cleantext.run.plan import Plan
from cleantext.run.whole import Order, run, start

KILLS = 20
FORMATS = ["jsonl", "jsonl.gz", "parquet", "text"]
CUT = Cut(part_bytes=1500, batch_bytes=300)


def order(output, **options):
    plan = Plan(load_recipe("minimal"), **options)
    return Order(("in",), Path(output), plan, CUT, workers=2, resume=True)


def clean(output, **options):
    return run(start(order(output, **options)), lambda batch, outcome: None)


def clean_and_die(folder, seed):
    """Go on with the run, and die at a point that the seed decides: a moment, or a call of the system."""
    os.chdir(folder)
    drawn = random.Random(seed)
    if seed // 4 % 2:
        timer = threading.Timer(drawn.uniform(0.0, 0.4), os.kill, (os.getpid(), signal.SIGKILL))
        timer.start()
    else:
        left = drawn.randrange(40)

        def counting(call):
            def counted(*arguments):
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*arguments)

            return counted

        durable.os.fsync = counting(os.fsync)
        durable.Path.replace = counting(Path.replace)
        durable.Grown.add = counting(durable.Grown.add)
        parts.LineRows.add = counting(parts.LineRows.add)
    clean("killed", format=FORMATS[seed % 4])


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/b.jsonl").write_bytes(corpora.jsonl(60) + b"[]\n" + corpora.jsonl(20))
    Path("in/c.warc.gz").write_bytes(
        corpora.packed(
            [corpora.response(0), corpora.response(1, lie=50), *map(corpora.response, range(2, 6))]
        )
    )
    Path("in/d.tar").write_bytes(
        corpora.tar({f"{n}.txt": corpora.text(n).encode() for n in range(20)})[:9000]
    )
    corpora.parquet("in/e.parquet", {"text": [corpora.text(n) for n in range(30)]}, row_group_size=7)
    corpora.parquet("in/f.parquet", {"body": ["正文"]})
    for number in range(10):
        Path(f"in/{number}.txt").write_text(corpora.text(number), "utf-8")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("format", FORMATS)
def test_a_run_killed_at_random_points_loses_and_doubles_nothing(pages, format):
    whole = clean("whole", format=format)
    assert (whole.failed, whole.parts > 5) == (4, True)
    context = multiprocessing.get_context("forkserver")
    killed, seed = 0, FORMATS.index(format)
    while killed < KILLS // len(FORMATS):
        process = context.Process(target=clean_and_die, args=(str(pages), seed))
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        killed += process.exitcode == -signal.SIGKILL
        seed += len(FORMATS)
        if process.exitcode == 0:  # it came to its end before its time: from the beginning
            assert content(pages / "killed") == content(pages / "whole")
            rmtree(pages / "killed")
    clean("killed", format=format)
    assert content(pages / "killed") == content(pages / "whole")


def test_a_full_disk_leaves_a_run_that_goes_on(pages, monkeypatch):
    clean("whole")
    left = 12

    def no_room(self, outcome):
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._pending.file.write(outcome.rows if self._what == "rows" else outcome.log)

    with monkeypatch.context() as patch:
        patch.setattr(parts.LineRows, "add", no_room)
        with pytest.raises(OutputError, match="no space left on device; make room, then go on with --resume"):
            clean("full")
    assert not list(Path("full").glob(".part-*"))
    clean("full")
    assert content(pages / "full") == content(pages / "whole")


def test_a_manifest_whose_last_line_was_cut_off_is_still_one(pages):
    clean("whole")
    clean("torn")
    manifest = Path("torn/manifest.jsonl")
    lines = manifest.read_bytes().splitlines(keepends=True)
    manifest.write_bytes(b"".join(lines[:4]) + lines[4][:30])
    clean("torn")
    assert content(pages / "torn") == content(pages / "whole")


def test_a_second_run_in_a_folder_waits_for_the_first(pages):
    begun = start(order("whole"))
    Path("whole").mkdir()
    with closing(parts.Parts(Path("whole"), begun.order.plan, begun.progress)):
        with pytest.raises(UsageError, match="another run is at work in this folder"):
            clean("whole")
        assert content(pages / "whole") == {"manifest.jsonl": b"", "failed.jsonl": b""}
    assert clean("whole").done


def test_pages_that_failed_before_a_stop_stay_failed_and_are_told_at_the_end(pages, command):
    arguments = ("run", "in", "-j2", "--recipe", "minimal", "--part-megabytes", "1")
    whole = command(*arguments, "-o", "whole")
    assert (whole.code, whole.err.splitlines()[-1]) == (
        3,
        "cleantext: 4 of 138 pages failed, see whole/failed.jsonl",
    )
    command(*arguments, "-o", "stopped")
    manifest = Path("stopped/manifest.jsonl")
    manifest.write_bytes(manifest.read_bytes().rpartition(b'{"done"')[0])
    resumed = command(*arguments, "-o", "stopped", "--resume")
    assert resumed.code == 3
    assert resumed.err.splitlines()[-1].endswith("stopped/failed.jsonl; --resume does not try them again")
    assert content(pages / "stopped") == content(pages / "whole")
    again = command(*arguments, "-o", "stopped", "--resume")
    assert (again.code, again.err.splitlines()) == (3, resumed.err.splitlines()[1:])


def test_what_is_done_is_left_alone(pages):
    done = clean("whole")
    before = {path: path.stat().st_mtime_ns for path in Path("whole").iterdir()}
    assert clean("whole") == done
    assert {path: path.stat().st_mtime_ns for path in Path("whole").iterdir()} == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": ("title",)}, "another --columns"),
        ({"log": "none"}, "another --log"),
        ({"format": "text"}, "another --format"),
    ],
)
def test_a_folder_of_a_run_with_other_options_is_refused(pages, change, said):
    clean("whole")
    with pytest.raises(UsageError, match=said):
        clean("whole", **change)


def test_a_folder_of_another_input_or_recipe_is_refused(pages):
    clean("whole")
    other = order("whole")
    with pytest.raises(UsageError, match="another recipe"):
        start(Order(other.paths, other.output, Plan(load_recipe("repair")), CUT, resume=True))
    Path("in/new.txt").write_text("正文", "utf-8")
    with pytest.raises(UsageError, match="another input"):
        start(other)


def test_a_folder_of_something_else_is_refused(pages):
    Path("other").mkdir()
    Path("other/thesis.txt").write_text("论文", "utf-8")
    with pytest.raises(UsageError, match="files that are of no run; choose an empty one"):
        clean("other")
    Path("whole").mkdir()
    Path("whole/manifest.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(UsageError, match="no manifest of cleantext run"):
        clean("whole")
