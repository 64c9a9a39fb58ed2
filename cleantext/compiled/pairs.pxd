"""How likely characters follow each other, for the lattice: see `pairs.pyx`."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.vector cimport vector

cdef enum:
    MOST_KINDS = 32
    UNASKED = 255

cdef struct Head:
    # A character that words begin with: nats for that, and for a word to end with it; where its followers
    # are.
    double start
    double end
    uint32_t first
    uint32_t behind
    bint sorted


@cython.final
cdef class Pairs:
    cdef vector[Head] heads
    cdef vector[uint32_t] followers
    cdef uint16_t head_of[65536]
    cdef uint8_t kinds[65536]
    cdef double shares[65536]
    cdef uint8_t numeral[65536]
    cdef double costs[256]
    cdef double moves[MOST_KINDS][MOST_KINDS]
    cdef object ask
    cdef int han
    cdef double numbered
    cdef double unknown
    cdef double nats(self, uint32_t before, uint32_t character) except? 1.0
    cdef Head* head(self, uint32_t character) except? NULL
    cdef bint is_plain(self, uint32_t before) noexcept
    cdef double to_word(self, uint32_t before) except? 1.0
    cdef double start(self, uint32_t character) except? 2.0
    cdef double within(self, uint32_t follower) noexcept
    cdef double _behind_head(self, Head* head, uint32_t before, uint32_t character) except? 1.0
    cdef double _apart(self, double end, int kind, uint32_t character) except? 1.0
    cdef int _kind(self, uint32_t character, double* share) except -1
