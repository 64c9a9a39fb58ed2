"""OpenCC's walk: left to right, the longest phrase at each place, else the character.

One walk gives both the converted text and, layer by layer, which phrases it took where; edits are made of
those, so nothing is compared afterwards to find out what was done.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, compress
from operator import add

from cleantext.arrays import numpy_when_repaid
from cleantext.script.dictionaries import Conversion, Dictionary

Match = tuple[int, int, str]
"""A phrase found: half-open span of the text it was found in, and what stands there instead."""

_OPERATOR = re.compile("[\u2ff0-\u2fff]")
_PARTS = {"\u2ff2": 3, "\u2ff3": 3, "\u2ffe": 1, "\u2fff": 1}
"""How many parts an ideographic description operator takes, where it is not two."""

_DEEPEST = 64
"""Code points in the longest description that is read as one."""

_MARKS = range(0xFDD0, 0x110000)
"""Where a character that stands for a whole segment is chosen from; it begins with noncharacters."""


def walk(text: str, conversion: Conversion) -> tuple[str, list[list[Match]]]:
    """Convert `text`; also say which phrases each layer took, in the offsets of the text it was given.

    Outside the phrases of a layer one character became one character.
    """
    layers: list[list[Match]] = []
    for dictionary in conversion.normalization:
        if dictionary.phrases or _changed(dictionary).search(text):
            text = _layer(text, dictionary, layers)
    if conversion.segments is None:
        return _chain(text, conversion.chain, layers), layers
    return _by_segment(text, conversion, layers), layers


def _by_segment(text: str, conversion: Conversion, layers: list[list[Match]]) -> str:
    """Convert each segment for itself, those that no phrase covers all in one go.

    A covered segment is one phrase, and what becomes of it is remembered. In the others' text one mark,
    which no dictionary knows, stands for it, so that no phrase is found across.
    """
    assert conversion.segments is not None
    covered = _matches(text, conversion.segments, describe=False)
    if not covered:
        return _chain(text, _without(conversion), layers)
    mark = next(mark for mark in map(chr, _MARKS) if mark not in text)
    layers.append([(start, end, mark) for start, end, _ in covered])
    rest = _chain(_splice(text, layers[-1]), _without(conversion), layers)
    values = [_segment(text[start:end], conversion) for start, end, _ in covered]
    parts = rest.split(mark)
    places = accumulate(len(part) + 1 for part in parts)
    layers.append([(end - 1, end, value) for end, value in zip(places, values, strict=False)])
    pieces = [piece for pair in zip(parts, values, strict=False) for piece in pair]
    return "".join(pieces) + parts[-1]


@cache
def _without(conversion: Conversion) -> tuple[Dictionary, ...]:
    """The chain for text in which no segment's phrase is left: a first dictionary whose phrases are all
    segments' phrases has its characters alone to give."""
    first, *others = conversion.chain
    if conversion.segments is not None and first.phrases.keys() <= conversion.segments.phrases.keys():
        first = Dictionary(first.characters, {}, {}, frozenset())
    return (first, *others)


def _segment(phrase: str, conversion: Conversion) -> str:
    known = conversion.known.get(phrase)
    if known is None:
        known = conversion.known[phrase] = _chain(phrase, conversion.chain, [])
    return known


def _chain(text: str, dictionaries: Sequence[Dictionary], layers: list[list[Match]]) -> str:
    for dictionary in dictionaries:
        text = _layer(text, dictionary, layers)
    return text


def _layer(text: str, dictionary: Dictionary, layers: list[list[Match]]) -> str:
    matches = _matches(text, dictionary)
    if matches:
        layers.append(matches)
    return _splice(_translate(text, dictionary), matches)


def _splice(text: str, matches: Sequence[Match]) -> str:
    """Put each match's value in its place."""
    if not matches:
        return text
    pieces: list[str] = []
    at = 0
    for start, end, value in matches:
        pieces += (text[at:start], value)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _matches(text: str, dictionary: Dictionary, *, describe: bool = True) -> list[Match]:
    """The phrases that the walk takes. A description such as ⿰氵乾 is one sign and stays as it is;
    `describe` says whether those are given too."""
    places = _beginnings(text, dictionary)
    described = _OPERATOR.search(text) is not None
    if described:
        places = sorted({*places, *(found.start() for found in _OPERATOR.finditer(text))})
    matches: list[Match] = []
    lengths, phrases, otherwise, at = dictionary.lengths, dictionary.phrases, dictionary.otherwise, 0
    for place in places:
        if place < at:
            continue
        for length in lengths.get(text[place : place + 2], otherwise):
            value = phrases.get(text[place : place + length])
            if value is not None:
                at = place + length
                matches.append((place, at, value))
                break
        else:
            if described and (end := _description_end(text, place)) > place:
                at = end
                if describe:
                    matches.append((place, end, text[place:end]))
    return matches


def _description_end(text: str, start: int) -> int:
    """Where a complete ideographic description that begins here ends; `start` if there is none."""
    wanted, at = 1, start
    if not _OPERATOR.match(text, start):
        return start
    while wanted and at < len(text) and at - start < _DEEPEST:
        wanted += (_PARTS.get(text[at], 2) if _OPERATOR.match(text, at) else 0) - 1
        at += 1
    return at if not wanted else start


def _beginnings(text: str, dictionary: Dictionary) -> Sequence[int]:
    """Where a phrase may begin, ascending: its first two characters stand there, or seem to."""
    if dictionary.singles:
        return _beginnings_or_singles(text, dictionary)
    if not dictionary.lengths:
        return ()
    numpy = numpy_when_repaid(len(text))
    if numpy is not None:
        from cleantext.script import bulk  # here for start-up time: it imports numpy

        return bulk.beginnings(text, dictionary)
    return list(compress(range(len(text)), map(dictionary.lengths.__contains__, map(add, text, text[1:]))))


def _beginnings_or_singles(text: str, dictionary: Dictionary) -> Sequence[int]:
    plain = Dictionary(dictionary.characters, dictionary.phrases, dictionary.lengths, frozenset())
    singles = (place for place, character in enumerate(text) if character in dictionary.singles)
    return sorted({*_beginnings(text, plain), *singles})


def _translate(text: str, dictionary: Dictionary) -> str:
    """Convert character by character."""
    if not dictionary.characters:
        return text
    if numpy_when_repaid(0) is not None:
        from cleantext.script import bulk  # here for start-up time: it imports numpy

        return bulk.translate(text, dictionary)
    return text.translate(dictionary.characters)


@cache
def _changed(dictionary: Dictionary) -> re.Pattern[str]:
    """A pattern that finds any character that a dictionary changes."""
    changed = (chr(code) for code, value in dictionary.characters.items() if isinstance(value, str))
    return re.compile(f"[{''.join(sorted(changed))}]")


def layers_as_spans(layers: Sequence[Sequence[Match]]) -> Iterator[list[tuple[int, int, int, int]]]:
    """Each layer's matches with the span that its outcome has: start, end, start after, end after."""
    for layer in layers:
        spans, shift = [], 0
        for start, end, value in layer:
            spans.append((start, end, start + shift, start + shift + len(value)))
            shift += len(value) - (end - start)
        yield spans
