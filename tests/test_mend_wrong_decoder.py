"""Text read with the wrong decoder is read again, and other text is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.script import convert_text
from cleantext.steps.mend.decoders import MISREADINGS, Misreading
from cleantext.steps.mend.ftfy_pass import repair_with_ftfy
from cleantext.steps.mend.replay import shows_again
from cleantext.steps.mend.reread import SAFE, reread_with_search
from cleantext.steps.mend.wrong_decoder import repair_wrong_decoder

SIMPLIFIED = (
    "各位代表：现在，我代表区人民政府，向大会报告工作\n欢迎访问中国政府网站\n2024年，总量ABC达到100亿元\n"
)
TRADITIONAL = (
    "各位代表：現在，我代表區人民政府，向大會報告工作\n歡迎訪問中國政府網站\n2024年，總量ABC達到100億元\n"
)


def mended(text: str, *, bold: bool = False) -> str:
    return apply(text, settle(text, repair_wrong_decoder(Draft(text), bold=bold).edits))


KEEPS_EVERY_BYTE = [m for m in MISREADINGS if m.name not in ("utf8-as-big5", "gbk-as-cp932", "gbk-as-big5")]


@pytest.mark.parametrize("model", KEEPS_EVERY_BYTE, ids=lambda model: model.name)
def test_a_page_read_wrong_from_end_to_end_is_read_again(model):
    page = TRADITIONAL if model.right == "cp950" else SIMPLIFIED
    assert mended(model.show(page)) == page


@pytest.mark.parametrize("model", [m for m in MISREADINGS if m.single], ids=lambda model: model.name)
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
        "王喆、李㐂、陈镕、刘堃、赵昇、朱镕基、陶喆、张珺珺\n",
        "(눈_눈) ಠ_ಠ (｡◕‿◕｡) ﾟ∀ﾟ ヽ(ﾟДﾟ)ﾉ\n",
        "ﾊﾝｶｸｶﾀｶﾅ ﾃｽﾄ項目 ｱｲｳｴｵ\n",
        "우리나라 大韓民國은 民主共和國이다. 이름: 金哲洙(김철수)\n",
        "┌──┬──┐│├┤║╔╗╚╝╠╣░▒▓█\n",
        "∑∏√∫≈≠≤≥ αβγ ΔΣΩ µm ±3σ\n",
        "他在巴黎的 Café de Flore 读 Les Misérables，œuvre complète，Ænima。\n",
        "Straße, Grüße, Köln, Äpfel, ÖPNV, Übergrößenträger\n",
        "Žluťoučký kůň úpěl ďábelské ódy. Łódź, źdźbło, çığ\n",
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


@pytest.mark.parametrize(
    "model",
    [m for m in MISREADINGS if m.name in ("gbk-as-big5", "gbk-as-cp932", "gbk-as-cp949", "big5-as-gbk")],
    ids=lambda model: model.name,
)
def test_a_phrase_of_another_east_asian_encoding_is_found_in_a_sound_line(model):
    phrase = "歡迎訪問我們的網站" if model.right == "cp950" else "欢迎访问我们的网站"
    shown = model.show(phrase)
    assert mended(f"他说，{shown}，就走了。\n") == f"他说，{phrase}，就走了。\n"


@pytest.mark.parametrize("outer", ["cp1252", "latin-1", "gb18030"])
@pytest.mark.parametrize("inner", ["latin-1", "cp1252"])
def test_gbk_that_was_misread_saved_and_misread_again_is_read(inner, outer):
    shown = Misreading("utf-8", outer).show(Misreading("gb18030", inner).show("中国人民银行"))
    assert mended(f"来源：{shown}\n") == "来源：中国人民银行\n"


def test_the_names_of_two_misreadings_stand_in_the_rule_inner_one_first():
    (edit,) = repair_wrong_decoder(Draft("脰脨鹿煤脠脣脙帽")).edits
    assert (edit.new, edit.rule) == ("中国人民", "mend/gbk-as-cp1252 + mend/utf8-as-gbk")


@pytest.mark.parametrize("mark", ["\ufffd", "?", ""])
def test_bytes_lost_on_the_way_are_filled_in_where_the_text_around_tells(mark):
    shown = "积极推进经济社会发展".encode().decode("cp1252", "replace")
    assert "\ufffd" in shown
    assert mended(shown.replace("\ufffd", mark)) == "积极推进经济社会发展"


def test_what_cannot_be_told_is_marked_and_noted_and_the_rest_is_read():
    shown = Misreading("utf-8", "gb18030").show("我们走过石桥桥下有个人叫韦").rstrip("\ufffd")
    proposal = repair_wrong_decoder(Draft(shown))
    assert apply(shown, settle(shown, proposal.edits)) == "我们走过石桥桥下有个人叫\ufffd"
    (note,) = proposal.notes
    assert note.level == "unsure" and note.rule == "mend/utf8-as-gbk"


def test_0x80_shows_as_a_euro_sign_in_browsers():
    assert mended("涓€浜涚粡楠屽垎浜").startswith("一些经验分")


def test_no_break_spaces_may_have_become_plain_ones():
    shown = Misreading("utf-8", "cp1252").show("我们加强监督").replace("\xa0", " ")
    assert " " in shown and mended(shown) == "我们加强监督"


@pytest.mark.parametrize("configuration", ["t2s", "s2t"])
def test_a_page_converted_between_scripts_after_the_misreading_is_read(configuration):
    shown = convert_text(Misreading("utf-8", "gb18030").show("获取更多信息，请点击"), configuration)
    assert mended(shown) == "获取更多信息，请点击"


def test_sound_marks_beside_a_damaged_phrase_stay():
    shown = Misreading("gb18030", "cp1252").show("区、街道相互联系")
    assert mended(f"——坚持廉洁奉公{shown}，“很好”……\n") == "——坚持廉洁奉公区、街道相互联系，“很好”……\n"


def test_a_short_piece_is_read_where_the_page_has_shown_the_misreading():
    model = Misreading("gb18030", "cp949")
    page = "各位代表，我代表区人民政府，向大会报告工作\n2024年，总量ABC达到100亿元\n"
    assert mended(model.show(page)) == page


def test_two_kinds_of_damage_in_a_line_are_not_taken_for_one_twice_over():
    line = "点击鑾峰彇更多，donâ€™t"
    assert {edit.rule for edit in repair_wrong_decoder(Draft(line)).edits} == {"mend/utf8-as-gbk"}


@pytest.mark.parametrize(
    "line",
    [
        "皎皎霜葩，盈盈雪蕊。",
        "賴藤藤賴",
        "痺\t痺 痹",
        "镋钯街的小店",
        "瞿塘峡与闺闺之情",
        "罗····\n明白·····",
    ],
)
def test_rare_words_and_repeated_ones_are_left(line: str) -> None:
    """Rare characters that read as everyday ones prove nothing where few of them stand, or one again."""
    assert not repair_wrong_decoder(Draft(line)).edits


@pytest.mark.parametrize(
    ("before", "run", "after"),
    [("打造", "高品质生活", ""), ("深入推进", "农业现代化建设", "各项工作。")],
)
def test_damage_ends_where_the_text_reads_best(before: str, run: str, after: str) -> None:
    """A sound character beside a run can be read as bytes too; what stands around it decides."""
    line = before + Misreading("gb18030", "cp950").show(run) + after
    assert apply(line, settle(line, repair_wrong_decoder(Draft(line)).edits)) == before + run + after


@pytest.mark.parametrize("wrong", ["gb18030", "cp1252"])
def test_a_long_line_with_lost_bytes_is_read_as_a_short_one_is(wrong: str) -> None:
    sentence = "我们统筹推进各项工作，全面完成年初确定的目标任务，群众生活得到明显改善。"
    shown = (sentence * 20).encode().decode(wrong, "replace") + "\n"
    (mended,) = {edit.rule for edit in repair_wrong_decoder(Draft(shown)).edits}
    assert mended.startswith("mend/utf8-as-")
    assert "我们统筹推进各项工作" in apply(shown, settle(shown, repair_wrong_decoder(Draft(shown)).edits))


def test_the_first_byte_of_a_character_cut_off_becomes_a_mark() -> None:
    cut = "统筹推进各项工作".encode("gbk")[:-1].decode("latin-1")
    text = f"会议指出，{cut}，成效明显。\n"
    proposal = repair_wrong_decoder(Draft(text))
    assert apply(text, settle(text, proposal.edits)) == "会议指出，统筹推进各项工\ufffd，成效明显。\n"
    assert proposal.notes


def test_marks_of_a_first_misreading_are_read_under_a_second_one() -> None:
    first = "推进党纪学习教育常态化长效化".encode().decode("cp1252", "replace")
    assert "\ufffd" in first
    assert mended(Misreading("utf-8", "cp1252").show(first)) == "推进党纪学习教育常态化长效化"


@pytest.mark.parametrize("inner", ["latin-1", "cp1252"])
def test_half_a_letter_at_the_end_of_what_was_misread_twice_is_no_byte_of_the_text(inner: str) -> None:
    shown = Misreading("utf-8", inner).show(Misreading("gb18030", inner).show("依法行政纵深推进。"))
    assert mended(shown[:-1]) == "依法行政纵深推进\ufffd"


@pytest.mark.parametrize("phrase", ["自觉加强行政执法", "服务国家专项行动"])
def test_an_ideograph_that_korean_sets_have_twice_is_told_apart_after_a_conversion(phrase: str) -> None:
    shown = convert_text(Misreading("gb18030", "cp949").show(phrase), "t2s")
    assert mended(shown) == phrase


@pytest.mark.parametrize("configuration", ["t2s", "s2t"])
@pytest.mark.parametrize("phrase", ["教育卫生优质发展", "拓展包容活跃的市场"])
def test_text_misread_twice_and_then_converted_is_read(phrase: str, configuration: str) -> None:
    once = Misreading("gb18030", "cp1252").show(phrase)
    shown = convert_text(Misreading("utf-8", "gb18030").show(once), configuration)
    assert mended(f"{shown}\n") == f"{phrase}\n"


def test_a_byte_that_vanished_within_two_byte_text_is_put_back() -> None:
    shown = "促进人与自然和谐共生".encode("gbk").decode("cp932", "ignore")
    assert mended(shown) == "促进人与自然和谐共生"


def test_what_a_line_breaks_off_with_is_not_guessed_by_the_end_of_the_line() -> None:
    """`、` and `。` differ in the last byte alone, and a line that was cut ends in neither more often."""
    shown = Misreading("utf-8", "gb18030").show("全市各区全力推进重点项目建设、").rstrip("\ufffd")
    assert mended(shown + "\n") == "全市各区全力推进重点项目建设\ufffd\n"


def test_a_run_of_which_half_is_lost_stays_and_is_noted() -> None:
    sentence = "我们统筹推进各项工作，全面完成年初确定的目标任务，群众生活得到明显改善。"
    shown = sentence.encode().decode("cp950", "ignore")
    proposal = repair_wrong_decoder(Draft(shown))
    assert not proposal.edits or apply(shown, proposal.edits).count("\ufffd") * 3 <= len(sentence)


@given(
    st.sampled_from([m for m in MISREADINGS if m.right == "utf-8"]),
    st.integers(1, 2),
    st.sampled_from(["获取更多信息，请点击这里", "各位代表，现在向大会报告工作", "欢迎访问中国政府网站"]),
)
def test_what_was_filled_in_shows_the_damaged_text_again(model: Misreading, cut: int, sentence: str) -> None:
    shown = sentence.encode()[:-cut].decode(model.wrong if model.wrong != "latin-1" else "cp1252", "ignore")
    repair = reread_with_search(shown, model, SAFE)
    for piece in repair.pieces if repair else ():
        assert shows_again(shown, piece, model)
