"""Mojibake of Western encodings, which ftfy repairs, and what looks like it and is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.steps.mend import western_rows as rows
from cleantext.steps.mend.ftfy_pass import repair_with_ftfy


def mended(text):
    return apply(text, settle(text, repair_with_ftfy(Draft(text)).edits))


@pytest.mark.parametrize(
    ("codec", "meant"),
    [
        ("latin-1", "Ελληνικά"), ("latin-1", "“déjà-vu” – naïve…"), ("latin-1", "Русский язык"),
        ("cp1252", "ספר של ילד"), ("cp1250", "Čeština"), ("cp1251", "№ 5 – “да”"), ("cp1257", "Lietuvių"),
        ("mac_roman", "régime équilibré"), ("cp437", "Tiếng Việt"),
    ],
)  # fmt: skip
def test_utf8_read_with_a_western_encoding_is_read_again(codec, meant):
    assert mended(meant.encode().decode(codec)) == meant


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("作者：JosÃ©，译者：FranÃ§ois", "作者：José，译者：François"),
        ("他说donâ€™t worry，然后走了。", "他说don’t worry，然后走了。"),
        ("voilÃ le travail", "voilà le travail"),
        ("Â«%sÂ» finst ikkje", "«%s» finst ikkje"),
        ("\x93Grüße\x94", "“Grüße”"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
    ],
)
def test_a_line_is_read_again(shown, meant):
    assert mended(shown) == meant


@pytest.mark.parametrize(
    "line",
    [
        "DE MANHÃ “SÃO” JOÃO", "La lettre Â – et la lettre Ã.", "5×²的写法", "├──源码│　└─┐",
        "3×4÷2±1", "(ÒωÓױ)", "“数据要素×”行动", "李××’s",
        "他说：“à bientôt！”", "всё её моё №5 «Ёлка»", "第\x85行", "中文\x93引号\x94", "r√2 ≈ 1.41，√π⁄2",
    ],
)  # fmt: skip
def test_a_line_stays(line):
    assert mended(line) == line


def test_every_repair_is_an_edit_of_its_own_with_its_margin():
    edits = repair_with_ftfy(Draft("cafÃ© und GrÃ¼ÃŸe\n")).edits
    assert [(e.old, e.new) for e in edits] == [("Ã©", "é"), ("Ã¼ÃŸ", "üß")]
    assert all(edit.margin and edit.margin > 1 for edit in edits)


@given(st.text("Ã©â€™Â×”ВГ\x93√┬─—“中a ?\ufffd😀", max_size=40))
def test_the_places_are_the_same_on_short_pages_and_long(text):
    places = [m.start() for m in rows._pattern().finditer(text)]
    for page in (text, text + "中" * 20_000):
        assert list(rows.western_rows(page)) == places


def test_no_everyday_character_begins_a_row_by_itself():
    everyday = "的一是，。“”‘’：——……《》·（）％℃①★abc 123××"
    assert not list(rows.western_rows(everyday))


def test_a_page_without_line_ends_is_repaired_place_by_place():
    page = ("正文" * 3000 + "JosÃ©，") * 3
    edits = repair_with_ftfy(Draft(page)).edits
    assert [(e.old, e.new) for e in edits] == [("Ã©", "é")] * 3
    assert apply(page, edits) == page.replace("Ã©", "é")


@given(st.text("Ã©â€™Â» 中a?", max_size=60))
def test_edits_are_settled_and_say_what_stands_there(text):
    edits = repair_with_ftfy(Draft(text)).edits
    assert settle(text, edits) == edits
    assert all(text[edit.start : edit.end] == edit.old != edit.new for edit in edits)
