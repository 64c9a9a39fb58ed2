"""What a page itself writes, for the odds: see `shift_page.pyx`."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.shift_cells cimport hashed

cdef enum:
    SIEVE_BYTES = 1 << 15

cdef struct Habit:
    # How often the page has the last letter of a context, and the last two, where something follows.
    uint64_t context
    uint32_t places[2]

cdef struct Follows:
    # An n-gram of the page: how often it is there, how often something follows it, and what: the place and
    # one of a pair that begins with it, from which `next` leads to the others. Once a letter's followers have
    # been asked for they are in a row, from `first` to `next`.
    uint64_t key
    uint32_t count
    uint32_t places
    uint32_t first
    uint32_t next


cdef inline uint32_t sieved(uint64_t key) noexcept nogil:
    """The bit of the sieve for an n-gram."""
    return <uint32_t>((key * <uint64_t>0x9E3779B97F4A7C15) >> 46)


cdef inline double of_any(double nats, uint32_t letter) noexcept nogil:
    """Which digit or letter stands there the model does not know, so it counts for less."""
    return nats * 0.6 if letter == c'0' or letter == c'a' else nats


@cython.final
cdef class Page:
    cdef vector[Follows] ngrams
    cdef vector[uint32_t] places  # of n-grams and one, a table of hashes
    cdef uint32_t mask
    cdef uint8_t sieve[SIEVE_BYTES]
    cdef vector[uint16_t] followers
    cdef object put_in_row(self, Follows* letter)
    cdef Habit habit(self, uint64_t context) noexcept
    cdef double mixed(self, const Habit* habit, double nats, uint32_t letter) noexcept
    cdef double absent(self, int at, uint32_t places) noexcept
    cdef object _count(self, str text)
    cdef uint32_t _place(self, uint64_t key) except? 0xFFFFFFFF

    cdef inline Follows* followed(self, uint64_t key) noexcept:
        """An n-gram of the page; NULL where it has none such. Most it has not, which a sieve of bits
        tells."""
        cdef uint32_t place = hashed(key) & self.mask
        if not self.sieve[sieved(key) >> 3] >> (sieved(key) & 7) & 1:
            return NULL
        while self.places[place]:
            if self.ngrams[self.places[place] - 1].key == key:
                return &self.ngrams[self.places[place] - 1]
            place = (place + 1) & self.mask
        return NULL
