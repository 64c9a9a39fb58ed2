"""Characters of which one byte is known, for the search: see `shift_cells.pyx`."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memset
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes
from cleantext.compiled.ngrams cimport Ngrams

cdef enum:
    COMMON = 6  # characters that are thought of anywhere
    LOOKED_AT = 24  # characters, likeliest after one character, that are weighed by the others before it
    FEW_CELLS = 256  # for which the likeliest are found anew on each page
    KINDS = 5
    NOT_AT_ALL = 1 << 9

ctypedef enum Kind:
    WITH_LEAD
    WITH_TRAIL
    INTO_GAP
    WITHIN_GAP
    EVERY

cdef struct Best:
    # The cells likeliest to follow a letter: what the language has for each, and where it is.
    bint known
    uint32_t count
    uint32_t keys[LOOKED_AT]

cdef struct Cells:
    # Characters with one byte in common, in the order of their normal forms; `places` is a table of hashes
    # that tells where a normal form is, `sieve` bits that say of most others that they are not there,
    # `numbers` which letters of the language they are (one that follows none for those unknown), `best` the
    # likeliest after each letter, where there are many cells, and `seen` when each was last looked at.
    uint32_t count
    uint32_t mask
    uint32_t now
    uint32_t name
    uint16_t* letters
    uint16_t* characters
    uint8_t* unknown
    uint32_t* seen
    uint16_t* places
    uint64_t sieve[256]
    uint16_t* numbers
    Best* best
    int commons
    uint16_t common[COMMON]

cdef struct Likely:
    # A character that may follow: nats, itself, its normal form, where it is among its cells, the byte of its
    # code not known, and what the language has for it after the last letter (or ALONE and what it has
    # without, or NOT_AT_ALL).
    double nats
    uint32_t character
    uint32_t letter
    uint32_t cell
    int unknown
    int steps


@cython.final
cdef class Script:
    cdef readonly str name
    cdef Codes codes
    cdef Ngrams language
    cdef Cells* cells[KINDS][256]
    cdef bint fits(self, uint32_t character) except? -1
    cdef Cells* of(self, Kind kind, int known) except NULL
    cdef Cells* _gathered(self, Kind kind, int known) except NULL
    cdef vector[uint32_t] _commonest(self, const vector[uint64_t]& kept) except *


cdef inline uint32_t hashed(uint64_t key) noexcept nogil:
    """A number without a pattern of a key."""
    return <uint32_t>(((key ^ (key >> 31)) * <uint64_t>0x9E3779B97F4A7C15) >> 32)


cdef inline int cell_of(const Cells* cells, uint32_t letter) noexcept nogil:
    """Where a normal form is among cells, or -1."""
    cdef uint32_t place = hashed(letter) & cells.mask
    while cells.places[place]:
        if cells.letters[cells.places[place] - 1] == letter:
            return cells.places[place] - 1
        place = (place + 1) & cells.mask
    return -1


cdef inline Likely unweighed(const Cells* cells, uint32_t cell) noexcept nogil:
    """A character of cells, not weighed yet."""
    return Likely(0.0, cells.characters[cell], cells.letters[cell], cell, cells.unknown[cell], NOT_AT_ALL)


cdef inline bint may_have(const Cells* cells, uint32_t letter) noexcept nogil:
    """Are there perhaps cells for a letter? Says no of most others."""
    return cells.sieve[(letter >> 6) & 255] >> (letter & 63) & 1


cdef inline bint better(const Likely& one, const Likely& other) noexcept nogil:
    """Is one likelier than the other? Of two as likely the one with the higher code point is."""
    return one.nats > other.nats if one.nats != other.nats else one.character > other.character


cdef inline int take(vector[Likely]& found, const Likely& one, int count) except -1:
    """Put a character among the best few, which are in order, if it is one of them."""
    cdef size_t at
    if found.size() < <size_t>count:
        found.push_back(one)
    elif not better(one, found.back()):
        return 0
    at = found.size() - 1
    while at > 0 and better(one, found[at - 1]):
        found[at] = found[at - 1]
        at -= 1
    found[at] = one
    return 0


cdef inline void look_anew(Cells* cells) noexcept nogil:
    """Nothing has been looked at."""
    cells.now += 1
    if cells.now == 0:
        memset(cells.seen, 0, cells.count * sizeof(uint32_t))
        cells.now = 1
