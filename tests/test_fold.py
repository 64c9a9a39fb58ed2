"""The matching view keeps every offset."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.census import count_characters
from cleantext.fold import fold, fold_table

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY)
def test_folding_keeps_the_length_and_is_settled_after_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    folded.encode()


def test_every_character_is_folded_as_the_table_says_and_counted():
    text = "".join(map(chr, (*range(0x11000), 0x20000, 0x2A6D6, 0x10FFFF))) * 2
    assert fold(text) == text.translate(fold_table())
    assert count_characters(text) == Counter(text)


@given(ANY)
def test_a_census_counts_each_character(text):
    assert count_characters(text) == Counter(text)


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
