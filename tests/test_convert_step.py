"""A page is converted where it is in the other script, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.errors import UsageError
from cleantext.page import Draft
from cleantext.script import convert_text
from cleantext.script.judge import simplified_alone, stretches, traditional_alone
from cleantext.steps.convert import SCRIPTS, convert

_SIMPLIFIED = "各位代表，现在我代表区人民政府，向大会报告工作，请予审议，并请各位委员提出意见。"
_TRADITIONAL = "各位代表，現在我代表區人民政府，向大會報告工作，請予審議，並請各位委員提出意見。"


def _after(text, script="simplified", protected=()):
    draft = Draft(text, protected=protected)
    return apply(text, settle(text, convert(draft, script=script).edits, protected))


def test_a_traditional_page_becomes_simplified():
    assert _after("廣大黨員干部著力推進經濟發展。\n王乾著有名著。\n").startswith(
        "广大党员干部着力推进经济发展。\n"
    )


def test_a_simplified_page_keeps_a_speakers_name():
    page = f"政府工作报告\n王  乾\n{_SIMPLIFIED}\n"
    assert convert(Draft(page)).edits == ()


@pytest.mark.parametrize("name", ["王  鎔", "於菟", "陳  鍾麟", "繁體版", "乾"])
def test_a_short_line_follows_its_page(name):
    assert _after(f"{_SIMPLIFIED}\n{name}\n{_SIMPLIFIED}\n") == f"{_SIMPLIFIED}\n{name}\n{_SIMPLIFIED}\n"


def test_a_short_line_at_the_end_follows_its_page():
    assert _after(f"{_SIMPLIFIED}\n國務院辦公廳\n") == f"{_SIMPLIFIED}\n國務院辦公廳\n"


def test_a_traditional_paragraph_of_a_simplified_page_is_converted():
    assert _after(f"{_SIMPLIFIED}\n{_TRADITIONAL}\n王  乾\n{_SIMPLIFIED}\n") in (
        f"{_SIMPLIFIED}\n{_SIMPLIFIED}\n王  乾\n{_SIMPLIFIED}\n",
    )


def test_a_quotation_inside_a_simplified_paragraph_stays():
    page = f"{_SIMPLIFIED * 3}碑上刻着“聖壽無疆，國泰民安，風調雨順”。\n"
    assert _after(page) == page


def test_lines_in_japanese_stay():
    japanese = "私は東京の図書館で時々歴史の本を読んでいますが、最近は忙しくて余裕がありません。"
    assert (
        _after(f"{_TRADITIONAL}\n{japanese}\n{_TRADITIONAL}\n")
        == f"{_SIMPLIFIED}\n{japanese}\n{_SIMPLIFIED}\n"
    )


def test_a_protected_name_stops_no_other_word():
    page = f"{_TRADITIONAL}\n發展集團發展經濟\n"
    start = page.index("發展集團")
    after = _after(page, protected=((start, start + 4),))
    assert after == f"{_SIMPLIFIED}\n發展集團发展经济\n"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("traditional", "什麼裏面爲着羣衆"),
        ("taiwan", "什麼裡面為著群眾"),
        ("hongkong", "什麼裏面為着羣眾"),
        ("keep", "什么里面为着群众"),
        ("simplified", "什么里面为着群众"),
    ],
)
def test_a_simplified_page_in_each_script(script, expected):
    page = "我们的经济发展，什么里面为着群众"
    assert _after(page, script)[-8:] == expected


def test_a_traditional_page_gets_the_characters_of_its_standard():
    assert _after("經濟發展裏面的羣衆", "taiwan") == "經濟發展裡面的群眾"
    assert _after("經濟發展裡面的群眾", "traditional") == "經濟發展裡面的群眾"


def test_a_page_that_writes_着_keeps_著():
    assert _after("他看着王力著的書，想着經濟發展。") == "他看着王力著的书，想着经济发展。"


def test_an_unknown_script_is_refused():
    with pytest.raises(UsageError, match=r"'Simplified'; use one of simplified, traditional"):
        convert(Draft("发展"), script="Simplified")


_letters = "发展经济發展經濟着著乾后里王。 \n\udc80𫝈"


@given(st.text(st.sampled_from(_letters) | st.characters(), max_size=60), st.sampled_from(SCRIPTS))
def test_stretches_are_whole_lines_in_order(text, script):
    at = 0
    for stretch in stretches(Draft(text)):
        assert at <= stretch.start < stretch.end <= len(text)
        assert stretch.start == 0 or text[stretch.start - 1] == "\n"
        at = stretch.end
    edits = convert(Draft(text), script=script).edits
    assert settle(text, edits) == edits


@given(st.text(st.sampled_from(_letters) | st.characters(), max_size=60))
def test_what_is_simplified_stays(text):
    simplified = "".join(character for character in text if character not in traditional_alone())
    assert convert(Draft(simplified)).edits == ()


@given(st.text(st.sampled_from(_letters), max_size=40))
def test_a_converted_page_stays_converted(text):
    once = _after(text)
    if sum((one in traditional_alone()) - (one in simplified_alone()) for one in text) > 0:
        assert _after(once) == once


def test_no_character_is_of_one_script_and_of_the_other():
    assert not simplified_alone() & traditional_alone() & set("国國发發學学")
    for character in "后里干台乾著於么":
        assert character not in traditional_alone()
    assert convert_text("后", "t2s") == "后"
