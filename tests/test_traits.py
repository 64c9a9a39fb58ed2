"""One look at a text tells every step whether it has work."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import traits
from cleantext.arrays import BLOCK
from cleantext.data.build_traits import bits_of
from cleantext.traits import DEBRIS, LOSS, SUSPECT, SYMBOL, TELLTALE, UNSEEN, Traits, traits_of

BITS = (TELLTALE, SUSPECT, DEBRIS, LOSS, SYMBOL, UNSEEN, LOSS | SUSPECT)


def test_the_shipped_table_says_what_the_steps_say() -> None:
    codes = [*range(0x10000), *range(0x10000, 0x110000, 89)]
    assert [traits_of(chr(code)) for code in codes] == bits_of(codes)


TEXTS = st.text(max_size=400) | st.text(
    st.sampled_from("正文霾驸┤ㄒ\ufffd\udc80\ue000★\u200b𠀀\n"), max_size=400
)


@given(TEXTS)
def test_a_text_has_the_traits_of_its_characters_with_arrays_and_without(text: str) -> None:
    text = text * (1 + 2 * traits._SHORT // (len(text) + 1))
    with_arrays, without = Traits(text), Traits(text)
    with_arrays.__dict__["marks"] = traits._marked(text, numpy)
    without.__dict__["marks"] = None
    assert set(with_arrays.characters) == set(without.characters) == set(text)
    for bits in BITS:
        places = [at for at, character in enumerate(text) if traits_of(character) & bits]
        for seen in (with_arrays, without):
            assert (seen.places(bits), seen.count(bits)) == (places, len(places))
            assert bool(seen.present & bits) == bool(places)


@pytest.mark.parametrize("size", [0, BLOCK, BLOCK + 3])
def test_places_of_a_long_text_are_found_in_every_part(size: int) -> None:
    assert Traits("\ufffd" + "中" * size + "\ufffd").places(LOSS) == [0, size + 1]
