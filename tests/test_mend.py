"""The repairs as one step: one edit list against the text as it came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_mend_pinyin import CODES, REPORT

from cleantext.edits import apply, inverse, settle
from cleantext.engine import clean
from cleantext.page import Draft, Proposal
from cleantext.recipe import Recipe
from cleantext.steps.mend import mend
from cleantext.steps.mend.pinyin_bytes import annotate

DAMAGED = annotate(REPORT, CODES)


def mended(text: str, repair: str = "safe") -> str:
    return apply(text, mend(Draft(text), repair=repair).edits)


def test_off_changes_nothing():
    assert mend(Draft(DAMAGED + "鑾峰彇更多信息"), repair="off") == Proposal()


def test_passes_are_one_list_against_the_text_as_it_came():
    text = DAMAGED + "点击鑾峰彇更多，donâ€™t\n"
    edits = mend(Draft(text)).edits
    assert settle(text, edits) == edits
    clean = apply(text, edits)
    assert clean == REPORT + "点击获取更多，don’t\n"
    assert apply(clean, inverse(edits)) == text
    rules = {edit.rule for edit in edits}
    assert rules == {"mend/pinyin-annotation", "mend/utf8-as-gbk", "mend/ftfy"}


def test_an_annotation_in_a_shifted_run_is_mended_under_both_names():
    text = DAMAGED + "工作:\n。ㄒ唬┰谛掳l(fā)展格局中開辟新空間\n"
    edit = mend(Draft(text)).edits[-1]
    assert edit.rule == "mend/pinyin-annotation + mend/gbk-shift" and edit.margin
    assert mended(text).splitlines()[-1].endswith("一）在新發展格局中開辟新空間")


def test_a_byte_that_no_pass_can_place_leaves_its_annotation_alone():
    text = DAMAGED + "我們?nèi)Ｘ垇Ｑ(nèi)3\n"
    clean = mended(text)
    assert not any("\udc80" <= character <= "\udcff" for character in clean)


@pytest.mark.parametrize("repair", ["safe", "bold"])
def test_a_page_that_is_whole_is_not_changed(repair):
    assert mend(Draft(REPORT + "“你好，世界！”café ×÷ﬁ\n"), repair=repair) == Proposal()


@settings(max_examples=12, deadline=None)
@given(st.text("區(qū)發(fā)?ÖÐ¹ú鑾峰彇。ㄒ唬a\n\udc85", max_size=30))
def test_any_text_gets_a_settled_list(text):
    for page in (text, DAMAGED[:200] + text):
        edits = mend(Draft(page)).edits
        assert settle(page, edits) == edits
        assert apply(apply(page, edits), inverse(edits)) == page


def test_a_mark_that_a_repair_puts_in_is_noted_by_that_repair_alone():
    lost = "全面加强人才队伍建设，保障民生。".encode().decode("gb18030", "replace").replace("潰", "?", 1)
    proposal = mend(Draft(f"张\ufffd\ufffd同志\n{lost}\n李\ufffd\ufffd同志\n"))
    notes = {note.rule: note.message for note in proposal.notes}
    assert set(notes) == {"mend/utf8-as-gbk", "mend/debris"} and notes["mend/debris"].startswith("2 run(s)")
    assert apply(f"张\ufffd\ufffd同志\n{lost}\n李\ufffd\ufffd同志\n", proposal.edits).split("\n")[::2] == [
        "张\ufffd同志",
        "李\ufffd同志",
    ]


def test_a_model_left_out_leaves_the_edits_of_the_others():
    text = DAMAGED + "点击鑾峰彇更多，donâ€™t，锟斤拷锟斤拷。\n"
    whole = {edit.rule for edit in mend(Draft(text)).edits}
    for rule in whole:
        skipped = mend(Draft(text), skip={rule})
        assert {edit.rule for edit in skipped.edits} == whole - {rule}
        assert all(note.rule != rule for note in skipped.notes)


def test_a_model_left_out_of_a_chain_leaves_what_the_others_did_there():
    text = DAMAGED + "工作:\n。ㄒ唬┰谛掳l(fā)展格局中開辟新空間\n"
    kept = mend(Draft(text), skip={"mend/gbk-shift"}).edits
    assert {edit.rule for edit in kept} == {"mend/pinyin-annotation"}
    assert apply(text, kept).startswith(REPORT)


def test_three_characters_of_a_list_of_words_stay():
    page = "菠棱菜\n菠菜属\n菠菠粿\n菠菠草\n菠菱菜\n藤蕨科\n藤藤菜\n藤藤黄\n"
    assert mended(page) == mended(page, "bold") == page


def test_three_characters_are_read_on_a_page_that_is_misread():
    page = "四川省人民政府關於加強生態環境保護的若干意見\n電話簿\n"
    assert mended(page.encode("cp950").decode("gb18030")) == page


def test_a_recipe_leaves_a_model_out():
    page = "点击鑾峰彇更多，donâ€™t\n"
    recipe = Recipe("mine", skip=("mend/ftfy",))
    assert clean(page, recipe).text == "点击获取更多，donâ€™t\n"
