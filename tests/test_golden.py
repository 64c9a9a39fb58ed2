"""Seeds against goldens: nothing changes unseen, and nothing is accepted unread."""

import json
from pathlib import Path

import pytest

PAGE = "正文第一段。 \n\n\n\n正文第二段。\n\u200b\n".encode()
MORE = "标题\n\n第一条 为了规范工作，制定本办法。\u3000\n".encode()


@pytest.fixture
def seeds(command):
    """Two seeds with accepted goldens."""
    Path("seeds").mkdir()
    Path("seeds/一.txt").write_bytes(PAGE)
    Path("seeds/二.txt").write_bytes(MORE)
    command("golden", "update")
    assert command("golden", "accept", "一", "二").code == 0
    return Path("seeds")


def test_accepted_goldens_pass(command, seeds):
    ended = command("golden", "check")
    assert (ended.code, ended.out) == (0, b"")
    assert sorted(path.name for path in Path("golden").iterdir()) == [
        "一.log.jsonl",
        "一.txt",
        "二.log.jsonl",
        "二.txt",
    ]


def test_the_log_names_the_seed_by_its_file_name_alone(command, seeds):
    record = json.loads(Path("golden/一.log.jsonl").read_text("utf-8"))
    assert record["page"]["name"] == "一.txt"


def test_a_seed_without_a_golden_and_a_golden_without_a_seed_fail(command, seeds):
    Path("golden/一.txt").unlink()
    Path("golden/旧.txt").write_bytes(b"x")
    ended = command("golden", "check")
    assert ended.code == 1
    assert ended.out.decode().splitlines() == [
        "一: has no golden 一.txt",
        "旧.txt: is a golden without a seed",
    ]


def test_a_single_byte_is_seen_and_no_rule_is_blamed_for_a_hand(command, seeds):
    golden = Path("golden/一.txt")
    golden.write_bytes(golden.read_bytes().replace("第二段".encode(), "第三段".encode()))
    ended = command("golden", "check")
    assert ended.code == 1
    assert ended.out.decode().splitlines() == [
        "一: the clean text differs",
        "because of no rule:",
        "@@ line 3 @@",
        "-正文第三段。",
        "+正文第二段。",
    ]


def test_a_difference_stands_under_the_rule_behind_it(command, seeds, tmp_path):
    Path("mine.yaml").write_text(
        """
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
""",
        "utf-8",
    )
    Path("pyproject.toml").write_text("[tool.cleantext]\nrules = ['mine.yaml']\n", "utf-8")
    shown = command("golden", "check", "一").out.decode()
    assert "because of mine/second-paragraph" in shown
    assert "-正文第二段。" in shown
    assert "in the log alone, recipe: " in shown


def test_what_only_the_log_shows_is_told_by_rule(command, seeds):
    golden = Path("golden/一.log.jsonl")
    record = json.loads(golden.read_text("utf-8"))
    edit = record["steps"][0]["edits"][0]
    edit["rule"] = "tidy/elsewhere"
    golden.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    shown = command("golden", "check").out.decode()
    assert "一: the log alone differs" in shown
    assert "in the log alone, tidy/elsewhere, tidy/layout-space: 2 edits" in shown


def test_an_update_proposes_and_only_what_is_named_is_accepted(command, seeds):
    accepted = {path: path.read_bytes() for path in Path("golden").iterdir()}
    Path("seeds/一.txt").write_bytes(PAGE + "正文第三段。\n".encode())
    Path("seeds/二.txt").write_bytes(MORE + "第二条 本办法自公布之日起施行。\n".encode())
    ended = command("golden", "update")
    assert ended.code == 0
    assert "+正文第三段。" in ended.out.decode()
    assert {path: path.read_bytes() for path in accepted} == accepted
    assert command("golden", "accept", "一").code == 0
    assert Path("golden/一.txt").read_bytes().endswith("正文第三段。\n".encode())
    assert Path("golden/二.txt").read_bytes() == accepted[Path("golden/二.txt")]
    assert command("golden", "check", "一").code == 0
    assert command("golden", "check", "二").code == 1


def test_what_is_proposed_is_what_is_accepted(command, seeds):
    Path("seeds/一.txt").write_bytes(PAGE + "正文第三段。\n".encode())
    command("golden", "update")
    Path("seeds/一.txt").write_bytes(PAGE + "正文第四段。\n".encode())
    ended = command("golden", "accept", "一")
    assert ended.code == 2
    assert "the proposal is out of date; run `cleantext golden update` and read it again" in ended.err
    assert "正文第三段" not in Path("golden/一.txt").read_text("utf-8")


@pytest.mark.parametrize("arguments", [("update",), ("accept", "一")])
def test_nothing_is_written_in_ci(command, seeds, monkeypatch, arguments):
    Path("seeds/一.txt").write_bytes(PAGE + "正文第三段。\n".encode())
    before = sorted(Path("golden").iterdir())
    monkeypatch.setenv("CI", "true")
    ended = command("golden", *arguments)
    assert ended.code == 2
    assert "no golden is written where CI is set" in ended.err
    assert sorted(Path("golden").iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "三"), "there is no seed '三'; the seeds are 一, 二"),
        (("accept", "一"), "nothing is proposed for 一; run `cleantext golden update` first"),
        (("check", "--seeds", "nowhere"), "nowhere: there is no seed here; name the folder with --seeds"),
    ],
)
def test_mistakes_are_said_in_one_sentence(command, seeds, arguments, said):
    ended = command("golden", *arguments)
    assert ended.code == 2
    assert said in ended.err and ended.err.count("\n") == 1
