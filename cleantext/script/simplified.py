"""Two conversions of cleantext's own, for Traditional text whose origin nobody told: 着 written as 著.

Mainland Chinese writes 著 (zhù: 著作, 显著) and 着 (zhe, zháo, zhuó: 看着, 着手) apart, as Hong Kong and
OpenCC's standard do; Taiwan writes both as 著, and so do converters that map 着 to 著 everywhere. `t2s`
leaves every 著, `tw2s` makes 着 of each that is not in a short list and turns 什么 into 什幺 where a page
has it. So here: `t2s`, and

- `simplified`: 著 becomes 着 save in words written with 著 and where it names an author (`王力 著`);
- `simplified-distinct`, for text that writes 着 itself: 著 stays save in words never written so.

The words are facts of the dictionary (Xiandai Hanyu Cidian's 著 zhù against 着); a word that is not known
follows what its text does most.
"""

from cleantext.records import replace
from cleantext.script.dictionaries import Conversion, Dictionary, conversion, dictionary

OWN = ("simplified", "simplified-distinct")
"""Names of the conversions made here."""

_WRITTEN = """
著作 著名 著者 著書 著述 著錄 著稱 著譯 著編 著於 著有《 著有〈 著有「 著書立說 著作等身 著作權
著作郎 名著 巨著 鉅著 原著 專著 論著 譯著 編著 合著 遺著 拙著 撰著 所著 顯著 昭著 彰著 卓著 炳著
土著 彰明較著 見微知著
"""
"""Words with 著 read zhù."""

_ATTACHED = """
著力 著力點 著手 著手成春 著眼 著眼點 著重 著重點 著陸 著想 著落 著急 著火 著實 著色 著裝 著墨 著意
著迷 著涼 著慌 著忙 著魔 著棋 著床 著生 著衣 著地 著邊 著筆 著三不著兩 執著 穿著 衣著 沉著 附著 膠著
黏著 粘著 固著 吸著 犯得著 犯不著 用得著 用不著 夠得著 夠不著 睡著 找著 隨著 沿著 伴隨著 意味著
標誌著 標志著 圍繞著 面對著 憑著 憑藉著 藉著 存在著 接著 看著 拿著 讀著 抱著 捧著 帶著 握著 寫著
翻著 念著 唸著 想著 笑著 望著 坐著 站著 躺著 活著 朝著 順著 試著 急著 忙著 聽著 說著 戴著 打著
議論著 談論著 討論著 辯論著 爭論著 評論著 翻譯著 配合著 混合著 結合著 融合著 聯合著 迎合著 表彰著
著作業 著作戰 著作文 著作息 著名單 著名字 著名義 著錄影 著錄像 著錄音 著錄取 著稱呼
"""
"""Words with 着 for which 著 is never right; those that end in 著, and those like 著名單, keep a word with 著
from being seen where there is none (隨著名單公布, 看著書, 議論著)."""

_BEFORE_AUTHORSHIP = " \u00a0\u3000\t、)）]】"
"""What sets 著 off as "written by", as the particle follows its verb closely. A word that begins there
(`(六)著力`) is that word all the same."""


def own_conversion(name: str) -> Conversion:
    """One of `OWN`, ready to walk."""
    base = conversion("t2s")
    *before, last = base.chain
    character = {"著": "着"} if name == "simplified" else {}
    return replace(base, name=name, chain=(*before, _with_words(last, character)), known={})


def _with_words(base: Dictionary, character: dict[str, str]) -> Dictionary:
    words: dict[str, str] = {}
    for word in _WRITTEN.split():
        words |= _spellings(word, "著", base)
    for word in _ATTACHED.split():
        words |= _spellings(word, "着", base)
    begun = {word: wanted for word, wanted in words.items() if word.startswith("著")}
    for mark in _BEFORE_AUTHORSHIP:
        words |= {mark + "著": mark + "著"} | {mark + word: mark + begun[word] for word in begun}
    return dictionary({**character, **words}, base)


def _spellings(word: str, wanted: str, base: Dictionary) -> dict[str, str]:
    """A word as Traditional and as half-converted text writes it, each with its Simplified form."""
    simplified = word.replace("著", "\0").translate(base.characters).replace("\0", wanted)
    return {word: simplified, simplified.replace(wanted, "著"): simplified}
