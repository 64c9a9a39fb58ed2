"""The search behind the shift repair: which original, read one byte off in places, shows a given text?

A beam runs over the shown characters. A hypothesis reads them either as they stand or one byte late; then it
holds the last byte of the character shown before, which begins a character of the original. Between two
shown characters pairs may have gone unseen: they give one or two more characters, of which only a byte
each is known. Every hypothesis is weighed with the character-pair model alone.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleantext.chinese import pair_rows
from cleantext.fold import fold
from cleantext.steps.mend.cells import (
    Cells,
    Weighed,
    between,
    fits_script,
    leading_to,
    second_byte,
    whole,
    with_lead,
    with_trail,
)
from cleantext.steps.mend.guess import Guess, Setting, by_nats, is_long, merged
from cleantext.steps.mend.shifted_bytes import begin_unseen, pair, unseen_after
from cleantext.words import words_of

_OPEN = -9.0
"""Nats for a run to begin at some character."""

_OTHER_STRAY = -3.0
"""Nats for a stray byte other than A1 (half of an ideographic space, or of a full stop's code)."""

_CUT = -6.0
"""Nats for reading to find its place again where nothing shows why."""

_OTHER_SCRIPT = -4.0
"""Nats for a character that the page's script does not have."""

_UNSEEN = 1.5
"""Nats for each pair that went unseen: the models make rare short words dearer than they are."""

_UNPAIRED = 0x100
"""Added to the byte held after a mark: the first of a pair, not of a character."""

_ANY_GAP = -1
"""Stands for any byte that may begin an unseen pair."""

_MARKS_OF_LOSS = frozenset("?\ufffd")

_STARTERS = 6
_TRIED = 24
_BEAM = 16
_PLAIN_BEAM = 64
_SLACK = 25.0
"""Hypotheses kept at each character, and how far behind the best, in nats."""

_DEEP = 10
"""Ways looked into for a second pair unseen."""

_DEEP_CUTS = 1
"""Guesses for which more than one character is thought of where a run ends."""

_WORDS = 30
"""Words tried where only the first byte of one is known."""


def search(text: str, begin: int, end: int, setting: Setting, *, deep: bool = False) -> Guess:
    """The end of the most plausible way, by pairs, to read `text[begin:end]`, part of one line.

    `deep` also thinks of two pairs unseen in a row. Every other way is found through `rivals`.
    """
    return _Search(text, begin, end, setting, deep).run()


class _Way(NamedTuple):
    """Characters after a guess of which the last ends in `byte`, the first of a pair that went unseen."""

    nats: float
    guess: Guess
    new: str
    last: str
    byte: int


class _Search:
    """The fixed parts of one search, and the hypotheses that wait at each place."""

    def __init__(self, text: str, begin: int, end: int, setting: Setting, deep: bool) -> None:
        self.text, self.begin, self.end, self.setting, self.deep = text, begin, end, setting, deep
        self.rows = setting.rows
        self.folded = fold(text[begin:end] + (text[end : end + 1] or "\n"))
        self.waiting: list[list[Guess]] = [[] for _ in range(end - begin + 1)]

    def run(self) -> Guess:
        before = fold(self.text[self.begin - 1]) if self.begin else "\n"
        self.waiting[0] = [Guess(0.0, 0.0, -1, before, self.begin, None, "")]
        for at in range(self.begin, self.end):
            for guess in self._steps(self._kept(at), at):
                self.waiting[guess.at - self.begin].append(guess)
        after = self.folded[-1]
        ends = [
            Guess(guess.nats + self.rows[guess.last][after], guess.fees, -1, after, self.end, guess, "")
            for guess in self._kept(self.end)
            if guess.half < 0
        ]
        return merged(ends)[0]

    def _kept(self, at: int) -> list[Guess]:
        """The best guesses at a place, those alike merged into the best of them."""
        waiting = self.waiting[at - self.begin]
        held = merged([guess for guess in waiting if guess.half >= 0])[:_BEAM]
        plain = merged([guess for guess in waiting if guess.half < 0] + self._cuts(held, at))[:_PLAIN_BEAM]
        kept = sorted(held + plain, key=by_nats)
        return [guess for guess in kept if guess.nats > kept[0].nats - _SLACK]

    # --- what may come next --------------------------------------------------------------------------

    def _steps(self, guesses: list[Guess], at: int) -> Iterator[Guess]:
        shown, letter = self.text[at], self.folded[at - self.begin]
        codes = list(self._codes(shown))
        held: dict[int, list[Guess]] = {}
        opened = False
        for guess in guesses:
            if guess.half >= 0:
                held.setdefault(guess.half, []).append(guess)
                continue
            nats = guess.nats + self.rows[guess.last][letter]
            yield Guess(nats, guess.fees, -1, letter, at + 1, guess, shown)
            if not opened:
                yield from self._opens(guess, codes, at)
                opened = True
        for half, group in held.items():
            if half >= _UNPAIRED:
                yield from self._after_mark(half - _UNPAIRED, group, codes, shown, at)
                continue
            if shown in _MARKS_OF_LOSS:
                yield from self._at_mark(half, group, at)
            yield from self._ends(half, group, shown, at)
            for lead, trail in codes:
                yield from self._determined(half, group, lead, trail, at)
                if self.setting.silent:
                    yield from self._unseen(half, group, lead, trail, at)

    def _codes(self, shown: str) -> Iterator[tuple[int, int]]:
        """The two-byte codes a shown character may have been read from."""
        if " " <= shown <= "~":
            if self.setting.narrow:
                yield (0xA1, 0xA1) if shown == " " else (0xA3, ord(shown) + 0x80)
        elif not "\ud800" <= shown <= "\udfff":
            code = shown.encode("gb18030")
            if len(code) == 2:
                yield code[0], code[1]

    def _opens(self, guess: Guess, codes: list[tuple[int, int]], at: int) -> Iterator[Guess]:
        """A run may begin at any character."""
        for lead, trail in codes:
            if trail < 0x81:
                continue
            fee = _OPEN if lead == 0xA1 else _OPEN + _OTHER_STRAY
            nats, fees, stray = guess.nats + fee, guess.fees + fee, bytes((lead,))
            yield Guess(nats, fees, trail, guess.last, at + 1, guess, "", stray)
            nats, fees = guess.nats + _OPEN, guess.fees + _OPEN
            cells = with_trail(lead, self.setting.script)
            for more, c, f, _ in _best(cells.likely(self.rows[guess.last], None, 3), 3):
                yield Guess(nats + more, fees, trail, f, at + 1, guess, c, b"")

    def _ends(self, half: int, group: list[Guess], shown: str, at: int) -> Iterator[Guess]:
        """A shown ASCII character, or a byte that stands alone, is the second byte of a character."""
        alone = ord(shown) - 0xDC00 if "\udc80" <= shown <= "\udcff" else ord(shown)
        if alone < 0xFF and (0x40 <= alone < 0x7F or alone != ord(shown)) and (c := pair(half, alone)):
            yield from (self._read(guess, c, -1, at) for guess in group)

    def _determined(self, half: int, group: list[Guess], lead: int, trail: int, at: int) -> Iterator[Guess]:
        """No pair went unseen: both bytes of the character are known."""
        c = pair(half, lead)
        if c:
            yield from (self._read(guess, c, trail, at) for guess in group)

    def _read(self, guess: Guess, c: str, trail: int, at: int) -> Guess:
        f = fold(c)
        fee = 0.0 if fits_script(c, self.setting.script) else _OTHER_SCRIPT
        nats = guess.nats + self.rows[guess.last][f] + fee
        return self._held(nats, guess.fees + fee, f, guess, c, trail, at)

    def _held(
        self, nats: float, fees: float, last: str, guess: Guess, new: str, trail: int, at: int
    ) -> Guess:
        """Hold the next byte; one in the ASCII range is a character of its own, and the run is over."""
        if not 0 <= trail < 0x81:
            return Guess(nats, fees, trail, last, at + 1, guess, new)
        letter = chr(trail)
        nats += self.rows[last][letter]
        return Guess(nats, fees, -1, letter, at + 1, guess, new + letter)

    def _unseen(self, half: int, group: list[Guess], lead: int, trail: int, at: int) -> Iterator[Guess]:
        """Pairs went unseen: a character that begins with `half`, one that ends with `lead`, and if the
        search is deep, with one between."""
        ways = self._firsts(half, group)
        if self.deep:
            ways += self._seconds(ways)
        cells, after = with_trail(lead, self.setting.script), self._next_letter(trail, at + 1)
        also = leading_to(lead, after, self.setting.script) if after else ()
        found = []
        for way in ways:
            for more, c, f, _ in self._likely(cells, way.last, way.byte, _STARTERS, also):
                ahead = pair_rows().within(f, after) or -9.0 if after else 0.0
                found.append((way.nats + more + ahead, way.nats + more, f, way.new, c, way.guess))
        found.sort(key=lambda item: -item[0])
        for _, nats, f, new, c, guess in found[:_TRIED]:
            fees = guess.fees + _UNSEEN * len(new)
            yield self._held(nats, fees, f, guess, new + c, trail, at)

    def _at_mark(self, half: int, group: list[Guess], at: int) -> Iterator[Guess]:
        """A mark stands for a pair that is no character: a character ended in the pair's first byte."""
        for way in self._firsts(half, group):
            yield Guess(way.nats, way.guess.fees, _UNPAIRED + way.byte, way.last, at + 1, way.guess, way.new)

    def _after_mark(
        self, byte: int, group: list[Guess], codes: list[tuple[int, int]], shown: str, at: int
    ) -> Iterator[Guess]:
        """After a mark: a character began with the second byte of the pair that began with `byte`."""
        allowed, script = unseen_after(byte), self.setting.script
        for guess in group:
            row = self.rows[guess.last]
            for lead, trail in codes:
                for more, c, f, _ in _best(with_trail(lead, script).likely(row, allowed, 8), 12):
                    yield self._held(guess.nats + more, guess.fees, f, guess, c, trail, at)
            if shown in _MARKS_OF_LOSS:
                for more, c, f, _ in _best(between(script).likely(row, allowed, 8), 12):
                    half = _UNPAIRED + second_byte(c)
                    yield Guess(guess.nats + more, guess.fees, half, f, at + 1, guess, c)

    def _likely(
        self, cells: Cells, last: str, byte: int, count: int, also: tuple[str, ...] = ()
    ) -> tuple[Weighed, ...]:
        """`cells.likely` after a character whose last byte begins an unseen pair, found once for a page."""
        key = (id(cells), last, byte, count, also)
        found = self.setting.found.get(key)
        if found is None:
            allowed = begin_unseen() if byte == _ANY_GAP else unseen_after(byte)
            found = self.setting.found[key] = tuple(cells.likely(self.rows[last], allowed, count, also))
        return found

    def _next_letter(self, half: int, at: int) -> str:
        """The folded character that `half` begins if no pair goes unseen after it."""
        if half < 0x81 or at == self.end:
            return ""
        return next((fold(c) for lead, _ in self._codes(self.text[at]) if (c := pair(half, lead))), "")

    def _firsts(self, half: int, group: list[Guess]) -> list[_Way]:
        """What `half` may begin if the pair of its other byte went unseen, after each of the best guesses."""
        cells = with_lead(half, self.setting.script)
        found = [
            _Way(guess.nats + nats + _UNSEEN, guess, c, f, byte)
            for guess in group[:3]
            for nats, c, f, byte in self._likely(cells, guess.last, _ANY_GAP, 8)
        ]
        return sorted(found, key=lambda way: -way.nats)[:16]

    def _seconds(self, ways: list[_Way]) -> list[_Way]:
        """Characters of which nothing was seen, after each of the best ways."""
        found = []
        for way in ways[:_DEEP]:
            for nats, c, f, _ in self._likely(between(self.setting.script), way.last, way.byte, 8):
                found.append(_Way(way.nats + nats + _UNSEEN, way.guess, way.new + c, f, second_byte(c)))
        return sorted(found, key=lambda way: -way.nats)[:16]

    def _cuts(self, guesses: list[Guess], at: int) -> list[Guess]:
        """Reading finds its place again before `at`: the byte held began a character whose rest is gone."""
        shown = self.folded[at - self.begin]
        price = 0.0 if shown < "@" or shown == "。" else _CUT
        cut: list[Guess] = []
        for number, guess in enumerate(guesses[:4]):
            marked = guess.half >= _UNPAIRED
            cells = whole(self.setting.script) if marked else with_lead(guess.half, self.setting.script)
            allowed = unseen_after(guess.half - _UNPAIRED) if marked else None
            found = [
                (more + self.rows[f][shown], more, c, f)
                for more, c, f, _ in cells.likely(self.rows[guess.last], allowed, 6)
            ]
            for _, more, c, f in sorted(found, reverse=True)[:3]:
                cut.append(Guess(guess.nats + more + price, guess.fees + price, -1, f, at, guess, c))
            if (
                not marked
                and number < _DEEP_CUTS
                and is_long(guess)
                and self.deep
                and self.setting.silent
                and price == 0.0
            ):
                cut += self._deep_cuts(guess, at)
                cut += self._word_cuts(guess, at)
        return cut

    def _deep_cuts(self, guess: Guess, at: int) -> list[Guess]:
        """As `_cuts`, with one or two pairs unseen before the end."""
        ways = self._firsts(guess.half, [guess])
        ways += self._seconds(ways)
        script, found = self.setting.script, []
        for way in ways:
            for more, c, f, _ in whole(script).likely(self.rows[way.last], unseen_after(way.byte), 6):
                found.append((way.nats + more, way.new, c, f))
        best = sorted(found, reverse=True)[:24]
        return [
            Guess(nats, guess.fees + _UNSEEN * len(new), -1, f, at, guess, new + c)
            for nats, new, c, f in best
        ]

    def _word_cuts(self, guess: Guess, at: int) -> Iterator[Guess]:
        """As `_cuts`, with a word of which only the first byte is known."""
        script, row = self.setting.script, self.rows[guess.last]
        found = [
            (nats, c + hidden)
            for f, (c, byte) in with_lead(guess.half, script).by_folded.items()
            for tail, nats in words_of(f).items()
            if 0 < len(tail) < 4 and (hidden := _hidden(tail, byte, script))
        ]
        for _, word in sorted(found, reverse=True)[:_WORDS]:
            folded = fold(word)
            nats = row[folded[0]] + sum(self.rows[a][b] for a, b in pairwise(folded))
            fees = _UNSEEN * (len(word) - 1)
            yield Guess(guess.nats + nats + fees, guess.fees + fees, -1, folded[-1], at, guess, word)


def _hidden(tail: str, byte: int, script: str) -> str:
    """The characters of a folded tail if all their pairs went unseen after `byte`, else none."""
    cells, hidden = whole(script).by_folded, ""
    for f in tail:
        cell = cells.get(f)
        if cell is None or cell[1] not in unseen_after(byte):
            return ""
        hidden += cell[0]
        byte = second_byte(cell[0])
    return hidden


def _best(found: Iterator[Weighed], count: int) -> list[Weighed]:
    return sorted(found, reverse=True)[:count]
