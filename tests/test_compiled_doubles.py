"""Lines that say something twice are found as patterns find them."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleantext.compiled.doubled_lines import look_for_doubles

BEGINS = re.compile(
    r"[^\w\n]{0,12}+\d{0,3}[^\w\n]{0,4}+(\w)\1"
    r"(?:(?!\1)[^\w\n]{0,8}(\w)\2|\1{1,2}(?!\1)[^\w\n]{0,8}(\w)\3\3)"
)
"""Two doubled characters, or two written three times or more, where words of a line begin."""

ROWS = st.tuples(st.sampled_from("的了中1２_ -·　²½é𠀀"), st.integers(1, 5)).map(lambda row: row[0] * row[1])
LINES = st.lists(ROWS, max_size=8).map("".join) | st.text(st.characters(exclude_characters="\n"), max_size=12)


@given(st.lists(LINES | LINES.map(lambda line: line * 2), max_size=6).map(tuple))
def test_lines_that_say_something_twice_are_found(contents: tuple[str, ...]) -> None:
    begin, twice, repeated = look_for_doubles(contents)
    assert begin == [number for number, line in enumerate(contents) if BEGINS.match(line)]
    halves = [line[: len(line) // 2] for line in contents]
    assert twice == [n for n, half in enumerate(halves) if len(half) > 1 and contents[n] == half * 2]
    assert repeated == sum(line == before for before, line in pairwise(contents))
