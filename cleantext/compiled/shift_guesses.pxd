"""The guesses of the search for shifted runs: see `shift_guesses.pyx`."""

cimport cython
from libc.stdint cimport uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.shift_guess cimport Guess, Text

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


@cython.final
cdef class Guesses:
    cdef vector[Guess] made
    cdef vector[vector[Waiter]] waiting
    cdef int add(
        self, int back, double nats, int half, const Text& letters, const Text& text, int at, int opens
    ) except -1
    cdef int join(self, int one, int other) noexcept
    cdef object wait(self, int number)
    cdef object rank(self, int at, bint held, vector[Ranked]& found)


cdef inline bint ranks_before(const Ranked& one, const Ranked& other) noexcept nogil:
    """Is one likelier than the other? Of two as likely the one that came first is."""
    return one.nats > other.nats if one.nats != other.nats else one.number < other.number
