"""Runs of GBK text that were read one byte off, because half a character was left over or lost.

`（一）在新` is A3A8 D2BB A3A9 D4DA D0C2; after a stray A1 it reads A1A3 A8D2 BBA3 A9D4 DAD0 = `。ㄒ唬┰谛`.
`shifted_bytes` is the forward model, `shift_search` finds the most plausible original.

What is assumed of the other passes: pinyin annotations are cut before (`pinyin_annotation`); a byte that
they could not place stands as U+DC80 + (byte - 0x80). The page may have been converted to Traditional before
the damage; its full-width marks may have been made half-width after it.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from cleantext.census import count_characters
from cleantext.edits import Edit, Span
from cleantext.fold import fold
from cleantext.late import late
from cleantext.ngrams import ngrams, normal_form
from cleantext.page import Note, Proposal
from cleantext.steps.mend.shift_begin import OPEN
from cleantext.steps.mend.shift_guess import Reading, Run
from cleantext.steps.mend.shift_odds import CONTEXT, Odds, Setting
from cleantext.steps.mend.shift_search import read_again
from cleantext.steps.mend.shifted_bytes import code_of, pair, show_shifted
from cleantext.traits import LOSS, NARROW_MARK, SUSPECT, WIDE_MARK, Traits

RULE = "mend/gbk-shift"

_APART = 14
"""Characters between suspects of two stretches that are searched one by one."""

_BEFORE, _AFTER = 7, 10
"""Characters searched on either side of suspects."""

_LONGEST = 120
"""Characters of the longest stretch that is searched."""

_WORTH_A_SEARCH = 8.0
"""Nats by which some characters in a row must read better one byte off."""

_AT_MOST_EACH = 8.0
"""Nats that one pair may add to that: a rare name makes two pairs that are worse than any."""

_READILY = -8.5
"""Nats with which what a suspect is read as must follow each other for its window to be looked at."""

_GONE = 4.0
"""Nats taken off where a pair may have gone unseen between them."""

_OWN_TEXT = 12_000
"""Characters around the damage from which a page's own words are taken."""

_CLEAR_GAIN = 12.0
_CLEAR_GAIN_EACH = 1.2
"""Nats that a repair must gain, in all and for each of its characters."""

_PLAUSIBLE, _EDGES = -6.5, -8.0
"""Nats a character, and for where a window begins and ends, below which what it reads is no Chinese."""

_SURE = 0.75
"""Share of all readings that must have a character in its place, in a run of which all was seen: where it
has less, a mark stands."""

_SURE_AMID_LOSS = (0.95, 0.95, 0.97)
"""The same in a run that lost pairs, of one character, two, and three or more read together."""

_SURE_MARK, _SURE_MARK_AMID_LOSS = 0.5, 0.6
"""The shares that are enough for a mark, in either: one taken for another costs little."""

_MARKS = frozenset("，、。；：“”（）《》〔〕")

_SURE_START = 0.8
"""Share of all readings that must have a run begin where the best has it."""

_SURE_OF = 0.75
"""Share of a run's characters that must be sure, or the run stays."""

_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def repair_shifts(
    text: str,
    census: Mapping[str, int] | None = None,
    *,
    bold: bool = False,
    traits: Traits | None = None,
) -> Proposal:
    """Read runs again that were read one byte off. Offsets are code points of `text`.

    `census` and `traits` are of `text`, and found out where they are needed and not given.

    A run is repaired if reading the repaired text one byte off shows the very same run, and it is clearly
    more plausible than the run and than any other original; else a Note says what was seen.

    >>> text = "主要工作：\\n。ㄒ唬┤婕忧咳瞬哦游榻ㄉ\\n"
    >>> repair_shifts(text).edits[0].new
    '（一）全面加强人才队伍建设'
    """
    traits = traits or Traits(text)
    suspects = traits.places(SUSPECT)
    if not suspects:
        return Proposal()
    narrow = traits.count(NARROW_MARK) > traits.count(WIDE_MARK)
    spans = list(
        _worth_a_search(text, suspects, narrow, lossy=traits.present & LOSS > 0 or "?" in traits.ascii)
    )
    if not spans:
        return Proposal()
    page = _PageView(text, census or count_characters(text), spans, narrow)
    edits: list[Edit] = []
    notes: list[Note] = []
    for begin, end in spans:
        found = page.repair(begin, end, bold)
        edits += found.edits
        notes += found.notes
    return Proposal(tuple(edits), tuple(notes))


# --- where to look ---------------------------------------------------------------------------------------


