"""The beam search, for what makes a reading of it: see `shift_search.pyx`."""

cimport cython
from libc.stdint cimport uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes
from cleantext.compiled.shift_guess cimport Guess, Text, Way
from cleantext.compiled.shift_cells cimport Likely, Script
from cleantext.compiled.shift_odds cimport Odds
from cleantext.compiled.shift_ways cimport Ways

cdef struct Ranked:
    # A guess by its nats; of two alike the one that came first.
    double nats
    int number
    int guess

cdef struct Waiter:
    # A guess that waits at a place, and all of it that can matter later.
    uint64_t context
    int half
    int guess

cdef struct Closed:
    # A way over unseen pairs to the character shown: nats with what comes next, and without.
    double total
    double nats
    Way way
    Likely last


@cython.final
cdef class Search:
    cdef Odds odds
    cdef Script script
    cdef Codes codes
    cdef Ways over
    cdef bint narrow
    cdef bint silent
    cdef int size
    cdef vector[uint32_t] shown
    cdef vector[uint32_t] letters
    cdef vector[Guess] guesses
    cdef vector[vector[Waiter]] waiting
    cdef vector[Likely] likely
    cdef vector[Way] ways
    cdef vector[Closed] closed
    cdef vector[Closed] cuts
    cdef uint64_t opening
    cdef int run(self) except -1
    cdef int _add(
        self, int back, double nats, int half, const Text& letters, const Text& text, int at, int opens
    ) except -1
    cdef int _join(self, int one, int other) noexcept
    cdef object _wait(self, int number)
    cdef object _kept(self, int at, vector[Ranked]& kept)
    cdef object _rank(self, int at, bint held, vector[Ranked]& found)
    cdef object _mark(self, int number, const Likely& found, int first)
    cdef object _step(self, const vector[Ranked]& kept, int at)
    cdef object _open(self, int number, int code)
    cdef object _go_on(self, int number, int code, uint32_t shown)
    cdef object _read(self, int number, uint32_t character, int trail)
    cdef double _nats(self, uint64_t context, uint32_t character) except? 1.0
    cdef object _hold(
        self, int number, double nats, const Text& letters, const Text& text, int trail, int opens
    )
    cdef object _after_mark(self, int number, int code, uint32_t shown)
    cdef object _over_unseen(self, const vector[int]& paired, int code, int at)
    cdef object _unseen(self, int number, int code, int at)
    cdef double _close(self, int number, int code, uint32_t ahead, int opens) except? 1.0
    cdef uint32_t _letter_ahead(self, int half, int at) noexcept
    cdef bint _tells_end(self, int at) noexcept
    cdef object _cut(self, int number, int at, bint told, bint deep)
