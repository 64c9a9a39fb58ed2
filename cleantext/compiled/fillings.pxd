"""What lost bytes may have been, for the lattice: see `fillings.pyx`."""

cimport cython
from libc.stdint cimport int16_t, uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector

from cleantext.compiled.pairs cimport Head, Pairs

cdef enum:
    FILLINGS = 5  # characters, the likeliest of lost bytes, that are followed up
    NOT_KNOWN = -1  # a byte that was lost
    SIEVE = 64

cdef struct Filling:
    # A character that lost bytes may have been part of, folded, and its own bytes.
    uint32_t character
    uint32_t folded
    int size
    uint8_t data[4]

cdef struct Span:
    size_t begin
    size_t count

cdef struct Choice:
    # The characters that lost bytes may have been part of before some byte: where they are among all that
    # were chosen; how many begin words, which are the first in `starts`; and bits that say of most characters
    # that they are not there.
    size_t begin
    size_t count
    size_t words
    uint64_t sieve[SIEVE]

cdef struct Start:
    double nats
    uint32_t chosen

cdef struct Best:
    # The likeliest characters of some bytes after a character.
    uint64_t gap
    uint32_t last
    int following
    int count
    double nats[FILLINGS]
    uint32_t characters[FILLINGS]
    uint32_t folded[FILLINGS]

cdef struct Ranked:
    double nats
    size_t number


cdef inline bint ranks_before(const Ranked& one, const Ranked& other) noexcept nogil:
    """Is one likelier than the other? Of two as likely the earlier one is."""
    return one.nats > other.nats if one.nats != other.nats else one.number < other.number


cdef inline uint64_t packed(const int16_t* data, int size) noexcept nogil:
    """Some bytes, known or not, as one number: nine bits each."""
    cdef uint64_t whole = 0
    cdef int each
    for each in range(size):
        whole |= <uint64_t>(data[each] + 2) << (9 * each)
    return whole


@cython.final
cdef class Fillings:
    cdef str right
    cdef bint single
    cdef Pairs pairs
    cdef const uint16_t[::1] folded
    cdef object fill, undefined
    cdef object one_at_a_time
    cdef list _likeliest(self, values, int following, uint32_t last, int count)
    cdef vector[uint8_t] lost_pairs
    cdef vector[Filling] fillings
    cdef unordered_map[uint64_t, Span] fillings_of
    cdef vector[Filling] chosen
    cdef vector[uint64_t] by_letter
    cdef vector[Start] starts
    cdef vector[Choice] choices
    cdef unordered_map[uint64_t, size_t] choice_of
    cdef vector[Best] bests
    cdef const Best* best(self, const int16_t* data, int width, int following, uint32_t last) except NULL
    cdef object _weigh(self, Best* best, Choice* choice, uint32_t last)
    cdef bint _follows(self, const Head* head, uint32_t folded) noexcept
    cdef object _insert_letter(self, Best* best, const Choice* choice, uint32_t folded, double nats)
    cdef Choice* _choice(self, const int16_t* data, int width, int following) except NULL
    cdef Choice* _choice_of(self, values, int following) except NULL
    cdef object _order(self, Choice* choice)
    cdef Span _fillings(self, const int16_t* data, int width) except *
    cdef bint _is_lost(self, const Filling* filling, const int16_t* data, int width, int following) except -1
    cdef bint _is_undefined(self, const Filling* filling, int at, int following) except -1
