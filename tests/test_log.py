"""Clean text and log give the page back, byte for byte; page and log give the clean text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.edits import Edit
from cleantext.errors import LogError
from cleantext.log import entries_of, flattened, read_entries, read_log, replay, undo, write_flat
from cleantext.log_groups import entry_of, grouped, ungrouped

PIECES = st.sampled_from(
    [
        "正文第一段。",
        "您需要登录后才可以回帖 登录 | 立即注册",
        "登錄",
        "區(qū)",
        "xx 市 xx 区",
        "著力發展",
        " ",
        "\u3000",
        "\u200b",
        "\x00",
        "\r\n",
        "\r",
        "\n",
        "\n\n\n",
        "\u2028",
        "é",
        "ÖÐ¹ú",
        "鑾峰彇",
        "\ufeff",
        "锟斤拷",
        "0 2020 年",
        "第 3 页",
        "😀",
        "\U00020000",
        "图片",
    ]
)
TEXTS = st.lists(PIECES, max_size=15).map("".join)
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5", "latin-1"])


@st.composite
def pages(draw):
    """Bytes of a page in some encoding, with bytes struck into or out of it."""
    data = bytearray(draw(TEXTS).encode(draw(CODECS), "replace"))
    for at in draw(st.lists(st.integers(0, max(0, len(data) - 1)), max_size=4)):
        data[at : at + draw(st.integers(0, 2))] = draw(st.binary(max_size=2))
    return bytes(data)


def record_of(result):
    return next(read_log([result.log()]))


def cleaned(page):
    """The result, or None for bytes that are refused as no text."""
    try:
        return cleantext.clean(page, name="a.txt")
    except cleantext.InputError:
        return None


@given(st.one_of(pages(), st.binary(max_size=80)))
def test_any_bytes_come_back_from_clean_text_and_log(page):
    result = cleaned(page)
    if result is None:
        return
    clean = result.text.encode()  # valid UTF-8 whatever came in
    record = record_of(result)
    assert undo(clean, record) == page == result.undo()
    assert replay(result.page, record) == result.text
    json.loads(result.log())


@given(pages())
def test_the_same_page_gives_the_same_log(page):
    first, second = cleaned(page), cleaned(page)
    assert (first and first.log()) == (second and second.log())


def test_an_edit_says_where_it_was_in_the_page():
    page = "区(qū)政府。\r\n\r\n登錄後才能查看\r\n您需要登录后才可以回帖 登录 | 立即注册\r\n"
    result = cleantext.clean(page)
    for step in json.loads(result.log())["steps"]:
        for edit in step["edits"]:
            start, end = edit["src"]
            assert result.decoded.text[:start].count("\n") + 1 == edit["line"]
            assert edit["old"] in result.decoded.text[start:end] or step["name"] != "sweep"


def test_a_log_of_another_text_is_refused():
    record = record_of(cleantext.clean("正文。"))
    with pytest.raises(LogError, match="not the one the log of"):
        undo("别的正文。\n".encode(), record)


def test_a_newer_version_is_refused_and_the_line_named():
    with pytest.raises(LogError, match=r"changes.jsonl:2: the log is of version 3"):
        list(read_log(["", '{"cleantext_log": 3}'], place="changes.jsonl"))


@pytest.mark.parametrize("line", ["正文", "[]", "{}", '{"cleantext_log": 1}'])
def test_what_is_no_record_is_refused_in_one_sentence(line):
    with pytest.raises(LogError, match=r"log:1: .*; "):
        list(read_log([line]))


def test_the_flat_log_has_a_line_an_edit():
    result = cleantext.clean("正文第一段。   \n登錄後才能查看\n您需要登录后才可以回帖 登录 | 立即注册\n")
    lines = list(write_flat(result))
    assert len(lines) == sum(len(step.edits) for step in result.history.steps) > 0
    assert {"page", "step", "at", "src", "line", "old", "new", "rule"} <= json.loads(lines[0]).keys()


# --- equal edits as one entry ---

LINES = [
    "　　正文第一段。",
    "，、　。  ",
    "１２３，４５６；",
    "区(qū)\u200b政\u200b府\u200b。",
    "登錄後才能查看",
    "您需要登录后才可以回帖 登录 | 立即注册",
    "",
    "\ufeff",
]


def plain(value):
    """A value as JSON has it."""
    return json.loads(json.dumps(value))


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=40).map("\n".join))
def test_grouped_entries_are_the_edits_one_by_one(page):
    result = cleantext.clean(page)
    entries = [list(step) for step in entries_of(result.history, result.decoded.text)]
    ((data, record),) = read_entries([result.log()])
    names = [step.name for step in result.history.steps]
    assert plain(data["steps"]) == [
        {"name": name, "edits": plain(own)} for name, own in zip(names, entries, strict=True)
    ]
    assert list(flattened(data)) == list(write_flat(result))
    assert undo(result.text.encode(), record) == result.page.data


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 2), st.sampled_from(["", "　", "ab"])),
        max_size=30,
    )
)
def test_whatever_entries_there_are_come_back(steps):
    """Also of edits that no step makes: two insertions at one place, lengths that differ in the page."""
    at = src = 0
    line, rows = 1, []
    for gap, more, down, old in steps:
        at, src, line = at + gap, src + gap + (more == 3), line + down
        edit = Edit(at, at + len(old), old, "x" * (more == 1), "a/b")
        rows.append((edit, (src, src + len(old) + (more == 2)), line))
        at, src = at + len(old), src + len(old) + (more == 2)
    assert ungrouped(grouped(rows)) == [entry_of(row) for row in rows]


def test_many_equal_edits_are_one_entry_of_version_2():
    page = "正文，\u200b第一段。\u200b\n又一段，\u200b还有。\u200b\n第三段，\u200b完。\n"
    record = json.loads(cleantext.clean(page).log())
    ((edit,),) = (step["edits"] for step in record["steps"])
    assert record["cleantext_log"] == 2
    assert (edit["at"], edit["also"], edit["lines"]) == ([3, 4], [5, 6, 4, 6], [0, 1, 1, 2, 1, 1])


def test_a_log_of_version_1_is_read_beside_one_of_version_2():
    page = "第一段，\u200b第二段，\u200b第三段，\u200b第四段，\u200b完。\n"
    result = cleantext.clean(page)
    ((single, _),) = read_entries([result.log()])
    assert single["cleantext_log"] == 1 and len(single["steps"][0]["edits"]) == 4
    old, new = read_log([json.dumps(single), result.log()])
    assert old == new
    assert len(json.dumps(single)) > len(result.log())


@pytest.mark.parametrize("change", [{"lines": [0, 9]}, {"lines": [0]}, {"also": 3}, {"also": ["x", 1, 2]}])
def test_a_group_that_is_damaged_is_refused(change):
    record = json.loads(cleantext.clean("段，\u200b段，\u200b段，\u200b段，\u200b完。\n").log())
    record["steps"][0]["edits"][0] |= change
    with pytest.raises(LogError, match="log:1: the log record is damaged"):
        list(read_log([json.dumps(record)]))
