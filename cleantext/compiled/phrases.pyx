"""Phrases and characters of a dictionary found in a text and put into another form: see `script/walk.py`.

A filter with a bit for each hash of two characters says of nearly every place that no phrase begins there.
Where one may, the phrases that begin with these two are compared, the longest first.
"""

from cpython.unicode cimport PyUnicode_READ_CHAR
from libc.stdint cimport uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND, Ucs1, Ucs2, Ucs4, Unit, equal, mixed

cdef extern from "Python.h":
    object PyUnicode_FromKindAndData(int kind, const void* units, Py_ssize_t size)

cdef enum:
    PLANE = 0x10000
    ELSEWHERE = 0xFFFF  # in the table of the plane: to be looked up among the others
    BITS_EACH = 16  # of the filter for each phrase
    LEAST_BITS = 10


cdef struct Phrase:
    Py_ssize_t begin  # of its characters, which stand in `units`
    Py_ssize_t size
    Py_ssize_t number


cdef struct Head:
    bint is_used
    Ucs4 first
    Ucs4 second
    Py_ssize_t begin  # of the phrases that begin with these two characters
    Py_ssize_t count


cdef struct Output:
    Ucs4* units
    Py_ssize_t size
    Py_ssize_t room


cdef class Phrases:
    """What a dictionary makes of a text. `characters` maps code points to code points, `phrases` texts of two
    characters and more to others; shorter ones are left out."""

    cdef unsigned short plane[PLANE]
    cdef dict elsewhere  # what becomes of characters beyond the plane, or is there itself
    cdef Phrase* phrases  # those that begin alike beside each other, the longest first
    cdef Head* heads
    cdef uint64_t* filter
    cdef Ucs4* units
    cdef list values
    cdef Py_ssize_t count
    cdef unsigned int head_mask
    cdef int filter_shift

    def __cinit__(self, dict characters, phrases):
        cdef Py_ssize_t code, size = 0
        self.elsewhere, self.values = {}, []
        for code in range(PLANE):
            self.plane[code] = code
        for key, value in characters.items():
            if key < ELSEWHERE and value < ELSEWHERE:
                self.plane[<Py_ssize_t>key] = value
            else:
                self.elsewhere[key] = value
                if key < PLANE:
                    self.plane[<Py_ssize_t>key] = ELSEWHERE
        for phrase in phrases:
            if len(phrase) > 1:
                self.count += 1
                size += len(phrase)
        self.phrases = <Phrase*>calloc(self.count + 1, sizeof(Phrase))
        self.units = <Ucs4*>calloc(size + 1, sizeof(Ucs4))
        self.head_mask = 1
        while self.head_mask < 2 * self.count:
            self.head_mask *= 2
        self.heads = <Head*>calloc(self.head_mask, sizeof(Head))
        self.head_mask -= 1
        cdef int bits = LEAST_BITS
        while 1 << bits < BITS_EACH * self.count and bits < 24:
            bits += 1
        self.filter_shift = 32 - bits
        self.filter = <uint64_t*>calloc(1 << (bits - 6), sizeof(uint64_t))
        if self.phrases is NULL or self.units is NULL or self.heads is NULL or self.filter is NULL:
            raise MemoryError
        self.sort(phrases)

    def __dealloc__(self):
        free(self.phrases)
        free(self.units)
        free(self.heads)
        free(self.filter)

    cdef int sort(self, phrases) except -1:
        """Count the phrases of each head, give each head its place, and put them there."""
        cdef Py_ssize_t number, at, begin = 0
        cdef Head* head
        cdef Phrase* own
        cdef unsigned int mix
        for phrase in phrases:
            if len(phrase) > 1:
                self.head(ord(phrase[0]), ord(phrase[1])).count += 1
        for number in range(self.head_mask + 1):
            self.heads[number].begin = begin
            begin += self.heads[number].count
            self.heads[number].count = 0
        begin = 0
        for phrase, value in phrases.items():
            if len(phrase) < 2:
                continue
            head = self.head(ord(phrase[0]), ord(phrase[1]))
            mix = mixed(head.first, head.second) >> self.filter_shift
            self.filter[mix >> 6] |= <uint64_t>1 << (mix & 63)
            at = head.begin + head.count
            head.count += 1
            while at > head.begin and self.phrases[at - 1].size < len(phrase):
                self.phrases[at] = self.phrases[at - 1]
                at -= 1
            own = &self.phrases[at]
            own.begin, own.size, own.number = begin, len(phrase), len(self.values)
            self.values.append(value)
            for at in range(own.size):
                self.units[begin + at] = PyUnicode_READ_CHAR(phrase, at)
            begin += own.size
        return 0

    cdef Head* head(self, Ucs4 first, Ucs4 second) noexcept:
        """The place of a head in the table: its own, or an empty one, which becomes its own."""
        cdef Head* head = self.heads + (mixed(first, second) >> 8 & self.head_mask)
        while head.is_used and not (head.first == first and head.second == second):
            head += 1
            if head > self.heads + self.head_mask:
                head = self.heads
        head.is_used, head.first, head.second = True, first, second
        return head

    cdef inline Phrase* longest(self, Unit* units, Py_ssize_t size, Py_ssize_t at) noexcept nogil:
        """The longest phrase that stands at a place, NULL where none does."""
        cdef unsigned int mix
        if at + 1 >= size:
            return NULL
        mix = mixed(units[at], units[at + 1])
        if not self.filter[mix >> self.filter_shift >> 6] >> (mix >> self.filter_shift & 63) & 1:
            return NULL
        cdef Head* head = self.heads + (mix >> 8 & self.head_mask)
        while not (head.first == units[at] and head.second == units[at + 1]):
            if not head.is_used:
                return NULL
            head += 1
            if head > self.heads + self.head_mask:
                head = self.heads
        cdef Phrase* phrase
        cdef Py_ssize_t number
        for number in range(head.begin, head.begin + head.count):
            phrase = self.phrases + number
            if at + phrase.size <= size and equal(units + at + 2, self.units + phrase.begin + 2, phrase.size - 2):
                return phrase
        return NULL

    def convert(self, str text) -> tuple:
        """`text` with the longest phrase at each place, from the left, and elsewhere each character put into
        its other form; and the phrases, as tuples of their start, their end and what stands there instead.
        A text without any is given back itself."""
        matches = []
        return self.converted(text, matches), matches

    def translate(self, str text) -> str:
        """`text` with each character put into its other form, as long as it was."""
        return self.converted(text, None)

    def matches(self, str text) -> list:
        """The longest phrase at each place, from the left: tuples as of `convert`."""
        return self.found(text, False)

    def everywhere(self, str text) -> list:
        """The longest phrase at every place, also where another one reaches over it: tuples as of
        `convert`."""
        return self.found(text, True)

    cdef list found(self, str text, bint over_others):
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        if kind == 1:
            return self.found_in(<Ucs1*>data, len(text), over_others)
        if kind == 2:
            return self.found_in(<Ucs2*>data, len(text), over_others)
        return self.found_in(<Ucs4*>data, len(text), over_others)

    cdef list found_in(self, Unit* units, Py_ssize_t size, bint over_others):
        cdef Py_ssize_t at = 0
        cdef Phrase* phrase
        found = []
        while at < size:
            phrase = self.longest(units, size, at)
            if phrase is not NULL:
                found.append((at, at + phrase.size, self.values[phrase.number]))
            at += 1 if over_others or phrase is NULL else phrase.size
        return found

    cdef str converted(self, str text, list matches):
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Output out = Output(<Ucs4*>malloc((len(text) + 1) * sizeof(Ucs4)), 0, len(text) + 1)
        cdef bint changed
        if out.units is NULL:
            raise MemoryError
        try:
            if kind == 1:
                changed = self.write(<Ucs1*>data, len(text), matches, &out)
            elif kind == 2:
                changed = self.write(<Ucs2*>data, len(text), matches, &out)
            else:
                changed = self.write(<Ucs4*>data, len(text), matches, &out)
            return PyUnicode_FromKindAndData(4, out.units, out.size) if changed else text
        finally:
            free(out.units)

    cdef bint write(self, Unit* units, Py_ssize_t size, list matches, Output* out) except -1:
        """Fill the output; was anything changed, or a phrase found?"""
        cdef Py_ssize_t at = 0
        cdef Phrase* phrase = NULL
        cdef Ucs4 own, changes = 0
        while at < size:
            if matches is not None:
                phrase = self.longest(units, size, at)
            if phrase is not NULL:
                value = self.values[phrase.number]
                matches.append((at, at + phrase.size, value))
                at += phrase.size
                add(out, value, size - at)
                continue
            own = units[at]
            if own < PLANE and self.plane[own] != ELSEWHERE:
                own = self.plane[own]
            else:
                own = self.elsewhere.get(own, own)
            changes |= own ^ units[at]
            out.units[out.size] = own
            out.size += 1
            at += 1
        return changes != 0 or bool(matches)


