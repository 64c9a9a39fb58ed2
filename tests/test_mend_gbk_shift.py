"""Runs of GBK text that were read one byte off are read again, and nothing else is touched."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.census import count_characters
from cleantext.edits import apply, settle
from cleantext.page import Proposal
from cleantext.steps.mend.gbk_shift import repair_shifts
from cleantext.steps.mend.shifted_bytes import show_shifted

SEEDS = Path(__file__).parents[1] / "seeds"

PAGE = "今年工作安排如下，请各单位遵照执行。\n{}\n各有关单位要高度重视，抓好落实。\n"
TRADITIONAL = "今年工作安排如下，請各單位遵照執行。\n{}\n各有關單位要高度重視，抓好落實。\n"
NARROW = str.maketrans("，。：；（）", ",。:;()")


def propose(text: str) -> Proposal:
    return repair_shifts(text, count_characters(text))


def mended(text: str) -> str:
    return apply(text, settle(text, propose(text).edits))


@pytest.mark.parametrize(
    ("stray", "sentence"),
    [
        ("a1", "（五）认真做好防汛抗旱工作。"),
        ("a1", "切实减轻农民负担。"),
        ("a1", "（一）认真学习贯彻会议精神。"),
        ("a1", "中华人民共和国成立了。"),
        ("a1", "大力发展高新技术产业。"),
        ("a1", "天气预报说明天有大雨。"),
        ("a3", "（五）认真做好防汛抗旱工作。"),
    ],
)
def test_a_run_behind_a_stray_byte_is_read_again(stray: str, sentence: str) -> None:
    shown = show_shifted(sentence, stray=bytes.fromhex(stray))
    assert mended(PAGE.format(shown)) == PAGE.format(sentence)


@pytest.mark.parametrize(
    "sentence", ["通常建议先做备份。", "各地认真做好检查工作。", "、文化和旅游部门负责落实。"]
)
def test_a_byte_amid_a_clause_is_half_of_a_mark_and_no_stray(sentence: str) -> None:
    whole = sentence if sentence.startswith("、") else f"。{sentence}"
    page = PAGE.format("各有关单位抓紧落实{}")
    assert mended(page.format(show_shifted(whole, lost=1))) == page.format(whole)


@pytest.mark.parametrize("run", ["实际到位内资", "通过验收的企业"])
def test_a_short_run_before_a_number_is_found(run: str) -> None:
    page = PAGE.format("全年完成投资、{}187亿元。")
    damaged = page.format(show_shifted(run, stray=b"\xa1"))
    assert mended(damaged) != damaged
    assert mended(damaged).split("187")[0][:-1] in page.format(run)


def test_a_piece_that_reads_as_well_with_another_word_unseen_is_not_told() -> None:
    sentence = "中华人民共和国总理。"
    new = mended(PAGE.format(show_shifted(sentence, stray=b"\xa1")))
    assert new in (PAGE.format(sentence), PAGE.format("中华人民共和\ufffd理。"))


def test_pairs_that_showed_nothing_come_back() -> None:
    shown = show_shifted("（一）认真学习贯彻会议精神。", stray=b"\xa1")
    marked = show_shifted("（一）认真学习贯彻会议精神。", stray=b"\xa1", mark="\ufffd")
    assert marked.count("\ufffd") == 2
    assert "学习" in mended(PAGE.format(shown))


@pytest.mark.parametrize("mark", ["?", "\ufffd"])
def test_pairs_that_showed_a_mark_come_back(mark: str) -> None:
    shown = show_shifted("我们要坚持改革开放的政策。", stray=b"\xa1", mark=mark)
    assert mark in shown
    assert mended(PAGE.format(shown)) == PAGE.format("我们要坚持改革开放的政策。")


def test_a_character_that_cannot_be_told_becomes_a_mark_and_a_note_says_what_it_may_be() -> None:
    shown = show_shifted("我们要坚持实事求是的原则。", stray=b"\xa1", mark="?")
    text = PAGE.format(shown)
    assert mended(text) == PAGE.format("我们要坚持实事求是的原\ufffd。")
    (note,) = propose(text).notes
    assert "perhaps 我们要坚持实事求是的原" in note.message


def test_bold_takes_the_likeliest_whole() -> None:
    text = PAGE.format(show_shifted("我们要坚持实事求是的原则。", stray=b"\xa1", mark="?"))
    edits = repair_shifts(text, count_characters(text), bold=True).edits
    assert "\ufffd" not in edits[0].new


def test_a_traditional_page_gets_traditional_characters_up_to_the_byte_where_reading_recovers() -> None:
    sentence = "（五）認真做好防汛抗旱工作。"
    shown = show_shifted(sentence, stray=b"\xa1")
    assert shown.endswith("J真做好防汛抗旱工作。")
    assert mended(TRADITIONAL.format(shown)) == TRADITIONAL.format(sentence)


def test_a_page_with_half_width_marks_gets_half_width_marks() -> None:
    shown = show_shifted("（五）认真做好防汛抗旱工作。", stray=b"\xa1").translate(NARROW)
    assert "(五)认真做好防汛抗旱工作。" in mended(PAGE.translate(NARROW).format(shown))


def test_two_runs_of_a_page_are_read_again() -> None:
    first, second = "（五）认真做好防汛抗旱工作。", "切实减轻农民负担。"
    damaged = [show_shifted(sentence, stray=b"\xa1") for sentence in (first, second)]
    page = PAGE.format("{}\n会议要求，各地要加强领导。\n{}")
    assert mended(page.format(*damaged)) == page.format(first, second)


def test_an_edit_tells_its_model_its_share_and_its_gain() -> None:
    text = PAGE.format(show_shifted("切实减轻农民负担。", stray=b"\xa1"))
    (edit,) = propose(text).edits
    assert edit.rule == "mend/gbk-shift"
    assert text[edit.start : edit.end] == edit.old
    assert edit.confidence is not None and 0.5 <= edit.confidence <= 1
    assert edit.margin is not None and edit.margin > 1


def test_a_run_of_which_too_little_is_left_gets_a_note_and_stays() -> None:
    shown = show_shifted("四、扶弱济困", stray=b"\xa3")
    proposal = propose(PAGE.format(shown))
    assert proposal.edits == ()
    assert [note.rule for note in proposal.notes] == ["mend/gbk-shift"]


SOUND = [
    "注音符号：ㄅㄆㄇㄈ、ㄉㄊㄋㄌ、ㄍㄎㄏ、ㄐㄑㄒ、ㄓㄔㄕㄖ、ㄗㄘㄙ。",
    "小朋友，「天空」的注音是ㄊㄧㄢ ㄎㄨㄥ，「學校」是ㄒㄩㄝˊ ㄒㄧㄠˋ。",
    "┌──┬──┐\n│姓名│成绩│\n├──┼──┤\n│王喆│九十│\n└──┴──┘",
    "参会人员：龚翀、亓焜、郗鋆、逄淼、佘赟、厍翟、麴韫、殳昱晔。",
    "关关雎鸠，在河之洲。窈窕淑女，君子好逑。参差荇菜，左右流之。",
    "饕餮、狻猊、狴犴、赑屃、螭吻、蒲牢、睚眦、囚牛、嘲风，龙生九子。",
    "氨基酸包括甘氨酸、缬氨酸、亮氨酸、苏氨酸；α-螺旋与β-折叠，Ω≈3.14。",
    "俄语字母 А Б В Г Д 与希腊字母 Α Β Γ Δ 形近而不同。",
    "日本語の「ありがとう」は「谢谢」的意思，カタカナ写作アリガトウ。",
    "魑魅魍魉，彳亍踟蹰，龃龉囹圄，耄耋饕餮，踽踽独行。",
    "本品含艾叶、荜茇、茴香、莪术、蒺藜、葶苈子、蓖麻、薏苡仁。",
    "数学公式：∑∫∮∝∞∠⊥∥∽≌，集合符号∈∪∩。",
    "他在贴吧里写道：“囧rz，这也太槑了，恏吧，烎起来！”",
    "锟斤拷锟斤拷，烫烫烫，屯屯屯。",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_with_rare_characters_stays(text: str) -> None:
    page = PAGE.format(text)
    assert propose(page) == Proposal()


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_pages_without_such_damage_stay(name: str) -> None:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    assert propose(path.read_text("utf-8")) == Proposal()


def test_a_text_without_suspects_costs_no_search() -> None:
    assert propose("一切正常，没有损坏。\n" * 50) == Proposal()


ALPHABET = "（一）在新发展格局中开辟，全力提升城市。人民政府工作報告經濟"


@settings(max_examples=25, deadline=None)
@given(st.text(ALPHABET, min_size=1, max_size=24), st.sampled_from([b"\xa1", b"\xa3", b""]))
def test_every_repair_shows_the_damage_again(sentence: str, stray: bytes) -> None:
    text = PAGE.format(show_shifted(sentence, stray=stray, lost=0 if stray else 1))
    for edit in repair_shifts(text, count_characters(text), bold=True).edits:
        ways = [show_shifted(edit.new, stray=bytes((lead,))) for lead in range(0x81, 0xFF)]
        assert edit.old in (*ways, show_shifted(edit.new, lost=1))


@given(st.text(ALPHABET, max_size=30))
def test_text_that_lost_nothing_is_shown_as_it_is(sentence: str) -> None:
    assert show_shifted(sentence) == sentence


@settings(max_examples=60, deadline=None)
@given(st.text("?\ufffd中国3。ㄒ唬┰谛 \udc80\udcfa\x00Ａａ，", min_size=1, max_size=30))
def test_no_text_stops_the_search(text: str) -> None:
    page = PAGE.format(text)
    apply(page, settle(page, propose(page).edits))
