# distutils: language = c++
"""The search behind repairs of text read with the wrong decoder: which characters are damaged, and what stood there?

Each shown character is either sound or stands for bytes; bytes make characters of the right encoding, and every
pair of characters has its probability in Chinese (`pairs.pyx`). The best row over all ways to part, lose and fill
in bytes is found from left to right, a few hypotheses at a time. A hypothesis is whether the text is damaged where
it stands, the bytes of a character begun, and the last character; of two that agree on those the better one stays.

Which bytes a character may stand for and what is a character at all is asked of the caller once and kept, what lost
bytes may have been is for `fillings.pyx` to say. Of the steps that led to the hypotheses those that lead to none any
longer are let go from time to time, so that a long line costs memory for what is read alone.
"""

from libc.math cimport INFINITY
from libc.stdint cimport int16_t, uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.algorithm cimport sort
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector

from cleantext.compiled.fillings cimport Best, Fillings, NOT_KNOWN, Ranked, Span, packed, ranks_before
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

cdef enum:
    HYPOTHESES = 12
    MOST_DATA = 8  # bytes looked at together: of a character begun, lost, and of one shown
    MOST_BEGUN = 3
    NOTHING = 0xFFFFFFFF
    MOST_OPTIONS = 1 << 16
    MANY_STEPS = 1 << 16

cdef struct Written:
    # A character read, and the bytes it has left, packed, if some were lost (else 0).
    uint32_t character
    uint64_t gap

cdef struct Way:
    double nats
    uint32_t last
    int size
    Written written[MOST_DATA]

cdef struct Hypothesis:
    # What it agrees on with no other; its nats, the step that led to it, and what is read beyond that step, up to
    # `at`: some characters, and nothing if `pause`.
    uint64_t key
    double nats
    uint32_t last
    int begun_size
    int16_t begun[MOST_BEGUN]
    bint damaged
    int step
    int at
    bint pause
    int size
    Written written[MOST_DATA]

cdef struct Step:
    # The step before (-1: none), the shown characters read by now, and what was read.
    int back
    int at
    uint32_t character
    bint damaged
    uint64_t gap

cdef struct Option:
    # Bytes that a shown character may stand for, with its nats.
    double nats
    int size
    int16_t data[MOST_BEGUN]

cdef inline uint64_t _hashed(uint64_t key) noexcept nogil:
    """A number without a pattern of a key: all of its bits bear on each."""
    return ((key ^ (key >> 31)) * <uint64_t>0x9E3779B97F4A7C15) >> 32


cdef struct Place:
    uint64_t key
    int at
    uint32_t when


