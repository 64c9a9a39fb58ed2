"""Where UTF-8 may have been read with a Western encoding of one byte: `Ã©`, `в„–`, `√©`, `├⌐`.

Such text shows the first byte of a character and a later one side by side. Healthy text does so too, now and
then; what stands there is for ftfy to judge. Here the places are found, fast, as most pages have none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

_WINDOWS = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso-8859-2")
"""Encodings that show a byte as much the same letter, so that they are looked for together."""

_FIRST_OF_TWO, _FIRST_OF_MORE, _LATER = range(0xC2, 0xE0), range(0xE0, 0xF5), range(0x80, 0xC0)

_EVERYDAY = "“”‘’…·\u00a0"
"""Marks that Mac Roman shows for first bytes, though of letters that hardly any page uses."""

_LOST = "\ufffd\x1a"
"""What stands for a byte that an encoding leaves undefined."""

_TIMES = "×"
"""It begins every letter of Hebrew, and stands in Chinese before a mark (`“数据要素×”`): only two of it, with
one character between, are a row."""

_NO_BREAK = "ÂÃ"
"""What the first byte of a no-break space, and of `à`, shows as: a plain space may follow it."""

_FEW = 8
"""Different characters that may begin a row of which each is looked for by itself, if all are rare."""

_SELDOM = 1 / 500
"""The share of a text up to which characters are rare."""


def western_rows(text: str, census: Mapping[str, int]) -> Iterator[int]:
    """Offsets in `text` where characters look like the bytes of one, from left to right.

    `census` counts the characters of `text`. Also found are the control characters that Latin-1 shows for the
    marks of Windows-1252.

    >>> from collections import Counter
    >>> [[*western_rows(t, Counter(t))] for t in ("《Café》——“你好”", "《CafÃ©》", "‘Tiß║┐ng’", "r√©gime")]
    [[], [4], [3], [1]]
    """
    if not may_show_rows(census):
        return
    first = census.keys() & _firsts()
    match = _pattern().match
    if len(first) <= _FEW and sum(map(census.__getitem__, first)) <= len(text) * _SELDOM:
        yield from sorted(at for one in first for at in _places_of(one, text) if match(text, at))
        return
    begins = re.compile(f"[{re.escape(''.join(first))}]")
    yield from (found.start() for found in begins.finditer(text) if match(text, found.start()))


def may_show_rows(census: Mapping[str, int]) -> bool:
    """May a text of these characters hold a row? Most Chinese pages lack what begins one, or what goes on.

    >>> may_show_rows({"中": 2, "—": 2}), may_show_rows({"Ã": 1, "©": 1})
    (False, True)
    """
    present = census.keys()
    return census.get(_TIMES, 0) > 1 or not all(
        present.isdisjoint(first) or present.isdisjoint(later) for first, later in _sets()
    )


@cache
def _sets() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """What begins a row and what may follow, by family; a control character is a row by itself."""
    classes = {bit: frozenset(characters) for bit, characters in _classes().items()}
    families = [(classes[bit], classes[bit << 1]) for bit in (_WIN_TWO, _OF_MORE, _MAC, _DOS, _BEFORE_SPACE)]
    return (*families, (classes[_CONTROL], classes[_CONTROL]))


def families() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """What begins a row and what may follow, of encodings for Western letters, of Mac Roman, of DOS.

    With the first are those that hardly any Chinese page has: control characters, and those of longer rows.
    """
    two, more, mac, dos, _, control = _sets()
    return {"western": (two[0] | more[0] | control[0], two[1] | more[1] | control[0]), "mac": mac, "dos": dos}


@cache
def _firsts() -> frozenset[str]:
    return frozenset(_TIMES).union(*(first for first, _ in _sets()))


def _places_of(character: str, text: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)


# Bits of a character, the first bytes of each family and one above each what may follow them.
_WIN_TWO, _OF_MORE, _MAC, _DOS, _BEFORE_SPACE, _CONTROL, _AGAIN = 1, 4, 16, 64, 256, 1024, 4096
_PAIRS = _WIN_TWO | _MAC | _DOS | _BEFORE_SPACE
_FIRST = _PAIRS | _OF_MORE | _CONTROL | _AGAIN


@cache
def _classes() -> dict[int, str]:
    """The characters that bear each bit."""
    later = _shown(_WINDOWS, _LATER) + _LOST
    return {
        _WIN_TWO: _shown(_WINDOWS, _FIRST_OF_TWO).replace(_TIMES, ""),
        _WIN_TWO << 1: later,
        _OF_MORE: _shown(_WINDOWS, _FIRST_OF_MORE),
        _OF_MORE << 1: later + " ?",
        _MAC: "".join(
            c for c in _shown(("mac_roman",), (*_FIRST_OF_TWO, *_FIRST_OF_MORE)) if c not in _EVERYDAY
        ),
        _MAC << 1: _shown(("mac_roman",), _LATER),
        _DOS: _shown(("cp437",), (*_FIRST_OF_TWO, *_FIRST_OF_MORE)),
        _DOS << 1: _shown(("cp437",), _LATER),
        _BEFORE_SPACE: _NO_BREAK,
        _BEFORE_SPACE << 1: " ",
        _CONTROL: "".join(map(chr, (*range(0x80, 0x85), *range(0x86, 0xA0)))),
        _AGAIN: _TIMES,
        _AGAIN << 1: later,
    }


def _shown(codecs: Iterable[str], data: Iterable[int]) -> str:
    """What bytes show as, in any of some encodings."""
    shown = {bytes((byte,)).decode(codec, "ignore") for codec in codecs for byte in data}
    return "".join(sorted(shown))


@cache
def _pattern() -> re.Pattern[str]:
    """The same rows, for texts that are not worth an array."""
    inside = {bit: re.escape(characters) for bit, characters in _classes().items()}
    pairs = [f"[{inside[bit]}][{inside[bit << 1]}]" for bit in (_WIN_TWO, _MAC, _DOS, _BEFORE_SPACE)]
    more = f"[{inside[_OF_MORE]}][{inside[_OF_MORE << 1]}]{{2}}"
    again = f"{_TIMES}[{inside[_AGAIN << 1]}]{_TIMES}"
    return re.compile(f"(?=[^\x00-\x7f])(?=({'|'.join(pairs)}|{more}|{again}|[{inside[_CONTROL]}]))")
