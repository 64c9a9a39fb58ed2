"""Build `commonness.bin`: how common each character is on pages of any language.

    python -m cleantext.data.build_commonness [dict.txt]

One byte for each code point of the Basic Multilingual Plane: minus its log probability in sixteenths of a
nat. Chinese characters are counted in jieba's word list (MIT licence, see `build_plausibility`); a
Traditional one is taken for as common as the Simplified one it folds to. The other scripts need no more than
the order of their commonest letters, which is written below by hand: it only has to tell a text from
characters drawn at random.
"""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cleantext.data.build_plausibility import dictionary, words
from cleantext.fold import fold

STEPS_PER_NAT = 16
HAN_SHARE = 0.85

HIRAGANA = (
    "のいにるとしたはてをがでなれかりもあこすさらきつくよっうまそせだけんおめじえみわどちろばげべやほひゆょふへぎびずむねごゃ"
    "ぶぞぼゅぐづざぱぽぁぴぬぜぅぇぃぷぉぺ"
)
KATAKANA = (
    "ンースルトリイラアクッドシレタフジコマグテロプムカサオバィニウメデセミキエパチブナャュビョゲピモダヤネズゼポガハノボホツ"
    "ケソベェヘペワヒゴヨォユザギァゾヌ"
)
HANGUL = (
    "이다는의에을하가고지한도로사기어대리를그나은있아자서인시라정수해부들것보으일전여게주상과만원구제장국스면조"
    "니니동성안공러유무선비소경신우마말위생문중오화실회관세방내모없행간람업진음분교연당개물단식재결외학금계반데"
    "했명발체두된통며바양저거심용등야미려토치차던운달민속요권더력년월총트크르드와까습적때였까건강산박김최북남서"
    "울본입합작품번호표질점직접근처음설불든않은된된법령집종감독배노래술새활몸눈길걸올따르키타카파하포피프레래루"
    "류름론록련료률율목못맞먹머메매멀며면못묻밝받밤방백버변별병복봉봐부빠뿐살삼색석섬손송순쉬습싶쓰씨앞약얼없었"
    "역열엄영예옥온왔외욕용웃육윤응의임입잃있잘잡절젊젠졌좋죄죽줄즉증직짐집짜쪽찬찾책처천철청초촌추축출충취층침커"
    "코쿠큰터테투특틀티팀판편평폭풍필항허헌현협형혼홍환황효후휘흐희히힘"
)
CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"
LATIN = "etaoinshrdlcumwfgypbvkjxqz"
ACCENTED = "éäüöàèßêçáóíñãôâîûùúœïëåøæõìòýÿłęąśżćńźčšžřěůőűđğşıțșăťďňļķ"
KANJI = (
    "気气発发駅驿沢泽広广売卖対对実实経经済济関关権权戦战県县図图団团帰归読读続续単单変变応应楽乐検检験验様样"
    "伝传総总両两価价収收択择転转鉄铁悪恶黒黑徳德歩步毎每竜龙歴历覚觉観观労劳営营桜樱斉齐剤剂雑杂辺边薬药訳译"
    "弾弹稲稻鶏鸡圧压壊坏拡扩帯带渋涩焼烧縄绳乗乘摂摄専专銭钱蔵藏臓脏遅迟庁厅聴听逓递塩盐脳脑悩恼廃废拝拜髪发"
    "浜滨払拂仏佛豊丰満满黙默挙举頼赖覧览隣邻塁垒霊灵齢龄粛肃録录歯齿児儿釈释従从獣兽畳叠剰剩瀬濑粋粹酔醉穂穗"
    "髄髓込入働动畑田峠山匂味枠框辻十栃木扱办円元桁行塀墙咲开込进譲让処处証证継继軽轻険险効效売卖呉吴歓欢値值"
)
"""Japanese forms, each before a Chinese character that is about as common."""

MARKS = {
    3.0: "，", 3.6: "。", 4.3: "、", 5.3: "“”（）《》　：", 6.0: "；？！「」—…",
    7.0: "·‘『』【】→●■★◆○①②③④⑤‧",
    7.5: "～〔〕℃％－．／＋＝◎※☆▲△□◇↓↑←⑥⑦⑧⑨⑩々・ー〇", 6.2: "–", 5.6: "’", 7.2: "«»°", 7.8: "©®€£§´²³¡¿№•±×",
}  # fmt: skip
"""Marks by the nats each costs; pages of several languages share them."""

