"""Ways over pairs that went unseen, for the search: see `shift_ways.pyx`."""

cimport cython
from libc.stdint cimport uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.shift_guess cimport Guess, Way
from cleantext.compiled.shift_cells cimport Cells, Likely, Script
from cleantext.compiled.shift_odds cimport Odds


@cython.final
cdef class Ways:
    cdef Odds odds
    cdef Script script
    cdef vector[Likely] likely
    cdef object into(self, const Guess& guess, int count, vector[Way]& ways)
    cdef object longer(self, uint64_t context, size_t tried, int count, size_t kept, vector[Way]& ways)
    cdef object halved(self, uint64_t context, Cells* cells, int count, vector[Way]& ways)
    cdef object order_behind_stray(self, vector[Way]& ways)


cdef double RUN_OPENS
cdef double HIDDEN
cdef double behind_stray(int lead, uint64_t context) noexcept
cdef double first_behind_stray(const Guess& guess, uint32_t letter) noexcept
