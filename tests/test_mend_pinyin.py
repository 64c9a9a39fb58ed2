"""Pinyin that a machine wrote behind converted characters is cut; what a person wrote stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.steps.mend.pinyin_annotation import RULE, cut_annotations
from cleantext.steps.mend.pinyin_bytes import READERS, annotate, proved
from cleantext.steps.mend.pinyin_lost import reproduces
from cleantext.steps.mend.readings import characters_read, codes_read, converted

GLOSSED = Path(__file__).parent / "pages/glossed"

PINYIN = {"區": "qū", "發": "fā", "經": "jīng", "業": "yè", "產": "chǎn", "質": "zhì", "優": "yōu",
          "戰": "zhàn", "農": "nóng", "規": "guī", "環": "huán", "現": "xiàn", "雲": "yún", "審": "shěn",
          "驅": "qū"}  # fmt: skip
CODES = {character.encode("gbk"): pinyin for character, pinyin in PINYIN.items()}

REPORT = (
    "一、全區經濟發展情況。今年以來，全區堅持以經濟建設爲中心，產業發展質量不斷提高，農業現代化步伐加快。\n"
    "二、優化發展環境。全區企業發展環境持續優化，規模以上企業產值增長，高質量發展的優勢更加明顯。\n"
)


def mended(text: str, *, bold: bool = False) -> str:
    return apply(text, settle(text, cut_annotations(Draft(text), bold=bold).edits))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "line",
    [
        "2 個項目列入區支持“卡脖子”工程。\n",
        "廣開言路，讓廣大人才各得其所。\n",
        "全面加強靈活就業人員的保障。\n",
        "雲南省的優勢產業。\n",
    ],
)
def test_a_page_that_was_annotated_byte_by_byte_reads_as_before(line, reader):
    damaged = annotate(REPORT + line, CODES, reader=READERS[reader])
    assert damaged != REPORT + line
    assert mended(damaged) == REPORT + line


def test_the_byte_that_an_unaligned_annotation_cost_is_put_back():
    damaged = annotate(REPORT, CODES) + "2 個項目列入?yún)^(qū)支持“卡脖子”工程\n"
    assert mended(damaged).endswith("2 個項目列入區支持“卡脖子”工程\n")


def test_a_run_that_an_annotation_shifted_is_read_to_its_end():
    line = "釋放內需潛力，讓企業在優化環境中受益。\n"
    codes = {**CODES, "專".encode("gbk"): "zhuān"}
    assert mended(annotate(REPORT + line, codes)) == REPORT + line


def test_an_annotation_in_a_shifted_run_is_cut_where_the_bytes_are_its_code():
    text = mended(annotate(REPORT, CODES) + "。ㄒ唬┰谛掳l(fā)展格局中開辟\n")
    assert text.endswith("。ㄒ唬┰谛掳l展格局中開辟\n")


def test_a_byte_that_cannot_be_read_on_from_stands_for_the_shift_repair():
    text = mended(annotate(REPORT, CODES) + "增長 15.5%?偛拷(jīng)濟加速發(fā)展。\n")
    assert text.endswith("增長 15.5%?偛拷\udc9b濟加速發展。\n")


def test_pinyin_without_tones_is_cut_too():
    plain = {
        code: pinyin.translate(str.maketrans("āáǎàēěīíūúōóǎ", "aaaaeeiiuuooa"))
        for code, pinyin in CODES.items()
    }
    assert mended(annotate(REPORT, plain)) == REPORT


def test_a_gloss_on_an_annotated_page_stays():
    damaged = annotate(REPORT, CODES).replace("今年以來", "今年，區(qū)(ōu)先生以來")
    assert mended(damaged) == REPORT.replace("今年以來", "今年，區(ōu)先生以來")


AT_RANDOM = {"月": "yue", "日": "ri", "心": "xin", "會": "hui", "会": "hui", "的": "de",
             "人": "ren", "家": "jia", "民": "min", "記": "ji", "记": "ji", "展": "zhan", "行": "xing",
             "議": "yi", "议": "yi"}  # fmt: skip
NEWS = (
    "1月8日，總結大會在北京召開。會議指出，記住人民的心願，國家的發展纔有根基；會議強調，家家戶戶的日子要一月比一月好。"
    "人民日報記者從會上得到的消息是，大會的議程為期三日，各地行家將就國家的發展發表意見，展望行業的明日。\n"
)
NEWS_SIMPLIFIED = (
    "1月8日，总结大会在北京召开。会议指出，记住人民的心愿，国家的发展才有根基；会议强调，家家户户的日子要一月比一月好。"
    "人民日报记者从会上得到的消息是，大会的议程为期三日，各地行家将就国家的发展发表意见，展望行业的明日。\n"
)


@pytest.mark.parametrize("page", [NEWS, NEWS_SIMPLIFIED])
@pytest.mark.parametrize("times", [1, 2])
def test_toneless_pinyin_behind_characters_taken_at_random_is_cut(page, times):
    damaged = "".join(c + f"({AT_RANDOM[c]})" * times if c in AT_RANDOM else c for c in page)
    assert mended(damaged) == page


def test_toned_pinyin_is_cut_from_a_page_that_was_made_simplified_again():
    pairs = dict(zip("区发经业产质优战农规环现", PINYIN.values(), strict=False))
    page = (
        "全区经济发展情况：产业发展质量不断提高，农业现代化步伐加快，企业发展环境持续优化。"
        "规模以上企业产值增长。\n"
    )
    assert mended("".join(c + f"({pairs[c]})" if c in pairs else c for c in page)) == page


@pytest.mark.parametrize("bracketed", ["（{}）", " ({}) ", "( {} )"])
def test_brackets_and_spaces_that_a_later_step_changed_are_known(bracketed):
    page = REPORT
    for character, pinyin in PINYIN.items():
        page = page.replace(character, character + bracketed.format(pinyin))
    assert mended(page) == REPORT


@pytest.mark.parametrize("page", sorted(GLOSSED.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("times", [1, 3])
def test_a_page_for_learners_is_not_changed(page, times):
    text = page.read_text("utf-8") * times
    assert mended(text) == mended(text, bold=True) == text


@pytest.mark.parametrize(
    "page",
    [
        "汉(hàn)字(zì)的(de)读(dú)音(yīn)：学(xué)习(xí)汉(hàn)字(zì)，要(yào)读(dú)要(yào)写(xiě)。\n" * 3,
        "漢(hàn)字(zì)的(de)讀(dú)音(yīn)：學(xué)習(xí)漢(hàn)字(zì)，要(yào)讀(dú)要(yào)寫(xiě)。\n" * 3,
        "長(cháng)短、生長(zhǎng)、行(xíng)走、銀行(háng)、音樂(yuè)、快樂(lè)、便(pián)宜、方便(biàn)。\n"
        * 2,
        "羈(jī)鳥戀舊林，池魚思故淵(yuān)。開荒南野際，守拙歸園田。方宅十餘畝，草屋八九間。榆柳蔭(yìn)後簷，桃李羅堂前。\n",
        "北京(Beijing)、上海(Shanghai)和廣州(Guangzhou)的企業發展(development)情況。\n" * 9,
        "区(ōu)先生来了，区(ōu)先生又走了，区(ōu)先生再也没有来。\n",
        "區：區(qū)別、區(qū)域、地區(qū)、姓區(ōu)。\n發：發(fā)展、出發(fā)。\n會：開會(huì)、會(kuài)計。\n",
        "現場有 A(an)、B(bao) 兩個選項；區(a)、發(b)、經(c)。\n" * 5,
        "說(yuè)讀爲悅。學而時習之，不亦說(yuè)乎。人不知而不慍(yùn)，不亦君子乎。爲(wéi)人謀而不忠乎。說了又說，爲之爲之，學習學習。\n",
    ],
)
def test_what_a_person_glossed_is_not_changed(page):
    assert mended(page) == page


def test_an_annotation_after_a_bare_one_of_its_kind_is_not_proved():
    damaged = annotate(REPORT * 3, CODES) + "各區和各區(qū)。\n"
    assert mended(damaged) == REPORT * 3 + "各區和各區(qū)。\n"
    assert cut_annotations(Draft(damaged)).notes[0].level == "unsure"


def test_the_same_where_pinyin_is_written_twice_in_full_width_brackets():
    """Two annotations of one character do not stand for another one, bare."""
    twice = {c: f"{c}（{pinyin}）（{pinyin}）" for c, pinyin in AT_RANDOM.items()}
    damaged = "".join(twice.get(c, c) for c in NEWS) + "每日和每日（ri）。\n"
    assert mended(damaged) == NEWS + "每日和每日（ri）。\n"


def test_a_page_that_comes_near_is_noted():
    page = "樂(yuè)、識(zhì)、爲(wéi)、還(huán)，皆須辨音；學還學樂識字爲人，還樂識爲。\n"
    (note,) = cut_annotations(Draft(page)).notes
    assert note.rule == RULE and "4 characters carry pinyin" in note.message


@given(st.text("區發展經濟(qū)fā?^l。雲入", max_size=60))
def test_any_text_that_looks_like_it_is_taken_without_an_error(text):
    mended(REPORT + text, bold=True)
    mended(annotate(REPORT, CODES) + text)


def test_the_table_of_readings():
    assert "雲" in characters_read("yun") and "雲" in characters_read("yún")
    assert codes_read("yún")[b"\xeb\x85"] == "雲"
    assert "區" in converted() and "好" not in converted()


@pytest.mark.parametrize(
    "line",
    [
        "堅持問題導向，項目儲備和前期工作同步推進，區域協調發展。\n",
        "客戶在店鋪咨詢ABC產品後下單。\n",
        "讓每一位生活在成都的市民都能感受到城市的溫暖。\n",
    ],
)
def test_a_run_whose_pairs_vanish_is_read_from_what_is_left(line):
    pairs = {"專": "zhuān", "績": "jī", "佔": "zhàn", "儲": "chǔ", "務": "wù", "屆": "jiè", "溫": "wēn"}
    codes = {**CODES, **{character.encode("gbk"): pinyin for character, pinyin in pairs.items()}}
    damaged = annotate(REPORT + line, codes)
    assert "?" in damaged.split("\n")[2]
    assert mended(damaged) == REPORT + line


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("要求全體人員動員起來，竭盡全力適應新形勢。\n", {"饋": "kuì", "盡": "jǐn"}),
        ("生活垃圾處置能力全覆蓋。\n", {"幹": "gàn", "覆": "fù"}),
        ("補充耕地的來源，以耕地保護爲先，補充來源和方式，嚴控耕地。\n", {"鋪": "pù", "護": "hù"}),
    ],
)
def test_characters_of_which_nothing_is_shown_are_found_by_what_stands_around_them(line, pairs):
    codes = {**CODES, **{character.encode("gbk"): pinyin for character, pinyin in pairs.items()}}
    damaged = annotate(REPORT * 3 + line, codes)
    assert "?" in damaged and mended(damaged) == REPORT * 3 + line


def test_what_a_later_pass_makes_of_a_lost_byte_must_show_the_page_again():
    page = annotate(REPORT, CODES) + "2 個項目列入?yún)^(qū)支持\n"
    begin = page.index("?yún")
    end = page.index("支持\n", begin)
    assert reproduces(page, begin, end, "區")
    assert not reproduces(page, begin, end, "賴")
    assert not reproduces(page, begin - 1, end, "區")


def test_where_a_lost_byte_took_a_digit_the_mark_is_left():
    codes = {**CODES, "顒".encode("gbk"): "yú"}
    damaged = annotate(REPORT + "開展羣衆文化活動1300餘場。\n", codes)
    assert damaged.endswith("文化活?yú)?300餘場。\n")
    assert mended(damaged).endswith("文化活動?300餘場。\n")


@given(
    st.text("區發展經濟列入支持雲讓審廣大A1。，", min_size=1, max_size=12), st.sampled_from(sorted(READERS))
)
def test_what_was_annotated_is_proved(text, reader):
    assert proved(text, annotate(text, CODES, reader=READERS[reader]), CODES)


@given(st.text("區發展經濟列入支持雲讓審", min_size=1, max_size=8), st.integers(0, 7))
def test_another_text_is_not_proved(text, at):
    other = text[: at % len(text)] + "不" + text[at % len(text) + 1 :]
    shown = annotate(text, CODES)
    if annotate(other, CODES) != shown:
        assert not proved(other, shown, CODES)
