"""Which pairs of characters a text has."""

from libc.stdlib cimport calloc, free


cdef class PairSet:
    """The pairs of characters in a row that a text has.

    A table of hashes, at most half full: a pair packed, with a bit that tells it from an empty place.
    """

    cdef unsigned long long* places
    cdef size_t mask

    def __cinit__(self, str text not None):
        cdef size_t room = 64
        cdef Py_ssize_t at
        cdef unsigned long long pair
        cdef size_t place
        while room < 2 * <size_t>len(text):
            room *= 2
        self.places = <unsigned long long*>calloc(room, sizeof(unsigned long long))
        if self.places is NULL:
            raise MemoryError
        self.mask = room - 1
        for at in range(1, len(text)):
            pair = packed(text[at - 1], text[at])
            self.places[self.place_of(pair)] = pair

    def __dealloc__(self):
        free(self.places)

    def share(self, str line not None) -> float:
        """The share of a line's pairs that the text has; 0 for a line without pairs."""
        cdef Py_ssize_t at, found = 0, pairs = len(line) - 1
        for at in range(pairs):
            found += self.places[self.place_of(packed(line[at], line[at + 1]))] != 0
        return <double>found / <double>pairs if pairs > 0 else 0.0

    cdef inline size_t place_of(self, unsigned long long pair) noexcept:
        """Where a pair is, or would be."""
        cdef size_t place = <size_t>((pair * <unsigned long long>0x9E3779B97F4A7C15) >> 32) & self.mask
        while self.places[place] and self.places[place] != pair:
            place = (place + 1) & self.mask
        return place


cdef inline unsigned long long packed(unsigned int first, unsigned int second) noexcept:
    return <unsigned long long>1 << 63 | <unsigned long long>first << 21 | second
