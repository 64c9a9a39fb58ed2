"""The compiled searches take any text, and know what the tables in Python know."""

import math
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.chinese import compiled_pairs, log_pair
from cleantext.compiled.counts import Counts
from cleantext.compiled.gbk import Codes
from cleantext.compiled.ngrams import Ngrams
from cleantext.fold import fold, fold_table
from cleantext.steps.mend.decoders import MISREADINGS, Misreading
from cleantext.steps.mend.lattice import read_lattice
from cleantext.steps.mend.shift_reading import PageOdds
from cleantext.steps.mend.shifted_bytes import code_of, pair

ANY = st.text(
    st.sampled_from(
        "。ㄒ唬┤婕忧咳瞬哦游榻ㄉ鑾峰彇Öйú政府0a?,\n\t\0€\x80\xa0\ufffd\ue000\ud800\udc85\udcff𠀀\U0010ffff"
    )
    | st.characters(),
    max_size=30,
)
SCRIPTS = st.sampled_from(["simplified", "traditional", "both"])


def test_codes_are_those_of_the_codecs():
    codes = Codes(fold_table())
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            assert codes.pair(lead, trail) == pair(lead, trail)
    for character in map(chr, range(0x10000)):
        assert codes.code_of(character) == code_of(character)
        assert codes.code_of(character, narrow=True) == code_of(character, narrow=True)


@given(ANY, ANY)
def test_pairs_are_those_of_the_word_list(some, others):
    for a, b in zip(fold(some), fold(others), strict=False):
        assert compiled_pairs().nats_of(a, b) == log_pair(a, b) <= 0


@pytest.mark.parametrize("first", "(一二十，政的 \n")
def test_pairs_after_a_character_are_those_of_the_word_list(first):
    for second in map(chr, range(0x2000, 0xA000)):
        if fold(second) == second:
            assert compiled_pairs().nats_of(fold(first), second) == log_pair(first, second)


@settings(max_examples=60, deadline=None)
@given(ANY, SCRIPTS, st.booleans(), st.booleans(), st.data())
def test_any_window_has_a_reading_within_it(text, script, silent, narrow, data):
    begin = data.draw(st.integers(0, len(text)))
    line_end = text.find("\n", begin)
    end = data.draw(st.integers(begin, len(text) if line_end < 0 else line_end))
    reading = PageOdds(text, script).read_again(text, (begin, end), silent=silent, narrow=narrow)
    assert math.isfinite(reading.nats)
    assert 0 <= reading.share <= 1
    at = begin
    for run in reading.runs:
        assert at <= run.start <= run.end <= end
        assert all(0 <= piece.share <= 1 + 1e-9 for piece in run.pieces)
        at = run.end


@pytest.mark.parametrize("span", [(-1, 2), (2, 1), (0, 4), (0, 10_000)])
def test_a_window_that_is_not_in_the_text_is_refused(span):
    with pytest.raises(ValueError, match="a search from"):
        PageOdds("", "both").read_again("政府的", span, silent=True)


@settings(max_examples=80, deadline=None)
@given(ANY, st.sampled_from(MISREADINGS), st.booleans(), st.booleans(), st.sampled_from("\n政，"))
def test_any_text_is_parted_into_sound_and_damaged_stretches(shown, model, vanished, plain, beside):
    at = 0
    for piece in read_lattice(shown, model, before=beside, after=beside, vanished=vanished, plain=plain):
        assert at <= piece.start <= piece.end <= len(shown)
        assert all(piece.text[offset] for offset, _ in piece.gaps)
        at = piece.end


def test_a_long_line_is_read_as_its_parts_are():
    model, sound = Misreading("utf-8", "gb18030"), "各级政府要加强管理。"
    shown = model.show("获取信息")
    pieces = read_lattice((sound + shown) * 400, model, vanished=True)
    assert {piece.text for piece in pieces} == {"获取信息"}
    assert len(pieces) == 400


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\5abc", b"\4\xff\xff\xff\xff", b"\1\xff\0\0\0\0\0\0\0\1\0\0\0"]
)
def test_what_is_no_table_of_ngrams_is_refused(data):
    with pytest.raises(ValueError, match="n-grams"):
        Ngrams(data)


@given(ANY)
def test_counts_are_those_of_slices(text):
    counts = Counts(text, 3)
    for size in (1, 2, 3):
        grams = [text[at : at + size] for at in range(len(text) - size + 1)]
        assert all(counts.count(gram) == grams.count(gram) for gram in grams)
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    assert counts.repeated_pairs() == [pair for pair in dict.fromkeys(pairs) if pairs.count(pair) > 1]
    assert counts.count("犇犇") == counts.count("犇犇犇犇") == counts.count("") == 0


def test_threads_do_not_disturb_each_other():
    model = Misreading("gb18030", "cp950")
    text = "主要工作是全面加强人才队伍建设，认真做好防汛抗旱工作，切实减轻农民负担，大力发展高新技术产业。"
    shown = text.encode("gb18030").decode("big5", "replace")
    parts = [shown[at : at + 15] for at in range(len(shown) - 15)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda part: read_lattice(part, model, vanished=True), parts))
    finally:
        sys.setswitchinterval(interval)
    read_lattice.cache_clear()
    assert together == [read_lattice(part, model, vanished=True) for part in parts]
