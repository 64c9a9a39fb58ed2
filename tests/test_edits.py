"""The algebra of edits keeps its laws on any text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from strategies import proposals, settled_edits, texts

from cleantext.edits import Edit, apply, compose, inverse, settle


@given(st.data())
def test_settled_edits_are_disjoint_sorted_and_true_to_the_text(data):
    text = data.draw(texts)
    edits = settle(text, data.draw(proposals(text)))
    assert all(left.end <= right.start for left, right in pairwise(edits))
    assert all(text[e.start : e.end] == e.old != e.new for e in edits)
    assert settle(text, edits) == edits


@given(st.data())
def test_applying_and_taking_back_gives_the_text(data):
    text = data.draw(texts)
    edits = data.draw(settled_edits(text))
    assert apply(apply(text, edits), inverse(edits)) == text


@given(st.data())
def test_a_composed_list_does_what_the_two_lists_do(data):
    text = data.draw(texts)
    first = data.draw(settled_edits(text))
    middle = apply(text, first)
    second = data.draw(settled_edits(middle))
    both = compose(first, second)
    assert apply(text, both) == apply(middle, second)
    assert settle(text, both) == both
    assert all(text[e.start : e.end] == e.old for e in both)


@given(st.data())
def test_protected_spans_are_never_touched(data):
    text = data.draw(texts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edits = settle(text, data.draw(proposals(text)), ((start, end),) if start < end else ())
    assert all(e.end <= start or e.start >= end for e in edits) or start == end


def test_of_two_overlapping_edits_the_wider_wins_and_then_the_first():
    line, word = Edit(0, 5, "登录后查看", "", "a/line"), Edit(1, 3, "录后", "", "b/word")
    twin = Edit(0, 5, "登录后查看", "x", "c/twin")
    assert settle("登录后查看", [word, line, twin]) == (line,)
