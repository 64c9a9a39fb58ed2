"""`cleantext run` reads every kind of input, and says in a sentence what is wrong with one."""

import json
from pathlib import Path

import corpora
import pytest

from cleantext.errors import UsageError
from cleantext.recipe import load_recipe
from cleantext.run.batches import Cut, make_batches
from cleantext.run.framing import read_records
from cleantext.run.item import Cursor
from cleantext.run.plan import Plan
from cleantext.run.sources import find_sources
from cleantext.run.work import make_work

SWEEP = load_recipe("default")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def put(name, data):
    path = Path("in", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def run(cut=None, **options):
    """Rows and failures of everything in the folder, without processes."""
    plan = Plan(SWEEP, **options)
    work = make_work(plan)
    rows, failed = [], []
    for batch in make_batches(find_sources(["in"], plan.patterns, Path("out")), plan, cut or Cut(), Cursor()):
        outcome = work(batch, lambda number: None)
        rows += [json.loads(line) for line in outcome.rows.splitlines()]
        failed += [(one.place, one.reason) for one in outcome.failed]
    return rows, failed


def test_files_of_text_and_html_are_pages():
    put("b/二.html", corpora.html(1).encode("gbk"))
    put("一.txt", corpora.text(0).encode())
    put("picture.png", b"\x89PNG")
    rows, failed = run()
    assert [row["name"] for row in rows] == ["一.txt", "b/二.html"]
    assert [row["encoding"] for row in rows] == ["utf-8", "gb18030"]
    assert rows[0]["rules"] == {"discuz/log-in-to-reply": 1}
    assert "登录" not in rows[0]["clean_text"]
    assert failed == []


def test_rows_of_json_keep_what_is_asked_for():
    put("a.jsonl", corpora.jsonl(2, title="题", score=1.5, encoding="theirs"))
    rows, _ = run(columns=("title",))
    assert list(rows[1]) == ["name", "url", "title", "clean_text", "encoding", "rules", "notes"]
    assert (rows[1]["name"], rows[1]["url"]) == ("n1", "https://a.example.cn/1")
    every, _ = run(columns=("*",))
    assert (every[0]["score"], every[0]["encoding"], "text" in every[0]) == (1.5, "utf-8", False)


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_packed_rows_are_read(ending):
    from cleantext.run.pack import pack

    put(f"a.jsonl.{ending}", pack(corpora.jsonl(2), ending) + pack(corpora.jsonl(1), ending))
    rows, failed = run()
    assert ([row["name"] for row in rows], failed) == (["n0", "n1", "n0"], [])


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_what_stands_before_the_cut_in_a_packed_file_is_read(ending):
    from cleantext.run.pack import pack

    put(f"a.jsonl.{ending}", pack(corpora.jsonl(2), ending) + pack(corpora.jsonl(9), ending)[:-9])
    rows, failed = run()
    assert [row["name"] for row in rows][:2] == ["n0", "n1"]
    assert failed[-1] == (
        f"in/a.jsonl.{ending}",
        "the file ends too early; fetch it again; what was read before is done",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('["正文"]', "the line holds a list, not an object"),
        ('"正文"', "the line holds text, not an object"),
        ("{'text': 1}", "the line is not JSON"),
        ('{"text": "正', "the line is not JSON"),
        ('{"text": null}', "the column 'text' holds null, not text"),
        (
            '{"body": "正文"}',
            "the column 'text' is not there; name the text's with --field (there are: body)",
        ),
    ],
)
def test_a_bad_line_is_set_aside_and_the_rest_goes_on(line, said):
    put("a.jsonl", corpora.jsonl(1) + line.encode() + b"\n\n" + corpora.jsonl(1))
    rows, [(place, reason)] = run()
    assert (len(rows), place) == (2, "in/a.jsonl:2")
    assert said in reason


def test_a_line_that_is_no_utf8_is_set_aside():
    put("a.jsonl", '{"text": "正文"}\n'.encode("gbk"))
    _, [(_, reason)] = run()
    assert reason.startswith("the line is not UTF-8; ")


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.warc", "a.jsonl.gz", "a.tar", "a.parquet"])
def test_an_empty_file_is_reported(name):
    put(name, b"")
    rows, [(place, reason)] = run()
    assert (rows, place) == ([], f"in/{name}")
    assert reason


def test_a_page_above_the_limit_is_set_aside():
    put("a.jsonl", corpora.jsonl(1) + json.dumps({"text": "长" * 400}).encode() + b"\n" + corpora.jsonl(1))
    rows, [(place, reason)] = run(max_bytes=1000)
    assert (len(rows), place) == (2, "in/a.jsonl:2")
    assert reason == "the page has more than 1,000 bytes; split it, or raise --max-bytes"


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_members_of_an_archive_are_pages(name):
    members = {"x/1.txt": corpora.text(0).encode(), "x/2.html": corpora.html(0).encode(), "x/3.png": b"x"}
    put(name, corpora.tar(members, "w:gz" if name.endswith("gz") else "w"))
    rows, failed = run()
    assert ([row["name"] for row in rows], failed) == ([f"{name}/x/1.txt", f"{name}/x/2.html"], [])


@pytest.mark.parametrize("size", [700, 1100, 2048])
def test_an_archive_that_is_cut_off_is_noticed(size):
    members = {f"{number}.txt": corpora.text(number).encode() * 3 for number in range(2)}
    put("a.tar", corpora.tar(members)[:size])
    _, failed = run()
    assert failed[-1][0] == "in/a.tar"
    assert "too early" in failed[-1][1] or "damaged" in failed[-1][1]


