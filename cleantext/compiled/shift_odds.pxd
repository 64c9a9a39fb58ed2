"""What may follow on a page, for the search: see `shift_odds.pyx`."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport Ngrams
from cleantext.compiled.shift_cells cimport Cells, Likely, Script

cdef enum:
    ANY_BYTE = -1
    ALONE = 1 << 8
    SIEVE_BYTES = 1 << 15

cdef struct Row:
    # What follows a context of some size, and what to add to it.
    uint32_t begin
    uint32_t end
    double weight

cdef struct After:
    # All that bears on what follows a context.
    uint64_t context
    bint whole
    int rows
    Row row[4]
    uint32_t places[2]
    double share[2]
    double absent[2]

cdef struct Follows:
    # An n-gram of the page: how often it is there, how often something follows it, and what.
    uint64_t key
    uint32_t count
    uint32_t places
    uint32_t first
    uint32_t next

cdef struct Span:
    uint64_t key
    uint32_t begin
    uint32_t count

cdef struct Hit:
    uint32_t cell
    uint32_t steps


@cython.final
cdef class Odds:
    cdef Script script
    cdef Ngrams language
    cdef vector[After] afters
    cdef vector[uint32_t] after_places
    cdef vector[Likely] readily
    cdef vector[Span] readily_places
    cdef vector[Hit] hits
    cdef vector[uint32_t] best
    cdef vector[Follows] page
    cdef uint32_t page_mask
    cdef uint8_t sieve[SIEVE_BYTES]
    cdef object _count(self, str page)
    cdef int _steps(self, const After* after, uint32_t letter) noexcept
    cdef Follows* _followed(self, uint64_t key) noexcept
    cdef uint32_t _place(self, uint64_t key) noexcept
    cdef const After* after(self, uint64_t context) except NULL
    cdef double own(self, const After* after, double nats, uint32_t letter) noexcept
    cdef double weigh(self, const After* after, uint32_t letter) noexcept
    cdef double nats(self, uint64_t context, uint32_t letter) except? 1.0
    cdef double score(self, uint64_t context, const uint32_t* letters, int size) except? 1.0
    cdef int likeliest(
        self, uint64_t context, Cells* cells, int count, int first, vector[Likely]& found
    ) except -1
    cdef int _intersect(self, int size, uint32_t begin, uint32_t end, Cells* cells) except -1
    cdef object _find_best(self, const After* after, Cells* cells)
    cdef Span _readily(self, uint64_t last, Cells* cells) except *
    cdef object _weigh_readily(self, uint64_t last, Cells* cells)
    cdef object _gather(self, After* found, uint64_t context)
    cdef object _add(self, const After* after, Cells* cells, int cell)


cdef uint64_t with_next(uint64_t context, uint32_t letter) noexcept nogil
cdef bint better(const Likely& one, const Likely& other) noexcept nogil
