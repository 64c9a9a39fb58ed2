"""Words that a conversion to Simplified must get right, above all those with 著."""

import pytest

from cleantext.script import convert_text

_ANY = ("simplified", "simplified-distinct")


_WITH_著 = "著作 著名 顯著 土著 著稱 編著 著錄 原著 名著 專著 譯著 遺著 卓著 著述 著者 著作權 拙著 昭著"


@pytest.mark.parametrize("config", _ANY)
@pytest.mark.parametrize("word", _WITH_著.split())
def test_a_word_with_著_keeps_it(word, config):
    assert convert_text(word, config) == convert_text(word, "t2s")
    assert "著" in convert_text(f"這{word}很好", config)


@pytest.mark.parametrize("config", _ANY)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("著力推進", "着力推进"),
        ("沿著河走", "沿着河走"),
        ("穿著", "穿着"),
        ("從何著手", "从何着手"),
        ("飛機著陸", "飞机着陆"),
        ("執著", "执着"),
        ("隨著經濟發展", "随着经济发展"),
        ("意味著", "意味着"),
        ("著眼長遠", "着眼长远"),
        ("隨著名單公布", "随着名单公布"),
        ("看著書", "看着书"),
        ("議論著此事", "议论着此事"),
        ("周振甫等編著、著有《詩詞例話》", "周振甫等编著、著有《诗词例话》"),
        ("王力 著", "王力 著"),
        ("(六)著力保障", "(六)着力保障"),
        ("五、著重改革", "五、着重改革"),
        ("乾隆皇后的頭髮", "乾隆皇后的头发"),
        ("發展經濟", "发展经济"),
        ("出臺政策", "出台政策"),
        ("廣大黨員干部", "广大党员干部"),
        ("什麼", "什么"),
        ("什么", "什么"),
        ("乾淨", "干净"),
        ("「引號」〇", "「引号」〇"),
    ],
)
def test_a_word_reads_as_the_mainland_writes_it(text, expected, config):
    assert convert_text(text, config) == expected


def test_a_particle_follows_what_its_text_does():
    assert convert_text("他笑著、唱著走了", "simplified") == "他笑着、唱着走了"
    assert convert_text("王力著", "simplified-distinct") == "王力著"


@pytest.mark.parametrize("text", ["发展", "著作", "看着", "什么", "乾隆", "皇后", "头发", "里面", "老么"])
def test_simplified_words_stay(text):
    assert convert_text(text, "simplified") == text


@pytest.mark.parametrize(
    "text", ["發展經濟", "頭髮", "皇后", "我們學習歷史", "乾隆年間", "裡面", "電話號碼", "圖書館"]
)
def test_the_converter_that_the_user_named_agrees(text):
    opencc = pytest.importorskip("opencc")
    assert convert_text(text, "t2s") == opencc.OpenCC("t2s").convert(text)
