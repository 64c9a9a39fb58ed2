"""Runs of GBK text that were read one byte off, because half a character was left over or lost.

`（一）在新` is A3A8 D2BB A3A9 D4DA D0C2; after a stray A1 it reads A1A3 A8D2 BBA3 A9D4 DAD0 = `。ㄒ唬┰谛`.
`shifted_bytes` is the forward model, `shift_reading` finds the most plausible original.

What is assumed of the other passes: pinyin annotations are cut before (`pinyin_annotation`); a byte that
they could not place stands as U+DC80 + (byte - 0x80). The page may have been converted to Traditional before
the damage; its full-width marks may have been made half-width after it.
"""

import re
from collections.abc import Mapping

from cleantext.census import count_characters
from cleantext.edits import Edit, Span
from cleantext.fold import fold
from cleantext.ngrams import normal_form
from cleantext.page import NOTHING, Note, Proposal
from cleantext.steps.mend.shift_glance import SHOWS_LOSS, worth_a_search
from cleantext.steps.mend.shift_reading import CONTEXT, OPEN, PageOdds, Reading, Run
from cleantext.steps.mend.shifted_bytes import show_shifted
from cleantext.traits import LOSS, NARROW_MARK, SUSPECT, WIDE_MARK, Traits

RULE = "mend/gbk-shift"

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
        return NOTHING
    narrow = traits.count(NARROW_MARK) > traits.count(WIDE_MARK)
    spans = list(
        worth_a_search(text, suspects, narrow, lossy=traits.present & LOSS > 0 or "?" in traits.ascii)
    )
    if not spans:
        return NOTHING
    page = _PageView(text, census or count_characters(text), spans, narrow)
    edits: list[Edit] = []
    notes: list[Note] = []
    for begin, end in spans:
        found = page.repair(begin, end, bold)
        edits += found.edits
        notes += found.notes
    return Proposal(tuple(edits), tuple(notes))


# --- what to put there -----------------------------------------------------------------------------------


class _PageView:
    """What a page tells the searches in it."""

    def __init__(self, text: str, census: Mapping[str, int], spans: list[Span], narrow: bool) -> None:
        self.text = text
        self.narrow = narrow
        self.odds = PageOdds(_sound_text(text, spans), _script(census))

    def repair(self, begin: int, end: int, bold: bool) -> Proposal:
        """Read a window again, and take of it what is sure."""
        silent = not SHOWS_LOSS.search(self.text[begin:end])
        reading = self.odds.read_again(self.text, (begin, end), silent=silent, narrow=self.narrow)
        size = sum(len(run.original) for run in reading.runs)
        gain = reading.nats - self._plain(begin, end)
        if (
            not size
            or gain < max(_CLEAR_GAIN, _CLEAR_GAIN_EACH * size)
            or not _is_chinese(reading, end - begin)
        ):
            return NOTHING
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


_LONE_BYTES = "".join(map(chr, range(0xDC80, 0xDD00)))


NARROW_MARKS, WIDE_MARKS = ",;:()?!", "，；：（）？！"
"""Half-width marks, and the same in full width: which are more says whether a page's were made half-width."""


def _script(census: Mapping[str, int]) -> str:
    """The script a page is in: "simplified", "traditional" or "both"."""
    characters = "".join(character for character in census if "\u3400" <= character <= "\u9fff")
    han = traditional = 0
    for character, folded in zip(characters, fold(characters), strict=True):
        han += census[character]
        if folded != character:
            traditional += census[character]
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
