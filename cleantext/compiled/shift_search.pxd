"""The beam search, for what makes a reading of it: see `shift_search.pyx`."""

cimport cython
from libc.stdint cimport uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes
from cleantext.compiled.shift_cells cimport Likely, Script
from cleantext.compiled.shift_guess cimport Closed, Text, Way
from cleantext.compiled.shift_guesses cimport Guesses, Ranked
from cleantext.compiled.shift_odds cimport Odds
from cleantext.compiled.shift_ways cimport Ways
from cleantext.compiled.shift_window cimport Window


@cython.final
cdef class Search:
    cdef Odds odds
    cdef Script script
    cdef Codes codes
    cdef Ways over
    cdef Window window
    cdef Guesses guesses
    cdef bint silent
    cdef vector[Likely] likely
    cdef vector[Way] ways
    cdef vector[Closed] closed
    cdef vector[Closed] cuts
    cdef int run(self) except -1
    cdef object _kept(self, int at, vector[Ranked]& kept)
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
    cdef object _cut(self, int number, int at, bint told, bint deep)
