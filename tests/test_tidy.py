"""Tidy: the form of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, inverse, settle
from cleantext.errors import UsageError
from cleantext.page import Draft
from cleantext.steps.tidy import tidy


def tidied(text: str, **options: object) -> str:
    edits = settle(text, tidy(Draft(text), **options).edits)
    after = apply(text, edits)
    assert apply(after, inverse(edits)) == text
    return after


def rules(text: str, **options: object) -> set[str]:
    return {edit.rule for edit in tidy(Draft(text), **options).edits}


FORMS = {
    "mixed line ends": ("甲\r\n乙\r丙\u2028丁\u2029戊\x85己\n", "甲\n乙\n丙\n丁\n戊\n己\n"),
    "a form feed parts what nothing else parts": (
        "第一页\x0c第二页\x0c\n第三页\n",
        "第一页\n第二页\n第三页\n",
    ),
    "no final newline": ("正文。", "正文。\n"),
    "too many final newlines": ("正文。\n\n\n", "正文。\n"),
    "empty stays empty": ("", ""),
    "only space": (" \u3000\n\xa0\n", ""),
    "paragraph indents go": ("\u3000\u3000正文。\n    正文。\n\t正文。\n", "正文。\n正文。\n正文。\n"),
    "trailing space goes": ("正文。 \u3000\n正文。\xa0\xa0\n", "正文。\n正文。\n"),
    "a line of spaces is blank": ("甲\n\u2002\u2002\n乙\n", "甲\n\n乙\n"),
    "blank runs": ("\n\n甲\n\n \n\n乙\n", "甲\n\n乙\n"),
    "zero width": ("中\u200b国\ufeff人\u00ad民\u2060。\n", "中国人民。\n"),
    "space behind a zero-width character": ("正文。 \u200b\n\u200b\n\u200b\n终\n", "正文。\n\n终\n"),
    "controls": ("\x00中\x07国\x9d\x7f。\n", "中国。\n"),
    "layout space inside a line is plain": (
        "区长\xa0\xa0王 乾\n区长\u2002 代小红\n",
        "区长  王 乾\n区长  代小红\n",
    ),
    "direction marks on a Chinese page": ("\u200e中国\u202c\n", "中国\n"),
    "a joiner between Chinese characters": ("中\u200d国\n", "中国\n"),
    "a stray variation selector": ("\ufe0f正文\n", "正文\n"),
    "chrome indented at several depths": (
        "  • TA的每日心情\n    开心\n    2019-3-11 08:54\n  • 签到天数: 9 天\n",
        "• TA的每日心情\n开心\n2019-3-11 08:54\n• 签到天数: 9 天\n",
    ),
    "a centred title over prose": (
        "          防汛通知\n\u3000\u3000各乡镇：\n\u3000\u3000今年汛期来得早。\n                县政府\n",
        "防汛通知\n各乡镇：\n今年汛期来得早。\n县政府\n",
    ),
    "code keeps its relative indentation": (
        "例如：\n    def f(x):\n        # 求和\n        if x:\n            return 1\n\n        return 2\n终",
        "例如：\ndef f(x):\n    # 求和\n    if x:\n        return 1\n\n    return 2\n终\n",
    ),
    "a stanza keeps its steps": (
        "  怒发冲冠，凭栏处、\n    潇潇雨歇。\n  抬望眼，仰天长啸，\n    壮怀激烈。\n",
        "怒发冲冠，凭栏处、\n  潇潇雨歇。\n抬望眼，仰天长啸，\n  壮怀激烈。\n",
    ),
}

KEPT = {
    "an emoji family": "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3\n",
    "an ideograph's variant": "葛\U000e0100城区 邉\ufe00\n",
    "Persian and Hindi joiners": "می\u200cخواهم क्\u200dष\n",
    "direction marks beside Arabic": "\u200fالسلام\u200f，你好\n",
    "Thai word marks": "สวัสดี\u200bครับ\n",
    "a spaced name": "区长  王\u3000乾\n",
    "YAML": "server:\n  port: 80\n  host: a.cn\n\nclient:\n  - x\n",
    "a shell loop": 'for f in *.txt; do\n    echo "$f"\ndone\n',
    "an English stanza": "Lamps are lit,\n  Boats are in,\nGulls have left,\n  The harbour sleeps.\n",
    "a table with an empty first cell": "    第一季  第二季  第三季\n产值  100  120  130\n",
    "a half-width sentence": "增长 3.5%,连续 54 个月(同比).\n",
    "one blank line": "甲\n\n乙\n",
    "a decomposed accent": "cafe\u0301\n",
}


@pytest.mark.parametrize(("text", "tidy_text"), FORMS.values(), ids=FORMS)
def test_brings_a_text_into_form(text, tidy_text):
    assert tidied(text) == tidy_text


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_keeps_what_means_something(text):
    assert tidied(text) == text


def test_every_change_says_which_rule_made_it():
    assert rules("甲 \n乙\r\n\n\n丙\u200b丁\x07戊") == {
        "tidy/layout-space",
        "tidy/line-end",
        "tidy/blank-lines",
        "tidy/zero-width",
        "tidy/control",
        "tidy/final-newline",
    }


FULL = {
    "发展,改革;稳定:好!吗?": "发展，改革；稳定：好！吗？",
    "增长 0.5%,连续 54 个月.": "增长 0.5%，连续 54 个月。",
    "(一)立足新格局": "（一）立足新格局",
    "人工智能(AI)时代,见 a.txt.": "人工智能（AI）时代，见 a.txt.",
    "他说:“走吧!”": "他说：“走吧！”",
    "条件之一:(1)增长;(2)盈利.": "条件之一：（1）增长；（2）盈利。",
    "时间:1:30,比分 3:0": "时间：1:30，比分 3:0",
    "网址:https://a.cn/b?c=中,好": "网址：https://a.cn/b?c=中,好",
    "附件:报告.docx": "附件：报告.docx",
}
NOT_FULL = [
    "He said: stay, please (now)! 北京",
    "约 1,000 人、3.14、1:30",
    'print("你好,世界");',
    "一.总则",
    "好:) 呵呵...",
    "f(x), g(y)",
    "y=f(x)是函数",
]


@pytest.mark.parametrize(("half", "full"), FULL.items())
def test_full_width_marks_between_chinese_characters(half, full):
    assert tidied(half + "\n", punctuation="full") == full + "\n"
    assert tidied(half + "\n") == half + "\n"


@pytest.mark.parametrize("text", NOT_FULL)
def test_half_width_marks_that_are_not_chinese_stay(text):
    assert tidied(text + "\n", punctuation="full") == text + "\n"


def test_composes_on_request():
    assert tidied("cafe\u0301，\uf900\n", nfc=True) == "café，豈\n"


def test_an_unknown_wish_for_punctuation_is_refused():
    with pytest.raises(UsageError, match="keep or full"):
        tidy(Draft(""), punctuation="half")


anything = st.text(
    st.one_of(
        st.sampled_from(
            "中国 \n\n\t\u3000\xa0\u2002\r\u200b\u200d\ufe0f\x0c\x00\u2028，。,.:()1aا👩❤e\u0301;{}=#|"
        ),
        st.characters(),
    ),
    max_size=40,
)


@given(anything, st.sampled_from(["keep", "full"]), st.booleans())
def test_tidying_twice_is_tidying_once(text, punctuation, nfc):
    once = tidied(text, punctuation=punctuation, nfc=nfc)
    assert tidy(Draft(once), punctuation=punctuation, nfc=nfc).edits == ()


@given(anything)
def test_a_tidy_text_ends_in_one_newline_and_keeps_its_letters(text):
    after = tidied(text)
    assert after == "" or (after[-1] == "\n" and not after[:-1].endswith("\n"))
    assert [c for c in after if c.isalnum()] == [c for c in text if c.isalnum()]