cdef class Lattice:
    """Reads text that was shown with the wrong decoder; `fillings` says what lost bytes may have been.

    `behind` gives the bytes that a shown character may stand for, each with its nats, `character_of` the
    character of two known bytes, if any. A lost byte is -1.
    """

    cdef bint utf8, plain, vanished
    cdef Pairs pairs
    cdef Fillings fillings
    cdef const uint16_t[::1] folded
    cdef object behind, character_of
    cdef vector[uint32_t] characters
    cdef vector[Option] options
    cdef unordered_map[uint32_t, Span] options_of
    cdef vector[Hypothesis] grown
    cdef vector[Hypothesis] beam
    cdef double[HYPOTHESES] best_nats
    cdef uint64_t[HYPOTHESES] best_keys
    cdef int best_count
    cdef double least
    cdef bint weeding
    cdef double bar
    cdef vector[Place] places
    cdef uint32_t now
    cdef vector[Way] ways
    cdef vector[Way] longer
    cdef vector[Step] steps
    cdef size_t many_steps

    def __init__(self, Fillings fillings not None, behind, character_of):
        self.utf8, self.pairs, self.folded = fillings.right == "utf-8", fillings.pairs, fillings.folded
        self.fillings, self.behind, self.character_of = fillings, behind, character_of
        self.characters.assign(65536, NOTHING)
        self.places.assign(256, Place(0, 0, 0))
        self.now = 0

    def read(self, str shown not None, str before, str after, bint vanished, bint hurt_before, bint hurt_after, bint plain):
        """Read `shown`, which stands between the characters `before` and `after`.

        `vanished` allows for bytes that left no mark; `hurt_before` and `hurt_after` say whether the text there is
        damaged. What is read is Chinese if `plain`, else of any kind. Gives the damaged stretches: where each
        starts and ends, its text, and its gaps, each an offset in the text and the bytes that are left there.
        """
        with self.fillings.one_at_a_time:
            self.plain, self.vanished = plain, vanished
            return self._read(shown, ord(before), ord(after), hurt_before, hurt_after)

    cdef list _read(self, str shown, uint32_t before, uint32_t after, bint hurt_before, bint hurt_after):
        cdef Py_ssize_t at
        cdef Hypothesis first
        self.steps.clear()
        self.beam.clear()
        self.many_steps = MANY_STEPS
        _begin(&first, hurt_before, self.fold(before), 0.0)
        self.beam.push_back(first)
        if before == c'\n' and not hurt_before:
            _begin(&first, True, c'\n', AT_LINE_START)
            self.beam.push_back(first)
        for at in range(len(shown)):
            if self.vanished:
                self._close(<int>at)
            self._step(<int>at, shown[at])
            if self.beam.empty():
                return []
            if self.steps.size() > self.many_steps:
                self._let_go()
        return self._traced(self._finished(<int>len(shown), self.fold(after), hurt_after))

    def shows(self, str shown not None, const uint8_t[::1] data not None):
        """May the characters shown stand for these bytes, all in their order, and for lost ones?"""
        with self.fillings.one_at_a_time:
            return self._shows(shown, data)

    cdef bint _shows(self, str shown, const uint8_t[::1] data) except -1:
        cdef vector[Py_ssize_t] reached, then
        cdef Py_UCS4 character
        cdef Span options
        cdef size_t number, option
        cdef Py_ssize_t at
        reached.push_back(0)
        for character in shown:
            then.clear()
            options = self._options(character)
            for number in range(reached.size()):
                for option in range(options.begin, options.begin + options.count):
                    at = _behind(&self.options[option], data, reached[number])
                    if at >= 0 and (then.empty() or then.back() != at) and not _holds(then, at):
                        then.push_back(at)
            if then.empty():
                return False
            reached.swap(then)
        return _holds(reached, data.shape[0])

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
        cdef Span options = self._options(character)
        cdef size_t number
        self._start_growing()
        self.weeding = True
        for number in range(self.beam.size()):
            self._show(&self.beam[number], options, at, character)
        self._keep_best()
        self._settle()

    cdef object _show(self, const Hypothesis* one, Span options, int at, uint32_t character):
        """What a hypothesis makes of the character shown."""
        cdef uint32_t folded = self.fold(character)
        cdef size_t option
        cdef double nats, enter, cost
        cdef int lost, prices
        cdef Option* data
        if one.nats < self.least:
            return
        if not one.begun_size:
            nats = self.pairs.nats(one.last, folded)
            if not self.plain:
                nats = min(OF_ANY, nats)
            self._keep_sound(one, one.nats + nats + (LEAVE if one.damaged else 0.0), folded, character, at + 1)
        enter = 0.0 if one.damaged else ENTER
        for option in range(options.begin, options.begin + options.count):
            data = &self.options[option]
            nats = one.nats + enter + data.nats
            self._feed(one, nats, 0, data, at + 1)
            if self.vanished and (one.begun_size or one.damaged or not at):
                prices = 2 if one.begun_size else 1
                for lost in range(1, prices + 1):
                    cost = VANISHED[lost - 1]
                    if not self.utf8 and not one.begun_size and character <= c'~':
                        cost = LETTER_LEFT
                    self._feed(one, nats + cost, lost, data, at + 1)

    cdef object _close(self, int at):
        """Add to the hypotheses those that let the end of a character begun be lost before the one shown."""
        cdef size_t number
        cdef int lost
        cdef double price
        cdef Option nothing
        nothing.size = 0
        self._start_growing()
        for number in range(self.beam.size()):
            self._keep(self.beam[number])
        for number in range(self.beam.size()):
            if self.beam[number].begun_size:
                for lost in range(1, 3):
                    price = CUT_OFF[lost - 1] if self.plain else VANISHED[lost - 1]
                    self._feed(&self.beam[number], self.beam[number].nats + price, lost, &nothing, at)
        self._settle()

    cdef int _finished(self, int at, uint32_t after, bint hurt_after) except -2:
        """The last step of the best hypothesis; one with a character begun must have lost its end."""
        cdef size_t number
        cdef int lost, found = -1
        cdef double change, total, most = -INFINITY
        cdef Option nothing
        cdef Hypothesis one
        nothing.size = 0
        self._start_growing()
        for number in range(self.beam.size()):
            if not self.beam[number].begun_size:
                self._keep(self.beam[number])
                continue
            for lost in range(1, 3):
                if self.vanished or lost == 1:
                    self._feed(&self.beam[number], self.beam[number].nats + CUT_OFF[lost - 1], lost, &nothing, at)
        self._settle()
        for number in range(self.beam.size()):
            one = self.beam[number]
            change = LEAVE if one.damaged else ENTER
            if one.damaged == hurt_after or (one.damaged and after == c'\n'):
                change = 0.0
            total = one.nats + self._nats(one.last, after) + change
            if not one.begun_size and total > most:
                most, found = total, one.step
        return found

    # --- hypotheses --------------------------------------------------------------------------------------

    cdef object _start_growing(self):
        self.grown.clear()
        self.now += 1
        if self.now == 0:
            self.places.assign(self.places.size(), Place(0, 0, 0))
            self.now = 1
        self.least, self.best_count, self.weeding = -INFINITY, 0, False

    cdef object _keep(self, const Hypothesis& one):
        """Keep a hypothesis unless there is a better one that agrees with it, or enough that are better."""
        cdef size_t mask = self.places.size() - 1
        cdef size_t place = _hashed(one.key) & mask
        if one.nats < self.least:
            return
        while self.places[place].when == self.now:
            if self.places[place].key == one.key:
                if one.nats > self.grown[self.places[place].at].nats:
                    self.grown[self.places[place].at] = one
                    self._raise_least(one.key, one.nats)
                return
            place = (place + 1) & mask
        self.places[place] = Place(one.key, <int>self.grown.size(), self.now)
        self.grown.push_back(one)
        self._raise_least(one.key, one.nats)
        if 2 * self.grown.size() > self.places.size():
            self._spread()

    cdef double _known(self, uint64_t key) noexcept:
        """Nats of the hypothesis that agrees on all that counts."""
        cdef size_t mask = self.places.size() - 1
        cdef size_t place = _hashed(key) & mask
        while self.places[place].when == self.now:
            if self.places[place].key == key:
                return self.grown[self.places[place].at].nats
            place = (place + 1) & mask
        return -INFINITY

    cdef object _raise_least(self, uint64_t key, double nats):
        """Nats below which a hypothesis can no longer be among those that stay: as no step adds any, what leads to
        one need not be looked at either."""
        cdef int at = 0
        if not self.weeding:
            return
        while at < self.best_count and self.best_keys[at] != key:
            at += 1
        if at == HYPOTHESES:
            at -= 1
            if nats <= self.best_nats[at]:
                return
        elif at == self.best_count:
            self.best_count += 1
        while at > 0 and self.best_nats[at - 1] < nats:
            self.best_nats[at], self.best_keys[at] = self.best_nats[at - 1], self.best_keys[at - 1]
            at -= 1
        self.best_nats[at], self.best_keys[at] = nats, key
        if self.best_count == HYPOTHESES:
            self.least = self.best_nats[HYPOTHESES - 1]

    cdef object _spread(self):
        """A larger table of hashes."""
        cdef size_t at, place, mask = 2 * self.places.size() - 1
        self.places.assign(2 * self.places.size(), Place(0, 0, 0))
        for at in range(self.grown.size()):
            place = _hashed(self.grown[at].key) & mask
            while self.places[place].when == self.now:
                place = (place + 1) & mask
            self.places[place] = Place(self.grown[at].key, <int>at, self.now)

    cdef object _keep_sound(self, const Hypothesis* before, double nats, uint32_t folded, uint32_t character, int at):
        """The character shown is what was written."""
        cdef Hypothesis one
        _begin(&one, False, folded, nats)
        one.step, one.at, one.size = before.step, at, 1
        one.written[0].character, one.written[0].gap = character, 0
        self._keep(one)

    cdef object _keep_best(self):
        """The few best that grew; of two alike the one that grew first."""
        cdef vector[Ranked] order
        cdef vector[Hypothesis] best
        cdef size_t number
        if self.grown.size() <= HYPOTHESES:
            return
        for number in range(self.grown.size()):
            order.push_back(Ranked(self.grown[number].nats, number))
        sort(order.begin(), order.end(), &ranks_before)
        for number in range(<size_t>HYPOTHESES):
            best.push_back(self.grown[order[number].number])
        self.grown.swap(best)

    cdef object _settle(self):
        """Make what grew the hypotheses, and steps of what they read."""
        cdef size_t number
        cdef int at
        cdef Hypothesis* one
        for number in range(self.grown.size()):
            one = &self.grown[number]
            for at in range(one.size):
                self.steps.push_back(
                    Step(one.step, one.at, one.written[at].character, one.damaged, one.written[at].gap)
                )
                one.step = <int>self.steps.size() - 1
            if one.pause:
                self.steps.push_back(Step(one.step, one.at, NOTHING, one.damaged, 0))
                one.step = <int>self.steps.size() - 1
            one.size, one.pause = 0, False
        self.beam.swap(self.grown)

    cdef object _let_go(self):
        """Let go of the steps that lead to no hypothesis."""
        cdef vector[int] moved
        cdef size_t number, to = 0
        cdef int step
        moved.assign(self.steps.size(), -1)
        for number in range(self.beam.size()):
            step = self.beam[number].step
            while step >= 0 and moved[step] < 0:
                moved[step] = 0
                step = self.steps[step].back
        for number in range(self.steps.size()):
            if moved[number] == 0:
                moved[number] = <int>to
                self.steps[to] = self.steps[number]
                if self.steps[to].back >= 0:
                    self.steps[to].back = moved[self.steps[to].back]
                to += 1
        self.steps.resize(to)
        for number in range(self.beam.size()):
            if self.beam[number].step >= 0:
                self.beam[number].step = moved[self.beam[number].step]
        self.many_steps = max(<size_t>MANY_STEPS, 2 * to)

    # --- bytes -------------------------------------------------------------------------------------------

    cdef object _feed(self, const Hypothesis* before, double nats, int lost, const Option* option, int at):
        """Add what the bytes of a character begun, some lost ones, and those behind a character shown read: whole
        characters, and the bytes of one begun."""
        cdef int16_t[MOST_DATA] data
        cdef int[MOST_DATA] begins
        cdef int[MOST_DATA] widths
        cdef int size = 0, count = 0, place = 0, width, each, following
        cdef size_t number
        cdef uint32_t character
        cdef Way way
        cdef Hypothesis one
        if nats < self.least:
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
            width = self._width(data[place])
            if not width:
                return
            for each in range(place + 1, min(size, place + width)):
                if not self._comes_later(data[each]):
                    return
            if size - place < width:
                break
            begins[count], widths[count] = place, width
            count += 1
            place += width
        _begin(&one, True, before.last, nats)
        for each in range(place, size):
            one.begun[one.begun_size] = data[each]
            one.begun_size += 1
        self.bar = -INFINITY
        if not count or _is_whole(&data[begins[count - 1]], widths[count - 1]):
            # What it will agree on with others is known beforehand, and so is what it has to be better than.
            if count:
                character = self._character(&data[begins[count - 1]], widths[count - 1])
                if character == NOTHING:
                    return
                one.last = self.fold(character)
            self.bar = self._known(_key(&one))
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
            one.nats, one.last, one.size = self.ways[number].nats, self.ways[number].last, self.ways[number].size
            one.key = _key(&one)
            for each in range(one.size):
                one.written[each] = self.ways[number].written[each]
            self._keep(one)

    cdef object _write(self, const int16_t* data, int width, int following):
        """Each way and the character of some bytes, or what it may have been if some were lost."""
        cdef uint32_t character
        cdef uint64_t gap
        cdef const Best* best
        cdef size_t number
        cdef int each
        cdef bint whole = _is_whole(data, width)
        self.longer.clear()
        character = self._character(data, width) if whole else NOTHING
        gap = packed(data, width)
        for number in range(self.ways.size()):
            if whole:
                if character != NOTHING:
                    self._go_on(number, self._nats(self.ways[number].last, self.fold(character)), character, 0)
            elif not self.plain:
                self._go_on(number, OF_ANY, 0xFFFD, gap)
            else:
                best = self.fillings.best(data, width, following, self.ways[number].last)
                for each in range(best.count):
                    if self.ways[number].nats + best.nats[each] < self.least:
                        break
                    self._go_on(number, best.nats[each], best.characters[each], gap)
                self._go_on(number, UNKNOWN, 0xFFFD, gap)
        self.ways.swap(self.longer)

    cdef object _go_on(self, size_t number, double nats, uint32_t character, uint64_t gap):
        """A way and one more character; of those that end in the same one the best, the first of two alike."""
        cdef double total = self.ways[number].nats + nats
        cdef uint32_t last
        cdef size_t other = 0
        cdef Way* way
        if total < self.least or total <= self.bar:
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

    cdef int _width(self, int lead) noexcept:
        """How many bytes a character has by its first; 0 where none begins so. A lost lead is a common one's."""
        if 0 <= lead < 0x80:
            return 1
        if not self.utf8:
            return 2 if lead == NOT_KNOWN or 0x81 <= lead <= 0xFE else 0
        if 0xC2 <= lead < 0xE0:
            return 2
        return 3 if lead == NOT_KNOWN or 0xE1 <= lead < 0xF0 else 4 if lead == 0xF0 else 0

    cdef bint _comes_later(self, int value) noexcept:
        """May a byte follow the first of a character?"""
        if value == NOT_KNOWN:
            return True
        return 0x80 <= value < 0xC0 if self.utf8 else 0x40 <= value <= 0xFE and value != 0x7F

    cdef uint32_t _character(self, const int16_t* data, int width) except? 0:
        """The character of known bytes, NOTHING if they are none, or one for private use."""
        cdef uint32_t code = data[0]
        cdef int each
        if width == 1:
            return code
        if self.utf8:
            code &= 0xFF >> (width + 1)
            for each in range(1, width):
                code = (code << 6) | (data[each] & 0x3F)
            if 0xD800 <= code <= 0xF8FF or (width == 4 and code < 0x10000):
                return NOTHING
            return code
        code = (code << 8) | <uint32_t>data[1]
        if self.characters[code] == NOTHING:
            found = self.character_of((data[0], data[1]))
            self.characters[code] = ord(found) if found else NOTHING - 1
        return self.characters[code] if self.characters[code] != NOTHING - 1 else NOTHING

    cdef Span _options(self, uint32_t character) except *:
        """The bytes that a shown character may stand for."""
        cdef Option option
        cdef Span span
        cdef int size
        if self.options_of.count(character):
            return self.options_of[character]
        if self.options.size() > MOST_OPTIONS:
            self.options.clear()
            self.options_of.clear()
        span.begin, span.count = self.options.size(), 0
        for data, nats in self.behind(chr(character)):
            if len(data) <= MOST_BEGUN:
                option.size, option.nats = 0, nats
                for value in data:
                    option.data[option.size] = value
                    option.size += 1
                self.options.push_back(option)
                span.count += 1
        self.options_of[character] = span
        return span

    # --- what was read -----------------------------------------------------------------------------------

    cdef object _traced(self, int last):
        """Steps from last to first, as damaged stretches from first to last."""
        cdef vector[int] path
        cdef list pieces = [], text = [], gaps = []
        cdef int start = 0, at = 0, each
        cdef bint inside = False
        cdef Step step
        while last >= 0:
            path.push_back(last)
            last = self.steps[last].back
        for each in range(<int>path.size() - 1, -2, -1):
            step = self.steps[path[each]] if each >= 0 else Step(-1, 0, NOTHING, False, 0)
            if inside and not step.damaged:
                pieces.append((start, at, "".join(text), tuple(gaps)))
            if step.damaged and not inside:
                start, text, gaps = at, [], []
            if step.damaged:
                if step.gap:
                    gaps.append((len(text), _unpacked(step.gap)))
                if step.character != NOTHING:
                    text.append(chr(step.character))
            inside, at = step.damaged, step.at
        return pieces


