"""Characters in a row: likely ones score above unlikely ones, whatever the form they are written in."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.data import ngram_corpora, ngram_counts, ngram_file, ngram_model
from cleantext.ngrams import Ngrams, PageNgrams, ngrams, normal_form


@pytest.mark.parametrize(
    ("sound", "odd"),
    [
        ("提升城市吸引力。", "提升城市吸引刀。"),
        ("人民代表大会", "人民代表太会"),
        ("（六）全面加强政府自身建设", "）全面加强政府自身建设"),
        ("依照前款规定处罚", "依照前款观定处罚"),
    ],
)
def test_sound_text_scores_above_odd_text_of_its_kind(sound, odd):
    assert ngrams().score(normal_form(sound)) > ngrams().score(normal_form(odd))


def test_script_and_width_make_no_difference():
    page = PageNgrams("")
    assert page.score("發展，2020年", "\n") == page.score("发展,1999年", "\n")


def test_what_a_page_writes_is_likelier_on_it():
    assert PageNgrams("辰山植物园，辰山塔。").score("辰山", "\n") > PageNgrams("").score("辰山", "\n")


@given(st.text(max_size=20))
def test_every_text_has_a_finite_log_probability(text):
    assert -40 * len(text) - 1 <= PageNgrams("").score(text, "\n") <= 0


@given(st.text("人民政府的工作报告，\n一Ä", max_size=6), st.sampled_from("府告的，\n鑫Ä"))
def test_a_character_not_in_a_row_is_as_likely_as_after_less_before_it_and_the_weight_of_the_unseen(text, c):
    table = ngrams()
    context = table.context(text)
    if context and c not in table.row(context):
        expected = min(0.0, table.unseen(context) + table.nats(context[1:], c))
        assert table.nats(text, c) == pytest.approx(expected)


@pytest.mark.parametrize("context", ["", "\n", "人", "人民", "人民政", "\n一、", "犇犇犇"])
def test_what_may_follow_adds_up_to_one(context):
    table = ngrams()
    assert sum(math.exp(table.nats(context, c)) for c in table.row("")) == pytest.approx(1, abs=0.06)


@pytest.mark.parametrize("first", "人政的（，犇\n")
def test_the_end_of_what_is_kept_is_kept_too(first):
    table = ngrams()
    for second in table.row(first):
        assert second in table.row("")
        thirds = table.row(first + second)
        assert thirds.keys() <= table.row(second).keys()
        for third in list(thirds)[:20]:
            assert table.row(first + second + third).keys() <= table.row(second + third).keys()


def test_a_line_remembers_nothing_of_the_line_before():
    assert ngrams().nats("人民政\n", "府") == ngrams().nats("\n", "府")


def test_what_a_page_writes_reads_the_same_character_by_character():
    page = PageNgrams("辰山植物园，辰山塔。")
    assert page.score("辰山", "在") == pytest.approx(page.nats("在", "辰") + page.nats("在辰", "山"))


@pytest.fixture
def small(tmp_path):
    """A table counted on two short texts."""
    texts = [("提升城市吸引力\n提升城市能级\n" * 20, 1.0), ("城市吸引力" * 9, 0.5)]
    letters = ngram_counts.alphabet(sum(ngram_counts.letter_counts(text) for text, _ in texts))
    tables = (ngram_counts.count(texts, letters, size) for size in range(1, 5))
    levels = ngram_model.smooth(tables, (0.5, 0.9, 1.2), 1)
    kept = ngram_model.prune(levels, ngram_model.choose(levels, 1.0))
    ngram_file.write(kept, letters, tmp_path / "small.bin")
    return Ngrams((tmp_path / "small.bin").read_bytes())


def test_a_table_tells_what_was_counted(small):
    assert set(small.row("市")) == {"吸", "能"}
    assert small.nats("城市", "吸") > small.nats("城市", "能")
    assert math.exp(small.nats("升城市", "吸")) == pytest.approx(0.5, abs=0.1)
    assert set(small.row("\n")) == {"提"}


def test_lines_of_prose_are_read_out_of_markup():
    page = "# 标题在这里\n\nHello, world\n\n[公开的链接](http://a.b/c)和**重点**&amp;其他\n"
    assert list(ngram_corpora.lines("a.md", page)) == ["标题在这里", "公开的链接和重点&其他"]
