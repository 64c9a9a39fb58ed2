"""What is shown where the search for shifted runs looks: see `shift_window.pyx`."""

cimport cython
from libc.stdint cimport uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes


@cython.final
cdef class Window:
    cdef Codes codes
    cdef bint narrow
    cdef int size
    cdef vector[uint32_t] shown
    cdef vector[uint32_t] letters
    cdef uint64_t opening
    cdef uint32_t letter_ahead(self, int half, int at) noexcept
    cdef bint tells_end(self, int at) noexcept


cdef inline bint is_wide(uint32_t character) noexcept nogil:
    """A full-width letter or digit."""
    return 0xFF10 <= character <= 0xFF19 or 0xFF21 <= character <= 0xFF3A or 0xFF41 <= character <= 0xFF5A


cdef inline bint is_mark_of_loss(uint32_t shown) noexcept nogil:
    return shown == c'?' or shown == 0xFFFD
