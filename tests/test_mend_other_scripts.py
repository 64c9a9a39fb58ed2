"""Sentences in another script are not searched for shifted Chinese; all else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply
from cleantext.page import Draft
from cleantext.steps.mend import mend
from cleantext.steps.mend.other_scripts import without_japanese_and_korean, without_other_scripts

SHIFTED = "主要工作：\n。ㄒ唬┤婕忧咳瞬哦游榻ㄉ\n"


@pytest.mark.parametrize(
    "sentence",
    ["私は学生です", "Привет, мир", "Καλημέρα", "ㄅㄆㄇㄈ", "안녕하세요", "├──源码"],
)
def test_a_sentence_in_another_script_is_passed_over(sentence):
    view = without_other_scripts(Draft(f"前。{sentence}。后")).text
    assert view == f"前。{' ' * len(sentence)}。后"


def test_chinese_with_a_kana_or_two_is_not():
    draft = Draft("优の良品的の字，第Ⅱ章\nαβ两角，│，ㄅ音，虼危鸱ㄑХㄓ梅ㄊ胤ㄔ谌缁" + SHIFTED)
    assert without_other_scripts(draft) is draft


def test_a_shifted_line_beside_japanese_is_read():
    text = "彼は「ありがとう」と言った。\n" + SHIFTED
    assert apply(text, mend(Draft(text)).edits).endswith("（一）全面加强人才队伍建设\n")


@given(st.text("中の私すА我│。\nａ", max_size=40))
def test_offsets_stay_and_nothing_else_changes(text):
    view = without_other_scripts(Draft(text)).text
    assert len(view) == len(text)
    assert all(a in (b, " ") for a, b in zip(view, text, strict=True))


def test_japanese_is_not_read_as_chinese():
    text = (
        "指定されたフィルターは無効です\n%d から %d までの数字を入力してください: \n接続を開始できません。\n"
    )
    assert not without_japanese_and_korean(Draft(text)).text.strip("。\n ")
    assert mend(Draft(text)).edits == ()


@pytest.mark.parametrize("meant", ["中華民國", "繁體中文網頁及公司簡介", "我們的國家"])
def test_big5_read_as_gbk_is_not_japanese(meant):
    draft = Draft(meant.encode("cp950").decode("gb18030"))
    assert without_japanese_and_korean(draft) is draft


def test_korean_is_not_read_as_chinese():
    text = "잘못된 pax 옵션 구성: %s\n목  록\n이 파일을 여는 데 실패하고 다시 하는 중에 끝났습니다\n"
    assert mend(Draft(text)).edits == ()


def test_gbk_read_as_euc_kr_is_not_korean():
    draft = Draft("我们的国家是统一的多民族国家，人民生活不断改善".encode("gbk").decode("cp949", "replace"))
    assert without_japanese_and_korean(draft) is draft
