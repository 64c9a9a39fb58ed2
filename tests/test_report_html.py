"""The figures of a report, its packed texts, what may not get out of them. test_report_browser opens it."""

import json
import random
import re
import zlib
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.edits import apply
from cleantext.recipe import STEPS
from cleantext.report.finest import finest
from cleantext.report.html.described import Described, describe
from cleantext.report.html.facts import Amount, PageFacts, facts_of
from cleantext.report.html.seen import seen_in_log, seen_in_result
from cleantext.report.html.shown import shown
from cleantext.report.html.spool import Spool
from cleantext.report.html.texts import _fine, cut_parts, deflate, pack_texts, texts_of, to_gbk
from cleantext.report.html.totals import Totals

pytest.importorskip("jinja2")

FORUM = "正文第一段。\n您需要登录后才可以回帖 登录 | 立即注册\n正文第二段。\n"
CLEAN = "干净的一页。\n"
TRADITIONAL = "臺灣的圖書館裡有許多書。\n"
HOSTILE = (
    "</script><script>alert(1)</script></pre><img src=x onerror=alert(1)>\"'&amp;\u202e倒\u2066\0\n正文。\n"
)


def read_report(path: str = "report.html") -> str:
    return Path(path).read_text("utf-8")


def index_of(report: str) -> dict:
    return json.loads(re.search(r'id="index">(.*?)</script>', report, re.DOTALL)[1])


def texts_in(report: str, number: int) -> dict:
    """A page's texts, unpacked as a browser would."""
    dictionary, packed = (
        b64decode(re.search(rf'id="{name}">([^<]*)', report)[1]) for name in ("dictionary", f"text-{number}")
    )
    unpacker = zlib.decompressobj(-15, zdict=dictionary) if dictionary else zlib.decompressobj(-15)
    return json.loads(unpacker.decompress(packed).decode("gbk"))


def sides(parts: list) -> tuple[str, str]:
    pairs = [(part, part) if isinstance(part, str) else part[:2] for part in parts]
    return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)


def test_the_report_holds_both_texts_of_every_page(command):
    Path("pages").mkdir()
    for name, text in (("a", FORUM), ("b", TRADITIONAL), ("c", CLEAN)):
        Path("pages", f"{name}.txt").write_text(text, "utf-8")
    ended = command("report", "pages")
    assert (ended.code, ended.out, ended.err) == (0, b"", "cleantext: wrote report.html: 3 pages\n")
    report = read_report()
    for number, text in enumerate((FORUM, TRADITIONAL, CLEAN)):
        assert sides(texts_in(report, number)["parts"]) == (text, cleantext.clean(text).text)
    assert [row[0] for row in index_of(report)["pages"]] == ["pages/a.txt", "pages/b.txt", "pages/c.txt"]
    assert "discuz/log-in-to-reply" in report


def test_a_report_from_the_log_says_what_was_done(command):
    Path("pages").mkdir()
    Path("pages", "a.txt").write_bytes(FORUM.encode("gb18030"))
    assert command("pages", "-o", "clean", "--log", "log.jsonl").code == 0
    assert command("report", "clean", "--log", "log.jsonl").code == 0
    assert command("report", "pages", "-o", "direct.html").code == 0
    from_log, direct = read_report(), read_report("direct.html")
    assert texts_in(from_log, 0) == texts_in(direct, 0)
    assert index_of(from_log)["pages"] == index_of(direct)["pages"]


def test_the_same_pages_give_the_same_report_with_any_number_of_workers(command, monkeypatch):
    from cleantext.report.html import pages

    monkeypatch.setattr(pages, "_FEW_BYTES", 0)
    Path("pages").mkdir()
    for number in range(5):
        Path("pages", f"{number}.txt").write_text(f"第{number}章\n{FORUM}", "utf-8")
    Path("pages", "9.txt").write_bytes(b"")
    assert command("report", "pages", "-o", "one.html", "-j", "1").code == 3
    ended = command("report", "pages", "-o", "two.html", "-j", "2")
    assert ended.code == 3
    assert "pages/9.txt: the page is empty" in ended.err
    assert "wrote two.html: 5 pages, 1 failed" in ended.err
    assert read_report("one.html").replace("one.html", "two.html") == read_report("two.html")
    assert "the page is empty" in read_report("two.html")


