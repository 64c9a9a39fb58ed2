"""One look at each character of a text: what it is to the steps, how often it stands there, its folded form.

All take any text, lone surrogates and characters beyond the Basic Multilingual Plane included. Offsets are
code points. Each function is one loop over the text as CPython stores it, once for each width a character can
have.
"""

from libc.stdlib cimport free, malloc, realloc
from libc.string cimport memset

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND, Ucs1, Ucs2, Ucs4, Unit

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, void* units, Py_ssize_t at)
    object PyUnicode_FromKindAndData(int kind, const void* units, Py_ssize_t size)

cdef enum:
    PLANE = 0x10000
    ALL = 0x110000
    CLASSES = 256
    DENSE = 16


cdef class Bits:
    """The bits of every code point. `runs` holds where each run of equal bits begins, then the bits of
    each. Characters with the same bits are of one class, so that what is read for a text stays small."""

    cdef unsigned char plane[PLANE]  # the class of each character
    cdef unsigned int masks[CLASSES]  # the bits of each class
    cdef list _starts, _classes

    def __init__(self, const unsigned int[::1] runs):
        cdef Py_ssize_t number, code, end, count = runs.shape[0] // 2
        cdef unsigned char own
        classes = {bits: at for at, bits in enumerate(dict.fromkeys(runs[count:]))}
        if len(classes) > CLASSES:
            raise ValueError(f"characters differ in {len(classes)} ways, and {CLASSES} can be told apart")
        self._starts, self._classes = [], []
        for bits, at in classes.items():
            self.masks[<Py_ssize_t>at] = bits
        for number in range(count):
            code, own = runs[number], classes[runs[count + number]]
            end = runs[number + 1] if number + 1 < count else ALL
            if end > PLANE:
                self._starts.append(max(code, PLANE))
                self._classes.append(own)
            while code < end and code < PLANE:
                self.plane[code] = own
                code += 1

    def __getitem__(self, str character) -> int:
        return self.masks[self.class_of(ord(character))]

    cdef unsigned char class_of(self, unsigned int code) noexcept:
        if code < PLANE:
            return self.plane[code]
        cdef Py_ssize_t at = len(self._starts) - 1
        while self._starts[at] > code:
            at -= 1
        return self._classes[at]


cdef struct Place:
    Py_ssize_t at
    unsigned int bits


