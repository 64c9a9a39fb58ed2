# distutils: language = c++
"""How often characters, pairs and triples of a text occur in it."""

cimport cython
from libc.stdint cimport uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport LETTER_BITS, LONGEST, ending, push

cdef enum:
    FIRST_SLOTS = 1 << 12

cdef struct Counted:
    uint64_t gram
    uint32_t count


@cython.final
cdef class Counts:
    """The n-grams of a text of up to `longest` characters, three at most, in a table of hashes that grows."""

    cdef vector[Counted] counted
    cdef vector[uint32_t] places
    cdef int longest

    def __init__(self, str text not None, int longest):
        cdef uint64_t context = 0
        cdef Py_ssize_t at
        cdef int size
        cdef size_t slots = FIRST_SLOTS
        self.longest = max(1, min(<int>LONGEST, longest))
        while slots < 2 * <size_t>len(text):
            slots *= 2
        self.places.assign(slots, 0)
        for at in range(len(text)):
            context = push(context, text[at])
            for size in range(1, min(self.longest, at + 1) + 1):
                self._add(ending(context, size))

    def count(self, str gram not None):
        """How often some characters occur together; 0 for more than are counted."""
        cdef uint64_t packed = 0
        cdef Py_UCS4 letter
        if not 0 < len(gram) <= self.longest:
            return 0
        for letter in gram:
            packed = push(packed, letter)
        cdef uint32_t place = self.places[self._place(packed)]
        return self.counted[place - 1].count if place else 0

    def repeated_pairs(self):
        """The pairs that occur more than once, in the order in which they first do."""
        cdef size_t number
        cdef uint64_t gram
        cdef list found = []
        for number in range(self.counted.size()):
            gram = self.counted[number].gram
            if self.counted[number].count > 1 and gram >> LETTER_BITS and not gram >> (2 * LETTER_BITS):
                found.append(chr((gram >> LETTER_BITS) - 1) + chr(ending(gram, 1) - 1))
        return found

    cdef object _add(self, uint64_t gram):
        cdef size_t place = self._place(gram)
        if self.places[place]:
            self.counted[self.places[place] - 1].count += 1
            return
        self.counted.push_back(Counted(gram, 1))
        self.places[place] = <uint32_t>self.counted.size()
        if 2 * self.counted.size() > self.places.size():
            self._grow()

    cdef size_t _place(self, uint64_t gram) noexcept:
        """Where an n-gram is, or would be."""
        cdef size_t mask = self.places.size() - 1
        cdef size_t place = (((gram ^ (gram >> 31)) * <uint64_t>0x9E3779B97F4A7C15) >> 32) & mask
        while self.places[place] and self.counted[self.places[place] - 1].gram != gram:
            place = (place + 1) & mask
        return place

    cdef object _grow(self):
        cdef size_t number
        self.places.assign(2 * self.places.size(), 0)
        for number in range(self.counted.size()):
            self.places[self._place(self.counted[number].gram)] = <uint32_t>(number + 1)
