"""Where UTF-8 may have been read with a Western encoding of one byte: `Ã©`, `в„–`, `√©`, `├⌐`.

Such text shows the first byte of a character and a later one side by side. Healthy text does so too, now and
then; what stands there is for ftfy to judge. Here the places are found, fast, as most pages have none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cleantext.traits import DOS_FIRST, DOS_LATER, MAC_FIRST, MAC_LATER, WESTERN, Traits

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


def western_rows(text: str, traits: Traits | None = None) -> Iterator[int]:
    """Offsets in `text` where characters look like the bytes of one, from left to right.

    `traits` are of `text`. Also found are the control characters that Latin-1 shows for the marks of
    Windows-1252.

    >>> [[*western_rows(text)] for text in ("《Café》——“你好”", "《CafÃ©》", "‘Tiß║┐ng’", "r√©gime")]
    [[], [4], [3], [1]]
    """
    traits = traits or Traits(text)
    places = traits.places(WESTERN | MAC_FIRST | DOS_FIRST)
    if _TIMES in text and text.count(_TIMES) > 1:
        places = sorted((*places, *(found.start() for found in re.finditer(_TIMES, text))))
    match = _pattern().match
    yield from (at for at in places if match(text, at))


def may_show_rows(text: str, traits: Traits) -> bool:
    """May a text hold a row? Most Chinese pages lack what begins one, or what goes on.

    >>> [may_show_rows(text, Traits(text)) for text in ("中——中", "Ã©", "1×2", "×©×")]
    [False, True, False, True]
    """
    present = traits.present
    return (
        present & WESTERN > 0
        or (present & MAC_FIRST > 0 and present & MAC_LATER > 0)
        or (present & DOS_FIRST > 0 and present & DOS_LATER > 0)
        or (_TIMES in text and text.count(_TIMES) > 1)
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
