"""Clean texts against the texts a person wants: what was kept, lost and left over, and which rule did it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import clean
from cleantext.quality import NO_RULE, score

TEXTS = st.text("正文登录后。 \n發发", max_size=40)
PAGE = "正文第一段,说明情况。\n您需要登录后才可以回帖 登录 | 立即注册\n正文第二段。\n返回首页的路\n"


@given(TEXTS, TEXTS)
def test_the_figures_add_up(text, gold):
    measured = score(text, gold)
    assert measured.gold == len("".join(gold.split()))
    assert measured.kept + measured.left_over == len("".join(text.split()))
    assert sum(measured.lost_by.values()) == measured.lost
    assert sum(measured.left_by.values()) == measured.left_over
    assert 0 <= measured.f1 <= 1


@given(TEXTS)
def test_a_text_against_itself_is_perfect(text):
    measured = score(text, text)
    assert (measured.f1, measured.lost, measured.left_over) == (1, 0, 0)


def test_a_rule_that_removes_what_is_wanted_is_named():
    result = clean(PAGE)
    assert "您需要登录" not in result.text
    measured = score(result.text, PAGE, result.history)
    assert measured.lost_by == {"discuz/log-in-to-reply": len("您需要登录后才可以回帖登录|立即注册")}


def test_what_nobody_removed_is_nobodys_work():
    measured = score("正文。返回", "正文。标题")
    assert measured.lost_by == {NO_RULE: 2} and measured.left_by == {NO_RULE: 2}


def test_a_rule_that_writes_what_is_not_wanted_is_named():
    result = clean("這是關於經濟發展的報告,內容說明長三角地區的變化。\n")
    measured = score(result.text, result.decoded.text, result.history)
    assert set(measured.left_by) == {"convert/simplified"} and set(measured.lost_by) == {"convert/simplified"}
    assert score(result.text, result.decoded.text, result.history, folded=True).f1 == 1


@pytest.fixture
def folders(command):
    for name in ("pages", "gold", "clean"):
        Path(name).mkdir()
    Path("pages/一.txt").write_text(PAGE, "utf-8")
    Path("gold/一.gold.txt").write_text(PAGE.replace("返回首页的路\n", ""), "utf-8")
    Path("pages/二.txt").write_text("正文。\n", "utf-8")
    Path("gold/二.txt").write_text("正文。\n", "utf-8")
    Path("pages/三.txt").write_text("没有样本。\n", "utf-8")
    return command


def test_a_folder_is_cleaned_and_measured_page_by_page(folders):
    ended = folders("score", "pages", "--against", "gold")
    assert ended.code == 0
    shown = ended.out.decode()
    assert "2 pages" in shown and "三.txt" not in shown
    assert "discuz/log-in-to-reply" in shown.split("lost, by rule:")[1]


def test_clean_texts_are_measured_with_the_log_they_were_written_with(folders):
    folders("pages", "-o", "clean", "--log", "log.jsonl")
    ended = folders("score", "clean", "gold", "--log", "log.jsonl", "--format", "json")
    whole = json.loads(ended.out)["whole"]
    assert whole["lost_by"] == {"discuz/log-in-to-reply": 18}
    assert whole["gold"] == whole["kept"] + whole["lost"]


def test_texts_without_a_gold_are_counted_out_aloud(folders):
    assert "1 without a gold is not counted" in folders("score", "pages", "--against", "gold").err


def test_too_low_a_score_is_a_finding(folders):
    assert folders("score", "pages", "--against", "gold", "--at-least", "0.5").code == 0
    ended = folders("score", "pages", "--against", "gold", "--at-least", "0.99")
    assert ended.code == 1 and "below 0.99" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pages/一.txt",), "score takes CLEAN and GOLD"),
        (("pages", "gold/二.txt"), "gold/二.txt: the gold of a folder is a folder"),
        (("pages", "clean"), "clean: no text of pages has a gold here; call the gold of page.html"),
        (("nowhere", "gold"), "nowhere: cannot be read: no such file or directory; check the path"),
        (("pages", "gold", "--at-least", "2"), "--at-least is 2; F1 goes from 0 to 1"),
        (("pages/一.txt", "nowhere.txt"), "nowhere.txt: cannot be read: no such file"),
        (("pages", "--against", "gold", "--log", "x"), "--log belongs to clean texts"),
    ],
)
def test_mistakes_are_said_in_one_sentence(folders, arguments, said):
    ended = folders("score", *arguments)
    assert ended.code in (2, 3)
    assert said in ended.err and ended.err.count("\n") == 1
