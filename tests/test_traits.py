"""One look at a text tells every step whether it has work."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleantext.data.build_traits import bits_of
from cleantext.traits import DEBRIS, FIGURE, LOSS, SPACE, SUSPECT, SYMBOL, UNSEEN, F, S, T, Traits, traits_of

BITS = (SUSPECT, DEBRIS, LOSS, SYMBOL, UNSEEN, LOSS | SUSPECT)


def test_the_shipped_table_says_what_the_steps_say() -> None:
    codes = [*range(0x10000), *range(0x10000, 0x110000, 89)]
    assert [traits_of(chr(code)) for code in codes] == bits_of(codes)


TEXTS = st.text(max_size=400) | st.text(
    st.sampled_from("正文霾驸┤ㄒ\ufffd\udc80\ue000★\u200b𠀀\n"), max_size=400
)


@given(TEXTS)
def test_a_text_has_the_traits_of_its_characters(text: str) -> None:
    seen = Traits(text)
    assert set(seen.characters) == set(text)
    assert seen.ascii == "".join(filter(str.isascii, text))
    for bits in BITS:
        places = [at for at, character in enumerate(text) if traits_of(character) & bits]
        assert (seen.places(bits), seen.count(bits)) == (places, len(places))
        assert bool(seen.present & bits) == bool(places)


@given(TEXTS, st.integers(1, 6))
def test_characters_are_near_where_the_next_alike_is_within_reach(text: str, reach: int) -> None:
    places = [at for at, character in enumerate(text) if traits_of(character) & DEBRIS]
    near = [at for at, later in pairwise(places) if later - at <= reach]
    assert Traits(text).near(DEBRIS, reach) == near


@given(st.text("获取鑾峰彇ÖÐ¹ú的いゅ腔岆。a𠀋脰", max_size=12))
def test_a_row_is_three_characters_that_have_the_bits(text: str) -> None:
    marks = [*map(traits_of, text)]
    rows = zip(marks, marks[1:], marks[2:], strict=False)
    places = [at for at, (one, two, three) in enumerate(rows) if one & F and two & S and three & T]
    assert Traits(text).rows(F, S, T) == places


MANY = st.sampled_from([1, 30])
"""How often a text is repeated: where there are many spaces, their places are not kept."""


@given(st.text("第 0０\u3000\t٣页。𠀋", max_size=12), MANY)
def test_a_pair_is_two_characters_that_have_the_bits(text: str, many: int) -> None:
    text *= many
    marks = [*map(traits_of, text)]
    pairs = pairwise(marks)
    places = [at for at, (one, two) in enumerate(pairs) if one & FIGURE and two & SPACE]
    assert Traits(text).pairs(FIGURE, SPACE) == places
    rows = zip(marks, marks[1:], marks[2:], strict=False)
    placed = [
        at for at, (one, two, three) in enumerate(rows) if one & SPACE and two & FIGURE and three & SPACE
    ]
    assert Traits(text).rows(SPACE, FIGURE, SPACE) == placed
    assert Traits(text).count(SPACE) == len(Traits(text).places(SPACE)) == sum(m & SPACE > 0 for m in marks)


@given(st.text(st.sampled_from("我们 \u3000\t。"), max_size=16), st.integers(2, 4), MANY)
def test_spaces_alternate_with_other_characters(text: str, times: int, many: int) -> None:
    text *= many
    spaces = "".join(" " if traits_of(character) & SPACE else "x" for character in text)
    assert Traits(text).alternates(SPACE, times) == ("x".join(" " * times) in spaces)
