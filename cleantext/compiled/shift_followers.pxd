"""The likeliest of some characters after a letter: see `shift_followers.pyx`."""

cimport cython
from libc.stdint cimport uint32_t
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport Letters, Ngrams
from cleantext.compiled.shift_cells cimport Best, Cells


@cython.final
cdef class Followers:
    cdef Ngrams language
    cdef vector[uint32_t] best
    cdef object find(self, int letter, Cells* cells)
    cdef object _find_once(self, Best* best, uint32_t begin, uint32_t end, Cells* cells)
    cdef object _find_in_row(self, uint32_t begin, uint32_t end, Cells* cells)
    cdef object _find_shared(self, uint32_t begin, const Letters* followers, Cells* cells)
