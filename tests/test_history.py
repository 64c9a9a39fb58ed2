"""A history can be redone, undone, composed and mapped."""

from hypothesis import given
from hypothesis import strategies as st
from strategies import histories

from cleantext.edits import Edit, apply
from cleantext.history import PositionMap


@given(histories())
def test_redo_and_undo_are_inverse_and_the_change_set_is_their_sum(case):
    source, history = case
    clean = history.redo(source)
    assert history.undo(clean) == source
    assert apply(source, history.changes()) == clean


@given(histories())
def test_unchanged_characters_map_to_themselves_both_ways(case):
    source, history = case
    clean, changes = history.redo(source), history.changes()
    for at in range(len(source)):
        if not any(edit.start <= at < edit.end for edit in changes):
            start, end = history.to_clean((at, at + 1))
            assert clean[start:end] == source[at]
            assert history.to_source((start, end)) == (at, at + 1)


@given(histories(), st.data())
def test_a_clean_span_maps_to_all_it_came_from(case, data):
    source, history = case
    clean = history.redo(source)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    low, high = history.to_source((start, end))
    assert 0 <= low <= high <= len(source)
    for at in range(len(source)):
        if not any(edit.start <= at < edit.end for edit in history.changes()):
            assert low <= at < high or not start <= history.to_clean((at, at + 1))[0] < end


@given(histories(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_mapping_many_spans_in_one_walk_gives_what_mapping_each_gives(case, spans):
    _, history = case
    ordered = sorted(span for span in spans if span[0] <= span[1])
    there = PositionMap(history.changes())
    assert there.all_back(ordered) == [there.back(span) for span in ordered]


def test_a_removed_annotation_lies_between_its_neighbours():
    there = PositionMap([Edit(1, 5, "(qū)", "", "mend/pinyin-annotation")])
    assert there.forward((0, 1)) == (0, 1)
    assert there.forward((5, 6)) == (1, 2)
    assert there.back((1, 2)) == (5, 6)
