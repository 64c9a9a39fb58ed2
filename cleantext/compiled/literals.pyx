"""Places of a text where one of many literals stands, found by the two rarest characters in a row of each.

A filter with a bit for each hash of two characters says of nearly every place that no literal can have them
there, without a branch that depends on the text: for two hundred literals or ten thousand. At the others the
literals with these two characters are compared as a whole.
"""

from cpython.unicode cimport PyUnicode_READ_CHAR
from libc.stdint cimport uint64_t
from libc.stdlib cimport calloc, free

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND, Ucs1, Ucs2, Ucs4, Unit, equal, mixed

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_Find(str text, str other, Py_ssize_t start, Py_ssize_t end, int direction) except -2
    Py_ssize_t PyUnicode_FindChar(str text, Py_UCS4 character, Py_ssize_t start, Py_ssize_t end, int direction)

cdef enum:
    BITS_EACH = 64  # of the filter for each literal: one place in some hundred passes it for nothing
    LEAST_BITS = 12
    HEAD_BITS = 12
    HEADS = 0x1000
    ALONE_MASK = 0x7FF  # a bit for each eleven lower bits of a code point: one may stand for others
    AT_ONCE = 8  # places that are asked before the first of them is looked at: so they do not wait for it


cdef inline void put(uint64_t* bits, unsigned int number) noexcept nogil:
    bits[number >> 6] |= <uint64_t>1 << (number & 63)


cdef inline uint64_t has(const uint64_t* bits, unsigned int number) noexcept nogil:
    return bits[number >> 6] >> (number & 63) & 1


cdef struct Literal:
    Py_ssize_t begin  # of its characters, which stand in `units`
    Py_ssize_t size
    Py_ssize_t rarest  # where its two rarest characters are in it
    int following  # the next literal whose characters have this place in the table, or -1


cdef class LiteralSearch:
    """Literals that are looked for together. `rarest` says where in each the two characters are that are
    looked for, or, if it is empty, `costs` for each code point below its length how rare it is."""

    cdef uint64_t* filter  # kept small, for the processor's cache
    cdef int filter_shift
    cdef uint64_t alones[(ALONE_MASK + 1) / 64]
    cdef int heads[HEADS]
    cdef Literal* literals
    cdef Ucs4* units
    cdef dict alone

    def __cinit__(self, literals, const unsigned char[::1] costs, rarest=(), *others):
        cdef Py_ssize_t number, begin = 0
        self.alone = {}
        cdef int bits = LEAST_BITS
        while 1 << bits < BITS_EACH * <Py_ssize_t>len(literals) and bits < 24:
            bits += 1
        self.filter_shift = 32 - bits
        self.filter = <uint64_t*>calloc(1 << (bits - 6), sizeof(uint64_t))
        self.literals = <Literal*>calloc(len(literals) + 1, sizeof(Literal))
        self.units = <Ucs4*>calloc(sum(map(len, literals)) + 1, sizeof(Ucs4))
        if self.filter is NULL or self.literals is NULL or self.units is NULL:
            raise MemoryError
        for number in range(HEADS):
            self.heads[number] = -1
        for number in reversed(range(len(literals))):  # so that of some at one place the first is met first
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
                put(self.alones, ord(literal) & ALONE_MASK)
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

    def find(self, str text) -> dict:
        """The starts of every literal that occurs, in order, by the literal's number. An empty one occurs
        nowhere."""
        cdef Line line = Line(0, -1, 0, 0)
        found = {}
        self.look(text, &line, found, None)
        return found

    cdef int look(self, str text, Line* line, dict found, dict awake) except -1:
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        if kind == 1:
            return self.scan(<Ucs1*>data, len(text), text, line, found, awake)
        if kind == 2:
            return self.scan(<Ucs2*>data, len(text), text, line, found, awake)
        return self.scan(<Ucs4*>data, len(text), text, line, found, awake)

    cdef int scan(self, Unit* units, Py_ssize_t size, str text, Line* line, dict found, dict awake) except -1:
        cdef const uint64_t* filter = self.filter
        cdef const uint64_t* alones = self.alones
        cdef int shift = self.filter_shift
        cdef Py_ssize_t at = 1, place
        cdef uint64_t passed
        if size:
            self.stands_alone(units[0], 0, text, line, found, awake)
        while at < size:
            passed = 0
            if at + AT_ONCE <= size:
                for place in range(AT_ONCE):
                    passed |= has(filter, mixed(units[at + place - 1], units[at + place]) >> shift)
                    passed |= has(alones, units[at + place] & ALONE_MASK)
            if passed or at + AT_ONCE > size:
                for place in range(at, min(at + AT_ONCE, size)):
                    if has(filter, mixed(units[place - 1], units[place]) >> shift):
                        self.compare(units, size, place - 1, text, line, found, awake)
                    if has(alones, units[place] & ALONE_MASK):
                        self.stands_alone(units[place], place, text, line, found, awake)
            at += AT_ONCE
        return 0

    cdef int stands_alone(
        self, unsigned int unit, Py_ssize_t at, str text, Line* line, dict found, dict awake
    ) except -1:
        if (number := self.alone.get(unit)) is not None:
            self.meet(number, at, 1, text, line, found, awake)
        return 0

    cdef int compare(
        self, Unit* units, Py_ssize_t size, Py_ssize_t place, str text, Line* line, dict found, dict awake
    ) except -1:
        """Find the literals whose two rarest characters stand at a place."""
        cdef int number = self.heads[mixed(units[place], units[place + 1]) >> (32 - HEAD_BITS)]
        cdef Literal* literal
        cdef Py_ssize_t start
        while number >= 0:
            literal = &self.literals[number]
            start = place - literal.rarest
            if start >= 0 and start + literal.size <= size:
                if equal(units + start, self.units + literal.begin, literal.size):
                    self.meet(number, start, literal.size, text, line, found, awake)
            number = literal.following
        return 0

    cdef int meet(
        self, Py_ssize_t number, Py_ssize_t start, Py_ssize_t size, str text, Line* line, dict found, dict awake
    ) except -1:
        """A literal stands at a place."""
        found.setdefault(number, []).append(start)
        return 0


