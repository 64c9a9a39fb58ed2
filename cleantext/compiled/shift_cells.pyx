# distutils: language = c++
"""Characters of which one byte is known, by that byte, as far as a page in a script may hold them."""

from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memset
from libcpp.algorithm cimport sort
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes
from cleantext.compiled.ngrams cimport Ngrams, find

MARKS = "，、。：；？！“”‘’（）《》〈〉【】〔〕「」『』·—…％＋／－～〇"
"""What comes to mind beside Han where a byte is free: no kana, no letters, no box drawing."""

cdef uint8_t[65536] IS_MARK
memset(IS_MARK, 0, sizeof(IS_MARK))
for _mark in MARKS:
    IS_MARK[ord(_mark)] = 1


cdef class Script:
    """The characters that a page in a script ("simplified", "traditional", "both") may hold, by their bytes.

    Traditional text may hold what Big5 has; Simplified text what folding leaves as it is.
    """

    def __cinit__(self, str name not None, Codes codes not None, Ngrams language not None):
        self.name, self.codes, self.language = name, codes, language
        memset(self.cells, 0, sizeof(self.cells))

    def __dealloc__(self):
        cdef int kind, known
        for kind in range(KINDS):
            for known in range(256):
                _free(self.cells[kind][known])

    cdef bint fits(self, uint32_t character) except? -1:
        """Can a page in this script hold the character?"""
        if not 0x3400 <= character <= 0x9FFF or self.name == "both":
            return True
        if self.name == "simplified":
            return self.codes.letters[character] == character
        return self.codes.has_big5(character)

    cdef Cells* of(self, Kind kind, int known) except NULL:
        """The characters with a byte known; for those within a gap, and for every one, none is."""
        if self.cells[<int>kind][known & 255] == NULL:
            self.cells[<int>kind][known & 255] = self._gathered(kind, known & 255)
        return self.cells[<int>kind][known & 255]

    cdef Cells* _gathered(self, Kind kind, int known) except NULL:
        """Of characters with one normal form the first counts. The byte not known is the second where the
        first is known, and else the first."""
        cdef int lead, trail, number
        cdef uint32_t character, letter, at, place
        cdef vector[uint64_t] kept
        cdef vector[uint32_t] order
        cdef uint64_t each
        cdef set letters = set()
        for lead in range(0x81, 0xFF):
            if kind <= INTO_GAP and kind != WITH_TRAIL and lead != known:
                continue
            for trail in range(0x40, 0xFF):
                if kind == WITH_TRAIL and trail != known:
                    continue
                if kind == INTO_GAP and not self.codes.begins_unseen[trail]:
                    continue
                if kind == WITHIN_GAP and (trail < 0x81 or not self.codes.begins_unseen[trail]):
                    continue
                character = self.codes.pairs[(lead << 8) | trail]
                if not (0x4E00 <= character <= 0x9FFF or IS_MARK[character]) or not self.fits(character):
                    continue
                letter = self.codes.letters[character]
                if letter in letters:
                    continue
                letters.add(letter)
                known_not = trail if kind == WITH_LEAD or kind == INTO_GAP else lead
                kept.push_back((<uint64_t>letter << 32) | (<uint64_t>character << 8) | <uint64_t>known_not)
        order = self._commonest(kept)
        cdef Cells* cells = _room(kept.size(), self.language.levels[0].count)
        if cells == NULL:
            raise MemoryError
        cells.name = (<uint32_t>kind << 8) | <uint32_t>known
        cells.commons = <int>min(<size_t>COMMON, order.size())
        for at in range(<uint32_t>cells.commons):
            cells.common[at] = <uint16_t>order[at]
        sort(kept.begin(), kept.end())
        for at in range(cells.count):
            each = kept[at]
            cells.letters[at] = <uint16_t>(each >> 32)
            cells.characters[at] = <uint16_t>((each >> 8) & 0xFFFF)
            cells.unknown[at] = <uint8_t>(each & 255)
            number = self.language.number(cells.letters[at])
            cells.numbers[at] = <uint16_t>(number if number >= 0 else <int>self.language.levels[0].count)
            cells.sieve[(cells.letters[at] >> 6) & 255] |= <uint64_t>1 << (cells.letters[at] & 63)
            place = hashed(each >> 32) & cells.mask
            while cells.places[place]:
                place = (place + 1) & cells.mask
            cells.places[place] = <uint16_t>(at + 1)
        return cells

    cdef vector[uint32_t] _commonest(self, const vector[uint64_t]& kept) except *:
        """The normal forms that are common anywhere, the commonest first."""
        cdef vector[uint64_t] ranked
        cdef vector[uint32_t] found
        cdef uint64_t at
        cdef uint32_t letter
        cdef int place, steps
        for at in range(kept.size()):
            letter = <uint32_t>(kept[at] >> 32)
            place = find(&self.language.levels[0], letter, 0, self.language.levels[0].count)
            steps = self.language.levels[0].nats[place] if place >= 0 else 256
            ranked.push_back((<uint64_t>steps << 32) | at)
        sort(ranked.begin(), ranked.end())
        for at in range(min(<size_t>COMMON, ranked.size())):
            found.push_back(<uint32_t>(kept[ranked[at] & 0xFFFFFFFF] >> 32))
        return found


cdef Cells* _room(size_t count, size_t letters) noexcept:
    """Cells for so many characters, at most 65 534, of a language of so many letters; NULL where there is no
    memory for them."""
    cdef uint32_t slots = 64
    cdef Cells* cells = <Cells*>calloc(1, sizeof(Cells))
    while slots < 2 * count:
        slots *= 2
    if cells == NULL:
        return NULL
    cells.count, cells.mask = <uint32_t>count, slots - 1
    cells.letters = <uint16_t*>calloc(count + 1, sizeof(uint16_t))
    cells.characters = <uint16_t*>calloc(count + 1, sizeof(uint16_t))
    cells.unknown = <uint8_t*>calloc(count + 1, sizeof(uint8_t))
    cells.seen = <uint32_t*>calloc(count + 1, sizeof(uint32_t))
    cells.places = <uint16_t*>calloc(slots, sizeof(uint16_t))
    cells.numbers = <uint16_t*>calloc(count + 1, sizeof(uint16_t))
    if count > FEW_CELLS:
        cells.best = <Best*>calloc(letters + 1, sizeof(Best))
    if not (
        cells.letters and cells.characters and cells.unknown and cells.seen and cells.places and cells.numbers
        and (cells.best or count <= FEW_CELLS)
    ):
        _free(cells)
        return NULL
    return cells


cdef void _free(Cells* cells) noexcept:
    if cells != NULL:
        free(cells.letters)
        free(cells.characters)
        free(cells.unknown)
        free(cells.seen)
        free(cells.places)
        free(cells.numbers)
        free(cells.best)
        free(cells)
