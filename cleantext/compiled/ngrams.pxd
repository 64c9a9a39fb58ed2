"""The rows of the n-gram table, for the other compiled modules: see `ngrams.pyx`."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t

cdef enum:
    LETTER_BITS = 21
    ZERO_UNSEEN = 32  # what is stored for 0 nats
    LONGEST = 3  # letters of the longest context

cdef struct Level:
    # N-grams of one size, in the order of their letters' code points; the parts are little-endian.
    const uint8_t* last
    const uint8_t* nats
    const uint8_t* unseen
    const uint8_t* children
    const uint8_t* marks
    uint32_t count
    uint32_t marked
    int width

cdef struct Node:
    # Where an n-gram is among those of its size (-1: not kept), what is stored of the letters that it is
    # not kept with, and where its children begin and end.
    int at
    int unseen
    uint32_t begin
    uint32_t end

cdef struct Letters:
    # Some letters of the language: bits in the order of all its letters, and how many are set before each
    # word of them. Nothing is known of them where `bits` is NULL.
    uint64_t* bits
    uint16_t* before

cdef struct Met:
    uint64_t key
    Node node


cdef inline uint64_t push(uint64_t context, uint32_t letter) noexcept nogil:
    """A context with one more letter, the last three kept: 21 bits each, the code point and one."""
    return ((context << LETTER_BITS) | (letter + 1)) & ((<uint64_t>1 << (LONGEST * LETTER_BITS)) - 1)


cdef inline uint32_t last_of(uint64_t context) noexcept nogil:
    """The last letter and one; 0 of no context."""
    return context & ((1 << LETTER_BITS) - 1)


cdef inline uint64_t ending(uint64_t context, int size) noexcept nogil:
    """The last letters of a context."""
    return context & ((<uint64_t>1 << (size * LETTER_BITS)) - 1)


cdef inline int size_of(uint64_t context) noexcept nogil:
    """How many letters a context has."""
    return (context != 0) + (context >> LETTER_BITS != 0) + (context >> (2 * LETTER_BITS) != 0)


cdef inline uint32_t letter_at(const Level* level, uint32_t at) noexcept nogil:
    """The last letter of an n-gram."""
    return level.last[2 * at] | (level.last[2 * at + 1] << 8)


cdef inline int find(const Level* level, uint32_t letter, uint32_t begin, uint32_t end) noexcept nogil:
    """Where the n-gram with this last letter is among some of them, or -1."""
    cdef uint32_t size = end - begin, half
    if begin >= end:
        return -1
    while size > 1:
        half = size >> 1
        begin += half if letter_at(level, begin + half) <= letter else 0
        size -= half
    return <int>begin if letter_at(level, begin) == letter else -1


cdef inline uint32_t bits_set(uint64_t bits) noexcept nogil:
    """How many bits are set."""
    bits -= (bits >> 1) & <uint64_t>0x5555555555555555
    bits = (bits & <uint64_t>0x3333333333333333) + ((bits >> 2) & <uint64_t>0x3333333333333333)
    bits = (bits + (bits >> 4)) & <uint64_t>0x0F0F0F0F0F0F0F0F
    return <uint32_t>((bits * <uint64_t>0x0101010101010101) >> 56)


cdef inline uint32_t rank(const Letters* letters, uint32_t word, uint64_t bit) noexcept nogil:
    """How many letters stand before one, given by its word of bits and its bit."""
    return letters.before[word] + bits_set(letters.bits[word] & (bit - 1))


cdef inline double step_nats(uint8_t steps) noexcept nogil:
    """What a stored byte says, in nats."""
    return -(1.0 / 15.0) * <double>steps


cdef inline double unseen_nats(Node node) noexcept nogil:
    """What a character not in the row of a context has beside."""
    return (1.0 / 15.0) * <double>(ZERO_UNSEEN - node.unseen)


cdef inline double unseen_beside(const Level* level, int at) noexcept nogil:
    """The same of an n-gram, given by where it is (-1: not kept)."""
    return (1.0 / 15.0) * <double>(ZERO_UNSEEN - level.unseen[at]) if at >= 0 and level.marked else 0.0


cdef inline uint64_t in_line(uint64_t context) noexcept nogil:
    """A context without what stands before the last line end in it."""
    if last_of(context) == 11:
        return ending(context, 1)
    return ending(context, 2) if last_of(context >> LETTER_BITS) == 11 else context


@cython.final
cdef class Ngrams:
    cdef const uint8_t[::1] data
    cdef readonly int order
    cdef Level levels[LONGEST + 1]
    cdef uint16_t firsts[65536]
    cdef uint32_t seconds[65537]
    cdef Met met[8192]
    cdef uint32_t words  # of bits for all letters
    cdef Letters* follow  # each letter; made when it is asked for
    cdef dict rows
    cdef const Letters* followers(self, uint32_t number) noexcept
    cdef bint set_letters(self, Letters* letters, const uint8_t* last, uint32_t count) noexcept
    cdef int _pair_in_row(self, int number, uint32_t letter) noexcept
    cdef int pair(self, int number, uint32_t letter) noexcept

    cdef inline int number(self, uint32_t letter) noexcept:
        """Which letter of the language one is, or -1."""
        return <int>self.firsts[letter] - 1 if letter < 65536 else -1
    cdef Py_ssize_t _read_level(self, Level* level, Py_ssize_t at) except -1
    cdef Node node(self, uint64_t context) noexcept
    cdef double unseen_beyond(self, uint64_t context, int size) noexcept
    cdef Node child(self, Node parent, int size, uint32_t letter) noexcept
    cdef int longest(self, uint64_t context, uint32_t letter, int* size) noexcept
    cdef double weigh(self, uint64_t context, uint32_t letter) noexcept
