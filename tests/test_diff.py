"""Two cleanings of the same pages: which pages differ, and which rules make the difference."""

import json
import shutil
from pathlib import Path

import pytest

from cleantext.ruleset.shipped import shipped_rules_folder

PAGE = "正文第一段,说明情况。\n您需要登录后才可以回帖 登录 | 立即注册\n正文第二段。\n"
PACK = """
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
"""


@pytest.fixture
def pages(command):
    for name in ("pages", "old", "new"):
        Path(name).mkdir()
    Path("pages/一.txt").write_text(PAGE, "utf-8")
    Path("pages/二.txt").write_text("别的内容,没有什么可删。\n", "utf-8")
    Path("mine.yaml").write_text(PACK, "utf-8")
    Path("mine.jsonl").touch()
    return command


def test_a_changed_rule_is_judged_by_the_pages_it_changes(pages):
    ended = pages("diff", "pages", "--rules-b", "mine.yaml")
    assert ended.code == 1
    assert ended.out.decode().splitlines() == [
        "pages/一.txt: the clean text differs",
        "because of mine/second-paragraph:",
        "@@ line 2 @@",
        "-正文第二段。",
        "  pages  only A  only B  chars A  chars B  rule",
        "      1       0       1        0        7  mine/second-paragraph",
        "1 of 2 pages differ",
        "A: as always · B: rules mine.yaml",
    ]


def test_what_a_rule_does_is_seen_by_leaving_it_out(pages):
    ended = pages("diff", "pages", "--skip-b", "discuz/log-in-to-reply", "--format", "json")
    found = json.loads(ended.out)
    assert (found["pages"], found["differing"]) == (2, 1)
    assert found["rules"]["discuz/log-in-to-reply"]["edits_a"] == 1
    assert found["differences"][0]["page"] == "pages/一.txt"


def test_a_folder_stands_for_all_the_rules(pages):
    shutil.copytree(shipped_rules_folder(), "version", ignore=shutil.ignore_patterns("recipes"))
    assert pages("diff", "pages", "--rules-a", "version").code == 0
    Path("version/discuz.yaml").unlink()
    assert b"discuz/log-in-to-reply" in pages("diff", "pages", "--rules-a", "version", "--summary").out


def test_two_recipes_are_compared(pages):
    assert pages("diff", "pages", "--recipe-a", "default", "--recipe-b", "default").code == 0
    ended = pages("diff", "pages", "--recipe-b", "repair", "--summary")
    assert ended.code == 1 and "discuz/log-in-to-reply" in ended.out.decode()


def test_two_logs_and_two_folders_of_results(pages):
    pages("pages", "-o", "old", "--log", "old.jsonl")
    pages("pages", "-o", "new", "--log", "new.jsonl", "--rules", "mine.yaml")
    assert pages("diff", "old.jsonl", "old.jsonl").code == 0
    shown = pages("diff", "old.jsonl", "new.jsonl").out.decode()
    assert "mine/second-paragraph" in shown and "1 of 2 pages differ" in shown
    Path("new/二.txt").unlink()
    shown = pages("diff", "old", "new").out.decode()
    assert "-正文第二段。" in shown and "二.txt: is in A alone" in shown


def test_two_folders_of_logs_are_compared_whatever_they_are_called(pages):
    Path("one").mkdir()
    pages("pages", "-o", "old", "--log", "one/changes.jsonl")
    pages("run", "pages", "-o", "two", "--rules", "mine.yaml", "--format", "jsonl")
    assert pages("diff", "one", "one").code == 0
    shown = pages("diff", "one", "two").out.decode()
    assert "1       0       1        0        7  mine/second-paragraph" in shown
    assert shown.endswith("A: one · B: two\n")


def test_a_page_that_fails_is_said_and_the_rest_go_on(pages):
    Path("pages/零.txt").write_bytes(b"")
    ended = pages("diff", "pages", "--rules-b", "mine.yaml", "--summary")
    assert ended.code == 3
    assert "零.txt: the page is empty" in ended.err and "1 of 2 pages differ" in ended.out.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pages",), "diff takes A and B; or pages with --recipe-b"),
        (("pages", "mine.yaml"), "pages and mine.yaml are not of one kind; give two folders"),
        (("pages", "--rules-b", "nowhere"), "nowhere: there are no rules here; name a folder"),
        (("pages", "--rules-b", "old"), "old: this folder holds no rule pack"),
        (("pages", "nowhere"), "nowhere: cannot be read: no such file or directory; check the path"),
        (("mine.jsonl", "mine.yaml"), "mine.jsonl and mine.yaml are not of one kind"),
        (("nowhere", "--recipe-b", "corpus"), "nowhere: cannot be read: no such file or directory"),
        (("nowhere.jsonl", "nowhere.jsonl"), "nowhere.jsonl: cannot be read"),
    ],
)
def test_mistakes_are_said_in_one_sentence(pages, arguments, said):
    ended = pages("diff", *arguments)
    assert ended.code in (2, 3) and said in ended.err and ended.err.count("\n") == 1
