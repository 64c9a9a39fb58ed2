"""What no repair reads is marked once a run and noted; what only looks like it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.steps.mend.debris import _NARROW, _WIDE, mark_debris

CODECS = (*_WIDE, *_NARROW)


def marked(page: str) -> str:
    return apply(page, settle(page, mark_debris(Draft(page)).edits))


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("张锟斤拷锟斤拷同志，锟斤拷锟", "张\ufffd同志，\ufffd"),
        ("拷锟斤拷锟斤拷锟斤文字", "\ufffd文字"),
        ("錕斤拷錕斤拷文字", "\ufffd文字"),
        ("锟斤拷锟缴德ｏ拷锟叫癸拷锟斤拷营锟斤拷锟斤拷", "\ufffd德\ufffd营\ufffd"),
        ("锟斤拷锟\ufffd", "\ufffd"),
        ("锘??php 正文", "\ufffd?php 正文"),
        ("正文锟絣ist，锟斤拷锟絘bc", "正文\ufffdlist，\ufffdabc"),
        ("文字嚙踝蕭嚙踝蕭文字嚙踝蕭嚙", "文字\ufffd文字\ufffd"),
        ("占领占쏙옙占쏙옙高地", "占领\ufffd高地"),
        ("正文пїЅпїЅ结束∩┐╜。ÔøΩ", "正文\ufffd结束\ufffd。\ufffd"),
        ("閿熸枻鎷烽敓鏂ゆ嫹閿熸枻鎷?正文", "\ufffd正文"),
        ("\ufffd\ufffd\ufffd正文\ufffd", "\ufffd正文\ufffd"),
        ("结果：烫烫烫烫屯屯屯屯烫烫烫", "结果：\ufffd"),
        ("姓名 烫烫烫烫烫烫烫烫烫烫abc", "姓名 \ufffdabc"),
        ("地址：屯屯屯屯屯屯", "地址：\ufffd"),
    ],
)
def test_debris_becomes_one_mark_a_run(page, left):
    assert marked(page) == left


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("锘縋age 一", "Page 一"),
        ("第一行\n锘?<?xml ?>正文", "第一行\n<?xml ?>正文"),
        ("锘<?php 正文", "<?php 正文"),
        ("锘匡豢正文", "正文"),
        ("锘\ufffd正文\n锘\ufffd# 标题", "锘\ufffd正文\n# 标题"),
        ("ï»¿正文", "正文"),
        ("ÿþ正文", "正文"),
        ("п»ї正文", "正文"),
    ],
)
def test_a_byte_order_mark_that_became_text_goes(page, left):
    assert marked(page) == left


@pytest.mark.parametrize(
    "page",
    [
        "“锟斤拷”是怎么来的",
        "乱码如锟斤拷、烫烫烫、屯屯屯",
        "「锟斤拷」與「烫烫烫」",
        "手持两把锟斤拷，口中疾呼烫烫烫烫烫烫烫烫",
        "程序员都见过烫烫烫和屯屯屯",
        "“烫烫烫！”他叫道，滚烫烫手",
        "好烫烫烫烫烫烫烫烫烫啊",
        "大屯屯屯长来了",
        "孙锟说，李锟?来了，锟铻",
        "5公斤拷贝",
        "正则 [锟斤拷]+ 与 [锟斤拷]",
        "锘是一种元素，锘（No）\n锘\n锘 102 号",
        "占领高地，占占占",
        "Привет, ∩ ┐ ╜ naïve »¿ Ôø",
        "滚滚乱码中的 \ufffd\ufffd",
    ],
)
def test_what_is_meant_stays(page):
    assert marked(page) == page


def test_a_note_says_what_it_was_and_that_it_is_lost():
    notes = mark_debris(Draft("张锟斤拷，李锟斤拷锟斤拷，王\ufffd")).notes
    assert [(note.level, note.span) for note in notes] == [("damage", (1, 4)), ("damage", (14, 15))]
    assert "2 run(s) of 锟斤拷 (U+FFFD read as GBK)" in notes[0].message


def test_the_lost_half_of_a_byte_order_mark_is_no_loss():
    proposal = mark_debris(Draft("锘\ufffd\n正文"))
    assert [edit.old for edit in proposal.edits] == ["锘\ufffd"] and proposal.notes == ()


def test_quotation_marks_do_not_save_a_page_that_is_full_of_it():
    assert marked("“锟斤拷”锟斤拷说，锟斤拷去，锟斤拷") == "“\ufffd”\ufffd说，\ufffd去，\ufffd"


def test_what_can_be_repaired_is_repaired_first():
    shown = "获取更多重要信息".encode().decode("gb18030")
    result = cleantext.clean(f"点击{shown}，锟斤拷锟斤拷。\n", "repair")
    assert result.text == "点击获取更多重要信息，\ufffd。\n"
    assert [note.rule for note in result.notes] == ["mend/debris"]


@given(st.sampled_from(CODECS), st.integers(1, 6))
def test_whatever_reads_u_fffd_wrong_is_seen_through(codec, count):
    shown = ("\ufffd" * 2 * count).encode().decode(codec)
    assert marked(f"正文{shown}。") == "正文\ufffd。"


@given(st.sampled_from(("gbk", "cp950")), st.integers(0, 3), st.sampled_from("abcXYZ"))
def test_a_swallowed_letter_is_had_back(codec, pairs, letter):
    shown = ("\ufffd" * (2 * pairs + 1) + letter).encode().decode(codec)
    if pairs or codec == "gbk":
        assert marked(f"正文{shown}。") == f"正文\ufffd{letter}。"


@given(st.sampled_from(tuple(_WIDE)), st.sampled_from("aPzX"))
def test_a_letter_behind_a_byte_order_mark_is_had_back(codec, letter):
    assert marked(f"\ufeff{letter}".encode().decode(codec)) == letter


@given(st.text("锟斤拷烫屯锘嚙踝蕭占?\ufffdï»¿½正文“”\n", max_size=30))
def test_marking_is_sound_and_done_once(text):
    once = marked(text)
    cleantext.clean(text, "repair").undo()
    assert len(once) <= len(text)


@given(st.text("的一是中国人民屯烫占领，。 \n", max_size=60))
def test_text_without_debris_is_not_touched(text):
    if not any(c * 3 in text for c in "屯烫"):
        proposal = mark_debris(Draft(text))
        assert proposal.edits == () and proposal.notes == ()
