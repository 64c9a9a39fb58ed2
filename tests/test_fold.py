"""The matching view keeps every offset, and is the same with and without arrays."""

import numpy  # noqa: F401  # loaded, so that the array paths are taken
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.arrays import BLOCK
from cleantext.census import count_characters
from cleantext.fold import fold

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY)
def test_folding_keeps_the_length_and_is_settled_after_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    folded.encode()


def test_tables_and_arrays_agree_on_every_character(monkeypatch):
    text = "".join(map(chr, (*range(0x11000), 0x20000, 0x2A6D6, 0x10FFFF))) * 2
    by_array, counted_by_array = fold(text), count_characters(text)
    for module in ("cleantext.fold", "cleantext.census"):
        monkeypatch.setattr(f"{module}.numpy_when_repaid", lambda code_points: None)
    assert (fold(text), count_characters(text)) == (by_array, counted_by_array)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("登錄後才能查看", "登录后才能查看"),
        ("（ＡＢＣ）：１２３", "(ABC):123"),
        ("王　乾\u00a0先\u2002生", "王 干 先 生"),
        ("“引号”、顿号——《书名》", "“引号”、顿号——《书名》"),
        ("\udc80", "\ufffd"),
    ],
)
def test_what_folds_and_what_does_not(text, folded):
    assert fold(text) == folded


def test_a_text_of_many_blocks_is_folded_and_counted_as_a_whole():
    text = "登錄（後）" * (BLOCK // 2)
    assert fold(text) == "登录(后)" * (BLOCK // 2)
    assert count_characters(text)["錄"] == BLOCK // 2
