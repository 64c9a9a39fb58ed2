"""Bytes to text and back: nothing is lost, and the encoding is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.decode import decode, encode
from cleantext.errors import InputError, UsageError

PROSE = (
    "各位代表：现在，我代表区人民政府，向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。\n"
    "一年来，我们坚持稳中求进工作总基调，全力推动高质量发展，经济社会发展取得了新的成绩。\n"
)
TRADITIONAL = (
    "各位代表：現在，我代表區人民政府，向大會報告工作，請予審議，並請各位列席人員提出意見。\n"
    "一年來，我們堅持穩中求進，全力推動高質量發展，經濟社會發展取得了新的成績。\n"
)
CODECS = (
    "utf-8",
    "gb18030",
    "cp950",
    "big5hkscs",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "cp1252",
    "shift_jis",
)


@given(st.binary(max_size=200))
def test_any_bytes_that_are_read_at_all_come_back(data):
    try:
        decoded = decode(data)
    except InputError:
        return
    assert encode(decoded) == data


@given(
    st.binary(max_size=120),
    st.sampled_from((*CODECS, "big5", "euc_kr", "hz", "iso2022_jp", "utf-7", "cp932")),
)
def test_any_bytes_come_back_under_any_encoding_asked_for(data, codec):
    assert encode(decode(data, encoding=codec)) == data


@given(
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.sampled_from(CODECS),
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=2)), max_size=4),
)
def test_text_in_any_codec_with_any_byte_damaged_comes_back(text, codec, damage):
    data = bytearray((PROSE + text).encode(codec, "ignore"))
    for at, raw in damage:
        data[at : at + 1] = raw
    try:
        decoded = decode(bytes(data))
    except InputError:
        return
    assert encode(decoded) == data


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (PROSE, "gbk", "gb18030"),
        (PROSE + "𠮷", "gb18030", "gb18030"),
        (TRADITIONAL, "cp950", "cp950"),
        (TRADITIONAL.replace("大會", "㗎嘅大會"), "big5hkscs", "big5hkscs"),
        (TRADITIONAL, "gbk", "gb18030"),
        (PROSE, "utf-8", "utf-8"),
        (PROSE, "utf-16-le", "utf-16-le"),
        (PROSE, "utf-16-be", "utf-16-be"),
        (PROSE, "utf-32-be", "utf-32-be"),
        ("plain letters\n", "utf-16-be", "utf-16-be"),
        ("Où êtes-vous? Très près d'ici, déjà à l'école.\n", "cp1252", "cp1252"),
    ],
)
def test_the_encoding_of_a_page_is_found_without_a_word_from_it(text, codec, found):
    decoded = decode(text.encode(codec))
    assert (decoded.encoding, decoded.text, decoded.patches) == (found, text, ())


@pytest.mark.parametrize("codec", ["gbk", "cp950", "utf-8"])
def test_a_short_title_is_enough(codec):
    assert decode("中華人民共和國公報".encode(codec)).text == "中華人民共和國公報"


def test_gbk_that_is_utf8_by_chance_is_read_as_gbk():
    assert decode("联系联通".encode("gbk")).text == "联系联通"


def test_two_byte_scripts_stay_utf8():
    for text in ("Привет, как дела?", "Où êtes-vous?", "Καλημέρα κόσμε"):
        assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_a_byte_order_mark_decides_and_is_kept(mark, codec):
    decoded = decode(mark + PROSE.encode(codec))
    assert (decoded.text, decoded.bom, decoded.encoding) == (PROSE, mark, codec)
    assert encode(decoded) == mark + PROSE.encode(codec)


def test_utf8_with_a_few_bad_bytes_stays_utf8_and_keeps_them():
    data = PROSE.encode()[:40] + b"\xff" + PROSE.encode()[40:] + b"\xe5\x8c"
    decoded = decode(data)
    assert decoded.encoding == "utf-8" and decoded.text.count("\udcff") == 1
    assert decoded.text.endswith("\udce5\udc8c") and encode(decoded) == data


def test_gbk_with_a_cut_character_stays_gbk():
    data = PROSE.encode("gbk")[:-3] + b"\n"
    decoded = decode(data)
    assert decoded.encoding == "gb18030" and decoded.text.endswith("\udcb3\n"[-1:])
    assert encode(decoded) == data


def test_a_declared_charset_is_a_prior_and_not_a_verdict():
    assert decode(PROSE.encode("gbk"), declared="big5").encoding == "gb18030"
    assert decode("「日本語のページです」\n".encode("shift_jis"), declared="shift_jis").encoding == "cp932"
    assert decode(PROSE.encode("gbk"), declared="x-nonsense").encoding == "gb18030"


def test_uniform_line_ends_are_given_as_lf_and_mixed_ones_left():
    for end in ("\r\n", "\r"):
        decoded = decode(PROSE.replace("\n", end).encode())
        assert (decoded.text, decoded.newline) == (PROSE, end)
    assert decode(b"a\r\nb\n").text == "a\r\nb\n"


def test_a_doubled_big5_code_is_kept_as_a_patch_in_a_page_with_crlf():
    data = (
        TRADITIONAL.replace("\n", "\r\n").encode("cp950") + "共計".encode("cp950") + b"\xa2\xcc\xa4\x48\r\n"
    )
    decoded = decode(data)
    assert decoded.text.endswith("共計十人\n") and encode(decoded) == data
    patch = decoded.patches[0]
    assert decoded.text[patch.start : patch.end] == "十"


def test_an_odd_byte_at_the_end_of_utf16_is_kept():
    data = b"\xff\xfe" + PROSE.encode("utf-16-le") + b"\x41"
    decoded = decode(data)
    assert decoded.text == PROSE + "\ufffd" and encode(decoded) == data


@pytest.mark.parametrize("label", ["gb2312", "GBK", "cp936", "GB18030"])
def test_labels_of_gbk_mean_its_superset(label):
    assert decode("〇㐀𠮷".encode("gb18030"), encoding=label).text == "〇㐀𠮷"


def test_the_encoding_found_can_be_asked_for_again():
    for codec in CODECS[:6]:
        data = TRADITIONAL.encode(codec, "ignore")
        decoded = decode(data)
        assert decode(data, encoding=decoded.encoding).text == decoded.text


def test_an_unknown_label_is_refused_with_its_neighbours():
    with pytest.raises(UsageError, match="did you mean gb18030"):
        decode(b"a", encoding="gb18300")
    with pytest.raises(UsageError, match="no encoding 'rot13'"):
        decode(b"a", encoding="rot13")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (bytes(5000), "100 % of its first 4096 bytes are NUL"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG image"),
        (b"PK\x03\x04" + bytes(50), "ZIP archive"),
        (bytes(range(256)) * 4, "control characters"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data, what):
    with pytest.raises(InputError, match=what) as caught:
        decode(data, name="a.txt")
    assert str(caught.value).startswith("a.txt: ")


def test_a_table_of_numbers_is_no_utf16():
    table = b"".join(number.to_bytes(4, "little") for number in range(0, 40_000, 40))
    with pytest.raises(InputError):
        decode(table, name="a.bin")


def test_an_empty_page_is_an_empty_text():
    assert decode(b"").text == "" and encode(decode(b"")) == b""


def test_one_nul_does_not_stop_a_page():
    assert decode(b"abc\0" + PROSE.encode()).text == "abc\0" + PROSE
