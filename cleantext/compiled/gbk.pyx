"""The two-byte codes of GBK, their characters, and the characters' normal forms, as tables.

All of them come from Python's own codecs, asked once for all codes together; what a character folds to is
handed in.
"""

from libc.stdint cimport uint8_t, uint16_t, uint32_t
from libc.string cimport memset


cdef class Codes:
    """Tables over all two-byte codes and over the Basic Multilingual Plane; `folded` is what each of its
    characters folds to."""

    def __init__(self, str folded not None):
        cdef Py_ssize_t at
        cdef Py_UCS4 letter
        if len(folded) != 65536:
            raise ValueError(f"{len(folded)} characters folded, not 65536")
        for at, letter in enumerate(folded):
            if c'0' <= letter <= c'9':
                letter = c'0'
            elif c'A' <= letter <= c'Z' or c'a' <= letter <= c'z':
                letter = c'a'
            self.letters[at] = <uint16_t>letter
        memset(self.pairs, 0, sizeof(self.pairs))
        memset(self.codes, 0, sizeof(self.codes))
        memset(self.begins_unseen, 0, sizeof(self.begins_unseen))
        memset(self.in_big5, 0, sizeof(self.in_big5))
        self.knows_big5 = False
        self._read_codes()

    cdef object _read_codes(self):
        """Each code on a line of its own, so that one that is no character spoils no other."""
        cdef int lead, trail, at
        cdef bytes row = b"".join(bytes((0, trail, 10)) for trail in range(0x40, 0xFF) if trail != 0x7F)
        for lead in range(0x81, 0xFF):
            codes = row.replace(b"\0", bytes((lead,)))
            gbk = codes.decode("gbk", "replace").split("\n")
            shown = codes.decode("gb18030", "replace").split("\n")
            at = 0
            for trail in range(0x40, 0xFF):
                if trail == 0x7F:
                    continue
                if len(<str>shown[at]) == 1 and shown[at] != "\ufffd":
                    self.codes[<Py_UCS4>(<str>shown[at])[0]] = (lead << 8) | trail
                if len(<str>gbk[at]) == 1 and gbk[at] != "\ufffd":
                    self.pairs[(lead << 8) | trail] = <uint16_t><Py_UCS4>(<str>gbk[at])[0]
                elif trail >= 0x81:
                    self.begins_unseen[lead] = 1
                at += 1

    cdef bint has_big5(self, uint32_t character) except? -1:
        """Does Big5 have a character of the Basic Multilingual Plane?"""
        cdef uint32_t each
        if not self.knows_big5:
            every = "".join(map(chr, range(0x3400, 0xA000)))
            for each in map(ord, every.encode("big5hkscs", "ignore").decode("big5hkscs")):
                if each < 65536:
                    self.in_big5[each >> 3] |= 1 << (each & 7)
            self.knows_big5 = True
        return self.in_big5[character >> 3] >> (character & 7) & 1

    def pair(self, int lead, int trail):
        """The character of a two-byte code, empty where it is none."""
        cdef uint32_t found = pair_of(self, lead, trail)
        return chr(found) if found else ""

    def code_of(self, str shown, bint narrow=False):
        """The two bytes a shown character was read from, None where it was one byte or is no character of
        GBK.

        `narrow` says that full-width marks were made half-width afterwards.
        """
        cdef int code = code_of(self, ord(shown), narrow)
        return (code >> 8, code & 255) if code else None
