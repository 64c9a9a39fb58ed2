"""OpenCC's walk: left to right, the longest phrase at each place, else the character.

One walk gives both the converted text and, layer by layer, which phrases it took where; edits are made of
those, so nothing is compared afterwards to find out what was done.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from cleantext.compiled.phrases import has_any
from cleantext.late import late
from cleantext.script.dictionaries import Conversion, Dictionary, compiled

Match = tuple[int, int, str]
"""A phrase found: half-open span of the text it was found in, and what stands there instead."""

_OPERATORS = "\u2ff0", "\u2fff"
_OPERATOR = late("[{}-{}]".format(*_OPERATORS))
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
    text = _chain(text, conversion.normalization, layers)
    if conversion.segments is None:
        return _chain(text, conversion.chain, layers), layers
    return _by_segment(text, conversion, layers), layers


def _by_segment(text: str, conversion: Conversion, layers: list[list[Match]]) -> str:
    """Convert each segment for itself, those that no phrase covers all in one go.

    A covered segment is one phrase, and what becomes of it is remembered. In the others' text one mark,
    which no dictionary knows, stands for it, so that no phrase is found across.
    """
    assert conversion.segments is not None
    covered = _matches(text, conversion.segments)
    if not covered:
        return _chain(text, _without(conversion), layers)
    mark = next(mark for mark in map(chr, _MARKS) if mark not in text)
    layers.append([(start, end, mark) for start, end, _ in covered])
    rest = _chain(_splice(text, layers[-1]), _without(conversion), layers)
    values = _segments([text[start:end] for start, end, _ in covered], conversion)
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
        first = Dictionary(first.characters, {}, frozenset())
    return (first, *others)


def _segments(phrases: Sequence[str], conversion: Conversion) -> list[str]:
    known = conversion.known
    for phrase in set(phrases) - known.keys():
        known[phrase] = _chain(phrase, conversion.chain, [])
    return [known[phrase] for phrase in phrases]


def _chain(text: str, dictionaries: Sequence[Dictionary], layers: list[list[Match]]) -> str:
    for dictionary in dictionaries:
        text = _layer(text, dictionary, layers)
    return text


def _layer(text: str, dictionary: Dictionary, layers: list[list[Match]]) -> str:
    signs = _signs(text, dictionary)
    if not signs:
        text, matches = compiled(dictionary).convert(text)
    else:
        matches = _with_signs(text, dictionary, signs)
        text = _splice(compiled(dictionary).translate(text), matches)
    if matches:
        layers.append(matches)
    return text


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


def _matches(text: str, dictionary: Dictionary) -> list[Match]:
    """The phrases that the walk takes, descriptions aside."""
    signs = _signs(text, dictionary)
    if not signs:
        return compiled(dictionary).matches(text)
    taken = _with_signs(text, dictionary, signs)
    return [
        match for match in taken if signs.get(match[0]) is not match or match[2] != text[slice(*match[:2])]
    ]


def _signs(text: str, dictionary: Dictionary) -> Mapping[int, Match]:
    """What counts as one at its place unless a phrase begins there: a description such as ⿰氵乾, which
    stays as it is, and a character that becomes several."""
    singles = [single for single in dictionary.singles if single in text]
    signs = _descriptions(text)
    for found in re.finditer("|".join(singles), text) if singles else ():
        signs[found.start()] = (*found.span(), dictionary.phrases[found[0]])
    return signs


def _with_signs(text: str, dictionary: Dictionary, signs: Mapping[int, Match]) -> list[Match]:
    """The phrases and the signs that the walk takes."""
    by_place = {**signs, **{match[0]: match for match in compiled(dictionary).everywhere(text)}}
    at, taken = 0, []
    for place in sorted(by_place):
        if place >= at:
            taken.append(by_place[place])
            at = taken[-1][1]
    return taken


def _descriptions(text: str) -> dict[int, Match]:
    """The complete ideographic descriptions of a text, by place."""
    if not has_any(text, *_OPERATORS):
        return {}
    starts = (found.start() for found in _OPERATOR.finditer(text))
    ends = ((start, _description_end(text, start)) for start in starts)
    return {start: (start, end, text[start:end]) for start, end in ends if end > start}


def _description_end(text: str, start: int) -> int:
    """Where a complete ideographic description that begins here ends; `start` if there is none."""
    wanted, at = 1, start
    if not _OPERATOR.match(text, start):
        return start
    while wanted and at < len(text) and at - start < _DEEPEST:
        wanted += (_PARTS.get(text[at], 2) if _OPERATOR.match(text, at) else 0) - 1
        at += 1
    return at if not wanted else start


def layers_as_spans(layers: Sequence[Sequence[Match]]) -> Iterator[list[tuple[int, int, int, int]]]:
    """Each layer's matches with the span that its outcome has: start, end, start after, end after."""
    for layer in layers:
        spans, shift = [], 0
        for start, end, value in layer:
            spans.append((start, end, start + shift, start + shift + len(value)))
            shift += len(value) - (end - start)
        yield spans
