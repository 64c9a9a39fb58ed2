"""The same looks at a text as `walk` and `convert` take, over arrays: for texts that repay numpy's import."""

from functools import cache

import numpy

from cleantext.script.dictionaries import Dictionary

Codes = numpy.ndarray[tuple[int], numpy.dtype[numpy.uint32]]
Flags = numpy.ndarray[tuple[int], numpy.dtype[numpy.bool_]]

_CHUNK = 1 << 16
"""Code points looked at together, so that what is made on the way stays in the processor's cache."""

_FIRST, _SECOND, _SHIFT = numpy.uint32(0x9E3779B1), numpy.uint32(0x85EBCA6B), numpy.uint32(12)
"""A pair of characters is hashed to 20 bits; the walk looks at every pair that seems right."""


def codes_of(text: str) -> Codes:
    """The code points of a text, lone surrogates too."""
    return numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def beginnings(text: str, dictionary: Dictionary) -> list[int]:
    """Where two characters stand that begin a phrase, or seem to, ascending."""
    codes, begins, found = codes_of(text), _begins(dictionary), []
    for at in range(0, len(codes), _CHUNK):
        part = codes[at : at + _CHUNK + 1]
        places = numpy.flatnonzero(begins.take(_hashed(part[:-1], part[1:])))
        found += (places + at).tolist()
    return found


def translate(text: str, dictionary: Dictionary) -> str:
    """Convert character by character."""
    changed = _table(dictionary).take(codes_of(text))
    return changed.tobytes().decode("utf-32-le", "surrogatepass")


def differences(before: str, after: str) -> list[int]:
    """Where two texts of one length differ, ascending."""
    return numpy.flatnonzero(codes_of(before) != codes_of(after)).tolist()


def _hashed(first: Codes, second: Codes) -> Codes:
    hashed: Codes = (first * _FIRST + second * _SECOND) >> _SHIFT
    return hashed


@cache
def _begins(dictionary: Dictionary) -> Flags:
    flags = numpy.zeros(1 << 20, dtype=numpy.bool_)
    heads = codes_of("".join(dictionary.lengths))
    flags[_hashed(heads[0::2], heads[1::2])] = True
    return flags


@cache
def _table(dictionary: Dictionary) -> Codes:
    table = numpy.arange(0x110000, dtype="<u4")
    for code, value in dictionary.characters.items():
        table[code] = ord(value) if isinstance(value, str) else value
    return table