def test_nothing_a_page_holds_is_markup(command):
    name = "<img src=x onerror=alert(1)>\u202e\udcff.txt"
    try:
        Path(name).write_text(HOSTILE, "utf-8")
    except (OSError, UnicodeError):
        name = "hostile.txt"
        Path(name).write_text(HOSTILE, "utf-8")
    assert command("report", name, "--html", "never").code == 0
    report = read_report()
    assert "<img" not in report
    assert "\u202e" not in report
    assert "alert(1)</script>" not in report
    inline = re.findall(r"<script>(.*?)</script>", report, re.DOTALL)
    assert len(inline) == 3
    assert not re.search("innerHTML|outerHTML|insertAdjacentHTML|document.write|eval", "".join(inline))
    assert "default-src &#39;none&#39;" in report
    assert sides(texts_in(report, 0)["parts"])[0] == HOSTILE


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "there is nothing to report on; name pages, or a folder of pages"),
        (["empty"], 2, "empty: the folder holds no page named *.txt or *.html or *.htm"),
        (["page.txt", "-o", "empty"], 2, "empty: the report needs a file, and this is a folder"),
        (["page.txt", "-o", "page.txt"], 2, "the report would be written over this page"),
        (["page.txt", "--lang", "fr"], 2, "--lang is 'fr'; choose one of en, zh"),
        (["page.txt", "--log", "none.jsonl"], 3, "none.jsonl: cannot be read: no such file"),
    ],
)
def test_a_mistake_is_said_in_one_sentence(command, arguments, code, said):
    Path("empty").mkdir()
    Path("page.txt").write_text(FORUM, "utf-8")
    ended = command("report", *arguments)
    assert (ended.code, ended.out) == (code, b"")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert not Path("report.html").exists()


def test_where_every_page_fails_there_is_no_report_and_the_old_one_stays(command):
    Path("bad.txt").write_bytes(b"")
    Path("report.html").write_text("old", "utf-8")
    ended = command("report", "bad.txt")
    assert ended.code == 3
    assert "no page could be read, so there is nothing to report" in ended.err
    assert read_report() == "old"


def test_a_page_may_come_through_a_pipe(command):
    ended = command("report", "-", "--lang", "zh", stdin=CLEAN.encode())
    assert (ended.code, ended.err) == (0, "cleantext: wrote report.html: 1 page\n")
    report = read_report()
    assert texts_in(report, 0)["parts"] == [CLEAN]
    assert "没有规则触及" in report


def test_a_report_in_the_folder_of_its_pages_is_no_page(command):
    Path("pages").mkdir()
    Path("pages", "a.txt").write_text(FORUM, "utf-8")
    assert command("report", "pages", "-o", "pages/report.html").code == 0
    assert "1 page" in command("report", "pages", "-o", "pages/report.html").err


def test_a_report_that_would_grow_too_large_leaves_texts_out(command):
    chance = random.Random(1)
    Path("pages").mkdir()
    for number in range(4):
        text = "".join(map(chr, chance.choices(range(0x4E00, 0x9FA5), k=120_000)))
        Path("pages", f"{number}.txt").write_text(text + "。 \n" * (number == 3) + "\n", "utf-8")
    assert command("report", "pages", "--at-most-mb", "1", "--recipe", "minimal").code == 0
    report = read_report()
    kept = {int(number) for number in re.findall(r'id="text-(\d+)"', report)}
    assert 3 in kept  # it is the one that changed
    assert len(kept) < 4
    assert len(report.encode()) < 1_000_000
    assert "Without texts:" in report


@given(st.text(), st.binary(max_size=50))
def test_packed_texts_come_back(text, dictionary):
    packed = deflate(to_gbk(text), dictionary)
    unpacker = zlib.decompressobj(-15, zdict=dictionary) if dictionary else zlib.decompressobj(-15)
    assert json.loads(unpacker.decompress(packed).decode("gbk")) == text


@given(
    st.lists(st.sampled_from(["正文。\n", "登录后才能查看\n", "發(fā)展", "\u202e", "\n\n\n"]), max_size=12)
)
def test_a_pages_parts_are_its_two_texts(pieces):
    result = cleantext.clean("".join(pieces))
    assert sides(texts_of(seen_in_result(result))["parts"]) == (result.decoded.text, result.text)


@given(st.text("發发展局(fā)\n", max_size=12), st.text("發发展局(fā)\n", max_size=12))
def test_the_finest_edits_do_what_the_edit_does(old, new):
    edits = finest([cleantext.Edit(2, 2 + len(old), old, new, "a/b")])
    assert apply(f"前文{old}后文", edits) == f"前文{new}后文"


@given(st.text(max_size=30), st.text(max_size=30), st.integers(0, 40))
def test_a_cut_page_keeps_its_beginning(old, new, limit):
    kept, cut = cut_parts([old, [old, new, 0], new], limit)
    left, right = sides(kept)
    assert (old + old + new).startswith(left)
    assert (old + new + new).startswith(right)
    assert max(len(left), len(right)) <= 2 * limit
    assert len(left) + cut.characters >= len(old + old + new)
    assert bool(cut.characters or cut.changes) == (left != old + old + new or right != old + new + new)


