"""Runs that were read with the wrong decoder, once or twice over: `鑾峰彇` is 获取, `ÖÐ¹ú` is 中国.

Where telltales stand, the misreadings that can be behind them are undone (`reread.py`), in bulk first, then
by search, once and then twice over, and the most plausible result is taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cleantext.chinese import score
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Note, Proposal
from cleantext.records import replace
from cleantext.steps.mend.decoders import MISREADINGS, SINGLE_BYTE, Misreading, conversions
from cleantext.steps.mend.doubts import without_doubtful
from cleantext.steps.mend.reread import (
    BOLD,
    HAN,
    PROVEN,
    SAFE,
    Demand,
    Repair,
    judged,
    reread_in_bulk,
    reread_with_search,
    with_pieces,
)
from cleantext.steps.mend.telltale import (
    EAST_ASIAN,
    KANA_OR_HANGUL,
    LATIN,
    UTF8_AS_GBK,
    find_telltales,
    suspect_stretches,
    telltales,
)
from cleantext.steps.mend.telltale_marks import western_read_as_gbk
from cleantext.steps.mend.twice import composed
from cleantext.steps.mend.utf8_stretches import bytes_with_blanks, covered_by, read_utf8
from cleantext.traits import H, K, Traits

_PLAIN = -7.0
"""Nats a character above which no other model is tried."""


def repair_wrong_decoder(draft: Draft, *, bold: bool = False) -> Proposal:
    """Undo wrong decoders line by line. Offsets are code points of `draft.text`.

    >>> [(edit.new, edit.rule) for edit in repair_wrong_decoder(Draft("点击鑾峰彇更多")).edits]
    [('获取', 'mend/utf8-as-gbk')]
    """
    places = find_telltales(draft.text, draft.traits)
    stretches = suspect_stretches(draft, places) if places else ()
    if not stretches:
        return NOTHING
    edits: list[Edit] = []
    notes: list[Note] = []
    proven: list[tuple[Misreading, ...]] = []
    patience = _PATIENCE
    for start, end, kinds in stretches:
        shown = draft.text[start:end]
        if not proven and _is_hopeless(shown, kinds, patience > 0):
            continue
        converted = conversions(draft.traits.characters)
        repair = _best_repair(shown, kinds, proven, BOLD if bold else SAFE, converted, patience > 0)
        if repair is None:
            patience -= 1
            continue
        if repair.models not in proven[:1]:
            proven[:] = [repair.models, *(models for models in proven if models != repair.models)]
        if _lost_bytes(repair):
            pieces = without_doubtful(shown, repair.pieces, single=len(repair.models) > 1)
            if not pieces:
                notes.append(_kept(repair, start))
                continue
            repair = replace(repair, pieces=pieces)
        edits += _edits(repair, shown, start)
        notes += _notes(repair, start)
    return Proposal(tuple(edits), tuple(notes))


def _lost_bytes(repair: Repair) -> bool:
    return any(piece.gaps or "\ufffd" in piece.text for piece in repair.pieces)


def _kept(repair: Repair, start: int) -> Note:
    span = (start + repair.pieces[0].start, start + repair.pieces[-1].end)
    return Note("kept", repair.rule, span, "too many bytes are lost to read the rest")


def _edits(repair: Repair, line: str, start: int) -> Iterator[Edit]:
    margin = round(repair.margin, 2)
    for p in repair.pieces:
        yield Edit(start + p.start, start + p.end, line[p.start : p.end], p.text, repair.rule, margin=margin)


def _notes(repair: Repair, start: int) -> Iterator[Note]:
    for p in repair.pieces:
        unknown = p.text.count("\ufffd")
        if unknown:
            span = (start + p.start, start + p.end)
            yield Note("unsure", repair.rule, span, f"{unknown} characters of lost bytes cannot be told")


# --- choosing among models -----------------------------------------------------------------------------

_WRONG = {
    UTF8_AS_GBK: ("gb18030",),
    LATIN: SINGLE_BYTE,
    EAST_ASIAN: ("gb18030", "cp950", "cp932", "cp949"),
    KANA_OR_HANGUL: ("cp932", "cp949", "cp950"),
}


@cache
def _models(kinds: int, converted: str) -> tuple[Misreading, ...]:
    """The misreadings that can be behind some kinds of damage, of a text that may have been converted."""
    codecs = {codec for kind, some in _WRONG.items() if kinds & kind for codec in some}
    return tuple(replace(model, converted=converted) for model in MISREADINGS if model.wrong in codecs)


def _is_hopeless(line: str, kinds: int, patient: bool) -> bool:
    """Does no model promise anything? Seen at a glance, before the tables of conversions are read."""
    models = _models(kinds, "")
    east_asian = not any(model.single for model in models)
    return east_asian and not _may_be_twice(line, kinds) and not _promising(line, models, patient)


def _best_repair(
    line: str,
    kinds: int,
    proven: Sequence[tuple[Misreading, ...]],
    demand: Demand,
    converted: str,
    patient: bool,
) -> Repair | None:
    """The most plausible way to undo one misreading, or two, of a line."""
    models = _models(kinds, converted)
    for chain in proven[:2]:
        repair = reread_in_bulk(line, chain, PROVEN)
        if repair is None and len(chain) == 1:
            repair = reread_with_search(line, chain[0], PROVEN)
        if repair and _is_done(line, repair, PROVEN.plausible):
            return repair
    once = _undone_once(line, models, demand, patient)
    if (once and _is_done(line, once)) or not _may_be_twice(line, kinds):
        return once
    return _better_of(line, once, _undone_twice(line, models, demand, patient))


def _undone_once(line: str, models: Sequence[Misreading], demand: Demand, patient: bool) -> Repair | None:
    east_asian = not any(model.single for model in models)
    promising = _promising(line, models, patient) if east_asian else ()
    for model in promising if east_asian else models:
        repair = reread_in_bulk(line, (model,), demand)
        if repair and _is_done(line, repair):
            return repair
    best: Repair | None = None
    for model in promising if east_asian else _promising(line, models, patient):
        repair = reread_with_search(line, model, demand)
        best = _better_of(line, best, repair)
        if repair and repair is best and _is_done(line, repair):
            return best
    return best


def _is_done(line: str, repair: Repair, least: float = _PLAIN) -> bool:
    """Does a repair read well and leave nothing suspect in its line?"""
    by_utf8 = all(model.right == "utf-8" for model in repair.models)
    # A rare word may look like a telltale of East Asian encodings; the letters are gone all the same.
    spared = EAST_ASIAN if by_utf8 or repair.models[-1].single else 0
    left = telltales(with_pieces(line, repair.pieces)) & ~spared
    return repair.mean > least and not left


def _promising(line: str, models: Sequence[Misreading], patient: bool) -> list[Misreading]:
    """The models to search with: those that read much UTF-8, most first, and the best of the others.

    While the page has one `patient`, a line that looks like none of them is searched with the two that come
    nearest.
    """
    covered = {model: covered_by(line, model) for model in models if model.right == "utf-8"}
    ranked = sorted(filter(covered.get, covered), key=lambda model: -covered[model])
    most = covered[ranked[0]] if ranked else 0
    utf8 = [model for model in ranked if covered[model] > most / 2][:3]
    traits = Traits(line)
    found = find_telltales(line, traits)
    if not utf8 and UTF8_AS_GBK in found:
        utf8 = [model for model in models if model.right == "utf-8" and model.wrong == "gb18030"]
    if most * 2 > len(_ABOVE_ASCII.sub("", line)):
        return utf8
    places = sorted({at for starts in found.values() for at in starts})
    glances = {model: _at_a_glance(line, model, places) for model in models if model.right != "utf-8"}
    ranked = sorted(glances, key=lambda model: -glances[model])
    likely = [model for model in ranked if glances[model] > _LIKELY]
    if patient and not likely and not utf8 and _is_oddly_written(line, traits):
        likely = ranked[:_AT_LEAST]
    return utf8 + likely[:_SEARCHED]


def _is_oddly_written(line: str, traits: Traits) -> bool:
    """Is so much of a line rare characters that no text of rare words looks like it?"""
    rare = traits.count(K | H)
    return rare >= _ODD and rare > _ODD_SHARE * len(HAN.findall(line))


_PATIENCE = 4
"""Stretches of a page read in vain, after which only what looks likely is searched: it is a page of rare
words, or of a script of its own."""

_ODD = 3
"""Images of frequent characters, that are no matter of a rare name: 镋钯街 has two."""

_ODD_SHARE = 0.3
"""Their share of a line's ideographs: a misread line is made of them, a novel's has a few."""


_ABOVE_ASCII = re.compile(r"[\x00-\x7f]+")

_SEARCHED = 4
"""Models, of those that are not UTF-8, with which a line is searched at most."""

_AT_LEAST = 2
"""The same where none seems likely: lost bytes and a conversion may hide what is there."""

_LIKELY = -9.5
"""Nats a character that some part of a run must reach at a glance."""


def _at_a_glance(line: str, model: Misreading, places: Sequence[int]) -> float:
    """How plausible the best of the places with a telltale is as the model reads it, with nothing lost."""
    best, seen = -99.0, -_GLANCE
    model = replace(model, converted="") if model.converted else model
    wide = 2 * _GLANCE if model.single else _GLANCE
    back = 0 if model.single else _BACK
    for at in places:
        if at < seen + 2 or best > _PLAIN:
            continue
        seen = at
        data = bytes_with_blanks(line[max(0, at - back) : at + wide], model)
        for shift in (0, 1) if model.single or model.wrong == "cp932" else (0,):
            for part in _BLANKS.split(data[shift:]):
                text = part.decode(model.right, "ignore")
                if len(HAN.findall(text)) > 1:
                    best = max(best, score(text, after=",") / len(text))
    return best


_BLANKS = re.compile(b"\xff+")

_BACK = 2
"""Characters before a place that are looked at with it."""

_GLANCE = 5
"""Characters of a place that are looked at together, twice as many where each is a byte."""


def _better_of(line: str, one: Repair | None, other: Repair | None) -> Repair | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda repair: score(with_pieces(line, repair.pieces)))


def _may_be_twice(line: str, kinds: int) -> bool:
    """Text that was written as UTF-8 the second time shows bytes of UTF-8, or of Western letters in it."""
    return bool(kinds & (UTF8_AS_GBK | LATIN)) or bool(western_read_as_gbk().search(line))


def _undone_twice(line: str, models: Iterable[Misreading], demand: Demand, patient: bool) -> Repair | None:
    """The best way to undo two misreadings: what was misread first was then written as UTF-8, but for one.

    Text that was written in GBK or Big5 again has only come back to its bytes, unless it went the same way
    twice.
    """
    best: Repair | None = None
    for outer in models:
        if outer.right != "utf-8":
            best = _better_of(line, best, reread_in_bulk(line, (outer, outer), demand))
            continue
        pieces = read_utf8(line, outer, plain=False)
        if not pieces:
            continue
        between = with_pieces(line, pieces)
        inner = _undone_once(between, _models(sum(find_telltales(between)), ""), demand, patient)
        if inner:
            parts = tuple(composed(line, between, pieces, inner.pieces, outer))
            repair = judged(line, (*inner.models, outer), parts, demand) if parts else None
            best = _better_of(line, best, repair)
            if best and best is repair and _is_done(line, best):
                return best
    return best
