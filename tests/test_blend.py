"""Two histories of one page as one: in every region what either did there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import histories, settled_edits

from cleantext.blend import blend, whole
from cleantext.edits import Step, apply
from cleantext.engine import clean
from cleantext.history import History
from cleantext.recipe import STEPS
from cleantext.regions import regions
from cleantext.report.by_rule import by_rule

ORDER = ("mend", "sweep", "tidy")


@st.composite
def two_histories(draw):
    """A source text and two histories of it."""
    source, first = draw(histories())
    text, steps = source, []
    for name in ORDER:
        edits = draw(settled_edits(text))
        after = apply(text, edits)
        steps.append(Step(name, edits, len(text), len(after)))
        text = after
    return source, first, History(tuple(steps))


@given(two_histories(), st.randoms(use_true_random=False))
def test_each_region_has_what_the_history_chosen_there_made_of_it(case, chance):
    source, *both = case
    every = regions(*both)
    texts = [history.redo(source) for history in both]
    chosen = {region.source: chance.random() < 0.5 for region in every}
    expected, at = "", 0
    for region in every:
        side = chosen[region.source]
        expected += source[at : region.source[0]] + texts[side][slice(*region.clean[side])]
        at = region.source[1]
    blended = blend(every, lambda region: chosen[region.source], ORDER)
    assert blended.redo(source) == expected + source[at:]
    assert blended.undo(blended.redo(source)) == source


@given(two_histories())
def test_all_of_one_history_is_that_history(case):
    source, first, second = case
    every = regions(first, second)
    for history, side in ((first, False), (second, True)):
        blended = whole(blend(every, lambda region, side=side: side, ORDER), source)
        assert [(s.name, s.edits) for s in blended.steps] == [
            (s.name, s.edits) for s in history.steps if s.edits
        ]


@given(histories())
def test_a_history_differs_nowhere_from_itself(case):
    assert not any(region.alone != ((), ()) for region in regions(case[1], case[1]))


@given(two_histories())
def test_differences_are_told_in_whole_lines_of_both_texts(case):
    source, *both = case
    before, after = (history.redo(source) for history in both)
    groups = [group for group in by_rule(source, *both) if group.title.startswith("because of")]
    assert bool(groups) == (before != after)
    lines = [line for group in groups for line in group.lines if not line.startswith("@@")]
    sides = {"-": before.split("\n"), "+": after.split("\n")}
    assert all(line[1:] in sides[line[0]] for line in lines)


PAGE = "這是發展經濟的說明。\n您需要登录后才可以回帖 登录 | 立即注册\n這個問題還沒有結論，請稍後再議。\n"


def test_a_conversion_over_a_line_that_goes_is_no_part_of_its_going():
    with_line, without = clean(PAGE, skip("discuz")), clean(PAGE)
    every = regions(with_line.history, without.history)
    assert [edit.edit.rule for region in every for edit in region.alone[1]] == ["discuz/log-in-to-reply"]
    source = without.decoded.text
    again = whole(blend(every, lambda region: True, STEPS), source)
    assert [step.edits for step in again.steps] == [step.edits for step in without.history.steps]


def skip(*names):
    from dataclasses import replace

    from cleantext.recipe import load_recipe

    return replace(load_recipe("default"), skip=names)


@pytest.mark.parametrize("takes", [False, True])
def test_a_clean_page_has_no_regions(takes):
    result = clean("正文第一段，说明情况。\n")
    assert regions(result.history, result.history) == ()
    assert blend((), lambda region: takes, STEPS) == History(())
