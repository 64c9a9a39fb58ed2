"""The search behind the shift repair: which original, read one byte off in places, shows a given text?

A beam runs over the shown characters. A hypothesis reads them either as they stand or one byte late; then it
holds the last byte of the character shown before, which begins a character of the original. Between two
shown characters pairs may have gone unseen: they give one or two more characters, of which only a byte
each is known. Hypotheses that agree on all that can matter later are one, under the best of them; what all
of them together weigh is kept, so that the share of the best is known at the end.
"""

import math
from collections.abc import Sequence
from functools import reduce
from heapq import nlargest

from cleantext.ngrams import normal_form
from cleantext.steps.mend.shift_begin import (
    behind_stray,
    first_behind_stray,
    first_halved,
    ordered_behind_stray,
)
from cleantext.steps.mend.shift_cells import (
    every,
    fits_script,
    into_gap,
    second_byte,
    with_lead,
    with_trail,
    within_gap,
)
from cleantext.steps.mend.shift_doubt import doubts
from cleantext.steps.mend.shift_guess import Guess, Reading, Way, best_reading, path_to
from cleantext.steps.mend.shift_odds import CONTEXT, Setting, with_next
from cleantext.steps.mend.shift_unseen import longer, ways_into
from cleantext.steps.mend.shifted_bytes import code_of, pair, unseen_after

_CUT = -7.0
"""Nats for reading to find its place again where nothing shows why."""

_OTHER_SCRIPT = -4.0
"""Nats for a character that the page's script does not have."""

_READS_ON = -3.5
"""Nats of a character above which nobody asks whether pairs went unseen before it."""

