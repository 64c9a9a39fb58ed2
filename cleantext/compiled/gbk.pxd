"""The tables of two-byte codes, for the other compiled modules: see `gbk.pyx`."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t

@cython.final
cdef class Codes:
    cdef uint16_t pairs[65536]
    cdef uint16_t codes[65536]
    cdef uint16_t letters[65536]
    cdef uint8_t begins_unseen[256]
    cdef uint8_t in_big5[8192]
    cdef bint knows_big5
    cdef object _read_codes(self)
    cdef bint has_big5(self, uint32_t character) except? -1


cdef inline uint32_t letter_of(Codes self, uint32_t character) noexcept:
    """A character in normal form."""
    return self.letters[character] if character < 65536 else character


cdef inline uint32_t pair_of(Codes self, int lead, int trail) noexcept:
    """The character of a two-byte code, 0 where it is none."""
    return self.pairs[(lead << 8) | trail] if 0 <= lead < 256 and 0 <= trail < 256 else 0


cdef inline bint goes_unseen(Codes self, int first, int second) noexcept:
    """Are these two bytes no character, though each begins one?"""
    return 0x81 <= first < 0xFF and 0x81 <= second < 0xFF and not self.pairs[(first << 8) | second]


cdef inline int code_of(Codes self, uint32_t shown, bint narrow) noexcept:
    """The two bytes a shown character was read from, 0 where it was one byte or is no character of GBK.

    `narrow` says that full-width marks were made half-width afterwards.
    """
    if 0x20 <= shown <= 0x7E:
        if not narrow:
            return 0
        return 0xA1A1 if shown == 0x20 else 0xA380 + shown
    return self.codes[shown] if shown < 65536 else 0
