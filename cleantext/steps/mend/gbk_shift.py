"""Runs of GBK text that were read one byte off, because half a character was left over or lost.

`（一）在新` is A3A8 D2BB A3A9 D4DA D0C2; after a stray A1 it reads A1A3 A8D2 BBA3 A9D4 DAD0 = `。ㄒ唬┰谛`.
`shifted_bytes` is the forward model, `byte_lattice` the search for originals, `judge` chooses among them.

What is assumed of the other passes: pinyin annotations are cut before (`pinyin_annotation`); a byte that
they could not place stands as U+DC80 + (byte - 0x80). The page may have been converted to Traditional before
the damage; its full-width marks may have been made half-width after it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cleantext.chinese import pair_rows
from cleantext.edits import Edit, Span
from cleantext.fold import fold
from cleantext.page import Note, Proposal
from cleantext.steps.mend.byte_lattice import search
from cleantext.steps.mend.choice import Run, choose
from cleantext.steps.mend.guess import Found, Setting, steps_to
from cleantext.steps.mend.judge import Reading, judge
from cleantext.steps.mend.own_rows import OwnRows
from cleantext.steps.mend.shifted_bytes import show_shifted
from cleantext.steps.mend.suspects import STRANGE, find_suspects, weight_of

RULE = "mend/gbk-shift"

_NEAR = 6
"""Characters within which two suspects lie if they are of one run."""

_APART = 14
"""Characters between suspects of two stretches that are searched one by one."""

_BEFORE, _AFTER = 6, 9
"""Characters searched on either side of suspects."""

_LONGEST = 120
"""Characters of the longest stretch that is searched."""

_ODD_PAIR = -8.5
_ODD_PAIRS, _PAIRS_LOOKED_AT = 4, 5
"""Nats below which a pair is odd, and how many of so many must be for a stretch to be searched: a rare name
holds two or three."""

_ODD_HAN, _HAN_PAIRS = -10.3, 7
"""Nats a pair, over so many, below which a stretch that holds no strange character is searched."""

_OWN_TEXT = 12_000
"""Characters around the damage from which a page's own words are taken."""

_NEAR_COUNTS = 5
"""How many times a paragraph's own words count."""

_CLEAR_GAIN = 12.0
_CLEAR_GAIN_EACH = 1.2
"""Nats that a repair must gain, in all and for each of its characters."""

_SURE = {False: 0.5, True: 0.3}
"""Share of the plausibility of all originals that the best must have: more than all others together."""

_LONG_RUN, _SURE_OF_OTHERS = 20, 0.75
"""Characters of an original above which the share must be greater, for one wrong character is likelier in it;
so must it where the first byte was lost, and the first character is free."""

_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def repair_shifts(text: str, census: Mapping[str, int], *, bold: bool = False) -> Proposal:
    """Read runs again that were read one byte off. Offsets are code points of `text`.

    A run is repaired if reading the repaired text one byte off shows the very same run, and it is clearly
    more plausible than the run and than any other original; else a Note says what was seen.

    >>> from cleantext.census import count_characters
    >>> text = "主要工作：\\n。ㄒ唬┤婕忧咳瞬哦游榻ㄉ\\n"
    >>> repair_shifts(text, count_characters(text)).edits[0].new
    '（一）全面加强人才队伍建设'
    """
    spans = [s for s in _windows(text, census) if not _reads_well(text, s) and _may_be_shifted(text, s)]
    if not spans:
        return Proposal()
    page = _PageView(text, census, spans)
    edits: list[Edit] = []
    notes: list[Note] = []
    for begin, end in spans:
        found = page.repair(begin, end, bold)
        edits += found.edits
        notes += found.notes
    return Proposal(tuple(edits), tuple(notes))


# --- where to look ---------------------------------------------------------------------------------------


def _windows(text: str, census: Mapping[str, int]) -> Iterator[Span]:
    """Stretches of lines that hold suspects close together, or one that no Chinese text holds."""
    begin, last, weight = -1, -1, 0
    for at, heavy in find_suspects(text, census):
        if begin >= 0 and (at - last > _APART or text.find("\n", last, at) >= 0):
            if weight >= 2 or _stands_badly(text, last):
                yield _window(text, begin, last)
            begin, weight = -1, 0
        weight += heavy if begin < 0 or at - last <= _NEAR else 0
        weight = max(weight, heavy)
        begin, last = (at if begin < 0 else begin), at
    if begin >= 0 and (weight >= 2 or _stands_badly(text, last)):
        yield _window(text, begin, last)


def _stands_badly(text: str, at: int) -> bool:
    """Are all pairs around a lone suspect odd?"""
    rows, around = pair_rows(), fold(text[max(0, at - 2) : at + 3])
    return len(around) > _ODD_PAIRS and all(rows[a][b] < _ODD_PAIR for a, b in pairwise(around))