def _worth_a_search(text: str, suspects: list[int], narrow: bool, *, lossy: bool) -> Iterator[Span]:
    """Windows around suspects that read better one byte off. What shows no loss may be rare words.

    `lossy` says whether the text can show any.
    """
    joining = {at for at in suspects if _joins_near(text, at, narrow)}
    if not lossy and not joining:
        return
    for near in _clusters(text, suspects):
        joins = not joining.isdisjoint(near)
        if not lossy and not joins:
            continue
        span = _window(text, near[0], near[-1])
        if lossy and _SHOWS_LOSS_OR_BYTE.search(text, *span):
            if _reads_better(text, span, narrow):
                yield span
        elif joins and _reads_better(text, span, narrow, at_most_each=_AT_MOST_EACH):
            yield span


def _clusters(text: str, suspects: Sequence[int]) -> Iterator[list[int]]:
    """Suspects of a line that stand close together."""
    near: list[int] = []
    for at in suspects:
        if near and (at - near[-1] > _APART or text.find("\n", near[-1], at) >= 0):
            yield near
            near = []
        near.append(at)
    if near:
        yield near


def _joins_near(text: str, at: int, narrow: bool) -> bool:
    """Do a suspect and its neighbours read as halves of two others that follow each other readily? It may
    stand in the middle of a run, where one begins, or where one ends."""
    starts = (max(0, at - 1), at, max(0, at - 2))
    return any(_joins(text[start : start + 3], narrow) for start in starts)


@lru_cache(maxsize=1 << 15)
def _joins(around: str, narrow: bool) -> bool:
    """Do the two characters that the middle one of three is half of follow each other readily?"""
    codes = [code_of(character, narrow) for character in around]
    if len(codes) < 3 or not all(codes):
        return False
    first, second = (_letter(a[1], b[0]) for a, b in pairwise(filter(None, codes)))
    return bool(first and second) and ngrams().nats(first, second) >= _READILY


@cache
def _letter(lead: int, trail: int) -> str:
    """The character of a code in normal form, empty where it is none."""
    return normal_form(pair(lead, trail))


def _window(text: str, first: int, last: int) -> Span:
    begin = max(text.rfind("\n", 0, first) + 1, first - _BEFORE)
    line_end = text.find("\n", last)
    end = min(len(text) if line_end < 0 else line_end, last + 1 + _AFTER)
    return begin, min(end, begin + _LONGEST)


# --- what to put there -----------------------------------------------------------------------------------


class _PageView:
    """What a page tells the searches in it."""

    def __init__(self, text: str, census: Mapping[str, int], spans: list[Span], narrow: bool) -> None:
        self.text = text
        self.narrow = narrow
        self.script = _script(census)
        self.odds = Odds(_sound_text(text, spans))

    def repair(self, begin: int, end: int, bold: bool) -> Proposal:
        """Read a window again, and take of it what is sure."""
        silent = not _SHOWS_LOSS.search(self.text[begin:end])
        setting = Setting(self.odds, self.script, self.narrow, silent)
        reading = read_again(self.text, begin, end, setting)
        size = sum(len(run.original) for run in reading.runs)
        gain = reading.nats - self._plain(begin, end)
        if (
            not size
            or gain < max(_CLEAR_GAIN, _CLEAR_GAIN_EACH * size)
            or not _is_chinese(reading, end - begin)
        ):
            return Proposal()
        edits: list[Edit] = []
        notes: list[Note] = []
        for run in reading.runs:
            span, old = (run.start, run.end), self.text[run.start : run.end]
            perhaps = self._written(run.original)
            if not self._proved(run) or not (bold or _is_sure(run)):
                notes.append(Note("unsure", RULE, span, f"read one byte off; perhaps {perhaps}"))
                continue
            new = perhaps if bold else self._written(_marked(run))
            edits.append(Edit(*span, old, new, RULE, round(reading.share, 3), round(gain / size, 2)))
            if new != perhaps:
                notes.append(Note("unsure", RULE, span, f"not all of it can be told; perhaps {perhaps}"))
        return Proposal(tuple(edits), tuple(notes))

    def _plain(self, begin: int, end: int) -> float:
        """Nats of a window as it stands."""
        line = self.text.rfind("\n", 0, begin)
        before = normal_form(self.text[max(line, begin - CONTEXT, 0) : begin]) or "\n"
        after = (self.text[end : end + CONTEXT].split("\n")[0] + "\n")[:CONTEXT]
        return self.odds.score(before, normal_form(self.text[begin:end] + after))

    def _written(self, original: str) -> str:
        return original.translate(_TO_HALF_WIDTH) if self.narrow else original

    def _proved(self, run: Run) -> bool:
        """Does the original, read one byte off, show the run character for character?"""
        shown = self.text[run.start : run.end].rstrip(_LONE_BYTES)
        lost = 0 if run.stray else 1
        return any(
            (again.translate(_TO_HALF_WIDTH) if self.narrow else again) == shown
            for mark in ("", "?", "\ufffd", None)
            for again in [show_shifted(run.original, stray=run.stray, lost=lost, mark=mark)]
        )