def test_responses_of_a_warc_are_pages_in_the_charset_of_their_header():
    records = [
        corpora.response(0),
        corpora.response(1, status="404 Not Found"),
        corpora.response(2, kind="image/png"),
        corpora.response(
            3, headers="Content-Encoding: gzip\r\n", body=corpora.packed([corpora.html(3).encode()])
        ),
    ]
    put("a.warc", b"".join(records))
    put("b.warc.gz", corpora.packed(records))
    rows, failed = run()
    assert failed == []
    assert [row["name"] for row in rows] == ["urn:page:0", "urn:page:3"] * 2
    assert rows[0]["url"] == "https://b.example.cn/0"
    assert rows[0]["clean_text"].startswith("春天的公园的第0段")
    assert rows[1]["clean_text"].startswith("江边的渡口的第0段")


@pytest.mark.parametrize("lie", [7, 300, -7, -300, 10**6, 10**12])
@pytest.mark.parametrize("pack", [b"".join, corpora.packed])
def test_a_record_that_lies_about_its_length_costs_itself_alone(lie, pack):
    records = [corpora.response(0), corpora.response(1, lie=lie), corpora.response(2), corpora.response(3)]
    put("a.warc.gz" if pack is corpora.packed else "a.warc", pack(records))
    rows, [(place, reason)] = run()
    assert [row["name"] for row in rows] == ["urn:page:0", "urn:page:2", "urn:page:3"]
    assert place.endswith(":2")
    assert reason.startswith("the record says it has ")


def test_a_damaged_body_costs_its_own_page():
    bad = corpora.response(1, headers="Content-Encoding: gzip\r\n", body=b"no gzip at all")
    put("a.warc", corpora.response(0) + bad + corpora.response(2))
    rows, [(place, reason)] = run()
    assert ([row["name"] for row in rows], place) == (["urn:page:0", "urn:page:2"], "in/a.warc:2")
    assert reason.startswith("the body of the response is damaged")


def test_a_record_above_the_limit_is_passed_over_without_being_held():
    import io

    large = b"WARC/1.0\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000 + b"\r\n\r\n"
    found = list(read_records(io.BytesIO(large + corpora.response(1)), 1000))
    assert [record.fault for record in found] == ["the record has more than 1,000 bytes", ""]
    assert found[0].block == b""


def test_rows_of_parquet_keep_their_types_and_names():
    Path("in").mkdir()
    pages = [corpora.text(number) for number in range(9)]
    corpora.parquet("in/a.parquet", {"id": range(9), "text": pages, "n": range(9)}, row_group_size=4)
    rows, failed = run(columns=("n",))
    assert ([row["n"] for row in rows], failed) == (list(range(9)), [])
    assert [row["name"] for row in rows] == list("012345678")


def test_bytes_in_parquet_are_read_as_a_file_is():
    Path("in").mkdir()
    corpora.parquet("in/a.parquet", {"html": [corpora.html(0).encode("gbk")]})
    [row], _ = run(field="html")
    assert (row["encoding"], row["clean_text"][:6]) == ("gb18030", "春天的公园的")


def test_a_parquet_file_without_the_column_is_reported_once():
    Path("in").mkdir()
    corpora.parquet("in/a.parquet", {"id": [1, 2], "body": ["正文", "正文"]})
    rows, failed = run()
    hint = "name the text's with --field (there are: id, body)"
    assert (rows, failed) == ([], [("in/a.parquet", f"there is no column 'text'; {hint}")])


def test_a_column_that_holds_no_text_is_reported_once():
    Path("in").mkdir()
    corpora.parquet("in/a.parquet", {"text": [1, 2]})
    _, [(_, reason)] = run()
    assert reason.startswith("the column 'text' holds int64, not text; ")


def test_the_same_items_are_taken_whatever_the_batches():
    put("a.jsonl", corpora.jsonl(200))
    names = [row["name"] for row in run(Cut(sample=0.2))[0]]
    assert names == [row["name"] for row in run(Cut(sample=0.2, batch_items=7))[0]]
    assert 20 < len(names) < 60
    assert [row["name"] for row in run(Cut(sample=0.2, limit=5))[0]] == names[:5]


def test_namesakes_are_refused():
    with pytest.raises(UsageError, match="would have one name"):
        list(find_sources(["a/pages", "b/pages"], ("*.txt",), Path("out")))


def test_a_glob_that_the_shell_left_alone_is_looked_up():
    put("a/1.txt", b"x")
    put("b/2.txt", b"x")
    assert [s.below for s in find_sources(["in/*/*.txt"], ("*.txt",), Path("out"))] == ["1.txt", "2.txt"]
    with pytest.raises(UsageError, match="no file matches"):
        list(find_sources(["in/*.html"], ("*.txt",), Path("out")))


def test_the_output_folder_is_no_input():
    put("a.txt", b"x")
    put("out/b.txt", b"x")
    assert [s.below for s in find_sources(["in"], ("*.txt",), Path("in/out"))] == ["a.txt"]


def test_a_line_that_is_too_long_to_be_held_is_passed_over():
    put("a.jsonl", corpora.jsonl(1) + b'{"text": "' + b"x" * 2_000_000 + b'"}\n' + corpora.jsonl(1))
    rows, [(place, reason)] = run(max_bytes=1000)
    assert (len(rows), place) == (2, "in/a.jsonl:2")
    assert reason == "the line has more than 1,051,576 bytes; split it, or raise --max-bytes"


def test_standard_input_is_no_input_of_a_run():
    with pytest.raises(UsageError, match="cleans rows in a pipe"):
        list(find_sources(["-"], ("*.txt",), Path("out")))
