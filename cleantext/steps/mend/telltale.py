"""Characters that tell of a wrong decoder: what lets a clean page pass after one look at each character.

A table (`telltale_marks.py`) gives every character its marks; a few marks in a row are a telltale. Where
there is one, whether the text is damaged is for the models to prove.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cleantext.chinese import pair_rows
from cleantext.edits import Span
from cleantext.fold import fold
from cleantext.page import Draft
from cleantext.traits import C, F, G, H, K, L, S, T, Traits, traits_of

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
    traits = traits or Traits(text)
    found = {kind: _places(kind, traits) for kind in _may_be(traits.present)}
    return {kind: places for kind, places in found.items() if places}


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


def _places(kind: int, traits: Traits) -> list[int]:
    """Where a kind of telltale begins."""
    if kind == UTF8_AS_GBK:
        return traits.rows(F, S, T)
    if kind == LATIN:
        return sorted({*traits.rows(L, C, C | L), *traits.rows(G, G, G)})
    if kind == EAST_ASIAN:
        return traits.near(K, _REACH)
    return traits.places(H)


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
            first, last = starts[begin], starts[stop - 1]
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
    breaks = [at for at in range(1, len(starts)) if starts[at] - starts[at - 1] > 2 * _AROUND]
    yield from pairwise((0, *breaks, len(starts)))


def _any_odd(text: str, kind: int, starts: Iterable[int]) -> bool:
    """Is any of these telltales more than a rare word, or a mark repeated?"""
    if kind == KANA_OR_HANGUL:
        return True
    if kind == LATIN:
        return any(len(set(text[at : at + 3])) > 1 for at in starts)
    mark = F | S | T if kind == UTF8_AS_GBK else K
    return any(_is_odd(text, at, mark) for at in starts)


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