def test_a_page_too_large_to_show_is_cut_and_says_how_much():
    result = cleantext.clean("长" * 1_000_000 + "\n" + FORUM)
    texts = texts_of(seen_in_result(result))
    assert texts["cut"] == [600_000 + 1 + len(FORUM), 1]
    assert len(pack_texts(seen_in_result(result))) < 10_000


def test_figures_of_pages_add_up():
    results = [cleantext.clean(text) for text in (FORUM, TRADITIONAL, FORUM, "干净。\n")]
    totals = Totals()
    for result in results:
        totals.add(facts_of(seen_in_result(result)))
    assert (totals.pages, totals.changed, totals.untouched) == (4, 3, 1)
    assert totals.characters == (
        sum(len(result.decoded.text) for result in results),
        sum(len(result.text) for result in results),
    )
    for amounts in (totals.rules, totals.steps):
        assert (
            sum(one.written - one.removed for one in amounts.values())
            == totals.characters[1] - totals.characters[0]
        )
        assert sum(one.lines for one in amounts.values()) == totals.lines[0] - totals.lines[1]
    assert totals.rule_pages["discuz/log-in-to-reply"] == 2
    assert [number for number, _ in totals.most_lost()] == [0, 2]


def test_a_log_record_gives_what_the_result_gave():
    result = cleantext.clean(FORUM.encode("gb18030"), name="a.txt")
    (record,) = cleantext.read_log([result.log()])
    seen, again = seen_in_result(result), seen_in_log(result.text.encode(), record)
    assert (again.source, again.clean, again.size_bytes) == (seen.source, seen.clean, seen.size_bytes)
    assert facts_of(again) == facts_of(seen)


def test_pieces_with_room_are_chosen_in_the_order_wanted():
    with Spool() as spool:
        for size in (300, 30, 300, 3):
            spool.add(b"x" * size)
        assert spool.choose([2, 0, 1, 3], 444) == [1, 2, 3]
        assert dict(spool.read([3])) == {3: "eHh4"}


@given(st.text())
def test_what_is_shown_can_be_written_and_turns_nothing(text):
    assert not re.search("[\0-\x1f\u202a-\u202e\u2066-\u2069]", shown(text))
    shown(text + "\udcff").encode()


def test_the_words_are_there_in_both_languages():
    from cleantext.report.html.document import _words

    english, chinese = _words()["en"], _words()["zh"]
    assert english.keys() == chinese.keys()
    slots = re.compile(r"\{\w+\}")
    for key, said in english.items():
        assert sorted(slots.findall(said)) == sorted(slots.findall(chinese[key])), key


def test_amounts_count_lines_and_characters():
    amount = Amount()
    amount.count(cleantext.Edit(0, 4, "登录\n\n", "\n", "a/b"))
    assert amount == Amount(edits=1, removed=4, written=1, lines=1)
    assert PageFacts("a", "utf-8", 0, False, (0, 0), (0, 0), (0, 0)).loss == 0.0


def test_what_is_said_of_packs_is_said_of_those_there_are():
    from cleantext.report.html.described import _known
    from cleantext.ruleset.load import load_packs

    assert set(_known()["packs"]) == {pack.pack for pack in load_packs()}
    assert {name.partition("/")[0] for name in _known()["models"]} <= set(STEPS)


@pytest.mark.parametrize(
    ("name", "about", "told"),
    [
        ("discuz/floor-line", "When a post was written.", Described("When a post was written.", "en")),
        ("mine/ours", "删去本站的横幅。", Described("删去本站的横幅。", "zh")),
        (
            "mend/big5-as-gbk",
            "",
            Described(model=("Text that was read with the wrong encoding", "用错误编码读出的文字")),
        ),
        ("unknown/rule", "", Described()),
    ],
)
def test_a_rule_is_told_in_the_languages_there_are(name, about, told):
    found = describe([name], {name: about})[name]
    assert replace(found, pack="") == told
    assert bool(found.pack) == (name == "discuz/floor-line")


@pytest.mark.parametrize("limit", [0, 2, 3, 5, 9, 30])
def test_beyond_what_is_shown_edits_stay_as_they_are_and_do_the_same(limit):
    text = "臺灣的圖書館裡,有許多書。"
    edits = [
        cleantext.Edit(0, 6, "臺灣的圖書館", "台湾的图书馆", "a/b"),
        cleantext.Edit(7, 8, ",", "，", "a/c"),
    ]
    assert apply(text, _fine(edits, limit)) == apply(text, edits)
    assert len(_fine(edits, 30)) == 3 and len(_fine(edits, 0)) == 2
