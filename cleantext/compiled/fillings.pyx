# distutils: language = c++
"""What lost bytes may have been: the characters they may have been part of, and the likeliest of these.

A character counts if the wrong decoder would lose those of its bytes that are not known, before the byte that
follows; if none does, all count. The likeliest after a given one are found without weighing all: those that
follow it in a word are looked up by the word, and of those that may begin one the likeliest come first.

Which characters there are, and which two bytes the wrong decoder has no character for, is asked of the caller
once and kept; what is kept is let go as a whole when there is much of it.
"""

from threading import RLock

from libc.stdint cimport int16_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memset
from libcpp.algorithm cimport sort
from libcpp.vector cimport vector

from cleantext.compiled.pairs cimport Head, Pairs

cdef enum:
    KEPT_BEST = 1 << 13
    MOST_FILLINGS = 1 << 17
    MOST_CHOICES = 1 << 12


cdef class Fillings:
    """Characters of the encoding `right`; `single` says that the wrong decoder reads each byte by itself.
    `folded` are the folded characters of the Basic Multilingual Plane.

    `fill` gives the characters that some bytes may have been part of, likelier ones first, `undefined`
    whether two bytes have no character in the wrong encoding. A lost byte is -1. While they are asked another
    thread may run, so there is a lock.
    """

    def __init__(
        self, str right, bint single, Pairs pairs not None, const uint16_t[::1] folded not None, fill,
        undefined,
    ):
        if folded.shape[0] != 65536:
            raise ValueError(f"{folded.shape[0]} characters folded, not 65536")
        self.right, self.single, self.pairs, self.folded = right, single, pairs, folded
        self.fill, self.undefined, self.one_at_a_time = fill, undefined, RLock()
        self.lost_pairs.assign(65536, 2)
        self.bests.resize(KEPT_BEST)

    def likeliest(self, values, int following, str last, int count):
        """Of the characters that bytes may have been part of, those whose bytes the wrong decoder would lose
        before the byte `following`, else all: the few likeliest after a folded character, the likeliest first.
        """
        with self.one_at_a_time:
            return self._likeliest(values, following, ord(last), count)

    cdef list _likeliest(self, values, int following, uint32_t last, int count):
        cdef Choice* choice = self._choice_of(values, following)
        cdef vector[Ranked] order
        cdef size_t number
        cdef int at
        for number in range(choice.count):
            order.push_back(Ranked(self.pairs.nats(last, self.chosen[choice.begin + number].folded), number))
        sort(order.begin(), order.end(), &ranks_before)
        count = min(count, <int>order.size())
        return [chr(self.chosen[choice.begin + order[at].number].character) for at in range(count)]

    cdef Choice* _choice_of(self, values, int following) except NULL:
        cdef int16_t[4] data
        cdef int at, size = len(values)
        if size > 4:
            raise ValueError(f"{size} bytes of a character")
        for at in range(size):
            data[at] = values[at]
        return self._choice(data, size, following)

    cdef const Best* best(self, const int16_t* data, int width, int following, uint32_t last) except NULL:
        """The few likeliest characters of lost bytes after a character; good until others are asked for."""
        cdef uint64_t gap = packed(data, width)
        cdef uint64_t key = gap * 31 + <uint64_t>last * 1021 + <uint64_t>(following + 2)
        cdef Best* best = &self.bests[((key * <uint64_t>0x9E3779B97F4A7C15) >> 40) % KEPT_BEST]
        cdef size_t number
        cdef double nats
        if best.gap == gap and best.last == last and best.following == following:
            return best
        best.gap, best.last, best.following, best.count = 0, last, following, 0
        self._weigh(best, self._choice(data, width, following), last)
        best.gap = gap
        return best

    cdef object _weigh(self, Best* best, Choice* choice, uint32_t last):
        """Find the likeliest of a choice. Those that follow in a word are looked up by the word; of those
        that may begin one the likeliest come first, so that few are looked at."""
        cdef Head* head = self.pairs.head(last)
        cdef size_t number
        cdef uint32_t at, letter
        cdef double nats, to_word
        cdef Filling* one
        if not self.pairs.is_plain(last):
            for number in range(choice.begin, choice.begin + choice.count):
                one = &self.chosen[number]
                _insert(best, self.pairs.nats(last, one.folded), one.character, one.folded)
            return
        if head != NULL:
            for at in range(head.first, head.behind):
                letter = self.pairs.followers[at] >> 8
                if choice.sieve[(letter >> 6) & (SIEVE - 1)] >> (letter & 63) & 1:
                    self._insert_letter(best, choice, letter, self.pairs.within(self.pairs.followers[at]))
        to_word = self.pairs.to_word(last)
        for number in range(choice.begin, choice.begin + choice.words):
            nats = to_word + self.starts[number].nats
            if best.count == FILLINGS and nats < best.nats[FILLINGS - 1]:
                break
            one = &self.chosen[self.starts[number].chosen]
            if head == NULL or not self._follows(head, one.folded):
                _insert(best, nats, one.character, one.folded)
        for number in range(choice.begin + choice.words, choice.begin + choice.count):
            one = &self.chosen[self.starts[number].chosen]
            if head == NULL or not self._follows(head, one.folded):
                _insert(best, self.pairs.nats(last, one.folded), one.character, one.folded)

    cdef bint _follows(self, const Head* head, uint32_t folded) noexcept:
        """Is a character among those that follow another in a word?"""
        cdef uint32_t begin = head.first, end = head.behind, middle
        while begin < end:
            middle = (begin + end) >> 1
            if self.pairs.followers[middle] >> 8 < folded:
                begin = middle + 1
            else:
                end = middle
        return begin < head.behind and self.pairs.followers[begin] >> 8 == folded

    cdef object _insert_letter(self, Best* best, const Choice* choice, uint32_t folded, double nats):
        """Put the characters of a choice with some folded form among the best."""
        cdef size_t begin = choice.begin, end = choice.begin + choice.count, middle
        cdef Filling* one
        while begin < end:
            middle = (begin + end) >> 1
            if self.by_letter[middle] >> 32 < folded:
                begin = middle + 1
            else:
                end = middle
        while begin < choice.begin + choice.count and self.by_letter[begin] >> 32 == folded:
            one = &self.chosen[self.by_letter[begin] & 0xFFFFFFFF]
            _insert(best, nats, one.character, one.folded)
            begin += 1

    cdef Choice* _choice(self, const int16_t* data, int width, int following) except NULL:
        """The characters that bytes may have been part of: those whose bytes would be lost, or all; good
        until another choice is asked for."""
        cdef uint64_t key = (packed(data, width) << 9) | <uint64_t>(following + 2)
        cdef Span span
        cdef size_t number
        cdef Choice choice
        if self.choice_of.count(key):
            return &self.choices[self.choice_of[key]]
        if self.chosen.size() > MOST_FILLINGS or self.choices.size() >= MOST_CHOICES:
            self.chosen.clear()
            self.by_letter.clear()
            self.starts.clear()
            self.choices.clear()
            self.choice_of.clear()
        span = self._fillings(data, width)
        choice.begin = self.chosen.size()
        memset(choice.sieve, 0, sizeof(choice.sieve))
        if not self.single:
            for number in range(span.begin, span.begin + span.count):
                if self._is_lost(&self.fillings[number], data, width, following):
                    self.chosen.push_back(self.fillings[number])
        if self.chosen.size() == choice.begin:
            for number in range(span.begin, span.begin + span.count):
                self.chosen.push_back(self.fillings[number])
        choice.count = self.chosen.size() - choice.begin
        self._order(&choice)
        self.choices.push_back(choice)
        self.choice_of[key] = self.choices.size() - 1
        return &self.choices.back()

    cdef object _order(self, Choice* choice):
        """The characters of a choice by their folded forms; those that begin words by how likely they do."""
        cdef size_t number
        cdef uint32_t folded
        cdef Start start
        for number in range(choice.begin, self.chosen.size()):
            folded = self.chosen[number].folded
            self.by_letter.push_back((<uint64_t>folded << 32) | number)
            choice.sieve[(folded >> 6) & (SIEVE - 1)] |= <uint64_t>1 << (folded & 63)
            start.nats, start.chosen = self.pairs.start(folded), <uint32_t>number
            self.starts.push_back(start)
        sort(self.by_letter.begin() + choice.begin, self.by_letter.end())
        sort(self.starts.begin() + choice.begin, self.starts.end(), &_starts_before)
        choice.words = 0
        while choice.words < choice.count and self.starts[choice.begin + choice.words].nats <= 0.0:
            choice.words += 1

    cdef Span _fillings(self, const int16_t* data, int width) except *:
        """The characters that bytes may have been part of."""
        cdef uint64_t gap = packed(data, width)
        cdef Filling filling
        cdef Span span
        cdef int each
        if self.fillings_of.count(gap):
            return self.fillings_of[gap]
        if self.fillings.size() > MOST_FILLINGS:
            self.fillings.clear()
            self.fillings_of.clear()
        span.begin = self.fillings.size()
        for character in self.fill(tuple([data[each] for each in range(width)])):
            encoded = b"" if self.single else character.encode(self.right)
            filling.character, filling.size = ord(character), min(4, len(encoded))
            filling.folded = filling.character
            if filling.character < 65536:
                filling.folded = self.folded[filling.character]
            for each in range(filling.size):
                filling.data[each] = (<bytes>encoded)[each]
            self.fillings.push_back(filling)
        span.count = self.fillings.size() - span.begin
        self.fillings_of[gap] = span
        return span

    cdef bint _is_lost(self, const Filling* filling, const int16_t* data, int width, int following) except -1:
        """Has the wrong decoder no character for the bytes of a character that were lost?"""
        cdef int first = 0, each
        while first < width and data[first] != NOT_KNOWN:
            first += 1
        if first + 1 < width and data[first + 1] == NOT_KNOWN:
            return self._is_undefined(filling, first, following)
        for each in range(first, width):
            if data[each] == NOT_KNOWN and not self._is_undefined(filling, each, following):
                return False
        return True

    cdef bint _is_undefined(self, const Filling* filling, int at, int following) except -1:
        """Have a byte and the one behind it no character? Before nothing known, or ASCII, any may be lost."""
        cdef int lead, trail, code
        if at >= filling.size:
            return True
        lead, trail = filling.data[at], filling.data[at + 1] if at + 1 < filling.size else following
        if trail < 0x40:
            return True
        code = (lead << 8) | trail
        if self.lost_pairs[code] == 2:
            self.lost_pairs[code] = bool(self.undefined(lead, trail))
        return self.lost_pairs[code]


cdef bint _starts_before(const Start& one, const Start& other) noexcept nogil:
    """Words first, the likeliest first; what begins none comes last."""
    if (one.nats > 0.0) != (other.nats > 0.0):
        return one.nats <= 0.0
    return one.nats > other.nats if one.nats != other.nats else one.chosen < other.chosen


cdef void _insert(Best* best, double nats, uint32_t character, uint32_t folded) noexcept:
    """Put a character among the best, in order; of two as likely the one of higher code point is first."""
    cdef int at = best.count
    while at > 0 and (
        nats > best.nats[at - 1] or (nats == best.nats[at - 1] and character > best.characters[at - 1])
    ):
        at -= 1
    if at == FILLINGS:
        return
    best.count = min(FILLINGS, best.count + 1)
    for each in range(best.count - 1, at, -1):
        best.nats[each] = best.nats[each - 1]
        best.characters[each], best.folded[each] = best.characters[each - 1], best.folded[each - 1]
    best.nats[at], best.characters[at], best.folded[at] = nats, character, folded
