"""The beam of the lattice, for its search: see `lattice_beam.pyx`."""

cimport cython
from libc.stdint cimport int16_t, uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.fillings cimport packed
from cleantext.compiled.lattice_decoders cimport MOST_BEGUN

cdef enum:
    HYPOTHESES = 12
    MOST_DATA = 8  # bytes looked at together: of a character begun, lost, and of one shown

cdef struct Written:
    # A character read, and the bytes it has left, packed, if some were lost (else 0).
    uint32_t character
    uint64_t gap

cdef struct Hypothesis:
    # What it agrees on with no other; its nats, the step that led to it, and what is read beyond that step,
    # up to `at`: some characters, and nothing if `pause`.
    uint64_t key
    double nats
    uint32_t last
    int begun_size
    int16_t begun[MOST_BEGUN]
    bint damaged
    int step
    int at
    bint pause
    int size
    Written written[MOST_DATA]

cdef struct Step:
    # The step before (-1: none), the shown characters read by now, and what was read.
    int back
    int at
    uint32_t character
    bint damaged
    uint64_t gap

cdef struct Place:
    # Where in what grew the hypothesis of a key is, and when it was put there.
    uint64_t key
    int at
    uint32_t when


@cython.final
cdef class Beam:
    cdef vector[Hypothesis] hypotheses
    cdef vector[Hypothesis] grown
    cdef double[HYPOTHESES] best_nats
    cdef uint64_t[HYPOTHESES] best_keys
    cdef int best_count
    cdef double least
    cdef bint weeding
    cdef vector[Place] places
    cdef uint32_t now
    cdef vector[Step] steps
    cdef size_t many_steps
    cdef object start(self)
    cdef object start_growing(self)
    cdef object keep(self, const Hypothesis& one)
    cdef object keep_sound(
        self, const Hypothesis* before, double nats, uint32_t folded, uint32_t character, int at
    )
    cdef double known(self, uint64_t key) noexcept
    cdef object _raise_least(self, uint64_t key, double nats)
    cdef object _spread(self)
    cdef object keep_best(self)
    cdef object settle(self)
    cdef object let_go(self)
    cdef list traced(self, int last)


cdef inline uint64_t key_of(const Hypothesis* one) noexcept nogil:
    """What a hypothesis agrees on with no other."""
    return (packed(one.begun, one.begun_size) << 22) | (<uint64_t>one.damaged << 21) | one.last


cdef inline void begin(Hypothesis* one, bint damaged, uint32_t last, double nats) noexcept nogil:
    """A hypothesis with nothing read and no character begun."""
    one.damaged, one.last, one.nats, one.step, one.at = damaged, last, nats, -1, 0
    one.begun_size = one.size = 0
    one.pause = False
    one.key = key_of(one)
