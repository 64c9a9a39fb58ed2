"""What a page put in so as not to be found or copied: homoglyphs, letters of other scripts, tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.characters import is_han
from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.steps.lookalikes.homoglyphs import homoglyph_edits, homoglyphs
from cleantext.steps.lookalikes.jammers import jammer_edits
from cleantext.steps.lookalikes.mixed_words import LETTERS, mixed_word_edits

PROSE = (
    "今天的天气很好，我们一起去看外面的世界。她说不想去，因为家里有事，要等朋友回来。\n"
    "我知道你的心情，可是时间不等人；这里的山水花草，都是大家喜欢的样子。\n"
    "后来我们再也没有见过面，只在梦里说过几句话，永远忘不了那一年的风雪。\n"
)
MORE_PROSE = (
    "村口有一棵老槐树，夏天的傍晚，大人坐在树下聊天，孩子们围着石桌做游戏。\n"
    "图书馆每周开放六天，读者凭证件可以借阅五册图书，期限为三十天，过期需要说明原因。\n"
    "会议讨论了明年的计划，决定增加对乡村教育的投入，并且改善教师的工作条件。\n"
)


def meant(text):
    return apply(text, settle(text, homoglyph_edits(Draft(text)).edits))


def unjammed(text):
    return apply(text, settle(text, jammer_edits(Draft(text)).edits))


def latin(text):
    return apply(text, settle(text, mixed_word_edits(Draft(text)).edits))


def written(character, choice):
    """A homoglyph of a character, or the character."""
    ways = [glyph for glyph, means in homoglyphs().items() if means[0] == character]
    return ways[choice % len(ways)] if ways and choice else character


@given(st.lists(st.integers(1, 9), min_size=len(PROSE), max_size=len(PROSE)))
def test_prose_written_with_homoglyphs_comes_back(choices):
    assert meant("".join(map(written, PROSE, choices))) == PROSE


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("莪愛伱，伱湜莪哋天堂，吥離吥棄", "我愛你，你是我的天堂，不離不棄"),
        (
            "今靝靝気眞恏，莪们一起去栞栞外面的世琾，莪很想伱",
            "今天天気眞好，我们一起去看看外面的世界，我很想你",
        ),
        ("Φ国人吥骗Φ国人，莪湜说眞嘚，伱要相信莪", "中国人不骗中国人，我是说眞的，你要相信我"),
    ],
)
def test_a_line_dense_with_homoglyphs_is_read(page, says):
    assert meant(page) == says


@pytest.mark.parametrize(
    "page",
    [
        "他很嘚瑟，从雪兰莪带回莪术，又去了芝罘和樊哙的故乡。\n",
        "我吥知道，嘿嘿。\n",
        "直径Φ20，长度Φ30，孔Φ5，轴Φ8，管Φ9，板Φ7。\n",
        "佢哋話我哋嘅嘢好，你哋唔好嘚瑟。\n",
        "孙菂、王莪、李媄、张湜、赵洅是五位作者。\n",
        "卟啉、铕、呔坦、孑孒、樊哙、莪蒿都是词典里的字。\n",
        "".join(map(chr, range(0x4E00, 0x5000))),
        "".join(f"{chr(code)}\t{chr(code)}\n" for code in range(0x4E00, 0x5000)),
        "今日は良い天気の日、私の家の前の木の下で、君の名は。\n",
        PROSE,
    ],
)
def test_homoglyphs_that_are_themselves_stay(page):
    assert meant(page) == page


def test_every_homoglyph_is_rare_and_means_common_characters():
    for glyph, means in homoglyphs().items():
        assert len(glyph) == 1 and glyph not in means
        assert all(b"\xb0" <= c.encode("gb2312")[:1] < b"\xd8" for c in means)
        assert not (is_han(glyph) and b"\xb0" <= glyph.encode("gb2312", "ignore")[:1] < b"\xd8")


@pytest.mark.parametrize(
    ("page", "says"), [("买 Аррle 手机", "买 Apple 手机"), ("用Wіndоws系统", "用Windows系统")]
)
def test_letters_of_other_scripts_in_a_latin_word_become_latin(page, says):
    assert latin(page) == says


@pytest.mark.parametrize(
    "page", ["Москва и Сочи", "Καλημέρα", "α-helix, μm, ΔT", "СССР", "АВС", "кВт и Wi-Fi", "Яblоко", "αβγδ"]
)
def test_words_that_may_be_of_another_script_stay(page):
    assert latin(page) == page


@given(st.sampled_from(["Windows", "telephone", "Beijing", "Chinese"]), st.integers(0, 127))
def test_a_word_with_letters_swapped_comes_back(word, which):
    back = {looks: letter for letter, looks in LETTERS.items()}
    shown = "".join(back.get(c, c) if which >> at & 1 else c for at, c in enumerate(word))
    assert latin(f"用 {shown} 的人") in (f"用 {word} 的人", f"用 {shown} 的人")
    if sum(map(str.isascii, shown)) * 3 >= len(word) * 2:
        assert latin(shown) == word


@given(st.sampled_from(["★", "😀", "♂☆", "❤\ufe0f", "*", "#", "※"]), st.integers(2, 5))
def test_a_token_between_characters_all_over_a_page_is_cut(token, every):
    lines = (PROSE + MORE_PROSE).splitlines()
    shown = "\n".join(
        "".join(c + token * (at % every == 0 and at + 1 < len(line)) for at, c in enumerate(line, 1))
        for line in lines
    )
    assert unjammed(shown) == "\n".join(lines)


def test_a_longer_row_of_the_same_symbol_stays():
    line = "今天★天气★很好，我★们一★起去公★园看★花，大家★都很高★兴，明★天还★来。"
    assert unjammed(f"{line}好看★★★★☆的。") == line.replace("★", "") + "好看★★★★☆的。"


@given(st.sampled_from(["【某某小说网】", "www.example.com", "🍎🍎", "https://example.cn"]))
def test_a_name_an_address_or_a_pictograph_after_every_sentence_is_cut(token):
    sentences = (
        "第一句在这里。第二句也说完了！第三句呢？第四句很短。第五句。第六句。第七句。第八句。".replace(
            "。", "。|"
        )
    )
    sentences = sentences.replace("！", "！|").replace("？", "？|").strip("|")
    assert unjammed(sentences.replace("|", token)) == sentences.replace("|", "")


@pytest.mark.parametrize(
    "page",
    [
        "性别：男/女 是/否 有/无 东/西 大/小 进/出 上/下 多/少 高/低 左/右\n",
        "张×明、李×华、王×军、赵×国、钱×强、孙×伟、周×民等人到会。\n",
        "首页★新闻★体育★财经★娱乐★科技★汽车★房产★教育★旅游★健康\n",
        "●第一项\n●第二项\n●第三项\n●第四项\n●第五项\n●第六项\n●第七项\n",
        "今天很好😊。明天也好！😊后天呢？我们走吧。😊好的。\n",
        "同志们！（掌声）前进！（掌声）再前进！（掌声）必胜！（掌声）谢谢！（掌声）完。（掌声）好。\n",
        "这是*重点*内容，那是*要点*所在，还有*难点*部分，以及*疑点*说明，都要*记住*才行。\n",
        "数据集**共包括**268万**刑法**法律文书，**共涉及**183条**罪名**和**刑期**预测，**来自**裁判**文书**网。\n",
        "一级→二级→三级→四级→五级→六级→七级→八级\n",
        "【新闻】今天。【体育】昨天。【财经】前天。【娱乐】后天。【科技】明天。【汽车】去年。\n",
        PROSE,
    ],
)
def test_signs_that_join_hide_or_divide_stay(page):
    assert unjammed(page) == page


@given(st.text("莪伱吥湜哋的我是★😀*。【】.cn Аaеp好", max_size=60))
def test_any_text_is_taken(text):
    meant(text)
    latin(text)
    unjammed(text)
