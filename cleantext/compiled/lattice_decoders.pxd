"""The two decoders, for the lattice: see `lattice_decoders.pyx`."""

cimport cython
from libc.stdint cimport int16_t, uint8_t, uint32_t
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector

from cleantext.compiled.fillings cimport NOT_KNOWN, Span

cdef enum:
    MOST_BEGUN = 3  # bytes of a character begun, or of one shown
    NOTHING = 0xFFFFFFFF  # no character

cdef struct Option:
    # Bytes that a shown character may stand for, with its nats.
    double nats
    int size
    int16_t data[MOST_BEGUN]


@cython.final
cdef class Decoders:
    cdef bint utf8
    cdef object behind, character_of
    cdef vector[uint32_t] characters
    cdef vector[Option] options
    cdef unordered_map[uint32_t, Span] options_of
    cdef Span options_for(self, uint32_t character) except *
    cdef uint32_t character(self, const int16_t* data, int width) except? 0
    cdef bint shows(self, str shown, const uint8_t[::1] data) except -1


cdef inline int width_of(bint utf8, int lead) noexcept nogil:
    """How many bytes a character has by its first; 0 where none begins so. A lost lead is a common one's."""
    if 0 <= lead < 0x80:
        return 1
    if not utf8:
        return 2 if lead == NOT_KNOWN or 0x81 <= lead <= 0xFE else 0
    if 0xC2 <= lead < 0xE0:
        return 2
    return 3 if lead == NOT_KNOWN or 0xE1 <= lead < 0xF0 else 4 if lead == 0xF0 else 0


cdef inline bint comes_later(bint utf8, int value) noexcept nogil:
    """May a byte follow the first of a character?"""
    if value == NOT_KNOWN:
        return True
    return 0x80 <= value < 0xC0 if utf8 else 0x40 <= value <= 0xFE and value != 0x7F


cdef inline bint is_whole(const int16_t* data, int width) noexcept nogil:
    """Are all bytes of a character known?"""
    cdef int each
    for each in range(width):
        if data[each] == NOT_KNOWN:
            return False
    return True
