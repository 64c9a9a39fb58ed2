"""What no repair could read is marked, and said."""

from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.page import Draft, Proposal
from cleantext.steps.undecodable import replace_undecodable


def test_every_unread_byte_becomes_one_replacement_character():
    draft = Draft("正文\udce5\udc8c。又\udcff\n")
    proposal = replace_undecodable(draft)
    assert apply(draft.text, proposal.edits) == "正文\ufffd\ufffd。又\ufffd\n"
    assert [note.message for note in proposal.notes] == ["3 byte(s) that no encoding reads became U+FFFD"]


def test_a_valid_page_is_left_alone():
    for text in ("", "abc", "正文𠮷\n", "\ufffd"):
        assert replace_undecodable(Draft(text)) == Proposal()


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_becomes_valid(text):
    edits = settle(text, replace_undecodable(Draft(text)).edits)
    clean = apply(text, edits)
    clean.encode()
    assert len(clean) == len(text)
