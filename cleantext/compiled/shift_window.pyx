# distutils: language = c++
"""What is shown where the search for shifted runs looks: its characters, with a few before and behind."""

from libc.stdint cimport uint32_t
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes, code_of, letter_of, pair_of
from cleantext.compiled.ngrams cimport LONGEST, push

cdef enum:
    MOST_SHOWN = 1 << 12  # characters of one search


cdef class Window:
    """`text[begin:end]`, part of one line; `narrow` says that full-width marks were made half-width."""

    def __init__(
        self, str text not None, Py_ssize_t begin, Py_ssize_t end, Codes codes not None, bint narrow
    ):
        cdef Py_ssize_t at, start
        self.codes, self.narrow = codes, narrow
        if not 0 <= begin <= end <= len(text) or end - begin > MOST_SHOWN:
            raise ValueError(f"a search from {begin} to {end}, {MOST_SHOWN} characters at most")
        self.size = <int>(end - begin)
        for at in range(begin, end):
            self.shown.push_back(text[at])
        for at in range(end, min(end + LONGEST, len(text))):
            if text[at] == u'\n':
                break
            self.shown.push_back(text[at])
        self.shown.push_back(c'\n')
        if self.shown.size() > <size_t>(self.size + LONGEST):
            self.shown.resize(self.size + LONGEST)
        for at in range(<Py_ssize_t>self.shown.size()):
            self.letters.push_back(letter_of(self.codes, self.shown[at]))
        start = max(0, begin - LONGEST)
        for at in range(start, begin):
            if text[at] == u'\n':
                start = at
        self.opening = 0
        for at in range(start, begin):
            self.opening = push(self.opening, letter_of(self.codes, text[at]))
        if not self.opening:
            self.opening = push(0, c'\n')

    cdef uint32_t letter_ahead(self, int half, int at) noexcept:
        """The character that `half` begins if no pair goes unseen after it, in normal form; 0 for none."""
        cdef int code = 0
        if half >= 0x81 and at < self.size:
            code = code_of(self.codes, self.shown[at], self.narrow)
        return letter_of(self.codes, pair_of(self.codes, half, code >> 8)) if code else 0

    cdef bint tells_end(self, int at) noexcept:
        """Is what is shown at a place something that lets reading find its place again?"""
        return self.letters[at] < c'@' or self.letters[at] == 0x3002
