"""Which encoding a page is in: found from few bytes, damaged ones, and pages of several languages."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cleantext
import cleantext.escaped  # its codecs are used below
from cleantext.decode import decode, encode
from cleantext.detect import find_encoding, weigh
from cleantext.errors import InputError
from cleantext.first_look import CANDIDATES, by_bytes
from cleantext.page import Page
from cleantext.report.encoding import explain_encoding

TEXTS = Path(__file__).parents[1] / "benchmarks" / "texts"
SIMPLIFIED = "孩子发烧时要注意补充水分，体温超过三十八度五可以在医生指导下服用退烧药。\n"
TRADITIONAL = "學校下週舉辦運動會，各班同學利用午休時間練習大隊接力，操場上到處都是歡呼聲。\n"
JAPANESE = "図書館では毎週土曜日に読み聞かせの会が開かれる。子どもたちは床に座って聞く。\n"
KOREAN = "학생들은 선생님의 질문에 손을 들고 대답하였다. 교실 뒤에는 그림이 붙어 있었다.\n"
RUSSIAN = "Он закрыл книгу, посмотрел на дождь и подумал, ушёл ли уже последний поезд.\n"
FRENCH = "Où êtes-vous né ? À quelle date avez-vous été reçu à l'école ?\n"
GERMAN = "Für die Gäste gab es süße Brötchen und heißen Tee, außer am Dienstag.\n"

PAGES = [
    (SIMPLIFIED, "gb18030"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "cp950"), (TRADITIONAL, "euc_tw"),
    (JAPANESE, "euc_jp"), (JAPANESE, "cp932"), (KOREAN, "cp949"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"),
    (FRENCH, "cp1252"), (GERMAN, "cp1252"), (SIMPLIFIED, "utf-16-le"), (SIMPLIFIED, "utf-16-be"),
    (TRADITIONAL, "utf-32-be"), (SIMPLIFIED, "hz"), (JAPANESE, "iso2022_jp_ext"), (KOREAN, "iso2022_kr"),
]  # fmt: skip
DOUBLE = [page for page in PAGES if page[1] in ("gb18030", "cp950", "euc_jp", "cp932", "cp949")]


@pytest.mark.parametrize(("text", "codec"), PAGES)
def test_a_line_is_read_in_its_encoding(text, codec):
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_markup_tells_the_byte_order_too(codec):
    text = '<html><head><meta charset="utf-16"></head>\n<body class="main">正文</body></html>\n' * 20
    for part in (text, text[:40], text[100:160]):
        assert decode(part.encode(codec)).text == part


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_line_end_is_no_binary(codec):
    for text in (SIMPLIFIED, TRADITIONAL):
        assert decode((text.strip() * 3).encode(codec)).text == text.strip() * 3


@pytest.mark.parametrize(("text", "codec"), DOUBLE)
def test_twelve_characters_are_enough(text, codec):
    for begin in range(0, len(text) - 12, 3):
        part = text[begin : begin + 12]
        assert decode(part.encode(codec)).text == part


@pytest.mark.parametrize(("text", "codec"), DOUBLE)
def test_a_byte_lost_anywhere_does_not_tip_the_verdict(text, codec):
    data = text.encode(codec)
    for at in range(0, len(data), 5):
        assert decode(data[:at] + data[at + 1 :]).encoding == codec


@pytest.mark.parametrize(("text", "codec"), [*DOUBLE, (SIMPLIFIED, "utf-8"), (SIMPLIFIED, "utf-16-le")])
def test_half_a_character_at_either_end_costs_no_more_than_itself(text, codec):
    data = text.strip().encode(codec)
    cut = decode(data[1:-1])
    assert cut.encoding == codec and text[5:-3] in cut.text and encode(cut) == data[1:-1]


def test_bytes_lost_in_a_long_page_do_not_tip_the_verdict():
    data = (SIMPLIFIED.strip() * 55).encode("gbk")
    for places in ([50], [50, 130, 900], [1, 2001, 3003]):
        damaged = bytes(byte for at, byte in enumerate(data) if at not in places)
        assert decode(damaged).encoding == "gb18030"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_byte_lost_anywhere_in_a_few_units_of_utf16_does_not_hide_them(codec):
    data = SIMPLIFIED[:12].encode(codec)
    for at in range(len(data)):
        assert decode(data[:at] + data[at + 1 :]).encoding == codec


@pytest.mark.parametrize(("text", "codec"), DOUBLE)
def test_a_byte_lost_in_twelve_characters_does_not_tip_the_verdict(text, codec):
    data = text[:12].encode(codec)
    for at in range(0, len(data), 2):
        assert decode(data[:at] + data[at + 1 :]).encoding == codec


@pytest.mark.parametrize(("text", "codec"), [page for page in PAGES if page[1] in CANDIDATES])
def test_the_bytes_alone_put_the_right_encoding_first_or_second(text, codec):
    assert codec in [name for _, name in by_bytes(text.encode(codec))][:2]


@pytest.mark.parametrize("text", ["提升了百分之十五", "天售票窗口公布的"])
def test_bytes_that_japanese_likes_are_read_as_chinese(text):
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize(
    ("word", "codec"),
    [
        *product(("联通", "联系", "首页", "版权所有", "中文"), ["gbk"]),
        *product(("中文", "歡迎", "首頁"), ["big5"]),
    ],
)
def test_a_word_is_read_as_chinese(word, codec):
    assert decode(word.encode(codec)).text == word


@pytest.mark.parametrize(
    "text", ["it’s a dog—really", "price 100 EUR and © 2020", "São Paulo", "é", "naïve café"]
)
def test_a_few_accents_are_not_read_as_chinese(text):
    assert decode(text.encode("cp1252")).text == text


def test_chinese_that_is_utf8_by_chance_is_read_as_chinese():
    for word in ("什么", "同时", "系统", "学习", "农业", "水平", "为什么", "实施"):
        data = word.encode("gbk")
        assert decode(data).text == word


def test_accents_in_utf8_stay_utf8():
    for word in ("é", "naïve", "Ünïcödé", "Ça va", "да", "κόσμε", "שלום", "łódź", "ʃəˈnəʊ"):
        assert decode(word.encode()).text == word


def test_an_english_head_does_not_hide_the_body():
    data = b"The market opens before sunrise, and the stalls are full of apples.\n" * 400
    assert decode(data + SIMPLIFIED.encode("gbk")).text.endswith(SIMPLIFIED)


def test_source_code_with_comments_in_gbk_is_read():
    text = "int main(void) { return 0; } // 主程序从这里开始\n" * 5
    assert decode(text.encode("gbk")).text == text


def test_four_byte_codes_are_read():
    text = "今天天气不错😀我们去㐱𠮷家吃饭。\n"
    assert decode(text.encode("gb18030")).text == text


def test_cantonese_asks_for_hkscs():
    text = "佢哋嘅嘢好食㗎，唔該畀我睇吓。\n"
    assert decode(text.encode("big5hkscs")).text == text


DECLARATIONS = [
    '<meta charset="{}">', "<meta http-equiv='Content-Type' content='text/html; charset={}'>",
    '<?xml version="1.0" encoding="{}"?>', "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={}\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_page_may_declare_what_no_reading_would_find(declaration):
    text = declaration.format("windows-1253") + "Καλημέρα κόσμε, τι κάνετε σήμερα\n"
    assert decode(text.encode("cp1253")).text == text


@pytest.mark.parametrize(
    ("declaration", "label"), list(product(DECLARATIONS, ["big5", "utf-8", "iso-8859-1", "no-such"]))
)
def test_a_wrong_declaration_does_not_mislead(declaration, label):
    text = declaration.format(label) + "版权所有，未经许可不得转载\n"
    assert decode(text.encode("gbk")).text == text


def test_the_server_is_asked_before_the_page():
    data = b'<meta charset="windows-1251">' + "Καλημέρα κόσμε".encode("cp1253")
    assert decode(data, declared="windows-1253").encoding == "cp1253"


class TestPagesInTwoEncodings:
    """Each line, and each run of a line, is read by its own encoding."""

    LINES = ("第一行是老城区的巷子。\n", "用户应当提供真实的信息。\n", "列车穿过隧道以后，天忽然亮了。\n")

    @pytest.mark.parametrize(
        ("main", "other"), [("utf-8", "gb18030"), ("utf-8", "cp950"), ("gb18030", "utf-8")]
    )
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_line_by_line(self, main, other, end):
        lines = [*self.LINES * 3, "這是舊系統留下的註解\n", *self.LINES]
        if "cp950" in (main, other):
            lines = [*[TRADITIONAL] * 4, "這是舊系統留下的註解\n", TRADITIONAL]
        data = b"".join(line.replace("\n", end).encode(other if "註解" in line else main) for line in lines)
        decoded = decode(data)
        assert (decoded.text, decoded.encoding) == ("".join(lines), f"{main}+{other}")
        assert encode(decoded) == data
        assert decode(data, encoding=decoded.encoding) == decode(data, encoding=decoded.encoding.upper())
        assert decode(data, encoding=decoded.encoding).text == decoded.text

    def test_inside_a_line(self):
        data = b"int x; // " + "中文注释说明".encode("gbk") + " // 另一个注释\n".encode()
        decoded = decode(SIMPLIFIED.encode() + data)
        assert decoded.text == SIMPLIFIED + "int x; // 中文注释说明 // 另一个注释\n"
        assert encode(decoded) == SIMPLIFIED.encode() + data

    def test_a_damaged_byte_is_no_second_encoding(self):
        data = SIMPLIFIED.encode()
        for at in range(0, len(data) - 4, 7):
            assert decode(data[:at] + data[at + 1 :]).encoding == "utf-8"

    @given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["utf-8", "gbk", "big5"])), max_size=6),
           st.binary(max_size=6), st.integers(0, 200))  # fmt: skip
    def test_bytes_always_come_back(self, lines, damage, at):
        data = b"".join(line.encode(codec, "ignore") for line, codec in lines)
        data = data[:at] + damage + data[at + 1 :]
        try:
            decoded = decode(data)
        except InputError:
            return
        assert encode(decoded) == data
        assert decode(data, encoding=decoded.encoding).text == decoded.text


@given(st.binary(max_size=60), st.sampled_from(["utf-8+gb18030", "gb18030+utf-8", "cp950+utf-8", "euc_tw",
                                                 "euc_jp", "cp949", "iso2022_cn", "utf-16-le"]))  # fmt: skip
def test_any_bytes_come_back_under_the_rarer_encodings(data, codec):
    assert encode(decode(data, encoding=codec)) == data


def test_iso_2022_cn_is_read_and_its_bytes_kept():
    seven = "用户应当提供信息".encode("gb2312").translate(bytes(byte & 0x7F for byte in range(256)))
    data = b"\x1b$)A\x0e" + seven + b"\x0f\nplain\n"
    decoded = decode(data)
    assert decoded.text == "用户应当提供信息\nplain\n" and encode(decoded) == data


@pytest.mark.parametrize(
    "text", ["cp ~{a,b} .\n", r"\~{n} in TeX ~} \n", "a ~{~} b\n", "\x1b[31mred\x1b[0m\n"]
)
def test_plain_ascii_is_left_alone(text):
    assert decode(text.encode()).text == text


def test_a_list_of_codes_for_euc_tw_gives_each_character_once():
    from cleantext.euc_tw import from_unicode, to_unicode

    assert len(to_unicode()) == len(from_unicode()) > 13_000
    assert "臺灣中文".encode("euc_tw").decode("euc_tw") == "臺灣中文"


class TestEvidence:
    """What is shown is what decides."""

    @pytest.mark.parametrize(("text", "codec"), DOUBLE)
    def test_the_likeliest_candidate_is_the_verdict(self, text, codec):
        data = text.encode(codec)[:24]
        verdict = find_encoding(data)
        first = weigh(data, lost_allowed=verdict.lost_allowed)[0].codec
        assert verdict.codec == {"big5hkscs": "big5"}.get(first, first)

    def test_a_declaration_shows_as_a_prior(self):
        data = SIMPLIFIED.encode("gbk")
        plain, declared = ({one.codec: one for one in weigh(data, label)} for label in (None, "big5"))
        assert declared["big5hkscs"].prior - plain["big5hkscs"].prior == 4.0
        assert declared["gb18030"] == plain["gb18030"]

    def test_the_explanation_names_every_candidate_and_the_one_taken(self):
        lines = list(explain_encoding(Page(TRADITIONAL.encode("big5"), "a.txt")))
        assert lines[0] == "a.txt: cp950: reads as plain text"
        taken, *others = [line for line in lines[3:] if line.strip()]
        assert "taken" in taken and len(others) == 9 and all("behind" in line for line in others)

    def test_a_mark_needs_no_candidates(self):
        lines = list(explain_encoding(Page(b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"))))
        assert len(lines) == 2 and "byte-order mark: ff fe" in lines[1]


class TestCommand:
    """`cleantext --explain-encoding`."""

    def test_it_explains_and_cleans_nothing(self, command):
        ended = command("--explain-encoding", stdin=SIMPLIFIED.encode("gbk"))
        assert ended.code == 0 and ended.err == ""
        assert ended.out.decode().startswith("<stdin>: gb18030: reads as plain text\n")

    def test_a_page_that_is_no_text_is_set_aside(self, command):
        Path("a.txt").write_bytes(b"%PDF-1.7\n")
        Path("b.txt").write_bytes(SIMPLIFIED.encode())
        ended = command("--explain-encoding", "a.txt", "b.txt")
        assert ended.code == 3 and "PDF" in ended.err and ended.out.startswith(b"b.txt: utf-8: valid UTF-8\n")

    @pytest.mark.parametrize("other", [["--check"], ["-o", "out"], ["--log", "log.jsonl"]])
    def test_it_goes_with_no_flag_that_cleans(self, command, other):
        assert command("--explain-encoding", *other, stdin=b"a").code == 2


def test_a_header_reaches_the_page_through_clean():
    text = "Καλημέρα κόσμε, τι κάνετε σήμερα\n"
    page = text.encode("cp1253")
    result = cleantext.clean(page, "minimal", declared="windows-1253")
    assert result.text == text and result.undo() == page


def test_a_page_in_two_encodings_comes_back_from_its_log():
    page = (SIMPLIFIED * 3).encode() + "这是老系统写的注释\r\n".encode("gbk")
    result = cleantext.clean(page)
    (record,) = cleantext.read_log([result.log()])
    assert cleantext.undo(result.text.encode(), record) == page
    assert cleantext.replay(Page(page), record) == result.text


MIXTURE = "各位代表：现在，我代表區人民政府，向大會報告。\r\n一年來abc<p>\n한국어 の日本語 é ü 𠮷\r"
ENCODINGS = [
    "gb18030",
    "big5hkscs",
    "utf-8",
    "euc_jp",
    "cp932",
    "cp949",
    "utf-16-le",
    "hz",
    "cp1252",
    "iso2022_kr",
]
MARKS = [
    b"\r\n",
    b"~{",
    b"~}",
    b"\x1b$B",
    b"\x1b$)A\x0e",
    b"\x0f",
    b"<meta charset=big5>",
    b"\0",
    b"\xef\xbb\xbf",
]
PARTS = st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(ENCODINGS)).map(
    lambda part: MIXTURE[part[0] : part[0] + part[1]].encode(part[2], "ignore")
)


@given(st.lists(st.one_of(st.binary(max_size=6), PARTS, st.sampled_from(MARKS)), max_size=10).map(b"".join))
@example(b"~{!!~}~{#,NR4z1mHKCqU~8.#,Or4s8f9$Ww!#~}\r\n")
def test_any_mixture_of_encodings_comes_back_and_reads_the_same_from_its_log(data):
    try:
        decoded = decode(data)
    except InputError:
        return
    assert encode(decoded) == data
    assert decode(data, encoding=decoded.encoding).text == decoded.text