KINDS = (
    (0x20, 14.0), (0x7F, 7.0), (0xA0, 14.0), (0xC0, 9.0), (0x250, 10.0), (0x370, 13.0),
    (0x3AB, 8.0), (0x400, 3.7), (0x530, 9.0), (0x590, 12.0), (0x5F0, 3.6), (0x600, 13.0),
    (0x700, 3.8), (0xE00, 13.0), (0xE80, 4.0), (0x1E00, 13.0), (0x2000, 9.0), (0x2070, 10.0),
    (0x2460, 10.0), (0x2500, 8.5), (0x2580, 9.5), (0x2700, 9.5), (0x2E80, 12.0), (0x3000, 13.0),
    (0x3040, 9.5), (0x3100, 9.5), (0x3130, 10.5), (0x3200, 12.0), (0x3400, 10.5), (0x4E00, 13.5),
    (0xA000, 12.5), (0xAC00, 13.5), (0xD7A4, 11.5), (0xE000, 12.0), (0xF900, 13.0), (0xFB00, 12.5),
    (0xFE30, 13.5), (0xFF00, 11.0), (0xFF61, 8.0), (0xFFA0, 7.5), (0xFFF0, 12.0), (0x10000, 13.0),
)  # fmt: skip
"""Where each block ends and what its characters cost unless something below says better."""


def main() -> None:
    costs = [next(nats for end, nats in KINDS if code < end) for code in range(0x10000)]
    for character, nats in (*_listed(), *_han()):
        costs[ord(character)] = nats
    data = bytes(min(255, round(nats * STEPS_PER_NAT)) for nats in costs)
    (Path(__file__).parent / "commonness.bin").write_bytes(data)


def _listed() -> Iterator[tuple[str, float]]:
    korean = (code.decode("euc_kr") for code in _double_bytes(0xB0, 0xC8))
    yield from ((syllable, 9.3) for syllable in korean)
    yield from _ranked(HANGUL, 4.0, 0.9)
    yield from _ranked(HIRAGANA, 3.6, 1.1)
    yield from _ranked(KATAKANA, 4.8, 0.9)
    yield from _ranked(CYRILLIC, 2.3, 1.6)
    yield from ((letter.upper(), nats + 3.0) for letter, nats in _ranked(CYRILLIC, 2.3, 1.6))
    yield from _ranked(LATIN, 2.3, 1.2)
    yield from ((letter.upper(), nats + 1.7) for letter, nats in _ranked(LATIN, 2.3, 1.2))
    yield from (
        (letter.upper(), nats + 2.0) for letter, nats in _ranked(ACCENTED, 4.2, 1.2) if letter not in "ßÿ"
    )
    yield from _ranked(ACCENTED, 4.2, 1.2)
    yield from ((digit, 4.0) for digit in "0123456789")
    yield from ((mark, 4.3) for mark in ",.-:()/\"'<>=\t\r")
    yield from ((" ", 1.8), ("\n", 3.5))
    for nats, marks in MARKS.items():
        yield from ((mark, nats) for mark in marks)


def _han() -> Iterator[tuple[str, float]]:
    counts: Counter[str] = Counter()
    for word, count in words(dictionary()):
        for character in word:
            counts[character] += count  # type: ignore[assignment]
    total = sum(counts.values())
    for code in range(0x3400, 0xA000):
        character = chr(code)
        simplified = fold(character)
        if counts[simplified]:
            rare = 1.0 if simplified != character else 0.0
            yield character, min(13.0, rare * 0.5 - math.log(HAN_SHARE * (counts[simplified] + 1) / total))
    for japanese, chinese in zip(KANJI[::2], KANJI[1::2], strict=True):
        yield japanese, min(13.0, 1.0 - math.log(HAN_SHARE * (counts[chinese] + 1) / total))


def _ranked(order: str, first: float, slope: float) -> Iterator[tuple[str, float]]:
    """Each letter of an order with a cost that grows with the log of its rank."""
    for rank, letter in enumerate(dict.fromkeys(order)):
        yield letter, first + slope * math.log((rank + 6) / 6)


def _double_bytes(first: int, last: int) -> Iterator[bytes]:
    return (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0xA1, 0xFF))


if __name__ == "__main__":
    main()
