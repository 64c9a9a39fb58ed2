# distutils: language = c++
"""The search behind repairs of text read with the wrong decoder: which characters are damaged, and what stood
there?

Each shown character is either sound or stands for bytes (`lattice_decoders.pyx`); bytes make characters of
the right encoding, and every pair of characters has its probability in Chinese (`pairs.pyx`). The best row
over all ways to part, lose and fill in bytes is found from left to right, a few hypotheses at a time
(`lattice_beam.pyx`). What lost bytes may have been is for `fillings.pyx` to say.
"""

from libc.math cimport INFINITY
from libc.stdint cimport int16_t, uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.fillings cimport Best, Fillings, NOT_KNOWN, Span, packed
from cleantext.compiled.lattice_beam cimport Beam, Hypothesis, MOST_DATA, Written, begin, key_of
from cleantext.compiled.lattice_decoders cimport Decoders, NOTHING, Option, comes_later, is_whole, width_of
from cleantext.compiled.pairs cimport Pairs

cdef double ENTER = -6.0
cdef double LEAVE = -3.0
"""Nats for damage to begin and to end between two characters."""

cdef double AT_LINE_START = -1.0
"""The same where damage begins with a line."""

cdef double[2] VANISHED = [-5.0, -8.0]
"""Nats for one byte, or two, to be lost without a mark."""

cdef double LETTER_LEFT = -2.5
"""The same for a first byte, of which a letter or a sign is left that stands for the second."""

cdef double[2] CUT_OFF = [-1.5, -3.0]
"""The same at the end of damage, where a run was cut."""

cdef double UNKNOWN = -9.0
"""Nats of U+FFFD, against which what a lost byte may have been has to hold its own."""

cdef double OF_ANY = -6.0
"""Nats of a character of text of any kind, known or not."""

cdef struct Way:
    # Characters that some bytes may be, one behind the other: their nats, the last one folded, and
    # themselves.
    double nats
    uint32_t last
    int size
    Written written[MOST_DATA]


