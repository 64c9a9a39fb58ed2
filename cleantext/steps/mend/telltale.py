"""Characters that tell of a wrong decoder: what lets a clean page pass after one look at each character.

A table (`telltale_marks.py`) gives every character its marks; a few marks in a row are a telltale. Where
there is one, whether the text is damaged is for the models to prove.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from cleantext.arrays import BLOCK
from cleantext.chinese import pair_rows
from cleantext.edits import Span
from cleantext.fold import fold
from cleantext.page import Draft
from cleantext.steps.mend.telltale_marks import C, F, G, H, K, L, S, T
from cleantext.traits import Traits, bits_in, traits_of

UTF8_AS_GBK = 1
LATIN = 2
EAST_ASIAN = 4
KANA_OR_HANGUL = 8


def telltales(text: str) -> int:
    """Which kinds of damage show a telltale in `text`: a sum of the kinds above.

    >>> telltales("获取更多信息"), telltales("鑾峰彇更多信息") == UTF8_AS_GBK, telltales("ÖÐ¹ú") == LATIN
    (0, True, True)
    """
    places = find_telltales(text)
    return sum(kind for kind, starts in places.items() if _any_odd(text, kind, starts))


def find_telltales(text: str, traits: Traits | None = None) -> Mapping[int, Sequence[int]]:
    """Where each kind of telltale begins in `text`; kinds without any are left out. `traits` are of `text`.

    >>> {kind: list(places) for kind, places in find_telltales("点击鑾峰彇").items()} == {UTF8_AS_GBK: [2]}
    True
    """
    if text.isascii():
        return {}
    if len(text) <= _SHORT:
        return _by_character(text)
    traits = traits or Traits(text)
    if traits.marks is not None:
        return _by_array(traits.marks, traits.present)
    return _by_place(text, traits)


_SHORT = 256
"""Characters up to which looking at all that is in a text first costs more than it saves."""

_REACH = 3
"""Characters from one rare image to the next that are a telltale."""


def _may_be(present: int) -> list[int]:
    """The kinds that a text with these marks can have."""
    possible = {
        UTF8_AS_GBK: present & (F | S | T) == F | S | T,
        LATIN: present & (L | G) > 0,
        EAST_ASIAN: present & K > 0,
        KANA_OR_HANGUL: present & H > 0,
    }
    return [kind for kind, may_be in possible.items() if may_be]


def has_rare_image(text: str) -> bool:
    """Does `text` have a character that, rare in itself, is what a frequent one shows as?

    >>> has_rare_image("增多"), has_rare_image("鏍汜")
    (False, True)
    """
    return any(traits_of(one) & (K | H) for one in text)


def suspect_stretches(draft: Draft, places: Mapping[int, Sequence[int]]) -> list[tuple[int, int, int]]:
    """What to look at of a page for its telltales: stretches of its lines, sorted, each with its kinds.

    Rare characters that are of one word, or the same one twice, are no reason to look.
    """
    found: dict[int, list[tuple[int, int, int]]] = {}
    for kind, starts in places.items():
        for begin, stop in _clusters(starts):
            if not _any_odd(draft.text, kind, starts[begin:stop]):
                continue
            lines = draft.lines
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
    mark = F | S | T if kind == UTF8_AS_GBK else K
    return any(_is_odd(text, int(at), mark) for at in starts)


def _is_odd(text: str, at: int, mark: int) -> bool:
    """Are there two different characters with such a mark that make no word with their neighbours?"""
    before = text[at - 1] if at else "\n"
    around = fold(f"{before}{text[at : at + 5]}\n")
    within = pair_rows().within
    odd = set()
    for one, a, b, c in zip(text[at : at + 4], around, around[1:], around[2:], strict=False):
        if traits_of(one) & mark and within(a, b) is within(b, c) is None:
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


def _by_character(text: str) -> Mapping[int, Sequence[int]]:
    bits = [*bits_in(text), 0, 0, 0]
    places = {
        kind: [at for at, own in enumerate(bits) if own & _BEGINS[kind] and _begins(kind, bits[at : at + 4])]
        for kind in _may_be(reduce(or_, bits))
    }
    return {kind: starts for kind, starts in places.items() if starts}


def _by_place(text: str, traits: Traits) -> Mapping[int, Sequence[int]]:
    places = {
        kind: [
            at for at in traits.places(_BEGINS[kind]) if _begins(kind, [*bits_in(text[at : at + 4]), 0, 0, 0])
        ]
        for kind in _may_be(traits.present)
    }
    return {kind: starts for kind, starts in places.items() if starts}


_BEGINS = {UTF8_AS_GBK: F, LATIN: L | G, EAST_ASIAN: K, KANA_OR_HANGUL: H}
"""The marks of what a kind of telltale begins with."""


def _begins(kind: int, bits: Sequence[int]) -> bool:
    """Does a telltale of a kind begin with these characters, of which the first may begin one?"""
    here, one, two, three = bits[:4]
    if kind == UTF8_AS_GBK:
        return bool(one & S and two & T)
    if kind == LATIN:
        return bool((here & L and one & C and two & (C | L)) or here & one & two & G)
    return kind == KANA_OR_HANGUL or bool((one | two | three) & K)


def _by_array(marks: Any, present: int) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[Any]] = {}
    possible = _may_be(present)
    first = reduce(or_, map(_BEGINS.__getitem__, possible), 0)
    for begin in range(0, len(marks), BLOCK) if possible else ():
        overlong = marks[begin : begin + BLOCK + _REACH]
        # numpy looks through truth values ten times as fast as through numbers.
        places = ((overlong & first) != 0).nonzero()[0]
        own = overlong[places]
        for kind in possible:
            starts = _hits(overlong, places[(own & _BEGINS[kind]) != 0], kind)
            starts = starts[starts < BLOCK] + begin
            if starts.size:
                found.setdefault(kind, []).append(starts)
    return {kind: parts[0] if len(parts) == 1 else _joined(parts) for kind, parts in found.items()}


def _joined(parts: Sequence[Any]) -> Any:
    import numpy  # here for start-up time; the parts are its arrays

    return numpy.concatenate(parts)


def _hits(marks: Any, places: Any, kind: int) -> Any:
    """Those of the places where a telltale of a kind may begin where one does."""
    if kind == KANA_OR_HANGUL:
        return places
    if kind == EAST_ASIAN:
        return places[:-1][places[1:] - places[:-1] <= _REACH]
    places = places[: places.searchsorted(len(marks) - 2)]
    here, one, two = marks[places], marks[places + 1], marks[places + 2]
    if kind == UTF8_AS_GBK:
        hits = (here & F) & (one >> 1) & (two >> 2)
    else:
        utf8 = ((here & L) << 1) & one & (two | (two << 1))
        hits = (utf8 & C) | (here & one & two & G)
    return places[hits != 0]
