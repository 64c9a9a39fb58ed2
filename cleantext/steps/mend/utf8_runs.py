"""UTF-8 that was read as something else, within a run of shown characters, with bytes lost on the way.

UTF-8 shows by itself where its characters begin and end, so a run may hold other text before and after.
A byte that paired with nothing shows as U+FFFD, as `?`, or not at all; 0x80 begins no pair of GBK and may
show as `€`; of Windows-1252's no-break space a plain one may be left. Where a lost byte has one reading
clearly ahead of the others, that is taken, else the character becomes U+FFFD: all that is known of it is
that it was there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleantext.characters import SENTENCE_END
from cleantext.chinese import score
from cleantext.fold import fold
from cleantext.steps.mend.decoders import Misreading

_UNSEEN = {"gb18030": range(0x80, 0xC0), "cp1252": (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Later bytes of UTF-8 that may show as nothing: before a plain letter in GBK, undefined in Windows-1252."""

_AHEAD = 3.0
"""Nats by which a guessed byte must be ahead of the next best."""

_AT_LINE_END = 3.0
"""Nats that a mark which ends a sentence is likelier at a line's end than other marks."""

_SCRIPT_OF = 200
"""Characters before a gap that tell its script."""

_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`shown[start:end]` is UTF-8 that reads `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The bytes of a run, -1 for one that is lost, and at which byte each shown character begins."""

    values: tuple[int, ...]
    edges: dict[int, int]


def find_stretches(shown: str, model: Misreading, *, after: str = "\n") -> Iterator[Stretch]:
    """The parts of `shown` that are UTF-8, from left to right, each of whole shown characters.

    `after` is the character that follows the run.

    >>> [s.text for s in find_stretches("点击鑾峰彇更多", Misreading("utf-8", "gb18030"))]
    ['获取']
    """
    data = _bytes_of(shown, model)
    at = 0
    while at < len(data.values):
        if at not in data.edges:
            at += 1
            continue
        characters = list(_characters(data.values, at))
        while characters and characters[-1][1] not in data.edges and characters[-1][1] < len(data.values):
            characters.pop()
        if not characters:
            at += 1
            continue
        end = min(characters[-1][1], len(data.values))
        text = _read(characters, model, after if end == len(data.values) else "")
        yield Stretch(data.edges[at], data.edges[end], text)
        at = end


def _bytes_of(shown: str, model: Misreading) -> _Bytes:
    values: list[int] = []
    edges = {0: 0}
    for index, character in enumerate(shown):
        values += _byte_values(character, model)
        edges[len(values)] = index + 1
    # 0x80 alone begins no pair; any other lost byte stood before a plain letter, at the end of the run.
    if model.wrong == "gb18030":
        values[:-1] = [0x80 if value < 0 else value for value in values[:-1]]
    return _Bytes(tuple(values), edges)


def _byte_values(character: str, model: Misreading) -> Sequence[int]:
    if character in "?\ufffd":
        return (-1,)
    if character == "€" and model.wrong == "gb18030":
        return (0x80,)
    if character == " ":
        return (0xA0,)
    try:
        return model.bytes_of(character)
    except UnicodeEncodeError:
        return (0,)  # no byte of UTF-8, so it ends a stretch


def _characters(values: Sequence[int], at: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Whole characters of UTF-8 from a byte on, each with where it ends. The last may want its last byte."""
    while at < len(values):
        width = _width(values[at])
        character = tuple(values[at : at + width])
        if len(character) < width and (character[-1] < 0 or len(character) == 2):
            character += (-1,) * (width - len(character))
        if not width or len(character) < width or not all(v < 0 or 0x80 <= v < 0xC0 for v in character[1:]):
            return
        at += width
        yield character, at


def _width(lead: int) -> int:
    if 0xC2 <= lead < 0xE0:
        return 2
    return 3 if 0xE1 <= lead < 0xF0 else 4 if lead == 0xF0 else 0


def _read(characters: Sequence[tuple[tuple[int, ...], int]], model: Misreading, after: str) -> str:
    text = ""
    for index, (values, _) in enumerate(characters):
        following = after if index == len(characters) - 1 else ""
        text += _decoded(values) if -1 not in values else _guessed(values, model, text, following)
    return text


def _guessed(values: tuple[int, ...], model: Misreading, text: str, after: str) -> str:
    """The character that fills a gap of one byte after `text`, if one is clearly ahead."""
    if values.count(-1) > 1:
        return _UNKNOWN
    options: dict[str, tuple[float, str]] = {}
    traditional = fold(text[-_SCRIPT_OF:]) != text[-_SCRIPT_OF:]
    for byte in _UNSEEN.get(model.wrong, ()):
        character = _decoded(tuple(byte if value < 0 else value for value in values))
        nats = score(character + after, after=text[-1:] or "\n")
        if after == "\n" and character in SENTENCE_END:
            nats += _AT_LINE_END
        # 长 and 長 are judged alike: the script of the text before decides.
        if fold(character) not in options or (fold(character) != character) == traditional:
            options[fold(character)] = nats, character
    ranked = sorted(options.values(), reverse=True)
    if len(ranked) < 2 or ranked[0][0] - ranked[1][0] < _AHEAD:
        return _UNKNOWN
    return ranked[0][1]


def _decoded(values: tuple[int, ...]) -> str:
    return bytes(values).decode("utf-8", "replace")[:1]
