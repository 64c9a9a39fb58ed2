# distutils: language = c++
"""The search behind the shift repair: which original, read one byte off in places, shows a given text?

A beam runs over the shown characters. A hypothesis reads them either as they stand or one byte late; then it
holds the last byte of the character shown before, which begins a character of the original. Between two
shown characters pairs may have gone unseen: they give one or two more characters, of which only a byte
each is known. Hypotheses that agree on all that can matter later are one (`shift_guesses.pyx`).

At a place wait at most some hundreds of guesses: each of the beam adds a bounded number.
"""

from libc.math cimport INFINITY
from libc.stdint cimport uint32_t, uint64_t
from libcpp.algorithm cimport partial_sort, sort
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes, code_of, letter_of, pair_of
from cleantext.compiled.ngrams cimport push
from cleantext.compiled.shift_guess cimport (
    Closed, FIRST_LOST, NO_RUN, Text, UNPAIRED, Way, after_text, closes_before, cuts_before, joined, no_text,
    text_of, way_on,
)
from cleantext.compiled.shift_guesses cimport Guesses, Ranked, ranks_before
from cleantext.compiled.shift_cells cimport (
    Cells, EVERY, INTO_GAP, Likely, Script, WITHIN_GAP, WITH_LEAD, WITH_TRAIL,
)
from cleantext.compiled.shift_odds cimport ANY_BYTE, Odds
from cleantext.compiled.shift_ways cimport Ways, behind_stray, first_behind_stray
from cleantext.compiled.shift_window cimport Window, is_mark_of_loss, is_wide

cdef double CUT = -7.0
"""Nats for reading to find its place again where nothing shows why."""

cdef double OTHER_SCRIPT = -4.0
"""Nats for a character that the page's script does not have."""

cdef double READS_ON = -3.5
"""Nats of a character above which nobody asks whether pairs went unseen before it."""

cdef double WIDE = -9.0
"""Nats for a full-width letter or digit, which the model takes for a plain one."""

cdef double SLACK = 16.0
cdef double GAP_SLACK = 6.0
cdef double WAY_SLACK = 7.0
"""How far behind the best, in nats: hypotheses that hold a byte; those tried with pairs unseen; and ways over
pairs unseen."""

cdef double SOUNDS_WELL = -6.0
"""Nats of the characters around a pair unseen, and the next, above which no second pair is thought of."""

cdef enum:
    BEAM = 16  # hypotheses that hold a byte kept at each character,
    PLAIN_BEAM = 12  # and those that hold none
    GAPS = 3  # of these, how many are tried with pairs unseen
    FIRSTS = 10  # characters thought of before pairs unseen,
    LASTS = 6  # where a run ends,
    OPENINGS = 24  # and where it begins
    OPENS_UNSEEN = 8  # characters from where a window begins within which a run may begin unseen
    HIDDEN_PAIRS = 2  # pairs unseen thought of behind the first,
    HIDDEN_TRIED = 4  # ways followed into each of them,
    WITHIN = 12  # characters thought of there,
    LONGER = 16  # and ways kept
    TRIED = 12  # ways over pairs unseen that are tried, the likeliest by what comes next
    ENDS_TOLD = 8  # guesses for which a run may end, where something tells that it does,
    ENDS_UNTOLD = 2  # and anywhere else
    DEEP_CUTS = 2  # guesses for which pairs unseen are thought of where a run ends,
    ENDINGS = 16  # and ways over them