cdef void _begin(Hypothesis* one, bint damaged, uint32_t last, double nats) noexcept:
    """A hypothesis with nothing read and no character begun."""
    one.damaged, one.last, one.nats, one.step, one.at = damaged, last, nats, -1, 0
    one.begun_size = one.size = 0
    one.pause = False
    one.key = _key(one)


cdef uint64_t _key(const Hypothesis* one) noexcept:
    return (packed(one.begun, one.begun_size) << 22) | (<uint64_t>one.damaged << 21) | one.last


cdef Py_ssize_t _behind(const Option* option, const uint8_t[::1] data, Py_ssize_t at) noexcept:
    """The place behind the bytes of an option that are known, if they stand at a place; else -1."""
    cdef int each
    for each in range(option.size):
        if option.data[each] != NOT_KNOWN:
            if at >= data.shape[0] or data[at] != option.data[each]:
                return -1
            at += 1
    return at


cdef bint _holds(const vector[Py_ssize_t]& places, Py_ssize_t at) noexcept:
    cdef size_t number
    for number in range(places.size()):
        if places[number] == at:
            return True
    return False


cdef bint _is_whole(const int16_t* data, int width) noexcept:
    """Are all bytes of a character known?"""
    cdef int each
    for each in range(width):
        if data[each] == NOT_KNOWN:
            return False
    return True


cdef tuple _unpacked(uint64_t packed):
    values = []
    while packed:
        values.append(<int>(packed & 511) - 2)
        packed >>= 9
    return tuple(values)


cdef bint _is_never_shown(uint32_t character) noexcept:
    """Scripts that no wrong decoder shows Chinese in, but for Cyrillic in rows of GBK and Big5 seldom used."""
    return (
        0x250 <= character <= 0x2BF or 0x300 <= character <= 0x37F or 0x400 <= character <= 0x1FFF
        or 0xA000 <= character <= 0xABFF
    )