def _is_chinese(reading: Reading, shown: int) -> bool:
    """Is what a window of so many characters reads plausible, the damage itself not counted?"""
    length = shown + sum(len(run.original) - (run.end - run.start) for run in reading.runs)
    return reading.nats - OPEN * len(reading.runs) > _PLAUSIBLE * length + _EDGES


def _told(run: Run) -> list[str | None]:
    """The pieces of an original, None for those that cannot be told."""
    lossy = any(len(piece.text) > 1 for piece in run.pieces[:-1])
    return [piece.text if piece.share >= _share_asked(piece.text, lossy) else None for piece in run.pieces]


def _share_asked(text: str, lossy: bool) -> float:
    """The share that a piece must have, in a run that lost pairs or one that lost none."""
    if not lossy:
        return _SURE_MARK if text in _MARKS else _SURE
    return _SURE_MARK_AMID_LOSS if text in _MARKS else _SURE_AMID_LOSS[min(len(text), 3) - 1]


def _is_sure(run: Run) -> bool:
    """Is it sure where a run begins, and sure of nearly all of it what it was?"""
    sure = sum(len(text) for text in _told(run) if text)
    return run.opened >= _SURE_START and sure >= _SURE_OF * len(run.original)


def _marked(run: Run) -> str:
    """An original with one U+FFFD for what cannot be told in a row."""
    return re.sub("\ufffd+", "\ufffd", "".join(text or "\ufffd" for text in _told(run)))


def _reads_better(text: str, span: Span, narrow: bool, *, at_most_each: float = math.inf) -> bool:
    """Do some characters in a row read better one byte off, as far as no pair is missing between them?"""
    begin, end = span
    shown = normal_form((text[begin - 1 : begin] or "\n") + text[begin:end])
    codes = [code_of(character, narrow) for character in text[begin:end]]
    gain, before = 0.0, ""
    for at, (code, following) in enumerate(pairwise(codes), start=1):
        letter = _letter(code[1], following[0]) if code and following else ""
        if not letter:
            gain, before = (gain - _GONE if gain > _GONE else 0.0), ""
            continue
        if before:
            better = _PAIRS[before + letter] - _PAIRS[shown[at - 1 : at + 1]]
            gain += better if better < at_most_each else at_most_each
            if gain > _WORTH_A_SEARCH:
                return True
            gain = gain if gain > 0.0 else 0.0
        before = letter
    return False


class _Pairs(dict[str, float]):
    """Nats of the second of two characters after the first, looked up when they are first met."""

    def __missing__(self, pair: str) -> float:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        found = self[pair] = ngrams().nats(pair[0], pair[1])
        return found


_PAIRS = _Pairs()

_MOST_PAIRS = 1 << 16


_LOSS = r"\ufffd|[\ue000-\uf8ff]"
_SHOWS_LOSS = late(_LOSS + r"|(?<=[^\x00-\x7f])\?(?=[^\x00-\x7f])")
"""What decoders that let nothing go unseen show for pairs without a character."""

_SHOWS_LOSS_OR_BYTE = late(f"{_SHOWS_LOSS.pattern}|[\udc80-\udcff]")
"""The same, and a byte that cutting an annotation left."""

LOSSES = f"{_LOSS}|[\udc80-\udcff]"
"""The characters that alone show it, without a question mark."""

_LONE_BYTES = "".join(map(chr, range(0xDC80, 0xDD00)))


NARROW_MARKS, WIDE_MARKS = ",;:()?!", "，；：（）？！"
"""Half-width marks, and the same in full width: which are more says whether a page's were made half-width."""


def _script(census: Mapping[str, int]) -> str:
    """The script a page is in: "simplified", "traditional" or "both"."""
    han = traditional = 0
    for character, count in census.items():
        if "\u3400" <= character <= "\u9fff":
            han += count
            if fold(character) != character:
                traditional += count
    if traditional * 100 < han * 2:
        return "simplified"
    return "traditional" if traditional * 100 > han * 12 else "both"


def _sound_text(text: str, spans: list[Span]) -> str:
    """The page around its damage, without it."""
    begin, end = max(0, spans[0][0] - _OWN_TEXT // 2), spans[-1][1] + _OWN_TEXT // 2
    pieces, at = [], begin
    for start, stop in spans:
        pieces.append(text[at:start])
        at = stop
    return "\n".join([*pieces, text[at:end]])[:_OWN_TEXT]
