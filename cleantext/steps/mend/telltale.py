"""Characters that tell of a wrong decoder: what lets a clean page pass after one look at each character.

A table gives every character its marks; a few marks in a row are a telltale. Where there is one, whether the
text is damaged is for the models to prove.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any

from cleantext.arrays import blocks, numpy_when_repaid
from cleantext.chinese import pair_rows
from cleantext.edits import Span
from cleantext.fold import fold, fold_table
from cleantext.lines import Lines
from cleantext.steps.mend.decoders import SINGLE_BYTE, shown_bytes

UTF8_AS_GBK = 1
LATIN = 2
EAST_ASIAN = 4
KANA_OR_HANGUL = 8

WINDOWS_1252 = "\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""The characters of Windows-1252 and Latin-1 from 0x80 up: insides of a regular-expression class."""

_FIRST = (*range(0xE2, 0xEA), 0xEF)
_LATER = tuple(range(0x80, 0xC0))
_LEADS = (0xC2, 0xC3, 0xC5, *range(0xE2, 0xEA), 0xEF)
"""Bytes that Chinese in UTF-8, and Western letters in it, begin with."""

_FREQUENT = 3000
"""Characters of Chinese whose images tell of GBK and Big5 read as each other."""

_EVERYDAY = 2500
"""Characters of Chinese that are no telltale in themselves."""

_MARKS_AS_BIG5 = "ㄛ﹝﹜"
"""What the marks ，。、 of GBK show as in Big5."""

_KANA = "".join(map(chr, (*range(0x3041, 0x306E), *range(0x306F, 0x3094), *range(0x30A1, 0x30F7))))
"""What frequent characters of Big5 show as in GBK; の stands in Chinese for itself."""

_F, _S, _T, _L, _C, _G, _K, _H = (1 << bit for bit in range(8))
"""Marks: first, second and third of UTF-8 read as GBK; a byte of UTF-8 that begins a character, or goes on
with one, in a codec of single bytes; a byte of GBK or Big5 in one; an image of what is frequent, itself rare,
among East Asian encodings; half-width kana and Hangul."""


def telltales(text: str) -> int:
    """Which kinds of damage show a telltale in `text`: a sum of the kinds above.

    >>> telltales("获取更多信息"), telltales("鑾峰彇更多信息") == UTF8_AS_GBK, telltales("ÖÐ¹ú") == LATIN
    (0, True, True)
    """
    places = find_telltales(text)
    return sum(kind for kind, starts in places.items() if _any_odd(text, kind, starts))


def find_telltales(text: str) -> Mapping[int, Sequence[int]]:
    """Where each kind of telltale begins in `text`; kinds without any are left out.

    >>> {kind: list(places) for kind, places in find_telltales("点击鑾峰彇").items()} == {UTF8_AS_GBK: [2]}
    True
    """
    if text.isascii():
        return {}
    numpy = numpy_when_repaid(len(text)) if len(text) > _SHORT else None
    return _by_pattern(text) if numpy is None else _by_array(text, numpy)


_SHORT = 256
"""Characters up to which an array costs more than it saves."""


def has_rare_image(text: str) -> bool:
    """Does `text` have a character that, rare in itself, is what a frequent one shows as?

    >>> has_rare_image("增多"), has_rare_image("鏍汜")
    (False, True)
    """
    marks = _marks()
    return any(one < "\U00010000" and ord(marks[ord(one)]) & (_K | _H) for one in text)


def suspect_stretches(
    text: str, lines: Lines, places: Mapping[int, Sequence[int]]
) -> list[tuple[int, int, int]]:
    """What to look at of a text for its telltales: stretches of its lines, sorted, each with its kinds.

    Rare characters that are of one word, or the same one twice, are no reason to look.
    """
    found: dict[int, list[tuple[int, int, int]]] = {}
    for kind, starts in places.items():
        for begin, stop in _clusters(starts):
            if not _any_odd(text, kind, starts[begin:stop]):
                continue
            first, last = int(starts[begin]), int(starts[stop - 1])
            for number in range(lines.number_at(first), lines.number_at(last) + 1):
                begin = max(lines.starts[number], first - _AROUND)
                end = min(lines.end(number), last + _AROUND)
                if begin < end:
                    found.setdefault(number, []).append((begin, end, kind))
    return [stretch for number in sorted(found) for stretch in _united(sorted(found[number]))]


_AROUND = 24
"""Characters around a telltale among which damage is looked for."""


