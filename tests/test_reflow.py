"""Reflow: broken lines are joined, all other lines stay."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, inverse, settle
from cleantext.page import Draft
from cleantext.steps.reflow import reflow


def reflowed(text: str) -> str:
    edits = settle(text, reflow(Draft(text)).edits)
    after = apply(text, edits)
    assert apply(after, inverse(edits)) == text
    return after


def wrap(paragraph: str, columns: int, indent: str = "") -> str:
    """Wrap as a terminal does: a character that would pass the width begins the next line."""
    lines, width = [indent], 2 * len(indent)
    for character in paragraph:
        wide = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if width + wide > columns:
            lines.append("")
            width = 0
        lines[-1] += character
        width += wide
    return "\n".join(lines)


# --- sentences that a page break tore -------------------------------------------------------------------

REPORT = """\
二、上半年工作回顾
粮食生产稳中有进。全县播种面积达到六十二万亩，夏粮总产实现连续九年增{0}长，优质品种覆盖率超过八成。
乡村道路继续延伸。新建改建农村公路一百八十公里，所有建制村通了客{1}车，群众出行条件明显改善。
（一）坚持项目为王，有效投资持续扩大
重点项目加快推进。全年安排市级以上重点项目 64 个，累计完成投资 38.6{2}亿元，占年度计划的七成。
民生保障更加有力。新增城镇就业三千二百人，各项社会保险参保率稳步提高，{3}城乡低保标准再次上调。
我们深知，前进的道路上还有不少困难。对此，我们一定直面问题，我们{4}将拿出更大的决心和力度，认真加以解决。
谢谢大家！
"""


def test_joins_what_a_page_break_tore():
    assert reflowed(REPORT.format(*["\n"] * 5)) == REPORT.format("", "", " ", "", "")


def test_joins_a_torn_word_over_a_blank_line():
    torn = REPORT.replace("\n", "\n\n").format("\n\n", "", "", "", "")
    assert reflowed(torn) == REPORT.replace("\n", "\n\n").format(*[""] * 5)


def test_a_phrase_alone_does_not_prove_a_break():
    lone = REPORT.format("", "", "", "", "\n")
    assert reflowed(lone) == lone


def test_a_new_paragraph_is_not_joined_to_a_line_that_lacks_its_full_stop():
    page = (
        "会议听取了前三季度工作情况汇报。会议认为，全县经济运行总体平稳\n"
        "会议强调，要抓住关键时间窗口，全力冲刺年度目标。\n"
        "图为县领导在一线调研。人们正在田间忙碌。本报记者 刘成 摄\n"
        "连日来，各乡镇抢抓农时，秋播工作全面展开。\n"
    )
    assert reflowed(page) == page


def test_the_space_at_a_joint_follows_the_page():
    page = (
        "全年完成投资{0}38{0}亿元。同比增长{0}12{0}个百分点，重大项目开工总数达到了 60\n个，投产 20{0}个。\n"
    )
    assert "达到了 60 个" in reflowed(page.format(" "))
    assert "达到了 60个" in reflowed(page.format(""))


def test_layout_space_at_a_joint_goes_with_the_break():
    assert "通了客车" in reflowed(REPORT.format("", " \u3000\n", *[""] * 3))


def test_a_line_that_goes_on_with_a_mark_is_joined():
    page = "青禾湿地公园，位于云川省\n白石市\n，简称青禾湿地，是国家级湿地公园\n。占地三百公顷。\n"
    assert (
        reflowed(page) == "青禾湿地公园，位于云川省白石市，简称青禾湿地，是国家级湿地公园。占地三百公顷。\n"
    )


def test_torn_headings_and_first_words_are_joined_on_a_page_known_to_tear():
    page = REPORT.format(*["\n"] * 5)
    torn = page.replace("有效投资持续扩大", "有效投\n资持续扩大").replace("民生保障更", "民\n生保障更")
    assert reflowed(torn) == REPORT.format("", "", " ", "", "").replace("民生保障更", "民\n生保障更")


PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+\)")


@pytest.mark.parametrize(("number", "breaks"), [("000", 0), ("001", 14), ("002", 0), ("003", 0), ("004", 0)])
def test_the_seeds_have_the_breaks_a_reader_finds(number, breaks):
    (path,) = (Path(__file__).parent.parent / "seeds").glob(f"{number}_*")
    page = PINYIN.sub("", path.read_text("utf-8"))
    edits = reflow(Draft(page)).edits
    assert len(edits) == breaks
    assert reflow(Draft(apply(page, edits))).edits == ()


# --- wrapped text ---------------------------------------------------------------------------------------

PARAGRAPHS = (
    "秋分过后，山里的雾一天比一天浓，站在祠堂门口望出去，只看得见近处几株老樟树的轮廓，再远就是一片白。"
    "村里人说，雾大的年份桂花开得晚，可是香得久，能一直香到立冬，连晒在竹竿上的被子都带着甜味。",
    "我们到的那天正赶上修桥，桥面拆了一半，木匠们坐在石墩上吃午饭，看见生人也不问，只是把腌菜往外推了推，"
    "意思是一起吃。后来才知道，这座桥每隔三十年就要大修一回，村里的规矩是家家出工，谁家也不落下。",
)


@pytest.mark.parametrize("columns", [48, 61, 72])
def test_joins_wrapped_paragraphs(columns):
    wrapped = "\n\n".join(wrap(paragraph, columns) for paragraph in PARAGRAPHS) + "\n"
    assert reflowed(wrapped) == "\n\n".join(PARAGRAPHS) + "\n"


def test_joins_wrapped_paragraphs_that_only_indentation_parts():
    wrapped = "\n".join(wrap(paragraph, 56, "\u3000\u3000") for paragraph in PARAGRAPHS) + "\n"
    assert reflowed(wrapped) == "".join(f"\u3000\u3000{paragraph}\n" for paragraph in PARAGRAPHS)


def test_marks_may_hang_over_the_edge():
    page = (
        "秋分过后，山里的雾一天比一天浓，站在祠堂门口，\n"
        "只看得见近处几株老樟树模糊的轮廓，再远就是一片\n"
        "白茫茫。村里人说，雾大的年份，桂花开得晚，可是\n"
        "香得久，能一直香到立冬，连晒在竹竿上的厚被子，\n"
        "都带着甜味。\n"
    )
    assert reflowed(page) == page.replace("\n", "") + "\n"


ENGLISH = """\
The report describes how the county rebuilt its irrigation channels over
three winters, mostly with local labour and at a cost well below what had
been expected. Most of the channels carry water again, and the terraces
above the village are green for the first time in a decade.
"""


def test_joins_an_english_paragraph_with_spaces():
    assert reflowed(ENGLISH) == ENGLISH.replace("\n", " ").rstrip() + "\n"


def test_a_torn_english_word_is_mended_if_the_page_knows_it():
    page = (
        "Irrigation decides everything here, and the elders say that without irri-\n"
        "gation the valley would be empty within a few years and the terraces over-\n"
        "grown with thorn, while the young people would leave for the cities at the\n"
        "coast and never return.\n"
    )
    assert "without irrigation the valley" in reflowed(page)
    assert "terraces over-grown" in reflowed(page)


# --- lines that stay ------------------------------------------------------------------------------------

STAY = {
    "静夜思": "静夜思\n李白\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n",
    "couplets": "两个黄鹂鸣翠柳，一行白鹭上青天。\n窗含西岭千秋雪，门泊东吴万里船。\n" * 3,
    "a song without marks": ("晚风吹过旧码头\n灯火落进江水里\n谁把行李放在渡口\n谁还记得那封信\n") * 2,
    "a ci": (
        "如梦令\n"
        "\n"
        "昨夜雨疏风骤，\n"
        "浓睡不消残酒。\n"
        "试问卷帘人，\n"
        "却道海棠依旧。\n"
        "知否，知否？\n"
        "应是绿肥红瘦。\n"
    ),
    "a recipe": (
        "食材\n鸡蛋 3个\n番茄 2个\n葱花适量\n做法\n1. 番茄切块，鸡蛋打散备用\n2. 热锅下油，炒至蛋液凝固盛出\n"
    ),
    "an address": (
        "收件人：王小明\n"
        "地址：云川省白石市青禾区人民路 18 号三单元 502 室\n"
        "邮编：650000\n"
        "电话：0871-5550123\n"
    ),
    "a contact block": (
        "云川省白石市青禾湿地公园管理处综合办公室\n联系人 李老师\n电话 0871-5550123 传真 0871-5550124\n"
    ),
    "a table with tabs": "年份\t地区生产总值（亿元）\t增速（%）\n2021\t1362.6\t5.1\n2022\t1455.0\t6.0\n",
    "a table with gaps": (
        "项目名称                建设规模        总投资\n"
        "城北污水处理厂          日处理五万吨    3.2\n"
        "亿元村道改造            六十公里        1.1\n"
    ),
    "a table with walls": (
        "| 指标 | 上半年完成情况 | 全年目标任务 |\n| 税收 | 三十八点六亿元 | 七十亿元人民币 |\n"
    ),
    "code": (
        "def total(items):\n"
        "    return sum(item.price * item.count for item in items)\n"
        "\n"
        "print(total(basket), sep=',')\n"
    ),
    "speech": (
        "老人望着远处的山，慢慢地说了一句话，\n"
        "“今年的雪来得早。”\n"
        "“是啊，比去年早了半个月还多”\n"
        "“那就早点收吧。”\n"
    ),
    "a play": (
        "老掌柜：（沉吟）那年铺子里来过一个学徒，很勤快\n"
        "女客：哦。\n"
        "老掌柜：后来走了，你听说过他的什么消息没有\n"
    ),
    "a novel of short lines": (
        "他没有回头。\n雨还在下\n站台上空无一人\n她终于明白，那个秋天再也不会回来了\n列车开了。\n"
    ),
    "a mail quoted": (
        "> 关于下周会议的安排，我和几位同事商量了一下，觉得还是\n"
        "> 放在周四下午比较合适，你们那边有没有问题，请尽快回复\n"
        "可以，周四见。\n"
    ),
    "posts without full stops": (
        "今天去爬山了。风景真不错，下次还想再来一次\n"
        "楼主拍的照片真好看，请问是用什么相机拍的呀\n"
        "同求相机型号，我也想买一个。预算大概五千左右\n"
        "手机拍的哦。加了一点滤镜而已\n"
    ),
    "headings": (
        "第一章 总则\n"
        "关于进一步加强农村公路养护管理工作的实施意见\n"
        "（征求意见稿）\n"
        "2024年3月5日\n"
        "各乡镇人民政府，县直各有关单位：\n"
    ),
    "a broken title": (
        "——在青禾区第七届人民代表大会\n第四次会议第一次全体会议上\n青禾区人民政府区长  王 乾\n各位代表：\n"
    ),
    "a signature": "以上意见，请认真贯彻执行。特此通知\n青禾区人民政府办公室\n2024年3月5日\n",
    "notes": "1﹒独角兽企业：指发展速度快、创新能力强的企业\n2﹒种子企业：指处于创业期的企业。\n",
    "salutations": "尊敬的主席先生，\n女士们、先生们，\n朋友们：\n",
    "a contents page": (
        "一、总体要求和基本原则以及发展目标................1\n"
        "二、主要任务与重点工程的空间布局................12\n"
    ),
    "faces": "今天心情特别好，出门遇到了多年不见的老同学\n:)\n。。。\n？？？\n",
    "prose poem": (
        "我从遥远的北方走来，带着雪的气息和松的影子，\n"
        "带着一封没有寄出的信，和一盏彻夜不灭的灯火，\n"
        "走过每一座石桥，每一个渡口，每一片收割后的田野，\n"
        "直到你的窗前。\n"
    ),
    "an English poem": (
        "The ferry leaves the harbour when the lamps are lit,\n"
        "And nobody remembers who had called it home\n"
        "But every winter there are letters on the bench,\n"
        "And someone reads them to the gulls across the foam\n"
    ),
}


@pytest.mark.parametrize("page", STAY.values(), ids=STAY)
def test_other_lines_stay(page):
    assert reflowed(page) == page


@given(st.text("中国长三角。，、：“”》）a1 -\u3000\n\t|", max_size=120))
def test_only_breaks_and_the_space_at_them_ever_change(text):
    after = reflowed(text)
    assert [c for c in after if not c.isspace()] == [c for c in text if not c.isspace()]


@given(st.lists(st.text("中国的三角形。，", min_size=15, max_size=30), max_size=6).map("\n".join))
def test_any_joint_is_a_whole_line_break(text):
    assert all("\n" in edit.old and "\n" not in edit.new for edit in reflow(Draft(text)).edits)