def _window(text: str, first: int, last: int) -> Span:
    begin = max(text.rfind("\n", 0, first) + 1, first - _BEFORE)
    line_end = text.find("\n", last)
    end = min(len(text) if line_end < 0 else line_end, last + 1 + _AFTER)
    return begin, min(end, begin + _LONGEST)


# --- what to put there -----------------------------------------------------------------------------------


class _PageView:
    """What a page tells the searches in it."""

    def __init__(self, text: str, census: Mapping[str, int], spans: list[Span]) -> None:
        self.text = text
        self.narrow = sum(census.get(c, 0) for c in ",;:()?!") > sum(
            census.get(c, 0) for c in "，；：（）？！"
        )
        self.script = _script(census)
        sound = fold(_sound_text(text, spans))
        self.sound, self.rows = sound, OwnRows(sound)
        self.found: Found = {}

    def _reading(self, begin: int, end: int) -> Reading:
        """The page's words, those of the paragraph first of all."""
        line = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
        last = max(at for at in range(begin, end) if weight_of(self.text[at]))
        line += "\n" + self.text[last + _NEAR : (self.text + "\n").index("\n", end)]
        return Reading("\n".join([self.sound, *[fold(line)] * _NEAR_COUNTS]))

    def repair(self, begin: int, end: int, bold: bool) -> Proposal:
        before = self.text[begin - 1] if begin else "\n"
        after = self.text[end : end + 1] or "\n"
        reading = self._reading(begin, end)
        plain = judge(self.text[begin:end] + after, reading, after=before)
        silent = not _SHOWS_LOSS.search(self.text[begin:end])
        setting = Setting(self.rows, self.script, self.narrow, silent, self.found)
        choice = choose(search(self.text, begin, end, setting, deep=True), reading, before, after)
        runs = choice.runs
        gain = choice.nats - plain
        size = sum(len(run.original) for run in runs)
        if not runs or gain < _CLEAR_GAIN or gain < _CLEAR_GAIN_EACH * size:
            return Proposal()
        if choice.share < _share_needed(runs, bold) or not all(self._proved(run) for run in runs):
            span = runs[0].start, runs[-1].end
            return Proposal(
                notes=(Note("unsure", RULE, span, f"read one byte off; perhaps {self._new(runs[0])}"),)
            )
        edits = [
            Edit(
                run.start,
                run.end,
                self.text[run.start : run.end],
                self._new(run),
                RULE,
                round(choice.share, 3),
                round(gain / size, 2),
            )
            for run in runs
        ]
        return Proposal(tuple(edits))

    def _new(self, run: Run) -> str:
        return run.original.translate(_TO_HALF_WIDTH) if self.narrow else run.original

    def _proved(self, run: Run) -> bool:
        """Does the original, read one byte off, show the run character for character?"""
        shown = self.text[run.start : run.end].rstrip(_LONE_BYTES)
        lost = 0 if run.stray else 1
        return any(
            (again.translate(_TO_HALF_WIDTH) if self.narrow else again) == shown
            for mark in ("", "?", "\ufffd", None)
            for again in [show_shifted(run.original, stray=run.stray, lost=lost, mark=mark)]
        )


def _may_be_shifted(text: str, span: Span) -> bool:
    """Rare Han alone may be names: does some run seem worth the trouble of learning the page?"""
    if any(weight_of(character) == STRANGE for character in text[span[0] : span[1]]):
        return True
    end = search(text, *span, Setting(pair_rows()))
    return any(step.opens is not None for step in steps_to(end))


def _share_needed(runs: Sequence[Run], bold: bool) -> float:
    """The share that is enough for these runs: long ones and those without a first byte are less sure."""
    if bold or all(run.stray and len(run.original) <= _LONG_RUN for run in runs):
        return _SURE[bold]
    return _SURE_OF_OTHERS


def _reads_well(text: str, span: Span) -> bool:
    """Are odd pairs of characters nowhere close together? Among Han alone it takes more of them."""
    rows = pair_rows()
    stretch = fold((text[span[0] - 1 : span[0]] or "\n") + text[span[0] : span[1]])
    nats = [rows[a][b] for a, b in pairwise(stretch)]
    if not any(weight_of(character) == STRANGE for character in text[span[0] : span[1]]):
        sums = (sum(nats[at : at + _HAN_PAIRS]) for at in range(max(1, len(nats) - _HAN_PAIRS + 1)))
        return min(sums) > _ODD_HAN * _HAN_PAIRS
    odd = [value < _ODD_PAIR for value in nats]
    return all(sum(odd[at : at + _PAIRS_LOOKED_AT]) < _ODD_PAIRS for at in range(len(odd)))


_SHOWS_LOSS = re.compile(r"\ufffd|[\ue000-\uf8ff]|(?<=[^\x00-\x7f])\?(?=[^\x00-\x7f])")
"""What decoders that let nothing go unseen show for pairs without a character."""

_LONE_BYTES = "".join(map(chr, range(0xDC80, 0xDD00)))


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