cdef class Search:
    """One search in `text[begin:end]`, part of one line."""

    def __cinit__(
        self, str text not None, Py_ssize_t begin, Py_ssize_t end, Odds odds not None, bint narrow,
        bint silent,
    ):
        self.odds, self.script, self.codes = odds, odds.script, odds.script.codes
        self.over = Ways(odds)
        self.silent = silent
        self.window = Window(text, begin, end, self.codes, narrow)
        self.guesses = Guesses(self.window.opening, self.window.size)

    cdef int run(self) except -1:
        """Search; gives the last guess."""
        cdef int at, last = -1, number, count = <int>self.window.letters.size() - self.window.size
        cdef const uint32_t* behind = &self.window.letters[self.window.size]
        cdef size_t rank
        cdef double nats
        cdef vector[Ranked] kept
        for at in range(self.window.size):
            self._kept(at, kept)
            self._step(kept, at)
        self._kept(self.window.size, kept)
        for rank in range(kept.size()):
            number = kept[rank].guess
            if self.guesses.made[number].half < 0:
                nats = self.odds.score(self.guesses.made[number].context, behind, count)
                number = self.guesses.add(number, nats, -1, no_text(), no_text(), self.window.size, NO_RUN)
                last = number if last < 0 else self.guesses.join(last, number)
        return last

    cdef object _kept(self, int at, vector[Ranked]& kept):
        """The best guesses at a place, with those whose run ends here."""
        cdef vector[Ranked] plain
        cdef bint told = self.window.tells_end(at)
        cdef size_t rank, count
        self.guesses.rank(at, True, kept)
        if kept.size() > BEAM:
            kept.resize(BEAM)
        while kept.size() > 1 and kept.back().nats <= kept[0].nats - SLACK:
            kept.pop_back()
        count = min(<size_t>(ENDS_TOLD if told else ENDS_UNTOLD), kept.size())
        for rank in range(count):
            self._cut(kept[rank].guess, at, told, rank < DEEP_CUTS)
        self.guesses.rank(at, False, plain)
        for rank in range(min(<size_t>PLAIN_BEAM, plain.size())):
            kept.push_back(plain[rank])
        for rank in range(kept.size()):
            kept[rank].number = <int>rank
        sort(kept.begin(), kept.end(), &ranks_before)

    # --- what may come next ------------------------------------------------------------------------------

    cdef object _step(self, const vector[Ranked]& kept, int at):
        cdef uint32_t shown = self.window.shown[at]
        cdef int code = code_of(self.codes, shown, self.window.narrow), number, plainest = -1
        cdef size_t rank
        cdef double nats
        cdef Text letters
        cdef vector[int] paired
        for rank in range(kept.size()):
            number = kept[rank].guess
            if self.guesses.made[number].half < 0:
                if plainest < 0:
                    plainest = number
                nats = self.odds.nats(self.guesses.made[number].context, self.window.letters[at])
                nats += WIDE if is_wide(shown) else 0.0
                letters = text_of(self.window.letters[at])
                self.guesses.wait(
                    self.guesses.add(number, nats, -1, letters, text_of(shown), at + 1, NO_RUN)
                )
        if plainest >= 0 and code:
            self._open(plainest, code)
        for rank in range(kept.size()):
            number = kept[rank].guess
            if self.guesses.made[number].half >= UNPAIRED:
                self._after_mark(number, code, shown)
            elif self.guesses.made[number].half >= 0:
                self._go_on(number, code, shown)
                paired.push_back(number)
        if code and paired.size() and self.silent:
            self._over_unseen(paired, code, at)

    cdef object _open(self, int number, int code):
        """A run may begin at any character."""
        cdef int lead = code >> 8, trail = code & 255, at = self.guesses.made[number].at
        cdef uint64_t context = self.guesses.made[number].context
        cdef double fee
        cdef uint32_t ahead
        cdef size_t way
        cdef vector[Ranked] order
        if trail < 0x81:
            return
        fee = behind_stray(lead, context)
        self.guesses.wait(self.guesses.add(number, fee, trail, no_text(), no_text(), at + 1, lead))
        ahead = self.window.letter_ahead(trail, at + 1)
        self.over.halved(context, self.script.of(WITH_TRAIL, lead), OPENINGS, self.ways)
        for way in range(self.ways.size()):
            fee = self.ways[way].nats
            if ahead:
                fee += self.odds.nats(after_text(context, self.ways[way].letters), ahead)
            order.push_back(Ranked(fee if ahead else 0.0, <int>way, <int>way))
        sort(order.begin(), order.end(), &ranks_before)
        for way in range(min(<size_t>LASTS, order.size())):
            self.guesses.wait(
                self.guesses.add(
                    number, self.ways[order[way].guess].nats, trail, self.ways[order[way].guess].letters,
                    self.ways[order[way].guess].text, at + 1, FIRST_LOST,
                )
            )
        if at <= OPENS_UNSEEN and self.silent:
            # A run may begin unseen: of a comma without its first byte AC is left, which begins no character.
            self.over.halved(context, self.script.of(WITHIN_GAP, 0), FIRSTS, self.ways)
            self._close(number, code, ahead, FIRST_LOST)

    cdef object _go_on(self, int number, int code, uint32_t shown):
        """One more character read one byte late."""
        cdef int half = self.guesses.made[number].half
        cdef uint32_t alone = shown - 0xDC00 if 0xDC80 <= shown <= 0xDCFF else shown
        cdef uint32_t character
        cdef Cells* cells
        cdef size_t at
        if alone < 0xFF and (0x40 <= alone < 0x7F or alone != shown):
            character = pair_of(self.codes, half, <int>alone)
            if character:
                self._read(number, character, -1)
        if is_mark_of_loss(shown):
            cells = self.script.of(INTO_GAP, half)
            self.odds.likeliest(self.guesses.made[number].context, cells, FIRSTS, ANY_BYTE, self.likely)
            for at in range(self.likely.size()):
                self._mark(number, self.likely[at], self.likely[at].unknown)
        if code:
            character = pair_of(self.codes, half, code >> 8)
            if character:
                self._read(number, character, code & 255)

    cdef object _mark(self, int number, const Likely& found, int first):
        """A character before a mark, which shows a pair that begins with a byte of it."""
        self.guesses.wait(
            self.guesses.add(
                number, found.nats, UNPAIRED + first, text_of(found.letter), text_of(found.character),
                self.guesses.made[number].at + 1, NO_RUN,
            )
        )

    cdef object _read(self, int number, uint32_t character, int trail):
        """No pair went unseen: both bytes of the character are known."""
        cdef uint32_t letter = letter_of(self.codes, character)
        cdef double nats = self._nats(self.guesses.made[number].context, character)
        nats += first_behind_stray(self.guesses.made[number], letter)
        self._hold(number, nats, text_of(letter), text_of(character), trail, NO_RUN)

    cdef double _nats(self, uint64_t context, uint32_t character) except? 1.0:
        """Log probability of a character as it stands, its script and width counted."""
        cdef double nats = self.odds.nats(context, letter_of(self.codes, character))
        if is_wide(character):
            nats += WIDE
        return nats if self.script.fits(character) else nats + OTHER_SCRIPT

    cdef object _hold(
        self, int number, double nats, const Text& letters, const Text& text, int trail, int opens
    ):
        """Hold the next byte; one in the ASCII range is a character of its own, and the run is over."""
        cdef uint32_t letter
        cdef int at = self.guesses.made[number].at + 1
        if 0 <= trail < 0x81:
            letter = letter_of(self.codes, <uint32_t>trail)
            nats += self.odds.nats(after_text(self.guesses.made[number].context, letters), letter)
            self.guesses.wait(
                self.guesses.add(
                    number, nats, -1, joined(letters, letter), joined(text, <uint32_t>trail), at, opens
                )
            )
        else:
            self.guesses.wait(self.guesses.add(number, nats, trail, letters, text, at, opens))

    cdef object _after_mark(self, int number, int code, uint32_t shown):
        """After a mark: a character began with the second byte of the pair whose first byte is held."""
        cdef int first = self.guesses.made[number].half - UNPAIRED
        cdef uint64_t context = self.guesses.made[number].context
        cdef size_t at
        cdef Likely one
        if code:
            self.odds.likeliest(context, self.script.of(WITH_TRAIL, code >> 8), FIRSTS, first, self.likely)
            for at in range(self.likely.size()):
                one = self.likely[at]
                self._hold(number, one.nats, text_of(one.letter), text_of(one.character), code & 255, NO_RUN)
        if is_mark_of_loss(shown):
            self.odds.likeliest(context, self.script.of(WITHIN_GAP, 0), FIRSTS, first, self.likely)
            for at in range(self.likely.size()):
                one = self.likely[at]
                self._mark(number, one, code_of(self.codes, one.character, False) & 255)

    # --- pairs that went unseen --------------------------------------------------------------------------

    cdef object _over_unseen(self, const vector[int]& paired, int code, int at):
        """Pairs may have gone unseen before a character, unless it reads on too well from the one before."""
        cdef uint32_t character = pair_of(self.codes, self.guesses.made[paired[0]].half, code >> 8)
        cdef double best = self.guesses.made[paired[0]].nats
        cdef size_t rank, count = min(<size_t>GAPS, paired.size())
        if character:
            for rank in range(count):
                if self._nats(self.guesses.made[paired[rank]].context, character) > READS_ON:
                    return
        for rank in range(count):
            if self.guesses.made[paired[rank]].nats > best - GAP_SLACK:
                self._unseen(paired[rank], code, at)

    cdef object _unseen(self, int number, int code, int at):
        """A character began with the byte held, one ended with the byte shown, and there may be others
        between. What the next character shows tells the likely ones from the others."""
        cdef uint32_t ahead = self.window.letter_ahead(code & 255, at + 1)
        cdef double best
        cdef int pairs
        self.over.into(self.guesses.made[number], FIRSTS, self.ways)
        if self.guesses.made[number].opens >= 0:
            self.over.order_behind_stray(self.ways)
        best = self._close(number, code, ahead, NO_RUN)
        for pairs in range(HIDDEN_PAIRS):
            if best > SOUNDS_WELL:
                return
            self.over.longer(self.guesses.made[number].context, HIDDEN_TRIED, WITHIN, LONGER, self.ways)
            best = max(best, self._close(number, code, ahead, NO_RUN))

    cdef double _close(self, int number, int code, uint32_t ahead, int opens) except? 1.0:
        """The ways at hand over unseen pairs to the character shown; gives nats of the best, the next one
        included."""
        cdef Cells* closers = self.script.of(WITH_TRAIL, code >> 8)
        cdef uint64_t context = self.guesses.made[number].context, here
        cdef size_t way, at, count
        cdef Closed closed
        self.closed.clear()
        for way in range(self.ways.size()):
            if self.ways[way].nats < self.ways[0].nats - WAY_SLACK:
                break
            here = after_text(context, self.ways[way].letters)
            self.odds.likeliest(here, closers, LASTS, self.ways[way].last, self.likely)
            for at in range(self.likely.size()):
                closed.way, closed.last = self.ways[way], self.likely[at]
                closed.nats = closed.way.nats + closed.last.nats
                closed.total = closed.nats
                if ahead:
                    closed.total += self.odds.nats(push(here, closed.last.letter), ahead)
                self.closed.push_back(closed)
        count = min(<size_t>TRIED, self.closed.size())
        partial_sort(self.closed.begin(), self.closed.begin() + count, self.closed.end(), &closes_before)
        for at in range(count):
            closed = self.closed[at]
            self._hold(
                number, closed.nats, joined(closed.way.letters, closed.last.letter),
                joined(closed.way.text, closed.last.character), code & 255, opens,
            )
        return self.closed[0].total if count and ahead else -INFINITY

    # --- where a run ends --------------------------------------------------------------------------------

    cdef object _cut(self, int number, int at, bint told, bint deep):
        """Reading finds its place again before `at`: the byte held began a character whose rest is gone."""
        cdef uint32_t shown = self.window.letters[at]
        cdef int half = self.guesses.made[number].half
        cdef bint marked = half >= UNPAIRED
        cdef uint64_t context = self.guesses.made[number].context, here
        cdef size_t way, each, count
        cdef Closed cut
        cdef Cells* cells = self.script.of(EVERY, 0) if marked else self.script.of(WITH_LEAD, half)
        cdef vector[Way] longer
        self.cuts.clear()
        self.odds.likeliest(context, cells, 3 * LASTS, half - UNPAIRED if marked else ANY_BYTE, self.likely)
        for each in range(self.likely.size()):
            cut.nats = self.likely[each].nats
            cut.way.text = text_of(self.likely[each].character)
            cut.way.letters = text_of(self.likely[each].letter)
            self.cuts.push_back(cut)
        if told and deep and not marked and self.silent:
            self.over.into(self.guesses.made[number], FIRSTS, self.ways)
            longer = self.ways
            self.over.longer(context, longer.size(), WITHIN, ENDINGS, longer)
            self.ways.insert(self.ways.end(), longer.begin(), longer.end())
            for way in range(self.ways.size()):
                here = after_text(context, self.ways[way].letters)
                self.odds.likeliest(here, self.script.of(EVERY, 0), LASTS, self.ways[way].last, self.likely)
                for each in range(self.likely.size()):
                    cut.nats = self.ways[way].nats + self.likely[each].nats
                    cut.way = way_on(self.ways[way], 0.0, self.likely[each], 0)
                    self.cuts.push_back(cut)
        for each in range(self.cuts.size()):
            here = after_text(context, self.cuts[each].way.letters)
            self.cuts[each].total = self.cuts[each].nats + self.odds.nats(here, shown)
        count = min(<size_t>(2 * LASTS), self.cuts.size())
        partial_sort(self.cuts.begin(), self.cuts.begin() + count, self.cuts.end(), &cuts_before)
        for each in range(count):
            cut = self.cuts[each]
            cut.nats += 0.0 if told else CUT
            self.guesses.wait(
                self.guesses.add(number, cut.nats, -1, cut.way.letters, cut.way.text, at, NO_RUN)
            )
