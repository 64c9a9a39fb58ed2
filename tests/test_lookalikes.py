"""Single characters that only look right are written right, and those that are meant stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.edits import apply, settle
from cleantext.page import Draft, Page
from cleantext.recipe import Recipe, load_recipe
from cleantext.steps.lookalikes import FAMILIES, lookalikes
from cleantext.steps.lookalikes.compatibility import unified
from cleantext.steps.lookalikes.private_use import gb18030_meanings, hkscs_meaning
from cleantext.steps.lookalikes.radicals import ideographs

PROSE = (
    "一个人的生日是大事，小马从长安回来，走了十二里山路。\n"
    "他用手工做了一面木头的门，见者无不说好；水火金土，各有用处。\n"
    "页面上的文字、目录、首页，都是龙飞风舞的样子，贝母与鱼鸟入画。\n"
)


def righted(text, data=b""):
    return apply(text, settle(text, lookalikes(Draft(text, Page(data))).edits))


def rules_of(text):
    return {edit.rule for edit in lookalikes(Draft(text)).edits}


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("⼀、⼯作⽬标", "一、工作目标"),
        ("⽹⻜的⾸⻚⽂件", "网飞的首页文件"),
        ("⻓江与⾧江，⺠⽣⻋间", "长江与長江，民生车间"),
        ("⼈⼈⼒⾏，⽇⽇⾃新", "人人力行，日日自新"),
        ("⼩小样本测试，⼤大量⽆无标签数据", "小样本测试，大量无标签数据"),
    ],
)
def test_radicals_used_as_characters_become_characters(page, meant):
    assert righted(page) == meant


@pytest.mark.parametrize(
    "page",
    [
        "康熙部首：⼀⼁⼂⼃⼄⼅，共二百一十四部。\n",
        "部首“⽔”在左边写作“⺡”，如江、河。\n",
        "⼀、⼁、⼂、⼃、⼄\n",
        "⼈部的字多与人有关，见部首表。\n",
        "⼀ (U+2F00) 与 一 (U+4E00) 不同。\n",
        "⽊木 ⽕火\n",
        "册\t⺆ ⺆ 一\n再\t一 ⺆ 土\n",
    ],
)
def test_radicals_that_are_spoken_of_stay(page):
    assert righted(page) == page


def test_on_a_page_that_speaks_of_radicals_only_words_are_righted():
    assert righted("部首查字法：先找⾸⻚，再看⼈部。\n") == "部首查字法：先找首页，再看⼈部。\n"


@given(st.data())
def test_any_characters_of_prose_written_as_radicals_come_back(data):
    radicals = {}
    for radical, character in ideographs().items():
        radicals.setdefault(character, []).append(radical)
    shown = "".join(
        data.draw(st.sampled_from([c, *radicals.get(c, ())])) if c not in "人日" else c for c in PROSE
    )
    assert righted(shown) == PROSE


def test_every_kangxi_radical_has_its_ideograph():
    assert all(unicodedata.name(i).startswith("CJK UNIFIED") for i in ideographs().values())
    assert len([r for r in ideographs() if "\u2f00" <= r <= "\u2fd5"]) == 214


@given(st.lists(st.sampled_from(sorted(unified())), max_size=8), st.text("的一是在不了", max_size=20))
def test_compatibility_ideographs_of_a_chinese_page_are_unified(codes, prose):
    shown = prose.join(map(chr, codes))
    assert righted(shown) == unicodedata.normalize("NFC", shown)


@pytest.mark.parametrize(
    "page",
    [
        "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩など、" + "かな",
        "在漢字﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩之中",
        "\ufa19戸の\ufa1a田さんは、ここにいます。",
        "\uf914은 \uf9b4과 다르다, 한자는 여러 음이 있다.",
    ],
)
def test_compatibility_ideographs_stay_where_they_mean_something(page):
    assert righted(page) == page


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("他说｢你好｣､然后走了｡", "他说「你好」、然后走了。"),
        ("卡尔･马克思", "卡尔·马克思"),
        ("共20%｡", "共20%。"),
    ],
)
def test_half_width_katakana_marks_in_chinese_become_chinese_marks(page, meant):
    assert righted(page) == meant


@pytest.mark.parametrize("page", ["ﾃｽﾄ･ﾍﾟｰｼﾞです｡", "東京タワー｡ 日本語の｢本｣", "｡｡｡", "(･_･) ･"])
def test_half_width_katakana_marks_elsewhere_stay(page):
    assert righted(page) == page


@given(st.text("学校很大他说", min_size=1, max_size=8), st.sampled_from("。、"))
def test_a_mark_made_half_width_comes_back(clause, mark):
    page = f"{clause}{mark}「{clause}」{clause}"
    shown = page.translate(str.maketrans("。「」、", "｡｢｣､"))
    assert righted(shown) == page


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("二○○八年八月", "二〇〇八年八月"),
        ("一九四九年至二OO九年", "一九四九年至二〇〇九年"),
        ("二０二四年，八○后", "二〇二四年，八〇后"),
        ("（二○二一）", "（二〇二一）"),
        ("第一○二條，二十三時○二分", "第一〇二條，二十三時〇二分"),
    ],
)
def test_circles_in_years_become_zeros(page, meant):
    assert righted(page) == meant


@pytest.mark.parametrize(
    "page",
    ["○○市长说", "一○二×三○", "第二○○师", "评分：一○○", "○ 一个选项", "OO年", "ＮＯ０", "大写 O 与 零"],
)
def test_circles_that_may_be_something_else_stay(page):
    assert righted(page) == page


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("他是第ㄧ個來的", "他是第一個來的"),
        ("第ニ章讲的是", "第二章讲的是"),
        ("四川省カ争上游", "四川省力争上游"),
    ],
)
def test_a_letter_alone_between_characters_becomes_the_character_it_looks_like(page, meant):
    assert righted(page) == meant


@pytest.mark.parametrize(
    "page", ["ㄧ是注音符號，ㄅㄆㄇㄧㄨㄩ", "歌名ニコニコ动画", "ㄧ、第一項", "用ニ表示，读作ni，如ニホ"]
)
def test_letters_among_their_like_stay(page):
    assert righted(page) == page


@given(st.text("一二三四上中下甲乙丙丁天地人員是的", max_size=20))
def test_characters_written_as_kanbun_marks_come_back(page):
    marks = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x3192, 0x31A0)}
    assert righted(page.translate(str.maketrans(marks))) == page


def test_kanbun_marks_in_japanese_stay():
    page = "学而㆑時習㆓之㆒、まなびてときにこれをならふ"
    assert righted(page) == page


@given(st.data())
def test_what_gb18030_wrote_as_private_use_is_read_as_it_is_now_defined(data):
    meanings = gb18030_meanings()
    codes = data.draw(st.lists(st.sampled_from(sorted(meanings)), min_size=1, max_size=5))
    page = "字".join(codes).encode("gb18030")
    meant = "字".join(map(meanings.get, codes))
    assert righted(page.decode("gb18030"), page) == meant


def test_the_same_codes_in_utf8_may_be_icons_and_stay():
    page = "\ue81e登录 \ue7c7注册"
    draft = Draft(page, Page(page.encode()))
    assert lookalikes(draft).edits == ()
    (note,) = lookalikes(draft).notes
    assert (note.rule, note.span) == ("lookalikes/private-use", (0, 1)) and note.message.startswith("2 ")


def test_an_indent_and_letters_of_pinyin_are_known_in_utf8_too():
    assert (
        righted("\ue5e5\ue5e5第一段。\n\ue5e5\ue5e5第二段。") == "\u3000\u3000第一段。\n\u3000\u3000第二段。"
    )
    assert righted("呒（ḿ）呣（\ue7c7）嗯（ńg, \ue7c8g, ň）ā") == "呒（ḿ）呣（ḿ）嗯（ńg, ǹg, ň）ā"
    assert righted("\ue5e5登录 (\ue7c7) 注册") == "\ue5e5登录 (\ue7c7) 注册"


def test_hong_kong_characters_of_old_are_read_where_they_spell_cantonese():
    assert righted("佢食\uecd9飯，\uecd8深水\ue88c，買\uecb1") == "佢食咗飯，喺深水埗，買嘢"
    assert hkscs_meaning("\ue000") == "𠕇"
    icons = "首頁\ue000 登入\ue001 關於\ue310我們"
    assert righted(icons) == icons


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("\uf0b7 第一项\n\uf0b7第二项", "• 第一项\n•第二项"),
        ("  \uf06c\t目标", "  ●\t目标"),
        ("\uf0d8项目", "➢项目"),
    ],
)
def test_bullets_of_symbol_fonts_become_bullets(page, meant):
    assert righted(page) == meant


@pytest.mark.parametrize("page", ["其中\uf06c为波长", "\uf0b7\n", "价格\uf0d8", "\uf0b7\uf0b7"])
def test_symbol_font_characters_elsewhere_stay(page):
    assert righted(page) == page


def test_every_family_has_its_own_switch():
    page = "⼀⻚｡二○二四年"
    assert righted(page) == "一页。二〇二四年"
    skip = ("lookalikes/kangxi-radical", "lookalikes/katakana-mark", "lookalikes/circle-zero")
    assert cleantext.clean(page, Recipe("mine", skip=skip)).text == "⼀页｡二○二四年\n"
    with pytest.raises(cleantext.UsageError, match="there is no rule 'lookalikes/nonsense'"):
        cleantext.clean("页", Recipe("mine", skip=("lookalikes/nonsense",)))


def test_models_of_any_step_can_be_left_out_but_never_valid_utf8():
    page = "正文。\u200b\n".encode() + b"\xff"
    recipe = Recipe("mine", skip=("tidy/zero-width", "mend/ftfy"))
    result = cleantext.clean(page, recipe)
    assert "\u200b" in result.text and result.undo() == page


@pytest.mark.parametrize("name", ["default", "repair"])
def test_the_step_is_part_of_the_recipes_that_repair(name):
    assert "lookalikes" in load_recipe(name).steps
    assert cleantext.clean("⼯作", name).text == "工作\n"


def test_edits_name_their_family():
    assert rules_of("⼀⻚｡") <= {f"lookalikes/{name}" for name in FAMILIES} | {
        "lookalikes/cjk-radical + lookalikes/katakana-mark",
        "lookalikes/kangxi-radical + lookalikes/cjk-radical + lookalikes/katakana-mark",
    }


@given(st.text("⼀⻚ㄧ○二年\ue81e\uf0b7｡｢かо的了 \n高兴\uf92c", max_size=30))
def test_any_text_is_taken_and_settles_at_once(text):
    once = righted(text)
    assert righted(once) == once or "か" in text or len(once) != len(text)


@pytest.mark.parametrize(
    "page",
    [
        PROSE,
        "注音：ㄅㄆㄇㄈ\n",
        "┌──┐\n│表│\n└──┘\n",
        "Привет, мир! Καλημέρα. 안녕하세요. こんにちは。\n",
        "(｡･ω･｡) (╯°□°）╯︵ ┻━┻\n",
        "张𠮷野、李喆、王莪、刘丨\n",
    ],
)
def test_healthy_pages_are_not_changed(page):
    proposal = lookalikes(Draft(page))
    assert proposal.edits == () and proposal.notes == ()