_WIDE_LETTERS = frozenset(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_WIDE = -9.0
"""Nats for a full-width letter or digit, which the model takes for a plain one."""

_UNPAIRED = 0x100
"""Added to the byte held after a mark: the first of a pair, not of a character."""

_MARKS_OF_LOSS = frozenset("?\ufffd")

_BEAM = 16
_SLACK = 16.0
_PLAIN_BEAM = 12
"""Hypotheses that hold a byte kept at each character, and how far behind the best, in nats; and those that
hold none."""

_GAPS, _GAP_SLACK = 3, 6.0
"""Of these, how many are tried with pairs unseen, and how far behind the best."""

_FIRSTS, _LASTS, _OPENINGS = 10, 6, 24
"""Characters thought of before pairs unseen, where a run ends, and where it begins."""

_OPENS_UNSEEN = 8
"""Characters from where a window begins within which a run may begin unseen."""

_HIDDEN, _WITHIN, _LONGER = (4, 4), 12, 16
"""Ways followed into a second and a third pair unseen, characters thought of there, and ways kept."""

_SOUNDS_WELL = -6.0
"""Nats of the characters around a pair unseen, and the next, above which no second pair is thought of."""

_TRIED, _WAY_SLACK = 12, 7.0
"""Ways over pairs unseen that are tried, the likeliest by what comes next, and how far behind the best."""

_ENDS_TOLD, _ENDS_UNTOLD = 8, 2
"""Guesses for which a run may end, where something tells that it does, and anywhere else."""

_DEEP_CUTS, _ENDINGS = 2, 16
"""Guesses for which pairs unseen are thought of where a run ends, and ways over them."""

Code = tuple[int, int]
"""The two bytes of a character in GBK."""


def read_again(text: str, begin: int, end: int, setting: Setting) -> Reading:
    """Find the most plausible way to read `text[begin:end]`, part of one line."""
    search = _Search(text, begin, end, setting)
    last = search.run()
    return best_reading(search.waiting, last, doubts(text, path_to(last), search.after, setting))


class _Search:
    """The fixed parts of one search, and the guesses that wait at each place."""

    def __init__(self, text: str, begin: int, end: int, setting: Setting) -> None:
        self.text, self.begin, self.end = text, begin, end
        self.setting, self.odds, self.script = setting, setting.odds, setting.script
        self.after = (text[end : end + CONTEXT].split("\n")[0] + "\n")[:CONTEXT]
        self.letters = normal_form(text[begin:end] + self.after)
        self.waiting: list[dict[tuple[int, str], Guess]] = [{} for _ in range(end - begin + 1)]

    def run(self) -> Guess:
        line = self.text.rfind("\n", 0, self.begin)
        context = normal_form(self.text[max(line, self.begin - CONTEXT, 0) : self.begin]) or "\n"
        self._wait(Guess(0.0, 0.0, -1, context, self.begin, None, ""))
        for at in range(self.begin, self.end):
            self._step(self._kept(at), at)
        after = self.letters[self.end - self.begin :]
        ends = [
            self._next(guess, self.odds.score(guess.context, after), -1, "", "", 0)
            for guess in self._kept(self.end)
            if guess.half < 0
        ]
        return reduce(Guess.join, ends)

    def _wait(self, guess: Guess) -> None:
        waiting, key = self.waiting[guess.at - self.begin], (guess.half, guess.context)
        old = waiting.get(key)
        waiting[key] = guess if old is None else old.join(guess)

    def _kept(self, at: int) -> list[Guess]:
        """The best guesses at a place, with those whose run ends here."""
        waiting = self.waiting[at - self.begin]
        held = sorted((g for g in waiting.values() if g.half >= 0), key=_by_nats)[:_BEAM]
        held = [guess for guess in held if guess.nats > held[0].nats - _SLACK]
        told = self._tells_end(at)
        for number, guess in enumerate(held[: _ENDS_TOLD if told else _ENDS_UNTOLD]):
            self._cut(guess, at, told, deep=number < _DEEP_CUTS)
        plain = sorted((g for g in waiting.values() if g.half < 0), key=_by_nats)[:_PLAIN_BEAM]
        return sorted(held + plain, key=_by_nats)

    def _next(
        self, back: Guess, nats: float, half: int, letters: str, new: str, step: int = 1, *, at: int = -1,
        opens: bytes | None = None,
    ) -> Guess:  # fmt: skip
        """The guess after `back` that adds `new`, in normal form `letters`."""
        context = (
            with_next(back.context, letters) if len(letters) == 1 else (back.context + letters)[-CONTEXT:]
        )
        where = back.at + step if at < 0 else at
        return Guess(back.nats + nats, back.mass + nats, half, context, where, back, new, opens)

    # --- what may come next --------------------------------------------------------------------------

    def _step(self, guesses: Sequence[Guess], at: int) -> None:
        shown, letter = self.text[at], self.letters[at - self.begin]
        code = code_of(shown, self.setting.narrow)
        held = [guess for guess in guesses if guess.half >= 0]
        plain = [guess for guess in guesses if guess.half < 0]
        for guess in plain:
            nats = self.odds.nats(guess.context, letter)
            nats += _WIDE if shown in _WIDE_LETTERS else 0.0
            self._wait(self._next(guess, nats, -1, letter, shown))
        if plain and code:
            self._open(plain[0], code)
        for guess in held:
            if guess.half < _UNPAIRED:
                self._go_on(guess, code, shown)
            else:
                self._after_mark(guess, code, shown)
        paired = [guess for guess in held if guess.half < _UNPAIRED]
        if code and paired and self.setting.silent:
            self._over_unseen(paired, code, at)

    def _open(self, guess: Guess, code: Code) -> None:
        """A run may begin at any character."""
        lead, trail = code
        if trail < 0x81:
            return
        fee = behind_stray(lead, guess.context)
        self._wait(self._next(guess, fee, trail, "", "", opens=bytes((lead,))))
        ahead = self._letter_ahead(trail, guess.at + 1)
        found = first_halved(self.odds, guess.context, with_trail(lead, self.script), _OPENINGS)
        if ahead:
            found.sort(key=lambda f: -f.nats - self.odds.nats((guess.context + f.letters)[-CONTEXT:], ahead))
        for f in found[:_LASTS]:
            self._wait(self._next(guess, f.nats, trail, f.letters, f.new, opens=b""))
        if guess.at - self.begin <= _OPENS_UNSEEN and self.setting.silent:
            self._open_unseen(guess, code, ahead)

    def _open_unseen(self, guess: Guess, code: Code, ahead: str) -> None:
        """A run may begin unseen: of a comma without its first byte AC is left, which begins no character."""
        ways = first_halved(self.odds, guess.context, within_gap(self.script), _FIRSTS)
        self._close(guess, ways, code, ahead, opens=b"")

    def _go_on(self, guess: Guess, code: Code | None, shown: str) -> None:
        """One more character read one byte late."""
        alone = ord(shown) - 0xDC00 if "\udc80" <= shown <= "\udcff" else ord(shown)
        if alone < 0xFF and (0x40 <= alone < 0x7F or alone != ord(shown)) and (c := pair(guess.half, alone)):
            self._read(guess, c, -1)
        if shown in _MARKS_OF_LOSS:
            for found in self.odds.likely(guess.context, into_gap(guess.half, self.script), _FIRSTS):
                held = _UNPAIRED + found.byte
                self._wait(self._next(guess, found.nats, held, found.letter, found.character))
        if code and (c := pair(guess.half, code[0])):
            self._read(guess, c, code[1])

    def _read(self, guess: Guess, c: str, trail: int) -> None:
        """No pair went unseen: both bytes of the character are known."""
        letter = normal_form(c)
        nats = self._nats(guess.context, c) + first_behind_stray(guess, letter)
        self._hold(guess, nats, letter, c, trail)

    def _nats(self, context: str, c: str) -> float:
        """Log probability of a character as it stands, its script and width counted."""
        nats = self.odds.nats(context, normal_form(c))
        if c in _WIDE_LETTERS:
            nats += _WIDE
        return nats if fits_script(c, self.script) else nats + _OTHER_SCRIPT

    def _hold(
        self, guess: Guess, nats: float, letters: str, new: str, trail: int, opens: bytes | None = None
    ) -> None:
        """Hold the next byte; one in the ASCII range is a character of its own, and the run is over."""
        if 0 <= trail < 0x81:
            letter = normal_form(chr(trail))
            nats += self.odds.nats((guess.context + letters)[-CONTEXT:], letter)
            letters, new, trail = letters + letter, new + chr(trail), -1
        self._wait(self._next(guess, nats, trail, letters, new, opens=opens))

    def _after_mark(self, guess: Guess, code: Code | None, shown: str) -> None:
        """After a mark: a character began with the second byte of the pair whose first byte is held."""
        allowed = unseen_after(guess.half - _UNPAIRED)
        if code:
            for f in self.odds.likely(guess.context, with_trail(code[0], self.script), _FIRSTS, allowed):
                self._hold(guess, f.nats, f.letter, f.character, code[1])
        if shown in _MARKS_OF_LOSS:
            for f in self.odds.likely(guess.context, within_gap(self.script), _FIRSTS, allowed):
                held = _UNPAIRED + second_byte(f.character)
                self._wait(self._next(guess, f.nats, held, f.letter, f.character))

    # --- pairs that went unseen ----------------------------------------------------------------------

    def _over_unseen(self, held: Sequence[Guess], code: Code, at: int) -> None:
        """Pairs may have gone unseen before a character, unless it reads on too well from the one before."""
        c = pair(held[0].half, code[0])
        if c and any(self._nats(guess.context, c) > _READS_ON for guess in held[:_GAPS]):
            return
        for guess in held[:_GAPS]:
            if guess.nats > held[0].nats - _GAP_SLACK:
                self._unseen(guess, code, at)

    def _unseen(self, guess: Guess, code: Code, at: int) -> None:
        """A character began with the byte held, one ended with the byte shown, and there may be others
        between. What the next character shows tells the likely ones from the others."""
        ways = ways_into(guess, self.setting, _FIRSTS)
        if guess.opens:
            ways = ordered_behind_stray(guess, ways)
        ahead = self._letter_ahead(code[1], at + 1)
        best = self._close(guess, ways, code, ahead)
        for tried in _HIDDEN:
            if best > _SOUNDS_WELL:
                return
            ways = longer(guess, ways[:tried], self.setting, _WITHIN)[:_LONGER]
            best = max(best, self._close(guess, ways, code, ahead))

    def _close(
        self, guess: Guess, ways: Sequence[Way], code: Code, ahead: str, opens: bytes | None = None
    ) -> float:
        """Ways over unseen pairs to the character shown; gives nats of the best, the next one included."""
        closers, found = with_trail(code[0], self.script), []
        for way in ways:
            if way.nats < ways[0].nats - _WAY_SLACK:
                break
            context = (guess.context + way.letters)[-CONTEXT:]
            for f in self.odds.likely(context, closers, _LASTS, unseen_after(way.byte)):
                nats = way.nats + f.nats
                ahead_nats = self.odds.nats((context + f.letter)[-CONTEXT:], ahead) if ahead else 0.0
                found.append((nats + ahead_nats, nats, way, f))
        best = nlargest(_TRIED, found)
        for _, nats, way, f in best:
            self._hold(guess, nats, way.letters + f.letter, way.new + f.character, code[1], opens)
        return best[0][0] if best and ahead else -math.inf

    def _letter_ahead(self, half: int, at: int) -> str:
        """The character that `half` begins if no pair goes unseen after it, in normal form."""
        code = code_of(self.text[at], self.setting.narrow) if half >= 0x81 and at < self.end else None
        return normal_form(pair(half, code[0])) if code else ""

    def _ways(self, guess: Guess) -> list[Way]:
        """Characters after a guess of which the last ends in the first byte of an unseen pair."""
        ways = ways_into(guess, self.setting, _FIRSTS)
        return ways + longer(guess, ways, self.setting, _WITHIN)[:_ENDINGS]

    # --- where a run ends ----------------------------------------------------------------------------

    def _tells_end(self, at: int) -> bool:
        """Is what is shown at a place something that lets reading find its place again?"""
        shown = self.letters[at - self.begin]
        return shown < "@" or shown == "。"

    def _cut(self, guess: Guess, at: int, told: bool, deep: bool) -> None:
        """Reading finds its place again before `at`: the byte held began a character whose rest is gone."""
        shown = self.letters[at - self.begin]
        marked = guess.half >= _UNPAIRED
        cells = every(self.script) if marked else with_lead(guess.half, self.script)
        allowed = unseen_after(guess.half - _UNPAIRED) if marked else None
        ways = [
            (f.nats, f.letter, f.character)
            for f in self.odds.likely(guess.context, cells, 3 * _LASTS, allowed)
        ]
        if told and deep and not marked and self.setting.silent:
            ways += [
                (way.nats + f.nats, way.letters + f.letter, way.new + f.character)
                for way in self._ways(guess)
                for f in self.odds.likely(
                    (guess.context + way.letters)[-CONTEXT:],
                    every(self.script),
                    _LASTS,
                    unseen_after(way.byte),
                )
            ]
        weighed = [
            (nats + self.odds.nats((guess.context + letters)[-CONTEXT:], shown), nats, letters, new)
            for nats, letters, new in ways
        ]
        for _, nats, letters, new in nlargest(2 * _LASTS, weighed):
            self._wait(self._next(guess, nats + (0.0 if told else _CUT), -1, letters, new, at=at))


def _by_nats(guess: Guess) -> float:
    return -guess.nats