cdef class Scan:
    """Which bits the characters of a text have, and where; and its ASCII characters, in their order.

    `frequent` bits are not remembered by place: what is asked of them takes another look at the text. Nor are
    `mostly_few` where more than one in `DENSE` characters would be.
    """

    cdef readonly unsigned int present
    cdef readonly str ascii
    cdef Bits table
    cdef str text
    cdef unsigned int listed, mostly_few
    cdef Place* places
    cdef Py_ssize_t found, room

    def __cinit__(self, str text, Bits table, unsigned int frequent, unsigned int mostly_few=0):
        self.text, self.table, self.listed, self.mostly_few = text, table, ~frequent, mostly_few
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t found
        cdef unsigned char* kept = <unsigned char*>malloc(len(text) + 1)
        if kept is NULL:
            raise MemoryError
        try:
            if kind == 1:
                found = self.look(<Ucs1*>data, kept)
            elif kind == 2:
                found = self.look(<Ucs2*>data, kept)
            else:
                found = self.look(<Ucs4*>data, kept)
            self.ascii = PyUnicode_FromKindAndData(1, kept, found)
        finally:
            free(kept)

    def __dealloc__(self):
        free(self.places)

    cdef Py_ssize_t look(self, Unit* units, unsigned char* ascii) except -1:
        """Keep the ASCII characters and give their number."""
        cdef Py_ssize_t at, kept = 0, size = len(self.text)
        cdef const unsigned char* plane = self.table.plane
        cdef const unsigned int* masks = self.table.masks
        cdef unsigned int bits, present = 0, listed = self.listed
        for at in range(size):
            ascii[kept] = <unsigned char>units[at]
            kept += units[at] < 0x80  # without a branch: text and marks take turns
            if Unit is Ucs4:
                bits = masks[self.table.class_of(units[at])]
            else:
                bits = masks[plane[units[at]]]
            present |= bits
            if bits & listed:
                self.remember(at, bits)
        self.present = present
        return kept

    cdef int remember(self, Py_ssize_t at, unsigned int bits) except -1:
        cdef Place* grown
        if self.found == self.room:
            if self.found > len(self.text) // DENSE:
                self.forget()
            grown = <Place*>realloc(self.places, (2 * self.found + 64) * sizeof(Place))
            if grown is NULL:
                raise MemoryError
            self.places, self.room = grown, 2 * self.found + 64
        self.places[self.found] = Place(at, bits)
        self.found += (bits & self.listed) != 0
        return 0

    cdef void forget(self) noexcept:
        """Keep no places of the bits that there are more of than is usual."""
        cdef Py_ssize_t number, kept = 0
        self.listed &= ~self.mostly_few
        for number in range(self.found):
            if self.places[number].bits & self.listed:
                self.places[kept] = self.places[number]
                kept += 1
        self.found = kept

    def places_of(self, unsigned int bits) -> list:
        """Offsets of the characters that have any of some bits, in order."""
        cdef Py_ssize_t number
        if bits & ~self.listed:
            return [number for number in range(len(self.text)) if self.bits_at(number) & bits]
        return [self.places[number].at for number in range(self.found) if self.places[number].bits & bits]

    def near(self, unsigned int bits, Py_ssize_t reach) -> list:
        """Offsets of the characters with any of some bits, none frequent, of which the next one with any is no
        further than so many characters away."""
        cdef Py_ssize_t number, before = -1
        found = []
        for number in range(self.found):
            if self.places[number].bits & bits:
                if before >= 0 and self.places[number].at - before <= reach:
                    found.append(before)
                before = self.places[number].at
        return found

    def rows(self, unsigned int first, unsigned int second, unsigned int third) -> list:
        """Offsets where three characters in a row have any of some bits each; of `first` none is frequent."""
        cdef Py_ssize_t number, at, last = len(self.text) - 2
        found = []
        if first & ~self.listed:
            for at in range(last):
                if self.bits_at(at) & first and self.bits_at(at + 1) & second and self.bits_at(at + 2) & third:
                    found.append(at)
            return found
        for number in range(self.found):
            at = self.places[number].at
            if at < last and self.places[number].bits & first:
                if self.bits_at(at + 1) & second and self.bits_at(at + 2) & third:
                    found.append(at)
        return found

    def pairs(self, unsigned int first, unsigned int second) -> list:
        """Offsets where two characters in a row have any of some bits each; of `second` none is frequent."""
        cdef Py_ssize_t number, at
        found = []
        if second & ~self.listed:
            for at in range(len(self.text) - 1):
                if self.bits_at(at) & first and self.bits_at(at + 1) & second:
                    found.append(at)
            return found
        for number in range(self.found):
            at = self.places[number].at
            if at and self.places[number].bits & second and self.bits_at(at - 1) & first:
                found.append(at - 1)
        return found

    def alternates(self, unsigned int bits, Py_ssize_t times) -> bool:
        """Do characters that have any of some bits, none of them frequent, stand so many times in a row with
        one that has none between each and the next?"""
        cdef Py_ssize_t number, at, before = -1, row = 0
        cdef bint all_places = bits & ~self.listed != 0
        for number in range(len(self.text) if all_places else self.found):
            at = number if all_places else self.places[number].at
            if (self.bits_at(at) if all_places else self.places[number].bits) & bits:
                row = row + 1 if row and at == before + 2 else 1
                if row == times:
                    return True
                before = at
        return False

    cdef unsigned int bits_at(self, Py_ssize_t at) noexcept:
        cdef Py_UCS4 unit = PyUnicode_READ(PyUnicode_KIND(self.text), PyUnicode_DATA(self.text), at)
        return self.table.masks[self.table.class_of(unit)]

    def count(self, unsigned int bits) -> int:
        """How many characters have any of some bits."""
        cdef Py_ssize_t number, found = 0
        if not bits & ~self.listed:
            for number in range(self.found):
                found += (self.places[number].bits & bits) != 0
            return found
        cdef int kind = PyUnicode_KIND(self.text)
        cdef void* data = PyUnicode_DATA(self.text)
        cdef unsigned char has[CLASSES]
        for number in range(CLASSES):
            has[number] = (self.table.masks[number] & bits) != 0
        if kind == 1:
            return self.count_in(<Ucs1*>data, has)
        if kind == 2:
            return self.count_in(<Ucs2*>data, has)
        return self.count_in(<Ucs4*>data, has)

    cdef Py_ssize_t count_in(self, Unit* units, const unsigned char* has) noexcept:
        cdef Py_ssize_t at, found = 0
        cdef const unsigned char* plane = self.table.plane
        for at in range(len(self.text)):
            if Unit is Ucs4:
                found += has[self.table.class_of(units[at])]
            else:
                found += has[plane[units[at]]]
        return found


