"""What may follow on a page, for the search: see `shift_odds.pyx`."""

cimport cython
from libc.stdint cimport uint16_t, uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport LONGEST, Ngrams, last_of, push
from cleantext.compiled.shift_cells cimport Cells, Likely, Script
from cleantext.compiled.shift_followers cimport Followers
from cleantext.compiled.shift_page cimport Habit, Page

cdef enum:
    ANY_BYTE = -1
    ALONE = 1 << 8
    WEIGHED = 1 << 11  # letters after a context of which the nats are kept; the newest stays

cdef struct After:
    # All that bears on what follows a context: of how many letters in its line it is, and whether that is all
    # of it, the number of its last letter (-1: none), where what follows those of its line begins and ends
    # in the language, and what to add to what follows the last two of them, the last, and none.
    Habit habit
    bint whole
    int size
    int first
    uint32_t begin
    uint32_t end
    double weight[LONGEST]

cdef struct Ready:
    # A cell that may follow a letter, by the letter alone: `Likely` tells what these are.
    double nats
    uint16_t character
    uint16_t cell
    uint16_t steps
    uint16_t written  # more than never

cdef struct Span:
    uint64_t key
    uint32_t begin
    uint32_t count

cdef struct Hit:
    uint32_t cell
    uint32_t steps


cdef struct Weighed:
    # A letter and one after a context, and its nats.
    uint64_t context
    uint32_t letter
    double nats


@cython.final
cdef class Odds:
    cdef Script script
    cdef Ngrams language
    cdef vector[After] afters
    cdef vector[uint32_t] after_places
    cdef vector[Ready] readily
    cdef vector[Span] readily_places
    cdef vector[Hit] hits
    cdef Followers followers
    cdef Page page
    cdef Weighed weighed[WEIGHED]
    cdef int _steps(self, const After* after, uint32_t letter) noexcept
    cdef const After* after(self, uint64_t context) except NULL
    cdef double _weigh(self, uint64_t context, uint32_t letter) noexcept
    cdef double nats(self, uint64_t context, uint32_t letter) noexcept
    cdef double score(self, uint64_t context, const uint32_t* letters, int size) noexcept
    cdef int likeliest(
        self, uint64_t context, Cells* cells, int count, int first, vector[Likely]& found
    ) except -1
    cdef int _find_after_two(self, const After* after, Cells* cells) except -1
    cdef double _after_two(self, const After* after, uint32_t letter, uint32_t steps) noexcept
    cdef Span _readily(self, uint64_t last, Cells* cells) except *
    cdef object _weigh_readily(self, uint64_t last, Cells* cells)
    cdef object _forget_afters(self)
    cdef object _forget_readily(self)
    cdef object _gather(self, After* found, uint64_t context)
    cdef object _add(self, const After* after, Cells* cells, int cell)


cdef inline bint readier(const Ready& one, const Ready& other) noexcept nogil:
    """The order of `better`."""
    return one.nats > other.nats if one.nats != other.nats else one.character > other.character


cdef inline uint64_t with_next(uint64_t context, uint32_t letter) noexcept nogil:
    """The context after one more letter; of a number it keeps one digit, so that what is counted and its
    measure word bear on each other: 泵站0 stays 泵站0 behind a digit or a point."""
    if (letter == c'0' or letter == c'.') and last_of(context) == c'0' + 1:
        return context
    return push(context, letter)