cdef enum:
    ANY_LENGTH = -1
    WHOLE = -2
    MASK = 32  # bytes: a bit for each value of a code point's lowest byte


cdef struct Line:
    Py_ssize_t begin
    Py_ssize_t end  # -1 where no line was looked at yet
    Py_ssize_t first  # where it begins and ends without the space around it
    Py_ssize_t last


cdef class AnchorSearch(LiteralSearch):
    """Literals that are anchors of rules, and count on the lines on which one of these may match.

    `places` are the rules of each literal; `wanted` the literals that count on any line. Of each rule `reach`
    says how long, in characters and without the `space` around it, the line may be: -1 for any length, -2 if
    the literal must be all of it. `edges` has two masks of 32 bytes for each, one for the characters such a
    line may begin with and one for its last: a bit for each value of a code point's lowest byte. Nothing for
    `edges` means any.
    """

    cdef Py_ssize_t* begins  # of each literal's rules in `rules`, and one more
    cdef int* rules
    cdef Py_ssize_t* reach
    cdef uint64_t* any_line
    cdef bytes edges
    cdef str space
    cdef list required  # of each rule what a line must hold, None where that is not known

    def __cinit__(self, literals, costs, rarest, places, wanted, reach, bytes edges, str space):
        cdef Py_ssize_t number, at = 0
        if edges and len(edges) != 2 * MASK * len(reach):
            raise ValueError(f"{len(edges)} bytes are no edges of {len(reach)} rules")
        self.edges, self.space, self.required = edges, space, [None] * len(reach)
        self.begins = <Py_ssize_t*>calloc(len(literals) + 1, sizeof(Py_ssize_t))
        self.rules = <int*>calloc(sum(map(len, places)) + 1, sizeof(int))
        self.reach = <Py_ssize_t*>calloc(len(reach) + 1, sizeof(Py_ssize_t))
        self.any_line = <uint64_t*>calloc((len(literals) >> 6) + 1, sizeof(uint64_t))
        if self.begins is NULL or self.rules is NULL or self.reach is NULL or self.any_line is NULL:
            raise MemoryError
        for number, own in enumerate(places):
            for place in own:
                if not 0 <= place < len(reach):
                    raise ValueError(f"there is no rule {place}")
                self.rules[at] = place
                at += 1
            self.begins[number + 1] = at
        for number in wanted:
            put(self.any_line, number)
        for number, longest in enumerate(reach):
            self.reach[number] = longest

    def __dealloc__(self):
        free(self.begins)
        free(self.rules)
        free(self.reach)
        free(self.any_line)

    def require(self, Py_ssize_t rule, tuple patterns):
        """Tell what lines must hold that a rule matches in: of one pattern at least one literal of each of its
        clauses."""
        self.required[rule] = patterns

    def wake(self, str text) -> tuple:
        """The starts of every literal that counts, in order, by the literal's number, and by the rule's place
        the numbers of those literals that count for it."""
        cdef Line line = Line(0, -1, 0, 0)
        found, awake = {}, {}
        self.look(text, &line, found, awake)
        return found, awake

    cdef int meet(
        self, Py_ssize_t number, Py_ssize_t start, Py_ssize_t size, str text, Line* line, dict found, dict awake
    ) except -1:
        cdef Py_ssize_t at
        cdef bint counts = awake is None or has(self.any_line, number)
        if awake is not None:
            if not line.begin <= start <= line.end:
                self.measure(text, start, line)
            for at in range(self.begins[number], self.begins[number + 1]):
                if self.may_match(self.rules[at], start, size, text, line):
                    counts = True
                    numbers = awake.setdefault(self.rules[at], [])
                    if number not in numbers:
                        numbers.append(number)
        if counts:
            found.setdefault(number, []).append(start)
        return 0

    cdef bint may_match(self, int rule, Py_ssize_t start, Py_ssize_t size, str text, Line* line) except -1:
        cdef Py_ssize_t reach = self.reach[rule], length = line.last - line.first
        cdef const unsigned char* edges = self.edges
        if reach == WHOLE:
            return start == line.first and size == length
        if reach != ANY_LENGTH and length > reach:
            return False
        if len(self.edges) and length:
            edges += 2 * MASK * rule
            if not in_mask(edges, PyUnicode_READ_CHAR(text, line.first)):
                return False
            if not in_mask(edges + MASK, PyUnicode_READ_CHAR(text, line.last - 1)):
                return False
        patterns = self.required[rule]
        return patterns is None or holds_any(text, line, <tuple>patterns)

    cdef int measure(self, str text, Py_ssize_t place, Line* line) except -1:
        """The line a place is on."""
        cdef Py_ssize_t begin = PyUnicode_FindChar(text, c"\n", 0, place, -1) + 1
        cdef Py_ssize_t end = PyUnicode_FindChar(text, c"\n", place, len(text), 1)
        if end < 0:
            end = len(text)
        line.begin, line.end = begin, end
        while begin < end and PyUnicode_READ_CHAR(text, begin) in self.space:
            begin += 1
        while begin < end and PyUnicode_READ_CHAR(text, end - 1) in self.space:
            end -= 1
        line.first, line.last = begin, end
        return 0


cdef bint holds_any(str text, Line* line, tuple patterns) except -1:
    for clauses in patterns:
        if holds_all(text, line, <tuple>clauses):
            return True
    return False


cdef bint holds_all(str text, Line* line, tuple clauses) except -1:
    cdef bint held
    for clause in clauses:
        held = False
        for literal in <tuple>clause:
            held = PyUnicode_Find(text, literal, line.first, line.last, 1) >= 0
            if held:
                break
        if not held:
            return False
    return True


cdef inline bint in_mask(const unsigned char* mask, Ucs4 unit) noexcept nogil:
    return mask[(unit & 0xFF) >> 3] >> (unit & 7) & 1


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
