"""One rule's work taken back, the others' left; and what stands on it is named."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from strategies import histories

from cleantext.edits import Edit, Step, apply
from cleantext.history import History
from cleantext.take_back import goes_by, take_back


def names(wanted):
    return lambda edit: goes_by(edit.rule, wanted)


@st.composite
def named_histories(draw):
    """Histories whose edits go by one of two names."""
    source, history = draw(histories())
    choose = st.sampled_from(["a/one", "b/two"])
    steps = tuple(
        replace(step, edits=tuple(replace(edit, rule=draw(choose)) for edit in step.edits))
        for step in history.steps
    )
    return source, History(steps)


@given(named_histories())
def test_what_is_left_is_a_history_of_the_same_page(case):
    source, history = case
    back = take_back(history, names("a"))
    text = source
    for step in back.history.steps:
        assert len(text) == step.before
        assert all(text[edit.start : edit.end] == edit.old for edit in step.edits)
        assert all(x.end <= y.start for x, y in zip(step.edits, step.edits[1:], strict=False))
        text = apply(text, step.edits)
        assert len(text) == step.after
    assert back.history.undo(text) == source


@given(named_histories())
def test_the_others_all_stay_and_of_the_rule_only_what_is_named(case):
    _, history = case
    back = take_back(history, names("a/one"))

    def told(steps, rule):
        return [(s.name, e.old, e.new) for s in steps for e in s.edits if e.rule == rule]

    assert told(back.history.steps, "b/two") == told(history.steps, "b/two")
    stayed = told(back.history.steps, "a/one")
    assert sorted(stayed) == sorted((one.step, one.edit.old, one.edit.new) for one in back.stayed)
    assert back.edits + len(back.stayed) == len(told(history.steps, "a/one"))


@given(named_histories())
def test_edits_of_the_last_step_can_always_go(case):
    source, history = case
    last = History((*history.steps[:-1], replace(history.steps[-1], edits=())))
    only_last = History(
        (
            *(replace(s, edits=tuple(replace(e, rule="x/x") for e in s.edits)) for s in history.steps[:-1]),
            replace(history.steps[-1], edits=tuple(replace(e, rule="y/y") for e in history.steps[-1].edits)),
        )
    )
    back = take_back(only_last, names("y"))
    assert not back.stayed
    assert back.history.redo(source) == last.redo(source)


def test_an_edit_that_another_stands_on_stays_and_says_so():
    mend = Step("mend", (Edit(0, 2, "發ā", "發", "mend/x"),), 4, 3)
    convert = Step("convert", (Edit(0, 1, "發", "发", "convert/simplified"),), 3, 3)
    back = take_back(History((mend, convert)), names("mend"))
    assert back.edits == 0 and back.history.redo("發ā展\n") == "发展\n"
    assert str(back.stayed[0]) == "convert/simplified changes what mend/x left ('發ā')"


def test_an_edit_beside_another_goes():
    source = "登录\n  正文\n"
    sweep = Step("sweep", (Edit(0, 3, "登录\n", "", "forum/login"),), 8, 5)
    tidy = Step("tidy", (Edit(0, 2, "  ", "", "tidy/indent"),), 5, 3)
    back = take_back(History((sweep, tidy)), names("forum/login"))
    assert (back.edits, back.stayed) == (1, ())
    assert back.history.redo(source) == "登录\n正文\n"


def test_conversions_that_the_log_has_merged_are_parted_where_text_comes_back():
    mend = Step("mend", (Edit(1, 5, "(fā)", "", "mend/pinyin-annotation"),), 7, 3)
    convert = Step("convert", (Edit(0, 3, "發展區", "发展区", "convert/simplified"),), 3, 3)
    back = take_back(History((mend, convert)), names("mend"))
    assert (back.edits, back.stayed) == (1, ())
    text = back.history.redo("發(fā)展區")
    assert text == "发(fā)展区" and back.history.undo(text) == "發(fā)展區"


@given(named_histories())
def test_parted_conversions_keep_the_law(case):
    source, history = case
    converted = History(
        tuple(
            replace(s, edits=tuple(replace(e, rule=e.rule.replace("b/two", "convert/x")) for e in s.edits))
            for s in history.steps
        )
    )
    back = take_back(converted, names("a"))
    text = back.history.redo(source)
    assert back.history.undo(text) == source
    at = source
    for step in back.history.steps:
        assert all(at[edit.start : edit.end] == edit.old for edit in step.edits)
        at = apply(at, step.edits)