cdef struct Counted:
    unsigned int code
    unsigned int count

cdef unsigned int counts[ALL]  # all 0 whenever another thread may run


cdef Py_ssize_t tally(Unit* units, Py_ssize_t size, Counted* found) noexcept:
    """Count the characters of a text, in the order of their code points; gives how many different ones it
    has."""
    cdef Py_ssize_t at, different = 0
    cdef unsigned int code, greatest = 0
    for at in range(size):
        counts[units[at]] += 1
        greatest = max(greatest, <unsigned int>units[at])
    for code in range(greatest + 1):
        if counts[code]:
            found[different] = Counted(code, counts[code])
            different += 1
    memset(counts, 0, (greatest + 1) * sizeof(unsigned int))
    return different


def count_characters(str text) -> dict:
    """Map each character of `text` to its count, in the order of code points."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t number, different
    cdef Counted* found = <Counted*>malloc((min(len(text), ALL) + 1) * sizeof(Counted))
    if found is NULL:
        raise MemoryError
    try:
        if kind == 1:
            different = tally(<Ucs1*>data, len(text), found)
        elif kind == 2:
            different = tally(<Ucs2*>data, len(text), found)
        else:
            different = tally(<Ucs4*>data, len(text), found)
        return {chr(found[number].code): found[number].count for number in range(different)}
    finally:
        free(found)


cdef class Translation:
    """What each character of the Basic Multilingual Plane becomes, one for one; `table` holds their
    UTF-16."""

    cdef unsigned short plane[PLANE]

    def __init__(self, const unsigned char[::1] table):
        if table.shape[0] != 2 * PLANE:
            raise ValueError("not a table of the Basic Multilingual Plane")
        cdef Py_ssize_t code
        for code in range(PLANE):
            self.plane[code] = table[2 * code] | table[2 * code + 1] << 8

    def translate(self, str text) -> str:
        """`text` with each character of the plane in its other form, as long as it was."""
        cdef Py_ssize_t at, size = len(text)
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef unsigned int code
        cdef int width = 4 if kind == 4 else 2
        cdef unsigned short* narrow = <unsigned short*>malloc((size + 1) * width)
        cdef unsigned int* wide = <unsigned int*>narrow
        if narrow is NULL:
            raise MemoryError
        try:
            if kind == 1:
                for at in range(size):
                    narrow[at] = self.plane[(<Ucs1*>data)[at]]
            elif kind == 2:
                for at in range(size):
                    narrow[at] = self.plane[(<Ucs2*>data)[at]]
            else:
                for at in range(size):
                    code = (<Ucs4*>data)[at]
                    wide[at] = self.plane[code] if code < PLANE else code
            return PyUnicode_FromKindAndData(width, narrow, size)
        finally:
            free(narrow)
