"""Places of a text where one of many literals stands, found by the two rarest characters in a row of each.

A filter with a bit for each hash of two characters says of nearly every place that no literal can have them
there, without a branch that depends on the text: for two hundred literals or ten thousand. At the others the
literals with these two characters are compared as a whole.
"""

from libc.stdlib cimport calloc, free

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND, Ucs1, Ucs2, Ucs4, Unit

cdef enum:
    BITS_EACH = 16  # of the filter for each literal: one place in some fifty passes it for nothing
    LEAST_BITS = 12
    HEAD_BITS = 12
    HEADS = 0x1000
    ALONE_BYTES = 0x2000  # a bit for each sixteen lower bits of a code point: one may stand for others


cdef inline unsigned int mixed(unsigned int first, unsigned int second) noexcept nogil:
    return first * <unsigned int>0x9E3779B1 + second * <unsigned int>0x85EBCA6B


cdef inline void put(unsigned char* bits, unsigned int number) noexcept nogil:
    bits[number >> 3] |= 1 << (number & 7)


cdef inline int has(const unsigned char* bits, unsigned int number) noexcept nogil:
    return bits[number >> 3] >> (number & 7) & 1


cdef struct Literal:
    Py_ssize_t begin  # of its characters, which stand in `units`
    Py_ssize_t size
    Py_ssize_t rarest  # where its two rarest characters are in it
    Py_ssize_t reach  # characters of the longest line on which it counts, -1 for any
    int following  # the next literal whose characters have this place in the table, or -1


cdef struct Line:
    Py_ssize_t begin
    Py_ssize_t end  # -1 while nobody has asked


cdef class LiteralSearch:
    """Literals that are looked for together. `rarest` says where in each the two characters are that are
    looked for, or, if it is empty, `costs` for each code point below its length how rare it is.

    `reach` gives for each literal how long, in characters, a line may be on which it counts, -1 for any.
    Longer lines that begin or end with one of `space` count as well, for that may not be counted.
    """

    cdef unsigned char* filter  # kept small, for the processor's cache
    cdef int filter_shift
    cdef unsigned char alones[ALONE_BYTES]  # and the line end
    cdef int heads[HEADS]
    cdef Literal* literals
    cdef Ucs4* units
    cdef dict alone
    cdef str space

    def __cinit__(self, literals, const unsigned char[::1] costs, rarest=(), reach=(), str space=""):
        cdef Py_ssize_t number, begin = 0
        self.alone, self.space = {}, space
        put(self.alones, c"\n")
        cdef int bits = LEAST_BITS
        while 1 << bits < BITS_EACH * <Py_ssize_t>len(literals) and bits < 24:
            bits += 1
        self.filter_shift = 32 - bits
        self.filter = <unsigned char*>calloc(1 << (bits - 3), 1)
        self.literals = <Literal*>calloc(len(literals) + 1, sizeof(Literal))
        self.units = <Ucs4*>calloc(sum(map(len, literals)) + 1, sizeof(Ucs4))
        if self.filter is NULL or self.literals is NULL or self.units is NULL:
            raise MemoryError
        for number in range(HEADS):
            self.heads[number] = -1
        for number in reversed(range(len(literals))):  # so that of some at one place the first is met first
            self.literals[number].reach = reach[number] if reach else -1
            if rarest and len(literals[number]) > 1:
                at = rarest[number]
            else:
                at = rarest_pair(literals[number], costs)
            if not 0 <= at <= max(0, len(literals[number]) - 2):
                raise ValueError(f"no two characters of {literals[number]!r} stand at {at}")
            begin += self.add(number, literals[number], begin, at)

    def __dealloc__(self):
        free(self.filter)
        free(self.literals)
        free(self.units)

    cdef Py_ssize_t add(self, Py_ssize_t number, str literal, Py_ssize_t begin, Py_ssize_t rarest) except -1:
        cdef Py_ssize_t at, size = len(literal)
        cdef unsigned int mix, place
        cdef Literal* own = &self.literals[number]
        cdef Ucs4* units = self.units + begin
        if size < 2:
            if size:
                self.alone[ord(literal)] = number
                put(self.alones, ord(literal) & 0xFFFF)
            return 0
        for at in range(size):
            units[at] = ord(literal[at])
        own.begin, own.size, own.rarest = begin, size, rarest
        mix = mixed(units[own.rarest], units[own.rarest + 1])
        put(self.filter, mix >> self.filter_shift)
        place = mix >> (32 - HEAD_BITS)
        own.following = self.heads[place]
        self.heads[place] = number
        return size

    def find(self, str text, bint on_any_line=False) -> dict:
        """The starts of every literal that occurs on a line it counts on, in order, by the literal's number.
        A literal of one character is found wherever that stands, an empty one nowhere."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        found = {}
        if kind == 1:
            self.scan(<Ucs1*>data, len(text), on_any_line, found)
        elif kind == 2:
            self.scan(<Ucs2*>data, len(text), on_any_line, found)
        else:
            self.scan(<Ucs4*>data, len(text), on_any_line, found)
        return found

    cdef int scan(self, Unit* units, Py_ssize_t size, bint on_any_line, dict found) except -1:
        cdef Py_ssize_t at
        cdef Line line = Line(0, -1)
        cdef unsigned int unit, before = 0
        for at in range(size):
            unit = units[at]
            if has(self.filter, mixed(before, unit) >> self.filter_shift) | has(self.alones, unit & 0xFFFF):
                if at:
                    self.compare(units, size, at - 1, NULL if on_any_line else &line, found)
                if unit == c"\n":
                    line = Line(at + 1, -1)
                if has(self.alones, unit & 0xFFFF) and (number := self.alone.get(unit)) is not None:
                    found.setdefault(number, []).append(at)
            before = unit
        return 0

    cdef int compare(self, Unit* units, Py_ssize_t size, Py_ssize_t place, Line* line, dict found) except -1:
        """Find the literals whose two rarest characters stand at a place."""
        cdef int number = self.heads[mixed(units[place], units[place + 1]) >> (32 - HEAD_BITS)]
        cdef Literal* literal
        cdef Py_ssize_t start
        while number >= 0:
            literal = &self.literals[number]
            start = place - literal.rarest
            if start >= 0 and start + literal.size <= size:
                if equal(units + start, self.units + literal.begin, literal.size) and (
                    line is NULL or literal.reach < 0 or self.is_short(units, size, line, literal.reach)
                ):
                    found.setdefault(number, []).append(start)
            number = literal.following
        return 0


    cdef bint is_short(self, Unit* units, Py_ssize_t size, Line* line, Py_ssize_t reach) except -1:
        """May the line that is read count as no longer than so many characters?"""
        if line.end < 0:
            line.end = line.begin
            while line.end < size and units[line.end] != c"\n":
                line.end += 1
        return line.end - line.begin <= reach or (
            <Py_UCS4>units[line.begin] in self.space or <Py_UCS4>units[line.end - 1] in self.space
        )


cdef Py_ssize_t rarest_pair(str literal, const unsigned char[::1] costs) except -1:
    cdef Py_ssize_t at, rarest = 0
    cdef int worth, most = -1
    for at in range(len(literal) - 1):
        worth = cost(literal[at], costs) + cost(literal[at + 1], costs)
        if worth > most:
            rarest, most = at, worth
    return rarest


cdef inline int cost(Ucs4 unit, const unsigned char[::1] costs) noexcept:
    return costs[unit] if unit < <Ucs4>costs.shape[0] else 255


cdef inline bint equal(Unit* units, Ucs4* literal, Py_ssize_t size) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(size):
        if units[at] != literal[at]:
            return False
    return True
