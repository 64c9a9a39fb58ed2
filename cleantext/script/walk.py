"""OpenCC's walk: left to right, the longest phrase at each place, else the character.

One walk gives both the converted text and, layer by layer, which phrases it took where; edits are made of
those, so nothing is compared afterwards to find out what was done.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, compress
from operator import add

from cleantext.arrays import numpy_when_repaid
from cleantext.late import late
from cleantext.script.dictionaries import Conversion, Dictionary

Match = tuple[int, int, str]
"""A phrase found: half-open span of the text it was found in, and what stands there instead."""

_OPERATOR = late("[\u2ff0-\u2fff]")
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
        first = Dictionary(first.characters, {}, {}, frozenset())
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
    descriptions = _descriptions(text)
    singles = [single for single in dictionary.singles if single in text]
    if not descriptions and not singles:
        return _taken(text, dictionary, _places(text, dictionary))
    at, matches = 0, []
    for match in _all_possible(text, dictionary, descriptions, singles):
        if match[0] >= at:
            at = match[1]
            if describe or descriptions.get(match[0]) is not match:
                matches.append(match)
    return matches


def _taken(text: str, dictionary: Dictionary, places: Iterable[tuple[int, int]]) -> list[Match]:
    """Take the longest phrase at each place that no phrase before it covers."""
    value_of = dictionary.phrases.get
    at, matches = 0, []
    for place, length in places:
        if place < at:
            continue
        key = text[place : place + length]
        value = value_of(key)
        if value is not None:
            at = place + len(key)  # not length: the text may end first
            matches.append((place, at, value))
        elif match := _longest(text, place, dictionary):
            at = match[1]
            matches.append(match)
    return matches


def _all_possible(
    text: str, dictionary: Dictionary, descriptions: dict[int, Match], singles: Sequence[str]
) -> Iterator[Match]:
    """What is there to take at each place, from the left: a phrase, else a single, else a description."""
    by_place = dict(descriptions)
    for found in re.finditer("|".join(singles), text) if singles else ():
        by_place[found.start()] = (*found.span(), dictionary.phrases[found[0]])
    for place, _ in _places(text, dictionary):
        if match := _longest(text, place, dictionary):
            by_place[place] = match
    return (by_place[place] for place in sorted(by_place))


def _places(text: str, dictionary: Dictionary) -> Iterable[tuple[int, int]]:
    """Where a phrase of two characters or more may stand, ascending, and a guess at how long it is."""
    if not dictionary.lengths:
        return ()
    if numpy_when_repaid(len(text)) is not None:
        from cleantext.script import bulk  # here for start-up time: it imports numpy

        return bulk.found(text, dictionary)
    lengths = dictionary.lengths
    heads = compress(range(len(text)), map(lengths.__contains__, map(add, text, text[1:])))
    return ((place, lengths[text[place : place + 2]][0]) for place in heads)


def _longest(text: str, place: int, dictionary: Dictionary) -> Match | None:
    for length in dictionary.lengths.get(text[place : place + 2], ()):
        key = text[place : place + length]
        value = dictionary.phrases.get(key)
        if value is not None:
            return place, place + len(key), value  # not length: the text may end first
    return None


def _descriptions(text: str) -> dict[int, Match]:
    """The complete ideographic descriptions of a text, by place."""
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
    """A pattern that finds any character that a dictionary changes.

    Characters beyond the Basic Multilingual Plane are one range: `re` looks at them one by one otherwise,
    and one too many found costs only a look.
    """
    changed = sorted(chr(code) for code, value in dictionary.characters.items() if isinstance(value, str))
    beyond = [character for character in changed if character > "\uffff"]
    span = f"{beyond[0]}-{beyond[-1]}" if beyond else ""
    return re.compile(f"[{''.join(changed[: len(changed) - len(beyond)])}{span}]")


def layers_as_spans(layers: Sequence[Sequence[Match]]) -> Iterator[list[tuple[int, int, int, int]]]:
    """Each layer's matches with the span that its outcome has: start, end, start after, end after."""
    for layer in layers:
        spans, shift = [], 0
        for start, end, value in layer:
            spans.append((start, end, start + shift, start + shift + len(value)))
            shift += len(value) - (end - start)
        yield spans
