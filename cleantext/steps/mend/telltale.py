"""Characters that tell of a wrong decoder: what lets a clean page pass after one look at each character.

`telltales` names the kinds of damage a text may have; whether it has them is for the models to prove.
"""

import re
from collections.abc import Iterable
from functools import cache
from types import ModuleType

from cleantext.arrays import numpy_when_repaid
from cleantext.fold import fold

UTF8_AS_GBK = 1
LATIN = 2
BIG5 = 4

_FIRST = (*range(0xE3, 0xEA), 0xEF)
_LATER = tuple(range(0x80, 0xC0))
LETTERS = "".join(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100))))
"""Letters of Windows-1252 that Chinese in any encoding shows some of; × and ÷ are used for themselves."""

WINDOWS_1252 = "\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""The characters of Windows-1252 and Latin-1 from 0x80 up: insides of a regular-expression class."""

_COMMON = "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
"""Frequent characters (function words and their like)."""

BIG5_READ_AS_GBK = "\u3041-\u3093\u30a1-\u30f6\ue000-\ue765"
"""Kana and the private-use characters of GB18030's undefined rows, which the codes of Big5 fall on."""


def telltales(text: str) -> int:
    """Which kinds of damage show a telltale character in `text`: a sum of UTF8_AS_GBK, LATIN and BIG5.

    >>> telltales("获取更多信息"), telltales("鑾峰彇更多信息") == UTF8_AS_GBK, telltales("ÖÐ¹ú") == LATIN
    (0, True, True)
    """
    if text.isascii():
        return 0
    numpy = numpy_when_repaid(len(text))
    if numpy is not None:
        return _looked_up(text, numpy)
    if not _any().search(text):
        return 0
    return sum(kind for kind, pattern in _patterns().items() if pattern.search(text))


def suspect_utf8() -> re.Pattern[str]:
    """Three characters in a row that two Chinese characters in UTF-8 show as in GBK, bytes lost or not."""
    first, second, third = utf8_read_as_gbk()
    return re.compile(f"[{first}][{second}{_LOST_PAIRS}][{third}{_LOST_PAIRS}?\ufffd]")


_LOST_PAIRS = "\ue000-\ue765"
"""What GB18030 shows for a pair that is no character."""


@cache
def utf8_read_as_gbk() -> tuple[str, str, str]:
    """What two Chinese characters in UTF-8 show as in GBK: the first, the next and the last."""
    return _codes(_FIRST, _LATER), _codes(_LATER[1:], _FIRST), _codes(_LATER[1:], _LATER)


def _kinds() -> dict[int, str]:
    """The telltale characters of each kind, as insides of a regular-expression class."""
    return {
        UTF8_AS_GBK: utf8_read_as_gbk()[0],
        LATIN: LETTERS,
        BIG5: BIG5_READ_AS_GBK + gbk_read_as_big5(),
    }


@cache
def gbk_read_as_big5() -> str:
    """What frequent characters in GBK show as in Big5, but for what is itself frequent."""
    shown = {c.encode("gbk").decode("cp950", "ignore") for c in _COMMON}
    return "".join(sorted(c for c in shown if len(c) == 1 and not _everyday(c)))


def _everyday(character: str) -> bool:
    """Is this, simplified, one of the 3755 characters of the first level of GB 2312?"""
    code = fold(character).encode("gb2312", "ignore")
    return b"\xb0" <= code[:1] <= b"\xd7"


@cache
def _patterns() -> dict[int, re.Pattern[str]]:
    single = {kind: re.compile(f"[{characters}]") for kind, characters in _kinds().items()}
    return single | {UTF8_AS_GBK: suspect_utf8()}


@cache
def _any() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_kinds().values())}]")


def _looked_up(text: str, numpy: ModuleType) -> int:
    codes = numpy.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    marks = _table(numpy).take(codes)
    kinds = int(numpy.bitwise_or.reduce(marks)) & (UTF8_AS_GBK | LATIN | BIG5)
    in_a_row = marks[:-2] & (marks[1:-1] >> _SECOND) & (marks[2:] >> _THIRD)
    return kinds if kinds & UTF8_AS_GBK and (in_a_row & UTF8_AS_GBK).any() else kinds & ~UTF8_AS_GBK


_SECOND, _THIRD = 3, 4
"""Bits of the table, after the kinds, for what stands second and third in `suspect_utf8`."""


@cache
def _table(numpy: ModuleType):  # type: ignore[no-untyped-def]  # numpy is imported late
    """The kinds of every character of the Basic Multilingual Plane."""
    table = numpy.zeros(0x10000, dtype="u1")
    every = "".join(map(chr, range(0x10000)))
    _, second, third = utf8_read_as_gbk()
    classes = _kinds() | {
        UTF8_AS_GBK << _SECOND: second + _LOST_PAIRS,
        UTF8_AS_GBK << _THIRD: third + _LOST_PAIRS + "?\ufffd",
    }
    for mark, characters in classes.items():
        table[[ord(character) for character in re.findall(f"[{characters}]", every)]] |= mark
    return table


def _codes(leads: Iterable[int], trails: Iterable[int]) -> str:
    # A line end after each pair keeps one that is no character from swallowing half of the next.
    pairs = b"\n".join(bytes((lead, trail)) for lead in leads for trail in trails)
    return pairs.decode("gbk", "ignore").replace("\n", "")
