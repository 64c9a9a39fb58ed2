"""How well Chinese text reads, by the up to three letters before each: n-grams in back-off form.

A letter is a code point in normal form (`cleantext.ngrams`). A context of up to three is one number, 21 bits
a letter. The table is searched where it lies, in the file's own bytes (`data/ngram_file.py` tells what is in
them): the n-grams that begin with another one lie together, in the order of their last letters. An n-gram
that is not kept has the probability of one a letter shorter, times the weight of what its context has unseen.

The ends of what is kept are kept too, so that where a letter is not known after one other, nothing longer
is looked for. That is asked most, and such rows are long: for each letter its followers are kept as bits,
too, made when they are first asked for.
"""

from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memset

cdef enum:
    CHILDREN_A_MARK = 64
    MOST_ROWS = 1 << 14

CHILDREN_PER_MARK = CHILDREN_A_MARK
"""N-grams from one stored beginning of children to the next."""
NATS_PER_STEP = 1.0 / 15.0
UNSEEN_ZERO = ZERO_UNSEEN
"""The stored byte of an unseen weight of 0 nats; one more is a step less."""

cdef double UNKNOWN = -17.0
"""Log probability of a character that the table does not know."""


cdef class Ngrams:
    """Log probabilities of characters, in nats, in back-off form; `data` are the bytes of the file.

    Raises ValueError for bytes that are no such file.
    """

    def __init__(self, const uint8_t[::1] data not None):
        cdef Py_ssize_t at = 1
        cdef int size
        cdef uint32_t here
        self.data, self.rows = data, {}
        self.order = data[0] if data.shape[0] else 0
        if not 1 <= self.order <= LONGEST + 1:
            raise ValueError(f"n-grams of {self.order} characters, not of 1 to {LONGEST + 1}")
        for size in range(self.order):
            at = self._read_level(&self.levels[size], at)
        memset(self.firsts, 0, sizeof(self.firsts))
        memset(self.met, 0, sizeof(self.met))
        if self.levels[0].count > 65535:
            raise ValueError("more letters than fit the table of n-grams")
        self.seconds[0] = 0
        for here in range(self.levels[0].count):
            self.firsts[letter_at(&self.levels[0], here)] = here + 1
            self.seconds[here + 1] = self.seconds[here] + _children(&self.levels[0], here)
        self.words = self.levels[0].count // 64 + 1
        self.follow = <Letters*>calloc(self.levels[0].count + 1, sizeof(Letters))
        if self.follow == NULL:
            raise MemoryError

    def __dealloc__(self):
        cdef uint32_t at
        if self.follow != NULL:
            for at in range(self.levels[0].count):
                free(self.follow[at].bits)
            free(self.follow)

    cdef Py_ssize_t _read_level(self, Level* level, Py_ssize_t at) except -1:
        cdef Py_ssize_t inner, behind, here = at + 12
        if here > self.data.shape[0]:
            raise ValueError("the table of n-grams is cut short")
        cdef const uint8_t* base = &self.data[0]
        level.count, level.marked = _number(base + at), _number(base + at + 4)
        level.width = 2 if _number(base + at + 8) == 2 else 1
        inner = level.count if level.marked else 0
        behind = here + 4 * <Py_ssize_t>level.marked + 3 * <Py_ssize_t>level.count + (1 + level.width) * inner
        if behind > self.data.shape[0]:
            raise ValueError("the table of n-grams is cut short")
        if inner and <Py_ssize_t>level.marked * CHILDREN_A_MARK < inner:
            raise ValueError("the table of n-grams lacks marks")
        level.marks = base + here
        level.last = level.marks + 4 * <Py_ssize_t>level.marked
        level.nats = level.last + 2 * <Py_ssize_t>level.count
        level.unseen = level.nats + level.count
        level.children = level.unseen + inner
        return here + 4 * <Py_ssize_t>level.marked + 3 * <Py_ssize_t>level.count + (1 + level.width) * inner

    # --- for other compiled modules --------------------------------------------------------------------

    cdef Node child(self, Node parent, int size, uint32_t letter) noexcept:
        """The n-gram of `size` letters that is `parent` and one more letter."""
        cdef Node found
        cdef const Level* level = &self.levels[size - 1]
        cdef uint32_t first
        found.begin = found.end = 0
        found.unseen = ZERO_UNSEEN
        if size == 1:
            found.at = self.number(letter)
            if found.at >= 0 and level.marked:
                found.begin, found.end = self.seconds[found.at], self.seconds[found.at + 1]
        else:
            if size == 2:
                found.at = self.pair(parent.at, letter)
            else:
                found.at = find(level, letter, parent.begin, parent.end)
            if found.at >= 0 and level.marked:
                first = found.at // CHILDREN_A_MARK
                found.begin = _number(level.marks + 4 * first)
                found.begin += _all_children(level, first * CHILDREN_A_MARK, found.at)
                found.end = found.begin + _children(level, found.at)
        if found.at >= 0 and level.marked:
            found.unseen = level.unseen[found.at]
        if size < self.order and found.end > self.levels[size].count:
            found.begin = found.end = 0
        return found

    cdef const Letters* followers(self, uint32_t number) noexcept:
        """The letters that follow one of the language, given by its number."""
        cdef uint32_t begin = self.seconds[number], count = self.seconds[number + 1] - begin
        if self.follow[number].bits == NULL and self.order > 1 and begin + count <= self.levels[1].count:
            self.set_letters(&self.follow[number], self.levels[1].last + 2 * begin, count)
        return &self.follow[number]

    cdef bint set_letters(self, Letters* letters, const uint8_t* last, uint32_t count) noexcept:
        """Make bits of letters of the language given in order, two bytes each; not of any others."""
        cdef uint64_t* bits = <uint64_t*>calloc(self.words, sizeof(uint64_t) + sizeof(uint16_t))
        cdef uint16_t* before = <uint16_t*>(bits + self.words)
        cdef uint32_t at, number, least = 0
        if bits == NULL:
            return False
        for at in range(count):
            number = self.firsts[last[2 * at] | (last[2 * at + 1] << 8)]
            if number <= least:
                free(bits)
                return False
            bits[(number - 1) >> 6] |= <uint64_t>1 << ((number - 1) & 63)
            least = number
        for at in range(1, self.words):
            before[at] = <uint16_t>(before[at - 1] + bits_set(bits[at - 1]))
        letters.bits, letters.before = bits, before
        return True

    cdef int pair(self, int number, uint32_t letter) noexcept:
        """Where a letter, given by its number, and another one are among the n-grams of two, or -1."""
        cdef int other = self.number(letter)
        cdef const Letters* letters
        cdef uint64_t bit = <uint64_t>1 << (other & 63)
        if number < 0 or other < 0:
            return -1
        letters = &self.follow[number]
        if letters.bits == NULL:
            letters = self.followers(number)
        if letters.bits == NULL:
            return self._pair_in_row(number, letter)
        if not letters.bits[other >> 6] & bit:
            return -1
        return <int>(self.seconds[number] + rank(letters, other >> 6, bit))

    cdef int _pair_in_row(self, int number, uint32_t letter) noexcept:
        cdef uint32_t begin = self.seconds[number], end = self.seconds[number + 1]
        return find(&self.levels[1], letter, begin, end) if end <= self.levels[1].count else -1

    cdef Node node(self, uint64_t context) noexcept:
        """Where a context is in the table."""
        cdef Node found
        cdef Met* met
        cdef uint64_t pair
        cdef int size = size_of(context)
        found.at, found.unseen, found.begin, found.end = 0, ZERO_UNSEEN, 0, self.levels[0].count
        if size == 0:
            return found
        if size >= self.order:
            found.at, found.end = -1, 0
            return found
        if size == 1:
            return self.child(found, 1, last_of(context) - 1)
        pair = context if size == 2 else context >> LETTER_BITS
        met = &self.met[(pair * <uint64_t>0x9E3779B97F4A7C15) >> 51]
        if met.key != pair:
            met.key = pair
            found = self.child(found, 1, last_of(pair >> LETTER_BITS) - 1)
            met.node = self.child(found, 2, last_of(pair) - 1)
        return met.node if size == 2 else self.child(met.node, 3, last_of(context) - 1)

    cdef double unseen_beyond(self, uint64_t context, int size) noexcept:
        """What a character has beside that is known after the last `size` letters of a context, and after no
        more of them."""
        cdef int most = size_of(context), pair
        cdef Node before
        cdef double nats = 0.0
        if most > 1 and size < most:
            pair = self.pair(self.number(last_of(context >> LETTER_BITS) - 1), last_of(context) - 1)
            if most > 2 and pair >= 0:
                before = self.node(context >> LETTER_BITS)
                nats += unseen_beside(
                    &self.levels[2], find(&self.levels[2], last_of(context) - 1, before.begin, before.end)
                )
            if size < 2:
                nats += unseen_beside(&self.levels[1], pair)
        if size < 1 and most:
            nats += unseen_beside(&self.levels[0], self.number(last_of(context) - 1))
        return nats

    cdef int longest(self, uint64_t context, uint32_t letter, int* size) noexcept:
        """Where the longest n-gram is that ends a context and one more letter, or -1, and of how many letters
        of the context it is. The ends of what is kept are kept too: none that is longer is looked for."""
        cdef int place = self.number(letter), longer = -1
        cdef Node node
        size[0] = 0
        if context:
            longer = self.pair(self.number(last_of(context) - 1), letter)
        while longer >= 0:
            place = longer
            size[0] += 1
            if size[0] == size_of(context):
                break
            node = self.node(ending(context, size[0] + 1))
            longer = find(&self.levels[size[0] + 1], letter, node.begin, node.end)
        return place

    cdef double weigh(self, uint64_t context, uint32_t letter) noexcept:
        """Log probability of a letter after a context. In sound text the longest n-gram is often kept, so it
        is looked for first."""
        cdef double nats = 0.0
        cdef int size, at
        cdef Node node
        context = in_line(context)
        size = size_of(context)
        while True:
            node = self.node(context)
            if size > 1:
                at = find(&self.levels[size], letter, node.begin, node.end)
            else:
                at = self.pair(node.at, letter) if size else self.number(letter)
            if at >= 0:
                nats += step_nats(self.levels[size].nats[at])
                return nats if nats < 0.0 else 0.0
            if size == 0:
                return nats + UNKNOWN
            nats += unseen_nats(node)
            size -= 1
            context = ending(context, size)

    # --- for Python ------------------------------------------------------------------------------------

    def row(self, str context):
        """What is kept after a context of at most `order - 1` characters, with its log probability.

        Empty where the context is not kept; for what is not in the row see `unseen`.
        """
        cdef Node node
        cdef Level* level
        cdef uint32_t at
        found = self.rows.get(context)
        if found is not None:
            return found
        if len(self.rows) >= MOST_ROWS:
            self.rows.clear()
        found = self.rows[context] = {}
        if len(context) < self.order:
            node = self.node(_packed(context))
            level = &self.levels[len(context)]
            for at in range(node.begin, node.end):
                found[chr(letter_at(level, at))] = step_nats(level.nats[at])
        return found

    def unseen(self, str context):
        """What a character not in the row of a context has beside its log probability after the shorter one.

        The shorter context lacks the first character; 0.0 where the context is not kept.
        """
        if len(context) >= self.order:
            return 0.0
        return unseen_nats(self.node(_packed(context)))

    def nats(self, str context, str character):
        """Log probability of a character after the last characters of a context, which may be long."""
        return self.weigh(_packed(context), ord(character))

    def context(self, str before):
        """What of the text before a character bears on it: a few characters of its line."""
        before = before[max(0, len(before) - self.order + 1) :]
        line = before.rfind("\n")
        return before[line:] if line > 0 else before

    def nats_of_each(self, str text, str unknown):
        """Log probability of each character of `text` after those before it, as far as none is `unknown`."""
        cdef uint64_t context = 0
        cdef Py_UCS4 letter, gap = ord(unknown)
        cdef list found = []
        for letter in text:
            found.append(self.weigh(ending(context, self.order - 1), letter))
            context = 0 if letter == gap else push(context, letter)
        return found

    def score(self, str text, str before="\n"):
        """Log probability of `text` after `before`."""
        cdef uint64_t context = _packed(before)
        cdef double nats = 0.0
        cdef Py_UCS4 letter
        for letter in text:
            nats += self.weigh(ending(context, self.order - 1), letter)
            context = push(context, letter)
        return nats


cdef uint64_t _packed(str text) noexcept:
    cdef uint64_t context = 0
    cdef Py_UCS4 letter
    for letter in text[max(0, len(text) - LONGEST) :]:
        context = push(context, letter)
    return context


cdef inline uint32_t _children(const Level* level, uint32_t at) noexcept nogil:
    """How many n-grams one letter longer begin with an n-gram."""
    if not level.marked:
        return 0
    if level.width == 1:
        return level.children[at]
    return level.children[2 * at] | (level.children[2 * at + 1] << 8)


cdef inline uint32_t _all_children(const Level* level, uint32_t begin, uint32_t end) noexcept:
    """How many n-grams one letter longer begin with some n-grams in a row."""
    cdef uint32_t at, count = 0
    if level.width == 1:
        for at in range(begin, end):
            count += level.children[at]
    else:
        for at in range(begin, end):
            count += level.children[2 * at] | (level.children[2 * at + 1] << 8)
    return count


cdef inline uint32_t _number(const uint8_t* at) noexcept nogil:
    return at[0] | (at[1] << 8) | (at[2] << 16) | (<uint32_t>at[3] << 24)
