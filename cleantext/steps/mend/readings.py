"""Pinyin readings of Traditional characters, the codes those characters have in GBK, and how any is read.

Toned readings are of characters alone that a conversion to Traditional writes (`data/build_readings.py`).
"""

from functools import cache
from itertools import repeat
from pathlib import Path

from cleantext.fold import fold

_DATA = Path(__file__).parents[2] / "data"
_PLAIN = str.maketrans("āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɑɡ", "aaaaeeeeeiiiioooouuuuvvvvvnnnmag")
_PRINT = str.maketrans("ɑɡ", "ag")
"""Letters of schoolbook type, which some pages use for pinyin."""

TONED = "āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɑɡ"
LETTERS = f"a-z{TONED}"
"""The letters of pinyin: insides of a regular-expression class."""


def characters_read(syllable: str) -> str:
    """The Traditional characters with a reading; a syllable without a tone mark stands for all its tones.

    >>> "區" in characters_read("qū"), "區" in characters_read("qu"), "區" in characters_read("qǔ")
    (True, True, False)
    """
    exact = _readings().get(syllable.translate(_PRINT))
    if exact is not None or has_tone(syllable):
        return exact or ""
    return _plain_readings().get(syllable.translate(_PLAIN), "")


def plain_readings(character: str) -> list[str]:
    """The readings of a common character, of either script, without their tones.

    >>> plain_readings("行")
    ['hang', 'heng', 'xing']
    """
    return [syllable for syllable, characters in _sounds().items() if character in characters]


def sounds_like(character: str, syllable: str) -> bool:
    """Is a common character, of either script, read so in any tone?

    >>> sounds_like("月", "yue"), sounds_like("人", "man"), sounds_like("國", "guó")
    (True, False, True)
    """
    return character in _sounds().get(syllable.translate(_PLAIN), "")


def has_tone(syllable: str) -> bool:
    """Does a syllable carry a tone mark?

    >>> has_tone("qū"), has_tone("nü")
    (True, False)
    """
    return not syllable.translate(_PRINT).replace("ü", "v").isascii()


@cache
def simplified() -> frozenset[str]:
    """The Simplified forms of `converted` characters that are no Traditional ones."""
    return frozenset(fold("".join(converted()))) - converted()


def simplified_read(syllable: str) -> str:
    """The Simplified forms of the characters with a toned reading.

    >>> "区" in simplified_read("qū")
    True
    """
    return fold(characters_read(syllable)) if has_tone(syllable) else ""


@cache
def converted() -> frozenset[str]:
    """Every Traditional character that is the conversion of another."""
    return frozenset("".join(_readings().values()))


def readings_of(character: str) -> list[str]:
    """The toned readings of a converted character.

    >>> readings_of("發")
    ['bō', 'fā']
    """
    return [syllable for syllable, characters in _readings().items() if character in characters]


@cache
def codes_read(syllable: str) -> dict[bytes, str]:
    """The two-byte GBK codes of the characters with a reading.

    >>> codes_read("yún")[b"\\xeb\\x85"]
    '雲'
    """
    codes = ((gbk_bytes(character), character) for character in characters_read(syllable))
    return {code: character for code, character in codes if code}


def gbk_bytes(character: str) -> bytes:
    """The GBK bytes of a character, empty where it has none; of an undecodable byte, that byte.

    >>> gbk_bytes("入").hex(), gbk_bytes("^"), gbk_bytes("\\udc85"), gbk_bytes("한")
    ('c8eb', b'^', b'\\x85', b'')
    """
    try:
        return character.encode("gbk", "surrogateescape")
    except UnicodeEncodeError:
        return b""


@cache
def _readings() -> dict[str, str]:
    return _table("readings.txt")


@cache
def _sounds() -> dict[str, str]:
    return _table("sounds.txt")


def _table(name: str) -> dict[str, str]:
    rows = map(str.partition, (_DATA / name).read_text("utf-8").splitlines(), repeat("\t"))
    return {syllable: characters for syllable, _, characters in rows}


@cache
def _plain_readings() -> dict[str, str]:
    plain: dict[str, str] = {}
    for syllable, characters in _readings().items():
        key = syllable.translate(_PLAIN)
        plain[key] = plain.get(key, "") + characters
    return plain
