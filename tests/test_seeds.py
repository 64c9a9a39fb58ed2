"""What a reader must find, and must not find, on the five real pages."""

import re
from functools import cache
from pathlib import Path

import pytest

import cleantext

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = ("000", "001", "002", "003", "004")


@cache
def result_of(name):
    return cleantext.clean(next(SEEDS.glob(f"{name}*.txt")).read_bytes())


def source_lines(name):
    return next(SEEDS.glob(f"{name}*.txt")).read_text("utf-8").split("\n")


def letters(text):
    """The text without any white space, to compare what is said and not how it is laid out."""
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_the_page_comes_back_byte_for_byte(name):
    result = result_of(name)
    assert result.undo() == result.page.data
    assert result.history.redo(result.decoded.text) == result.text


@pytest.mark.parametrize("name", NAMES)
def test_clean_text_is_tidy(name):
    text = result_of(name).text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert not re.search(r"^[^\S\n]|[^\S\n]$|[\u2002\u00a0\u200b\ufeff]", text, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_clean_page_stays_as_it_is(name):
    clean = result_of(name).text
    assert cleantext.clean(clean).text == clean


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("000", "      2020年成都市锦江区政府工作报告", "      46﹒"),
        ("003", "    2021年重庆市江北区政府工作报告", "    各位代表!宏伟"),
    ],
)
def test_of_a_forum_page_the_report_remains_whole(name, first, last):
    lines = source_lines(name)
    begin = max(i for i, line in enumerate(lines) if line == first)
    end = next(i for i, line in enumerate(lines) if line.startswith(last))
    assert letters(result_of(name).text) == letters("".join(lines[begin : end + 1]))


def test_a_speaker_keeps_his_name_on_a_simplified_page():
    assert "成都市锦江区人民政府区长  王 乾\n" in result_of("000").text


def test_of_a_portal_page_headlines_source_and_notes_remain():
    lines = source_lines("002")
    begin = next(i for i, line in enumerate(lines) if line.startswith("正式发布!"))
    end = next(i for i, line in enumerate(lines) if line.startswith("39.四下基层"))
    report = [line for line in lines[begin : end + 1] if line.strip() != "图片"]
    assert letters(result_of("002").text) == letters("".join(report))


@pytest.mark.parametrize(
    "repaired",
    [
        "(一)在新发展格局中开辟",
        "(三)全力提升城市宜居度和\ufffd。",
        "(四)精心打造人文",
        "(六)全面加强政府自身建设。",
        "15.5%。总部经济加速发展",
        "2 个项目列入区支持",
        "地方财政收入 145.5 亿元",
        "广大党员干部群众和医务工作者",
        "全球首家零食博物馆开馆",
        "着力保障和改善民生",
        "影响力显著提升",
    ],
)
def test_the_damaged_page_reads_right(repaired):
    assert repaired in result_of("001").text


@pytest.mark.parametrize("debris", ["著力", "ㄒ", "长三角 0", "0 2020", "热点文章", "点击:", "xx", "角 (二)"])
def test_nothing_broken_is_left_of_the_damaged_page(debris):
    assert debris not in result_of("001").text


def test_no_pinyin_annotation_is_left():
    assert not re.search(r"\([a-zà-üāēěīōūǎǐǒǔǘǚǜ]+\)", result_of("001").text)


@pytest.mark.parametrize(
    "restored",
    [
        "2025年政府工作报告",
        "在南充市高坪区第七届人民代表大会",
        "我代表区人民政府,向大会报告工作",
        "认真落实党中央国务院决策部署",
        "认真落实党中央国务院、省委省政府",
        "力争更多项目纳入国省盘子",
        "倾力办好各类民生实事,努力让更多“民生愿景”",
        "高效办成一件事:国务院关于进一步优化政务服务",
        "撬动更多社会资本",
    ],
)
def test_a_brand_written_over_words_is_taken_off(restored):
    assert restored in result_of("004").text


def test_what_stands_for_a_lost_word_is_restored_or_noted():
    result = result_of("004")
    left = [m.span() for m in re.finditer("亚洲通", result.text)]
    noted = [result.history.to_clean(note.span) for note in result.notes]
    assert all(any(a <= start and end <= b for a, b in noted) for start, end in left)
    assert result.text.count("亚洲通") <= 1
    assert "扫一扫" not in result.text


def test_a_withheld_name_gets_its_typographic_form_or_the_name_given():
    assert "××市××区第五届人民代表大会" in result_of("001").text
    page = next(SEEDS.glob("001*.txt")).read_bytes()
    recipe = cleantext.Recipe("filled", fill=(("xx", "松江"),))
    assert "松江区" in cleantext.clean(page, recipe).text
