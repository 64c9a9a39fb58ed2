"""Text read with the wrong decoder is read again, and other text is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.steps.mend.decoders import MISREADINGS, Misreading
from cleantext.steps.mend.ftfy_pass import repair_with_ftfy
from cleantext.steps.mend.telltale import telltales
from cleantext.steps.mend.wrong_decoder import repair_wrong_decoder

SIMPLIFIED = (
    "各位代表：现在，我代表区人民政府，向大会报告工作\n欢迎访问中国政府网站\n2024年，总量ABC达到100亿元\n"
)
TRADITIONAL = (
    "各位代表：現在，我代表區人民政府，向大會報告工作\n歡迎訪問中國政府網站\n2024年，總量ABC達到100億元\n"
)


def mended(text: str, *, bold: bool = False) -> str:
    return apply(text, settle(text, repair_wrong_decoder(Draft(text), bold=bold).edits))


@pytest.mark.parametrize("model", MISREADINGS[:-1], ids=lambda model: model.name)
def test_a_page_read_wrong_from_end_to_end_is_read_again(model):
    page = TRADITIONAL if model.right == "cp950" else SIMPLIFIED
    assert mended(model.show(page)) == page


@pytest.mark.parametrize("model", MISREADINGS[1:6], ids=lambda model: model.name)
def test_a_phrase_read_wrong_within_a_line_is_read_again(model):
    shown = model.show("中國政府")
    assert mended(f"點擊「{shown}」 and abc\n") == "點擊「中國政府」 and abc\n"


def test_gbk_read_as_big5_is_read_again_where_no_pair_was_lost():
    assert mended(Misreading("gb18030", "cp950").show("我们在中国有一个网站")) == "我们在中国有一个网站"


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("点击鑾峰彇更多信息", "点击获取更多信息"),
        ("标题：ä¸\xadå›½æ”¿åºœ网", "标题：中国政府网"),
        ("“ä½\xa0å¥½，世界”", "“你好，世界”"),
        ("“ä½ å¥½，世界”", "“你好，世界”"),
        ("ÖÐ¹úÈËÃñ银行", "中国人民银行"),
        ("增长鐨勯噸瑕佹垚鏋�", "增长的重要成果"),
    ],
)
def test_a_run_among_other_text_is_found(shown, meant):
    assert mended(shown) == meant


def test_a_lost_last_byte_that_could_be_several_is_marked():
    shown = Misreading("utf-8", "gb18030").show("获取更多信息！")
    assert shown.endswith("\ufffd") and mended(shown) == "获取更多信息\ufffd"


def test_text_misread_twice_is_read_again():
    once = Misreading("utf-8", "cp1252").show("中国政府")
    assert mended(Misreading("utf-8", "cp1252").show(once)) == "中国政府"
    (edit,) = repair_wrong_decoder(Draft(Misreading("utf-8", "cp1252").show(once))).edits
    assert edit.rule == "mend/utf8-as-cp1252 + mend/utf8-as-cp1252" and edit.margin > 5


@pytest.mark.parametrize(
    "page",
    [
        "café, naïve, größe; Ünïcödé; “你好，世界！”——……·×÷°\n",
        "Où êtes-vous? Très près d'ici, déjà à l'école: ça, là, où, œuvre.\n",
        "ÄÖÜ äöü ß ÆØÅ ÇĞİŞ\n",
        "汉(hàn)字(zì)的读音，lǜ sè，nǐ hǎo\n",
        "いろはにほへと ちりぬるを、カタカナのページです。\n",
        "Привет, как дела? Καλημέρα κόσμε\n",
        "锂电池、璇玑、缁衣、澶州、寮国、浜口、鎮、鏡、長門、鐵路\n",
        "锟斤拷锟斤拷锟斤拷烫烫烫烫屯屯屯\n",
        "憩息、徹夜、燦爛、華麗、睿智、頗為富饒\n",
        "\ue000\ue001 图标字体 \ue765\n",
        SIMPLIFIED,
        TRADITIONAL,
    ],
)
def test_text_that_is_what_it_seems_is_not_changed(page):
    draft = Draft(page)
    assert repair_wrong_decoder(draft).edits == () and repair_with_ftfy(draft).edits == ()


def test_western_mojibake_is_left_to_ftfy_without_its_habits():
    page = "作者：JosÃ©，donâ€™t；“你好，世界！”ﬁ …\n"
    assert repair_wrong_decoder(Draft(page)).edits == ()
    edits = repair_with_ftfy(Draft(page)).edits
    assert apply(page, edits) == "作者：José，don’t；“你好，世界！”ﬁ …\n"
    assert {edit.rule for edit in edits} == {"mend/ftfy"}


@given(st.text("国的政府abc 1é", max_size=30), st.sampled_from(MISREADINGS))
def test_what_a_model_shows_it_can_take_back(text, model):
    try:
        shown = model.show(text)
    except UnicodeEncodeError:
        return
    again = model.unshow(shown)
    assert again is None or model.show(again) == shown


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_taken_without_an_error(text):
    mended(text, bold=True)
    mended("鑾峰彇" + text + "ÖÐ¹ú" + text)
    repair_with_ftfy(Draft(text))


@given(st.text("获取鑾峰彇ÖÐ¹ú的いゅ腔岆。a", max_size=12))
def test_both_ways_to_look_for_telltales_agree(text):
    import numpy

    from cleantext.steps.mend.telltale import _any, _looked_up, _patterns

    slow = sum(k for k, p in _patterns().items() if p.search(text)) if _any().search(text) else 0
    assert _looked_up(text, numpy) == slow and telltales(text) in (slow, 0)
