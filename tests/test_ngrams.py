"""Characters in a row: likely ones score above unlikely ones, whatever the form they are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.ngrams import PageNgrams, ngrams, normal_form


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