def _clusters(starts: Sequence[int]) -> Iterator[Span]:
    """Which of the telltales stand near each other, by their numbers."""
    if isinstance(starts, list):
        breaks = [at for at in range(1, len(starts)) if starts[at] - starts[at - 1] > 2 * _AROUND]
    else:
        breaks = ((starts[1:] - starts[:-1]) > 2 * _AROUND).nonzero()[0] + 1  # type: ignore[operator]
    yield from pairwise((0, *map(int, breaks), len(starts)))


def _any_odd(text: str, kind: int, starts: Iterable[int]) -> bool:
    """Is any of these telltales more than a rare word, or a mark repeated?"""
    if kind == KANA_OR_HANGUL:
        return True
    if kind == LATIN:
        return any(len(set(text[at : at + 3])) > 1 for at in map(int, starts))
    mark = _F | _S | _T if kind == UTF8_AS_GBK else _K
    return any(_is_odd(text, int(at), mark) for at in starts)


def _is_odd(text: str, at: int, mark: int) -> bool:
    """Are there two different characters with such a mark that make no word with their neighbours?"""
    before = text[at - 1] if at else "\n"
    around = fold(f"{before}{text[at : at + 5]}\n")
    within, marks = pair_rows().within, _marks()
    odd = set()
    for one, a, b, c in zip(text[at : at + 4], around, around[1:], around[2:], strict=False):
        if one < "\U00010000" and ord(marks[ord(one)]) & mark and within(a, b) is within(b, c) is None:
            odd.add(one)
    return len(odd) > 1


def _united(stretches: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    begin, end, kinds = stretches[0]
    for next_begin, next_end, kind in stretches[1:]:
        if next_begin > end:
            yield begin, end, kinds
            begin, end, kinds = next_begin, next_end, kind
        else:
            end, kinds = max(end, next_end), kinds | kind
    yield begin, end, kinds


def _by_pattern(text: str) -> Mapping[int, Sequence[int]]:
    marks = _ASTRAL.sub("\0", text).translate(_marks())
    places = {kind: [m.start() for m in pattern.finditer(marks)] for kind, pattern in _patterns().items()}
    return {kind: found for kind, found in places.items() if found}


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@cache
def _patterns() -> dict[int, re.Pattern[str]]:
    def having(*marks: int) -> str:
        wanted = sum(marks)
        return "[" + "".join(re.escape(chr(value)) for value in range(256) if value & wanted) + "]"

    latin = f"(?={having(_L)}{having(_C)}{having(_C, _L)})|(?={having(_G)}{{3}})"
    return {
        UTF8_AS_GBK: re.compile(f"(?={having(_F)}{having(_S)}{having(_T)})", re.DOTALL),
        LATIN: re.compile(latin, re.DOTALL),
        EAST_ASIAN: re.compile(f"(?={having(_K)}.{{0,2}}{having(_K)})", re.DOTALL),
        KANA_OR_HANGUL: re.compile(having(_H), re.DOTALL),
    }


def _by_array(text: str, numpy: ModuleType) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[Any]] = {}
    begin = 0
    for block in blocks(text):
        overlong = text[begin : begin + len(block) + 3]
        for kind, hits in _hits(overlong, numpy).items():
            # numpy looks through truth values ten times as fast as through numbers.
            starts = numpy.flatnonzero(hits[: len(block)] != 0)
            if starts.size:
                found.setdefault(kind, []).append(starts + begin)
        begin += len(block)
    return {kind: numpy.concatenate(parts) for kind, parts in found.items()}


def _hits(text: str, numpy: ModuleType) -> dict[int, Any]:
    """For each kind that can be in a text: what is not 0 where a telltale of it begins."""
    table = _table(numpy)
    codes = numpy.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if codes.size == len(text):
        marks = table.take(codes, mode="wrap")
    else:
        codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        marks = table.take(codes, mode="clip")
    present = int(numpy.bitwise_or.reduce(marks))
    marks = numpy.append(marks, numpy.zeros(3, dtype="u1"))
    here, one, two, three = marks[:-3], marks[1:-2], marks[2:-1], marks[3:]
    found = {}
    if present & (_F | _S | _T) == _F | _S | _T:
        found[UTF8_AS_GBK] = (here & _F) & (one >> 1) & (two >> 2)
    if present & (_L | _G):
        utf8 = ((here & _L) << 1) & one & (two | (two << 1))
        found[LATIN] = (utf8 & _C) | (here & one & two & _G)
    if present & _K:
        found[EAST_ASIAN] = here & (one | two | three) & _K
    if present & _H:
        found[KANA_OR_HANGUL] = here & _H
    return found


