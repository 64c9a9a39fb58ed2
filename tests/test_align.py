"""Two texts side by side: what they share, exactly where they are short and soon where they are long."""

import random
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from cleantext import align as module
from cleantext.align import align, in_common

TEXTS = st.text("登录后才能查看正文。\n", max_size=60)


def longest_by_table(left, right):
    """The textbook's table, for comparison."""
    row = [0] * (len(right) + 1)
    for a in left:
        new = [0]
        for j, b in enumerate(right):
            new.append(row[j] + 1 if a == b else max(row[j + 1], new[j]))
        row = new
    return row[-1]


def check(left, right):
    at = other = 0
    for one in align(left, right):
        assert one.left_start >= at and one.right_start >= other and one.size
        at, other = one.left_start + one.size, one.right_start + one.size
        assert left[one.left_start : at] == right[one.right_start : other]
    assert at <= len(left) and other <= len(right)


@given(TEXTS, TEXTS)
def test_what_is_shared_is_equal_and_in_order_and_no_longer_subsequence_is_there(left, right):
    check(left, right)
    assert in_common(left, right) == longest_by_table(left, right)


@given(TEXTS, TEXTS)
def test_long_texts_are_cut_and_still_shared_in_order(left, right):
    cells, module._CELLS = module._CELLS, 40
    try:
        check(left * 4, right * 4)
        assert in_common(left * 4, left * 4) == len(left * 4)
    finally:
        module._CELLS = cells


def test_a_long_text_with_edits_is_found_again_nearly_whole():
    chance = random.Random(7)
    words = [chr(0x4E00 + chance.randrange(3000)) for _ in range(60_000)]
    gone = set(chance.sample(range(60_000), 600))
    left = "".join(words)
    right = "".join(c for n, c in enumerate(words) if n not in gone)
    assert in_common(left, right) == len(right)
    check(left, right)


def test_a_long_text_of_one_character_comes_to_an_end():
    assert in_common("的" * 100_000, "了" + "的" * 90_000) == 90_000
    assert in_common("的了" * 30_000, "了的的" * 20_000) > 40_000


def test_it_finds_no_less_than_difflib():
    left, right = "关于规范工作的通知。\n" * 30, "工作的规范通知,关于。\n" * 25
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    assert in_common(left, right) >= sum(block.size for block in blocks)
