"""Lines that a step has to look at are picked as looking at each would pick them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleantext.compiled.lines import any_ragged, count_letters, end_of_head, pick_lines, start_of_tail
from cleantext.lines import split_lines
from cleantext.ruleset.view import TRIMMED

TEXTS = st.text("正文。，\n\u3000 a\x85\r𠀀", max_size=60) | st.text(st.characters(exclude_categories=()))


@given(TEXTS, st.integers(0, 4), st.integers(0, 4))
def test_lines_are_picked_by_their_length_and_their_ends(text: str, shorter_than: int, at_least: int) -> None:
    expected = [
        number
        for number, line in enumerate(text.split("\n"))
        if line
        and (
            len(line) < shorter_than or line[0] in "，" or (len(line) >= at_least and line[-1] not in "。𠀀")
        )
    ]
    contents = tuple(text.split("\n"))
    picked = pick_lines(contents, shorter_than=shorter_than, begins="，", at_least=at_least, ends="。𠀀")
    assert picked == expected


@given(TEXTS)
def test_lines_are_ragged_where_stripping_takes_something_off_or_two_are_empty(text: str) -> None:
    contents = tuple(text.split("\n"))
    ragged = any(line != line.strip() for line in contents)
    assert any_ragged(contents) == (ragged or ("", "") in pairwise(contents))


@given(TEXTS, st.integers(1, 5))
def test_the_head_and_the_tail_of_a_page_are_so_many_lines_with_text(text: str, count: int) -> None:
    lines = split_lines(text)
    filled = [number for number, line in enumerate(lines.contents) if line.strip(TRIMMED)]
    ends = [lines.starts[number] + len(lines.contents[number]) for number in filled]
    starts = [lines.starts[number] for number in filled]
    assert end_of_head(text, count, TRIMMED) == (ends[count - 1] if count <= len(ends) else len(text))
    assert start_of_tail(text, count, TRIMMED) == (starts[-count] if count <= len(starts) else 0)


@given(TEXTS)
def test_each_line_begins_where_it_stands(text: str) -> None:
    lines = split_lines(text)
    for start, content in zip(lines.starts, lines.contents, strict=True):
        assert text.startswith(content, start)
    assert [*map(lines.number_at, lines.starts)] == [*range(len(lines))]


@given(TEXTS)
def test_letters_are_counted_as_python_tells_them(text: str) -> None:
    assert count_letters(text) == sum(map(str.isalpha, text))
