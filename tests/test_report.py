"""Views of a result: a diff that is one, counts that add up, differences that name their rule."""

import re

from hypothesis import given
from hypothesis import strategies as st
from strategies import histories

from cleantext.engine import Result, clean
from cleantext.history import History
from cleantext.page import Decoded, Note, Page
from cleantext.recipe import Recipe
from cleantext.report.compare import compare
from cleantext.report.diff import unified_diff
from cleantext.report.statistics import Statistics

HUNK = re.compile(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@ (.*)")


def result_of(source: str, history: History) -> Result:
    page = Page(source.encode(), "页.txt")
    return Result(page, Decoded(source, "utf-8"), Recipe("any"), history.redo(source), history, ())


def patched(source: str, diff: list[str]) -> str:
    """Carry out a unified diff strictly: every context line and every range must be right."""
    before, after, at = source.split("\n"), [], 0
    for line in diff[2:]:
        if head := HUNK.match(line):
            first, size, new_first, _ = map(int, head.groups()[:4])
            start = first - 1 if size else first
            after += before[at:start]
            at = start
            assert len(after) == (new_first - 1 if int(head[4]) else new_first)
        elif line.startswith("\\"):
            ended_without = diff[diff.index(line) - 1]
            assert ended_without[0] in "-+ "
        else:
            if line[0] in " -":
                assert before[at] == line[1:]
                at += 1
            if line[0] in " +":
                after.append(line[1:])
    return "\n".join([*after, *before[at:]])


@given(histories(), st.integers(0, 3))
def test_a_diff_carried_out_gives_the_clean_text(case, context_lines):
    source, history = case
    result = result_of(source, history)
    diff = list(unified_diff(result, context_lines=context_lines))
    # Whether the last line ends is told by a mark of its own, which `patched` passes over.
    assert patched(source, diff).removesuffix("\n") == result.text.removesuffix("\n")
    assert bool(diff) == (source != result.text)


def test_each_hunk_names_its_own_rules_and_a_missing_line_end_is_marked():
    result = clean(Page("第一段。\n\n\n\n第二段。\u3000".encode(), "页.txt"), "minimal")
    assert list(unified_diff(result, context_lines=0)) == [
        "--- 页.txt",
        "+++ 页.txt (clean)",
        "@@ -2,3 +2,1 @@ tidy/blank-lines",
        "-",
        "-",
        "-",
        "+",
        "@@ -5,1 +3,1 @@ tidy/layout-space, tidy/final-newline",
        "-第二段。\u3000",
        "\\ No newline at end of file",
        "+第二段。",
    ]


def test_what_changes_in_the_bytes_alone_is_said():
    assert list(unified_diff(clean("正文第一段，说明情况。\r\n".encode("gb18030"), "minimal")))[2:] == [
        "encoding gb18030 becomes utf-8",
        "line ends '\\r\\n' become '\\n'",
    ]


def test_a_clean_page_has_no_diff():
    assert list(unified_diff(clean("正文。\n", "minimal"))) == []


@given(histories())
def test_counts_add_up_to_the_change_in_length(case):
    source, history = case
    result = result_of(source, history)
    statistics = Statistics()
    statistics.add(result)
    counts = statistics.rules.values()
    assert sum(count.written - count.removed for count in counts) == len(result.text) - len(source)


def test_notes_are_told_with_their_line():
    history = History(())
    page, decoded = Page(b"", "页.txt"), Decoded("一\n亚洲通\n", "utf-8")
    note = Note("warning", "placeholders/asia", (2, 5), "无从判断")
    statistics = Statistics()
    statistics.add(Result(page, decoded, Recipe("any"), decoded.text, history, (note,)))
    assert "页.txt:2: warning: 无从判断 (placeholders/asia)" in statistics.table()


@given(histories())
def test_a_result_does_not_differ_from_itself(case):
    result = result_of(*case)
    assert list(compare(result.text.encode(), result.log().encode(), result)) == []


def test_a_golden_log_that_is_none_is_said():
    result = clean("正文。\n", "minimal")
    assert list(compare(result.text.encode(), b"half a line", result)) == [
        "the golden log is not a log record"
    ]
