"""The plausibility model tells Chinese from text that was read wrong."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.chinese import kind_of, log_pair, pair_rows, plausibility, score
from cleantext.steps.mend.shifted_bytes import show_shifted
from cleantext.words import words_of

PROSE = [
    "今年上半年，全区经济运行平稳，居民收入稳步增长。",
    "他推开门，看见院子里的石榴树已经开满了花。",
    "请于9月30日前将材料报送至办公室，逾期不再受理。",
    "这款手机的电池能用两天，屏幕也比上一代更亮。",
    "白日依山尽，黄河入海流。",
    "第三条 本办法所称单位，是指依法登记的企业。",
]

WRONG = [("gbk", "big5"), ("utf-8", "gbk"), ("gbk", "latin-1"), ("utf-8", "latin-1"), ("gbk", "euc_kr")]


@pytest.mark.parametrize("text", PROSE)
@pytest.mark.parametrize(("written", "read"), WRONG)
def test_prose_is_far_more_plausible_than_the_same_bytes_read_wrong(
    text: str, written: str, read: str
) -> None:
    assert plausibility(text) > plausibility(text.encode(written).decode(read, "replace")) + 2.5


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_far_more_plausible_than_the_same_bytes_read_one_byte_off(text: str) -> None:
    run = text.split("日前将")[-1].removeprefix("第三条 ")
    assert plausibility(run) > plausibility(show_shifted(run, stray=b"\xa1")) + 3


def test_traditional_text_and_full_width_marks_score_as_simplified_and_half_width_ones() -> None:
    assert plausibility("經濟發展，人民幸福！") == plausibility("经济发展,人民幸福!")


@pytest.mark.parametrize("odd", "ㄒ┰カΩж\ue000\ufffd\udca1")
def test_what_no_chinese_text_holds_is_improbable_amid_han(odd: str) -> None:
    assert log_pair("政", odd) < -12


def test_other_scripts_are_less_improbable_beside_their_like() -> None:
    assert log_pair("ㄅ", "ㄆ") > log_pair("中", "ㄆ") + 5


def test_every_character_has_a_kind() -> None:
    assert all(kind_of(chr(code)) for code in range(0, 0x110000, 7))


@given(
    st.text("政府工作报告,。(一)2020年ab\n", max_size=20), st.text("政府工作，。", min_size=1, max_size=20)
)
def test_the_score_of_a_text_is_the_sum_of_its_parts(left: str, right: str) -> None:
    whole = score(left + right)
    assert whole == pytest.approx(score(left) + score(right, after=(left or "\n")[-1]))


@given(st.text(max_size=30))
def test_any_text_has_a_finite_plausibility(text: str) -> None:
    assert -40 < plausibility(text) <= 0


def test_the_table_gives_what_log_pair_gives() -> None:
    assert pair_rows()["政"]["府"] == log_pair("政", "府")


def test_nothing_is_loaded_before_the_first_judgement() -> None:
    code = "from cleantext import chinese, words; print(chinese._rows.cache_info(), words._file.cache_info())"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.count("currsize=0") == 2


def test_words_are_told_from_other_rows() -> None:
    assert "府" in words_of("政") and "俯" not in words_of("政")
    assert words_of("政")["府"] > words_of("政")["审"]