@cache
def _table(numpy: ModuleType) -> Any:
    """The marks of every character of the Basic Multilingual Plane, and none for the rest."""
    return numpy.frombuffer((_marks() + "\0").encode("latin-1"), dtype="u1")


@cache
def _marks() -> str:
    """The same as a string, for `str.translate`."""
    marks = bytearray(0x10000)
    for mark, characters in _classes().items():
        for character in characters:
            if "\x7f" < character < "\U00010000" or character == "?":
                marks[ord(character)] |= mark
    for code in (*range(0xFF66, 0xFF9E), *range(0xAC00, 0xD7A4)):
        marks[code] |= _H
    return marks.decode("latin-1")


def _classes() -> dict[int, str]:
    first, second, third = utf8_read_as_gbk()
    lost = "".join(map(chr, range(0xE000, 0xE766)))
    high = [shown_bytes(codec) for codec in SINGLE_BYTE]
    return {
        _F: first + fold(first),
        _S: second + fold(second) + lost,
        _T: third + fold(third) + lost + "?\ufffd€",
        _L: "".join(shown[byte] for shown in high for byte in _LEADS),
        _C: "".join(shown[0x80:0xC0] for shown in high),
        _G: shown_bytes("latin-1")[0xA1:0xFF] + shown_bytes("cp1250")[0xA1:0xFF],
        _K: _images() + lost + _MARKS_AS_BIG5 + _KANA,
    }


@cache
def utf8_read_as_gbk() -> tuple[str, str, str]:
    """What two Chinese characters in UTF-8 show as in GBK: the first, the next and the last."""
    return (
        _codes(_FIRST, _LATER, "gbk"),
        _codes(_LATER[1:], _FIRST, "gbk"),
        _codes(_LATER[1:], _LATER, "gbk"),
    )


@cache
def western_read_as_gbk() -> re.Pattern[str]:
    """Four characters in a row that Western letters in UTF-8 show as in GBK: `脰脨鹿煤` is ÖÐ¹ú, and 中国."""
    return re.compile(f"[{_codes((0xC2, 0xC3), _LATER, 'gbk')}]{{4}}")


def _images() -> str:
    """What frequent characters show as in another East Asian encoding, but for what is itself frequent."""
    frequent = "".join(_frequent())
    simplified = frequent.encode("gb18030")
    traditional = _traditional(frequent).encode("cp950", "ignore")
    shown = (
        simplified.decode("cp950", "ignore"),
        traditional.decode("gb18030", "ignore"),
        _codes(_FIRST, _LATER, "cp932") + _codes(_FIRST, range(0xA1, 0xC0), "cp950"),
        _codes((0xC2, 0xC3), _LATER, "gbk"),
        "".join(map(chr, (*range(0xFF66, 0xFF9E), *range(0xE766, 0xF849)))),
    )
    images = "".join(set("".join(shown)))
    images += fold(images)
    return "".join(c for c, simple in zip(images, fold(images), strict=True) if not _everyday(c, simple))


@cache
def _frequent() -> list[str]:
    starts = pair_rows().starts
    return sorted((c for c in starts if len(c.encode("gbk", "ignore")) == 2), key=lambda c: -starts[c])[
        :_FREQUENT
    ]


@cache
def _most_frequent() -> frozenset[str]:
    return frozenset(_frequent()[:_EVERYDAY])


def _traditional(simple: str) -> str:
    """Each character and the Traditional ones that fold to it."""
    wanted = set(simple)
    return "".join(
        chr(code) for code, to in enumerate(fold_table()[:0xA000]) if to in wanted and code >= 0x3400
    )


def _everyday(character: str, simple: str) -> bool:
    """Is this, `simple` in Simplified, a character that nearly all text is made of, or a mark or a letter?"""
    if not "\u3400" <= character <= "\u9fff":
        return character < "\u2000" or "\u2010" <= character <= "\u33ff" or "\uff00" <= character <= "\uff5e"
    return simple in _most_frequent()


def _codes(leads: Iterable[int], trails: Iterable[int], codec: str) -> str:
    # A line end after each pair keeps one that is no character from swallowing half of the next.
    pairs = b"\n".join(bytes((lead, trail)) for lead in leads for trail in trails)
    return pairs.decode(codec, "ignore").replace("\n", "")