cdef int add(Output* out, str value, Py_ssize_t left) except -1:
    """Add a text, and have room for so many characters more."""
    cdef Py_ssize_t at, needed = out.size + len(value) + left
    cdef Ucs4* grown
    if needed > out.room:
        grown = <Ucs4*>realloc(out.units, (needed + (needed >> 4)) * sizeof(Ucs4))
        if grown is NULL:
            raise MemoryError
        out.units, out.room = grown, needed + (needed >> 4)
    for at in range(len(value)):
        out.units[out.size + at] = PyUnicode_READ_CHAR(value, at)
    out.size += len(value)
    return 0


def differences(str before, str after) -> bytes:
    """A byte for each place of two texts of one length: 1 where they differ."""
    cdef Py_ssize_t at, size = len(before)
    if len(after) != size:
        raise ValueError(f"{len(after)} characters beside {size}")
    cdef unsigned char* marks = <unsigned char*>malloc(size + 1)
    if marks is NULL:
        raise MemoryError
    try:
        for at in range(size):
            marks[at] = PyUnicode_READ_CHAR(before, at) != PyUnicode_READ_CHAR(after, at)
        return (<char*>marks)[:size]
    finally:
        free(marks)


def has_any(str text, Py_UCS4 first, Py_UCS4 last) -> bool:
    """Is there any character from one to another?"""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    if kind == 1:
        return any_between(<Ucs1*>data, len(text), first, last)
    if kind == 2:
        return any_between(<Ucs2*>data, len(text), first, last)
    return any_between(<Ucs4*>data, len(text), first, last)


cdef bint any_between(Unit* units, Py_ssize_t size, Ucs4 first, Ucs4 last) noexcept nogil:
    cdef Py_ssize_t at
    cdef bint found = False
    for at in range(size):
        found |= units[at] - first <= last - first
    return found
