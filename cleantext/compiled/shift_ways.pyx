# distutils: language = c++
"""How a run begins, and ways over pairs that went unseen.

A run begins behind a stray byte, or with a character whose first byte was lost. Of characters over pairs that
went unseen a byte or nothing was seen.
"""

from libc.stdint cimport uint32_t, uint64_t
from libcpp.algorithm cimport sort
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport code_of
from cleantext.compiled.ngrams cimport last_of
from cleantext.compiled.shift_guess cimport (
    FIRST_LOST, Guess, NO_RUN, Way, after_text, way_first, way_on, way_to,
)
from cleantext.compiled.shift_cells cimport Cells, INTO_GAP, Likely, WITHIN_GAP
from cleantext.compiled.shift_odds cimport ANY_BYTE, Odds

HIDDEN = 0.3
HIDDEN_NATS = HIDDEN
"""Nats for a character of which nothing was seen."""

RUN_OPENS = -9.0
OPEN = RUN_OPENS
"""Nats for a run to begin at some character, behind a stray A1 (half a space, or of a full stop's code)."""

cdef double STRAY_A3 = -2.0
cdef double ANY_STRAY = -12.0
"""More nats, for a stray A3, and for any other byte."""

cdef double STRAY_AMID = -6.0
"""More nats for a stray byte that no mark or line end stands before, or a mark behind: it is half of a mark
or a space that was cut off, and where one is half there, as of a full stop without its A1, it is no stray."""

cdef double LOST = -1.5
cdef double LOST_OTHER = -2.0
cdef double LOST_AMID = -1.5
"""More nats for a first byte that was lost; more yet for any but the A1 or A3 of a mark, which go when spaces
and marks are trimmed byte by byte; and more for one that begins no clause."""

cdef frozenset NO_BEGINNING = frozenset({ord(mark) for mark in "，、。；：？！,:;?!”’）》〕】」』…％%"})
"""Marks that stand behind what they belong to, never first."""


cdef double behind_stray(int lead, uint64_t context) noexcept:
    """Nats for a run to begin behind a stray byte, after some characters."""
    cdef double amid = STRAY_AMID if _is_amid(context) else 0.0
    return RUN_OPENS + (0.0 if lead == 0xA1 else STRAY_A3 if lead == 0xA3 else ANY_STRAY) + amid


cdef double first_behind_stray(const Guess& guess, uint32_t letter) noexcept:
    """More nats for a character after a guess, if it is the first behind a stray byte."""
    return STRAY_AMID if guess.opens >= 0 and letter in NO_BEGINNING else 0.0


cdef bint _is_amid(uint64_t context) noexcept:
    """Does what follows stand inside a clause?"""
    return context != 0 and (<Py_UCS4>(last_of(context) - 1)).isalnum()


cdef class Ways:
    """Ways on one page."""

    def __cinit__(self, Odds odds not None):
        self.odds, self.script = odds, odds.script

    cdef object into(self, const Guess& guess, int count, vector[Way]& ways):
        """The likeliest characters after a guess that end in the first byte of an unseen pair, best first."""
        cdef size_t at
        ways.clear()
        self.odds.likeliest(guess.context, self.script.of(INTO_GAP, guess.half), count, ANY_BYTE, self.likely)
        for at in range(self.likely.size()):
            ways.push_back(way_to(self.likely[at].nats, self.likely[at], self.likely[at].unknown))

    cdef object longer(self, uint64_t context, size_t tried, int count, size_t kept, vector[Way]& ways):
        """The first few ways with one more character of which nothing was seen, of `count` thought of; the
        best of these, best first."""
        cdef vector[Way] found
        cdef Cells* cells = self.script.of(WITHIN_GAP, 0)
        cdef uint64_t here
        cdef size_t number, at
        for number in range(min(tried, ways.size())):
            here = after_text(context, ways[number].letters)
            self.odds.likeliest(here, cells, count, ways[number].last, self.likely)
            for at in range(self.likely.size()):
                found.push_back(
                    way_on(
                        ways[number],
                        ways[number].nats + self.likely[at].nats + HIDDEN,
                        self.likely[at],
                        code_of(self.script.codes, self.likely[at].character, False) & 255,
                    )
                )
        sort(found.begin(), found.end(), &way_first)
        if found.size() > kept:
            found.resize(kept)
        ways.swap(found)

    cdef object halved(self, uint64_t context, Cells* cells, int count, vector[Way]& ways):
        """Characters that a run may begin with, their first byte lost, the likeliest first."""
        cdef double other = LOST_OTHER + (LOST_AMID if _is_amid(context) else 0.0), nats
        cdef size_t at
        cdef Likely one
        ways.clear()
        self.odds.likeliest(context, cells, count, ANY_BYTE, self.likely)
        for at in range(self.likely.size()):
            one = self.likely[at]
            nats = RUN_OPENS + LOST + one.nats
            if one.unknown != 0xA1 and one.unknown != 0xA3:
                nats += other
            ways.push_back(way_to(nats, one, code_of(self.script.codes, one.character, False) & 255))
        sort(ways.begin(), ways.end(), &way_first)

    cdef object order_behind_stray(self, vector[Way]& ways):
        """Ways that begin behind a stray byte, that counted, best first."""
        cdef size_t at
        for at in range(ways.size()):
            if ways[at].letters.of[0] in NO_BEGINNING:
                ways[at].nats += STRAY_AMID
        sort(ways.begin(), ways.end(), &way_first)
