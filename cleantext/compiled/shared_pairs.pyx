# distutils: language = c++
"""How much of some lines a text has: the pairs of characters in a row that are in both."""

from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND, Ucs1, Ucs2, Ucs4, Unit, mixed

cdef enum:
    FILTER_BITS = 15  # so few that it stays in the nearest cache


cdef struct Asked:
    uint64_t pair  # 0 for an empty place
    bint found


def shares(str text not None, list lines not None) -> list:
    """The share of each line's pairs that the text has; 0 for a line without pairs."""
    cdef Pairs pairs = Pairs(lines)
    pairs.look(text)
    return [pairs.share(line) for line in lines]


cdef class Pairs:
    """The pairs that are asked for, in a table of hashes at most half full, with a filter before it."""

    cdef vector[Asked] places
    cdef uint8_t filter[1 << (FILTER_BITS - 3)]
    cdef int shift

    def __cinit__(self, list lines):
        cdef Py_ssize_t at, count = 0
        cdef uint32_t mix
        cdef str line
        for line in lines:
            count += len(line)
        self.shift = 31
        while <Py_ssize_t>1 << (32 - self.shift) < 2 * count and self.shift > 1:
            self.shift -= 1
        self.places.assign(<size_t>1 << (32 - self.shift), Asked(0, False))
        for line in lines:
            for at in range(1, len(line)):
                mix = mixed(line[at - 1], line[at])
                self.filter[mix >> (35 - FILTER_BITS)] |= 1 << (mix >> (32 - FILTER_BITS) & 7)
                self.place(mix, packed(line[at - 1], line[at])).pair = packed(line[at - 1], line[at])

    cdef int look(self, str text) except -1:
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        if kind == 1:
            self.find(<Ucs1*>data, len(text))
        elif kind == 2:
            self.find(<Ucs2*>data, len(text))
        else:
            self.find(<Ucs4*>data, len(text))
        return 0

    cdef void find(self, Unit* units, Py_ssize_t size) noexcept:
        cdef Py_ssize_t at
        cdef uint32_t mix
        for at in range(1, size):
            mix = mixed(units[at - 1], units[at])
            if self.filter[mix >> (35 - FILTER_BITS)] >> (mix >> (32 - FILTER_BITS) & 7) & 1:
                self.place(mix, packed(units[at - 1], units[at])).found = True

    cdef double share(self, str line):
        cdef Py_ssize_t at, found = 0, count = len(line) - 1
        for at in range(count):
            found += self.place(mixed(line[at], line[at + 1]), packed(line[at], line[at + 1])).found
        return <double>found / <double>count if count > 0 else 0.0

    cdef inline Asked* place(self, uint32_t mix, uint64_t pair) noexcept:
        """Where a pair is, or would be."""
        cdef size_t mask = self.places.size() - 1
        cdef size_t place = mix >> self.shift
        while self.places[place].pair and self.places[place].pair != pair:
            place = (place + 1) & mask
        return &self.places[place]


cdef inline uint64_t packed(uint32_t first, uint32_t second) noexcept:
    return <uint64_t>1 << 63 | <uint64_t>first << 21 | second
