"""Rows of characters: spaces after each of them, and text that stands twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.steps.lookalikes.doubled_text import doubled_text_edits
from cleantext.steps.lookalikes.spaced_text import spaced_text_edits

SENTENCES = (
    "他们说的是这所学校的老师，都很好。",
    "如果你也想去看看那座山，就和我们一起走吧！",
    "这本书讲的是一个孩子怎样学会了游泳，很有意思。",
    "我们把桌子搬到窗边，因为那里的光最好。",
    "下雨了，路上的人都打着伞，走得很快。",
)
HEADINGS = ("工作报告与今后任务", "第一章 总则与适用范围", "人工智能及其应用前景", "关键词：学习、生活与健康")


def unspaced(text):
    return apply(text, settle(text, spaced_text_edits(Draft(text)).edits))


def single(text):
    return apply(text, settle(text, doubled_text_edits(Draft(text)).edits))


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.sampled_from(" \u00a0\u3000"))
def test_a_space_after_every_character_of_prose_is_taken_out(sentences, space):
    page = "\n".join(sentences)
    assert unspaced("\n".join(map(space.join, sentences))) == page


def test_letters_and_digits_that_were_spaced_too_are_joined():
    page = "到2024年，我们的GDP增长了5%，这是大家都很高兴看到的。"
    assert unspaced(" ".join(page)) == page


def test_words_that_stand_whole_keep_their_spaces():
    shown = "transform 为 我 们 提 供 了 多 种 不 同 的 函 数 类 型 ， 都 在 tf_demo 里 。"
    assert unspaced(shown) == "transform 为我们提供了多种不同的函数类型，都在 tf_demo 里。"


def test_a_space_of_the_original_becomes_one_again():
    page = "这是第一句话，大家都听见了。 那是后来的第二句，很多人没有听到。"
    assert unspaced(" ".join(page)) == page


def test_short_lines_follow_where_the_page_is_spaced_throughout():
    page = "\n".join([*SENTENCES, "好的。", "山路", "你来吗？"])
    assert unspaced("\n".join(map(" ".join, page.split("\n")))) == page


@pytest.mark.parametrize(
    "page",
    [
        "政 府 工 作 报 告\n\n各位代表：\n",
        "姓 名\t性 别\n王  乾\t男\n李 四\t女\n",
        "一 二 三 四 五 六 七 八 九 十\n",
        "床 前 明 月 光 ，\n疑 是 地 上 霜 。\n举 头 望 明 月 ，\n低 头 思 故 乡 。\n",
        "天 地 人 你 我 他 一 二 三 四 五 上 下 口 耳 目 手 足 站 坐 日 月 水 火 山 石 田 禾\n",
        "赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 尤 许\n",
        "横 竖 撇 捺 点 折 提 钩 弯 斜 卧\n",
        "的 一 是 了 我 不 人 在 他 有 这 个 上 们 来 到 时 大 地 为 子 中 你 说 生 国\n",
        "我们 的 学校 是 一 所 很 好 的 学校 ， 老师 们 都 很 关心 我们 ， 同学 们 也 都 很 努力 。\n",
        "今年 以来 美国 股市 表现 最 好 的 一 年 。\n这 一 年 里 ， 股市 的 人 也 就 是 买 入 并 持有 。\n"
        * 3,
        "甲 乙 丙 丁 戊 己 庚 辛 壬 癸\n子 丑 寅 卯 辰 巳 午 未 申 酉 戌 亥\n",
        "A B C D E F G H I J K L M N\n",
        "春 夏 秋 冬\n目 录\n前 言\n通 知\n声 明\n",
    ],
)
def test_what_is_spaced_for_a_reason_stays(page):
    assert unspaced(page) == page


@given(st.sampled_from(HEADINGS), st.integers(2, 4), st.booleans())
def test_every_character_written_several_times_is_written_once(heading, times, in_a_page):
    shown = "".join(character * times for character in heading)
    around = "前面的一段。\n{}\n后面的一段。\n" if in_a_page else "{}"
    assert single(around.format(shown)) == around.format(heading)


def test_short_headings_follow_a_long_one():
    page = "目目录录\n一一、、工工作作报报告告与与任任务务\n正文高高兴兴地写着。\n"
    assert single(page) == "目录\n一、工作报告与任务\n正文高高兴兴地写着。\n"


@pytest.mark.parametrize(
    "page",
    [
        "高高兴兴、家家户户、认认真真、清清楚楚、实实在在\n",
        "高高兴兴平平安安健健康康开开心心\n",
        "爸爸妈妈爷爷奶奶哥哥姐姐弟弟妹妹都来了\n",
        "哈哈哈嘿嘿嘿呵呵呵\n啊啊啊哦哦哦\n",
        "讨论讨论\n谢谢谢谢\n加油加油加油加油\n",
        "————————\n……\n11223344\nAABBCC\n",
        "天天向上，人人为我，常常想念，渐渐明白\n",
        "啦啦啦啦啦啦\n风风火火闯九州\n",
        "挨挨擦擦\n挨挨错错\n挨挨挤挤\n劈劈啪啪\n勞勞碌碌\n懒懒散散\n",
        "歪歪斜斜——端端正正\n迷迷糊糊——清清楚楚——明明白白\n",
        "东东西西南南北北\n红红绿绿黄黄\n",
    ],
)
def test_reduplication_stays(page):
    assert single(page) == page


def test_lines_that_are_the_same_text_twice_are_written_once_where_the_page_is_full_of_them():
    titles = ["工作报告", "一年来的工作", "主要目标", "重点任务", "目录"]
    assert single("\n".join(title * 2 for title in titles)) == "\n".join(titles)
    assert single("工作报告工作报告\n正文。\n") == "工作报告工作报告\n正文。\n"


def test_every_line_of_a_slide_standing_twice_is_written_once():
    lines = ["目录", "一、总则", "二、范围", "三、定义", "四、附则"]
    assert single("".join(f"{line}\n{line}\n" for line in lines)) == "".join(f"{line}\n" for line in lines)


def test_a_refrain_stays():
    song = "".join(f"第{n}段的歌词在这里\n也在那里\n啦啦啦\n我们走吧\n我们走吧\n" for n in "一二三四五")
    assert single(song) == song


@given(st.text("学校很好的，。 \n高兴12a", max_size=60))
def test_any_text_is_taken(text):
    unspaced(text)
    single(text)
    unspaced(" ".join(text))
    single("".join(character * 2 for character in text))


@given(st.lists(st.sampled_from([*SENTENCES, *HEADINGS, "高高兴兴", "姓 名", "1 2 3", ""]), max_size=8))
def test_healthy_pages_are_not_changed(lines):
    page = "\n".join(lines)
    assert unspaced(page) == page
    if not any(a == b for a, b in pairwise(lines)):
        assert single(page) == page
