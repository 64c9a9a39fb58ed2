# distutils: language = c++
"""The likeliest of some characters after a letter, in the language alone: a few, in no order.

A long row of the language is not gone through for a few cells: they are looked up in its bits.
"""

from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.algorithm cimport nth_element
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport Letters, Ngrams, rank
from cleantext.compiled.shift_cells cimport Best, Cells, FEW_CELLS, LOOKED_AT, cell_of, may_have


cdef class Followers:
    """`best` has what was found: what the language has for each cell, 16 bits, and where it is."""

    def __cinit__(self, Ngrams language not None):
        self.language = language

    cdef object find(self, int letter, Cells* cells):
        """Find the likeliest cells after a letter, given by its number (-1: none), and of those as likely the
        ones with the lowest code points."""
        cdef uint32_t begin, end
        cdef const Letters* followers = NULL
        self.best.clear()
        if letter < 0:
            return
        begin, end = self.language.seconds[letter], self.language.seconds[letter + 1]
        if end > self.language.levels[1].count:
            return
        if cells.best != NULL:
            self._find_once(&cells.best[letter], begin, end, cells)
            return
        if end - begin > cells.count // 4:
            followers = self.language.followers(letter)
        if followers != NULL and followers.bits != NULL:
            self._find_shared(begin, followers, cells)
        else:
            self._find_in_row(begin, end, cells)

    cdef object _find_once(self, Best* best, uint32_t begin, uint32_t end, Cells* cells):
        """The same among many cells: found once for all pages."""
        cdef uint32_t at
        if not best.known:
            self._find_in_row(begin, end, cells)
            for at in range(<uint32_t>self.best.size()):
                best.keys[at] = self.best[at]
            best.count, best.known = <uint32_t>self.best.size(), True
        else:
            self.best.assign(&best.keys[0], &best.keys[0] + best.count)

    cdef object _find_in_row(self, uint32_t begin, uint32_t end, Cells* cells):
        """The same, letter by letter of a row."""
        cdef const uint8_t* last = self.language.levels[1].last
        cdef const uint8_t* nats = self.language.levels[1].nats
        cdef uint32_t at, letter, worst = 256
        cdef int cell
        for at in range(begin, end):
            if nats[at] < worst:
                letter = last[2 * at] | (last[2 * at + 1] << 8)
                if may_have(cells, letter):
                    cell = cell_of(cells, letter)
                    if cell >= 0:
                        worst = _take_least(self.best, (<uint32_t>nats[at] << 16) | <uint32_t>cell)

    cdef object _find_shared(self, uint32_t begin, const Letters* followers, Cells* cells):
        """The same for a long row, cell by cell."""
        cdef const uint8_t* nats = self.language.levels[1].nats
        cdef uint16_t[FEW_CELLS + 1] shared
        cdef uint32_t cell, number, count = 0, at
        for cell in range(cells.count):
            shared[count] = <uint16_t>cell
            number = cells.numbers[cell]
            count += followers.bits[number >> 6] >> (number & 63) & 1
        for cell in range(count):
            number = cells.numbers[shared[cell]]
            at = begin + rank(followers, number >> 6, <uint64_t>1 << (number & 63))
            self.best.push_back((<uint32_t>nats[at] << 16) | shared[cell])
        if self.best.size() > LOOKED_AT:
            nth_element(self.best.begin(), self.best.begin() + LOOKED_AT, self.best.end())
            self.best.resize(LOOKED_AT)


cdef inline uint32_t _take_least(vector[uint32_t]& best, uint32_t key) except? 999:
    """Put a key among the least few, which are in order; gives the steps that another must stay below."""
    cdef size_t at
    if best.size() < LOOKED_AT:
        best.push_back(key)
    elif key >= best.back():
        return best.back() >> 16
    at = best.size() - 1
    while at > 0 and key < best[at - 1]:
        best[at] = best[at - 1]
        at -= 1
    best[at] = key
    return 256 if best.size() < LOOKED_AT else best.back() >> 16