cdef class Lattice:
    """Reads text that was shown with the wrong decoder; `fillings` says what lost bytes may have been.

    `behind` gives the bytes that a shown character may stand for, each with its nats, `character_of` the
    character of two known bytes, if any. A lost byte is -1.
    """

    cdef bint plain, vanished
    cdef Decoders decoders
    cdef Pairs pairs
    cdef Fillings fillings
    cdef Beam beam
    cdef const uint16_t[::1] folded
    cdef double bar
    cdef vector[Way] ways
    cdef vector[Way] longer

    def __init__(self, Fillings fillings not None, behind, character_of):
        self.decoders = Decoders(fillings.right == "utf-8", behind, character_of)
        self.fillings, self.pairs, self.folded = fillings, fillings.pairs, fillings.folded
        self.beam = Beam()

    def read(
        self, str shown not None, str before, str after, bint vanished, bint hurt_before, bint hurt_after,
        bint plain,
    ):
        """Read `shown`, which stands between the characters `before` and `after`.

        `vanished` allows for bytes that left no mark; `hurt_before` and `hurt_after` say whether the text
        there is damaged. What is read is Chinese if `plain`, else of any kind. Gives the damaged stretches:
        where each starts and ends, its text, and its gaps, each an offset in the text and the bytes that are
        left there.
        """
        with self.fillings.one_at_a_time:
            self.plain, self.vanished = plain, vanished
            return self._read(shown, ord(before), ord(after), hurt_before, hurt_after)

    cdef list _read(self, str shown, uint32_t before, uint32_t after, bint hurt_before, bint hurt_after):
        cdef Py_ssize_t at
        cdef Hypothesis first
        self.beam.start()
        begin(&first, hurt_before, self.fold(before), 0.0)
        self.beam.hypotheses.push_back(first)
        if before == c'\n' and not hurt_before:
            begin(&first, True, c'\n', AT_LINE_START)
            self.beam.hypotheses.push_back(first)
        for at in range(len(shown)):
            if self.vanished:
                self._close(<int>at)
            self._step(<int>at, shown[at])
            if self.beam.hypotheses.empty():
                return []
            self.beam.let_go()
        return self.beam.traced(self._finished(<int>len(shown), self.fold(after), hurt_after))

    def shows(self, str shown not None, const uint8_t[::1] data not None):
        """May the characters shown stand for these bytes, all in their order, and for lost ones?"""
        with self.fillings.one_at_a_time:
            return self.decoders.shows(shown, data)

    # --- from character to character ---------------------------------------------------------------------

    cdef uint32_t fold(self, uint32_t character) noexcept:
        return self.folded[character] if character < 65536 else character

    cdef double _nats(self, uint32_t last, uint32_t folded) except? 1.0:
        """Nats for a folded character to be read after another."""
        if self.plain:
            return self.pairs.nats(last, folded)
        return 2 * OF_ANY if _is_never_shown(folded) else OF_ANY

    cdef object _step(self, int at, uint32_t character):
        """Every hypothesis and what it makes of the character shown; the best of these."""
        cdef Span options = self.decoders.options_for(character)
        cdef size_t number
        self.beam.start_growing()
        self.beam.weeding = True
        for number in range(self.beam.hypotheses.size()):
            self._show(&self.beam.hypotheses[number], options, at, character)
        self.beam.keep_best()
        self.beam.settle()

    cdef object _show(self, const Hypothesis* one, Span options, int at, uint32_t character):
        """What a hypothesis makes of the character shown."""
        cdef uint32_t folded = self.fold(character)
        cdef size_t option
        cdef double nats, enter, cost
        cdef int lost, prices
        cdef Option* data
        if one.nats < self.beam.least:
            return
        if not one.begun_size:
            nats = self.pairs.nats(one.last, folded)
            if not self.plain:
                nats = min(OF_ANY, nats)
            nats = one.nats + nats + (LEAVE if one.damaged else 0.0)
            self.beam.keep_sound(one, nats, folded, character, at + 1)
        enter = 0.0 if one.damaged else ENTER
        for option in range(options.begin, options.begin + options.count):
            data = &self.decoders.options[option]
            nats = one.nats + enter + data.nats
            self._feed(one, nats, 0, data, at + 1)
            if self.vanished and (one.begun_size or one.damaged or not at):
                prices = 2 if one.begun_size else 1
                for lost in range(1, prices + 1):
                    cost = VANISHED[lost - 1]
                    if not self.decoders.utf8 and not one.begun_size and character <= c'~':
                        cost = LETTER_LEFT
                    self._feed(one, nats + cost, lost, data, at + 1)

    cdef object _close(self, int at):
        """Add to the hypotheses those that let the end of a character begun be lost before the one shown."""
        cdef size_t number
        cdef int lost
        cdef double price
        cdef const Hypothesis* one
        cdef Option nothing
        nothing.size = 0
        self.beam.start_growing()
        for number in range(self.beam.hypotheses.size()):
            self.beam.keep(self.beam.hypotheses[number])
        for number in range(self.beam.hypotheses.size()):
            one = &self.beam.hypotheses[number]
            if one.begun_size:
                for lost in range(1, 3):
                    price = CUT_OFF[lost - 1] if self.plain else VANISHED[lost - 1]
                    self._feed(one, one.nats + price, lost, &nothing, at)
        self.beam.settle()

    cdef int _finished(self, int at, uint32_t after, bint hurt_after) except -2:
        """The last step of the best hypothesis; one with a character begun must have lost its end."""
        cdef size_t number
        cdef int lost, found = -1
        cdef double change, total, most = -INFINITY
        cdef Option nothing
        cdef const Hypothesis* one
        nothing.size = 0
        self.beam.start_growing()
        for number in range(self.beam.hypotheses.size()):
            one = &self.beam.hypotheses[number]
            if not one.begun_size:
                self.beam.keep(one[0])
                continue
            for lost in range(1, 3):
                if self.vanished or lost == 1:
                    self._feed(one, one.nats + CUT_OFF[lost - 1], lost, &nothing, at)
        self.beam.settle()
        for number in range(self.beam.hypotheses.size()):
            one = &self.beam.hypotheses[number]
            change = LEAVE if one.damaged else ENTER
            if one.damaged == hurt_after or (one.damaged and after == c'\n'):
                change = 0.0
            total = one.nats + self._nats(one.last, after) + change
            if not one.begun_size and total > most:
                most, found = total, one.step
        return found

    # --- bytes -------------------------------------------------------------------------------------------

    cdef object _feed(self, const Hypothesis* before, double nats, int lost, const Option* option, int at):
        """Add what the bytes of a character begun, some lost ones, and those behind a character shown read:
        whole characters, and the bytes of one begun."""
        cdef int16_t[MOST_DATA] data
        cdef int[MOST_DATA] begins
        cdef int[MOST_DATA] widths
        cdef int size = 0, count = 0, place = 0, width, each, following
        cdef size_t number
        cdef uint32_t character
        cdef Way way
        cdef Hypothesis one
        if nats < self.beam.least:
            return
        for each in range(before.begun_size):
            data[size] = before.begun[each]
            size += 1
        for each in range(lost):
            data[size] = NOT_KNOWN
            size += 1
        for each in range(option.size):
            data[size] = option.data[each]
            size += 1
        while place < size:
            width = width_of(self.decoders.utf8, data[place])
            if not width:
                return
            for each in range(place + 1, min(size, place + width)):
                if not comes_later(self.decoders.utf8, data[each]):
                    return
            if size - place < width:
                break
            begins[count], widths[count] = place, width
            count += 1
            place += width
        begin(&one, True, before.last, nats)
        for each in range(place, size):
            one.begun[one.begun_size] = data[each]
            one.begun_size += 1
        self.bar = -INFINITY
        if not count or is_whole(&data[begins[count - 1]], widths[count - 1]):
            # What it will agree on with others is known beforehand, and so is what it has to be better than.
            if count:
                character = self.decoders.character(&data[begins[count - 1]], widths[count - 1])
                if character == NOTHING:
                    return
                one.last = self.fold(character)
            self.bar = self.beam.known(key_of(&one))
            if nats <= self.bar:
                return
        way.nats, way.last, way.size = nats, before.last, 0
        self.ways.clear()
        self.ways.push_back(way)
        for each in range(count):
            following = data[begins[each] + widths[each]] if begins[each] + widths[each] < size else NOT_KNOWN
            self._write(&data[begins[each]], widths[each], following)
        one.step, one.at, one.pause = before.step, at, place < size or not count
        for number in range(self.ways.size()):
            one.nats, one.last = self.ways[number].nats, self.ways[number].last
            one.size = self.ways[number].size
            one.key = key_of(&one)
            for each in range(one.size):
                one.written[each] = self.ways[number].written[each]
            self.beam.keep(one)

    cdef object _write(self, const int16_t* data, int width, int following):
        """Each way and the character of some bytes, or what it may have been if some were lost."""
        cdef uint32_t character
        cdef uint64_t gap
        cdef double nats
        cdef const Best* best
        cdef size_t number
        cdef int each
        cdef bint whole = is_whole(data, width)
        self.longer.clear()
        character = self.decoders.character(data, width) if whole else NOTHING
        gap = packed(data, width)
        for number in range(self.ways.size()):
            if whole:
                if character != NOTHING:
                    nats = self._nats(self.ways[number].last, self.fold(character))
                    self._go_on(number, nats, character, 0)
            elif not self.plain:
                self._go_on(number, OF_ANY, 0xFFFD, gap)
            else:
                best = self.fillings.best(data, width, following, self.ways[number].last)
                for each in range(best.count):
                    if self.ways[number].nats + best.nats[each] < self.beam.least:
                        break
                    self._go_on(number, best.nats[each], best.characters[each], gap)
                self._go_on(number, UNKNOWN, 0xFFFD, gap)
        self.ways.swap(self.longer)

    cdef object _go_on(self, size_t number, double nats, uint32_t character, uint64_t gap):
        """A way and one more character; of those that end in the same one the best, the first of two
        alike."""
        cdef double total = self.ways[number].nats + nats
        cdef uint32_t last
        cdef size_t other = 0
        cdef Way* way
        if total < self.beam.least or total <= self.bar:
            return
        last = self.fold(character)
        while other < self.longer.size() and self.longer[other].last != last:
            other += 1
        if other == self.longer.size():
            self.longer.push_back(self.ways[number])
        elif total > self.longer[other].nats:
            self.longer[other] = self.ways[number]
        else:
            return
        way = &self.longer[other]
        way.nats, way.last = total, last
        if way.size < <int>MOST_DATA:
            way.written[way.size].character, way.written[way.size].gap = character, gap
            way.size += 1


cdef bint _is_never_shown(uint32_t character) noexcept:
    """Scripts that no wrong decoder shows Chinese in, but for Cyrillic in rows of GBK and Big5 seldom
    used."""
    return (
        0x250 <= character <= 0x2BF or 0x300 <= character <= 0x37F or 0x400 <= character <= 0x1FFF
        or 0xA000 <= character <= 0xABFF
    )
