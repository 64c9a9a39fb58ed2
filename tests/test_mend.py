"""The repairs as one step: one edit list against the text as it came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_mend_pinyin import CODES, REPORT

from cleantext.edits import apply, inverse, settle
from cleantext.page import Draft, Proposal
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
