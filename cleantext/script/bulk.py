"""The same looks at a text as `walk` and `convert` take, over arrays: for texts that repay numpy's import."""

from collections.abc import Iterator
from functools import cache

import numpy

from cleantext.script.dictionaries import Dictionary

Codes = numpy.ndarray[tuple[int], numpy.dtype[numpy.uint32]]
Flags = numpy.ndarray[tuple[int], numpy.dtype[numpy.uint8]]

_CHUNK = 1 << 16
"""Code points looked at together, so that what is made on the way stays in the processor's cache."""

_FACTOR, _SHIFT = numpy.uint32(0x9E3779B1), numpy.uint32(11)
"""A string is hashed character by character, and the upper 21 bits tell."""

_WHOLE, _GOES_ON = 1, 2


def codes_of(text: str) -> Codes:
    """The code points of a text, lone surrogates too."""
    return numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def found(text: str, dictionary: Dictionary) -> Iterator[tuple[int, int]]:
    """Where a phrase stands, or seems to, ascending, and how long the longest seems to be.

    No phrase is missed, and none is longer than said; what collides in the hash is for the caller to see.
    """
    codes, flags = codes_of(text), _flags(dictionary)
    for at in range(0, len(codes), _CHUNK):
        yield from _found_in(codes, at, min(at + _CHUNK, len(codes) - 1), flags)


def _found_in(codes: Codes, at: int, end: int, flags: Flags) -> Iterator[tuple[int, int]]:
    """Follow each beginning between two offsets as long as phrases go on, all of them together."""
    hashes = _longer(codes[at:end] * _FACTOR, codes[at + 1 : end + 1])
    places = numpy.flatnonzero(flags.take(hashes >> _SHIFT))
    hashes, length = hashes[places], 2
    longest = numpy.zeros(end - at, dtype=numpy.uint8)
    while len(places):
        told = flags.take(hashes >> _SHIFT)
        longest[places[(told & _WHOLE) != 0]] = length
        on = ((told & _GOES_ON) != 0) & (places + at + length < len(codes))
        places = places[on]
        hashes, length = _longer(hashes[on], codes[places + at + length]), length + 1
    ends = numpy.flatnonzero(longest)
    return zip((ends + at).tolist(), longest[ends].tolist(), strict=True)


def translate(text: str, dictionary: Dictionary) -> str:
    """Convert character by character."""
    changed = _table(dictionary).take(codes_of(text))
    return changed.tobytes().decode("utf-32-le", "surrogatepass")


def differences(before: str, after: str) -> bytes:
    """A byte for each place of two texts of one length: 1 where they differ."""
    marks: bytes = (codes_of(before) != codes_of(after)).tobytes()
    return marks


def _longer(hashes: Codes, codes: Codes) -> Codes:
    """The hashes of strings that are one character longer."""
    longer: Codes = (hashes + codes) * _FACTOR
    return longer


@cache
def _flags(dictionary: Dictionary) -> Flags:
    """What is known of each hash: a phrase of it is whole, a longer one goes on."""
    flags = numpy.zeros(1 << (32 - int(_SHIFT)), dtype=numpy.uint8)
    by_length: dict[int, list[str]] = {}
    for phrase in dictionary.phrases:
        by_length.setdefault(len(phrase), []).append(phrase)
    for length, phrases in by_length.items():
        if length > 1:
            columns = codes_of("".join(phrases)).reshape(-1, length).T
            hashes = columns[0] * _FACTOR
            for column in columns[1:-1]:
                hashes = _longer(hashes, column)
                flags[hashes >> _SHIFT] |= _GOES_ON
            flags[_longer(hashes, columns[-1]) >> _SHIFT] |= _WHOLE
    return flags


@cache
def _table(dictionary: Dictionary) -> Codes:
    table = numpy.arange(0x110000, dtype="<u4")
    for code, value in dictionary.characters.items():
        table[code] = ord(value) if isinstance(value, str) else value
    return table
