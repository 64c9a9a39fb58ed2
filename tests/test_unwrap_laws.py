"""Whatever a page of HTML looks like, taking its markup off can be taken back, and loses no text."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, inverse, settle
from cleantext.engine import clean
from cleantext.markup.text_lines import read_lines
from cleantext.markup.tree import parse
from cleantext.page import Draft
from cleantext.recipe import Recipe
from cleantext.steps.unwrap import unwrap

_TAGS = re.findall(
    r"\w+",
    "p div span a b table tr td th ul ol li dl dt dd br hr pre code h1 h2 ruby rt font form select option",
)
_ODD = [
    *("<", ">", "</", "<!--", "-->", "<!", "&", "&lt;", "&nbsp;", "&#20013;", "&#xD800;", "&bogus;", "\x00"),
    *("\udc80", '<a href="x>', "<p class='a b'", "<script>", "</script>", "<style>", "<textarea>", "</p>"),
    *("</br>", "<br/>", "<title>", "<svg>", "<![CDATA[", "]]>", "<?xml ?>", "<p style=display:none>"),
    *("<i hidden>", "<noscript>", "\n", "  ", "\t", "\u3000"),
]
_WORDS = ["正文。", "他说，今天不去了。", "首页", "x<y", "a b", "2020-01-02", "版权所有"]

pieces = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_ODD),
    st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(_TAGS).map(lambda tag: f'<{tag} id="{tag}" class=main>'),
    st.text("<>/=\"'&;ap文 \n", max_size=6),
)
htmlish = st.lists(pieces, max_size=40).map("".join)


@given(htmlish)
def test_the_edits_are_sorted_disjoint_and_can_be_taken_back(page):
    edits = unwrap(Draft(page), html="always").edits
    assert all(page[edit.start : edit.end] == edit.old != edit.new for edit in edits)
    assert all(one.end <= other.start for one, other in pairwise(edits))
    assert settle(page, edits) == edits
    text = apply(page, edits)
    assert apply(text, inverse(edits)) == page


@given(htmlish)
def test_undo_gives_the_bytes_back(page):
    data = ("<!doctype html><html><body>" + page).encode("utf-8", "surrogateescape")
    assert clean(data, Recipe("unwrap", steps=("unwrap", "undecodable"))).undo() == data


@given(htmlish)
def test_words_between_tags_stay_where_no_part_is_left_out(page):
    text = apply(page, unwrap(Draft(page), html="always", skip={"unwrap/outside-main"}).edits)
    shown = re.sub(r"\s", "", text)
    for line in read_lines(parse(page))[0]:
        for start, end, _, _ in line.pieces:
            if re.fullmatch("[一-龥，。]+", page[start:end]):
                assert page[start:end] in shown


@given(st.text("正文，。甲乙丙 <>\n&;", max_size=40))
def test_a_text_page_is_untouched(page):
    assert unwrap(Draft(page)).edits == ()


@given(htmlish)
def test_elements_lie_in_one_another_and_markup_is_in_order(page):
    document = parse(page)
    for element in document.elements[1:]:
        assert element.parent is not None
        assert element.parent.start <= element.start <= element.inner_start
        assert element.inner_start <= element.inner_end <= element.end
        assert element.end <= element.parent.end
        assert element.number < element.until <= len(document.elements)
    starts, ends = document.markup[::3], document.markup[1::3]
    assert all(start <= end for start, end in zip(starts, ends, strict=True))
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
