# distutils: language = c++
"""How likely a character follows another, by the word list: the table of `cleantext.chinese` for searches.

Nothing is reckoned here that is not there: which kinds of characters there are, how they move between each
other and how a kind is shared among its characters is handed in, or asked once for each character.
"""

from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memset
from libcpp.algorithm cimport sort
from libcpp.vector cimport vector


cdef class Pairs:
    """Log probabilities of folded characters after each other, in nats.

    `heads` are the characters that words begin with; `starts` and `ends` what each has for a word to begin,
    and to end, with it; `spans` where its followers begin in `followers`, whose nats within a word are
    `costs` of the bytes in `steps`. `moves` are nats from kind to kind, `han` is the kind of ideographs;
    `ask` gives the kind of any other character and the log of its share. A bracket and the `numerals` follow
    each other with `numbered` nats; `unknown` is of an ideograph in no word.
    """

    def __init__(
        self, str heads, starts, ends, spans, str followers, bytes steps, costs, moves, int han, ask,
        str numerals, double numbered, double unknown,
    ):
        cdef Py_ssize_t at
        cdef Py_UCS4 letter
        cdef Head head
        memset(self.head_of, 0, sizeof(self.head_of))
        memset(self.kinds, UNASKED, sizeof(self.kinds))
        memset(self.numeral, 0, sizeof(self.numeral))
        if len(moves) > MOST_KINDS or len(heads) > 65535 or len(followers) != len(steps):
            raise ValueError("a table of pairs that does not fit")
        for at in range(len(heads)):
            letter = heads[at]
            head.start, head.end, head.first, head.behind = starts[at], ends[at], spans[at], spans[at + 1]
            head.sorted = False
            if letter > 0xFFFF or not head.first <= head.behind <= <uint32_t>len(followers):
                raise ValueError("a table of pairs that does not fit")
            self.heads.push_back(head)
            self.head_of[letter] = <uint16_t>(at + 1)
        for at in range(len(followers)):
            letter = followers[at]
            self.followers.push_back((<uint32_t>letter << 8) | <uint8_t>steps[at])
        for at in range(256):
            self.costs[at] = costs[at]
        for one, row in enumerate(moves):
            for other, nats in enumerate(row):
                self.moves[<int>one][<int>other] = nats
        for letter in numerals:
            self.numeral[<uint32_t>letter & 0xFFFF] = 1
        self.han, self.ask, self.numbered, self.unknown = han, ask, numbered, unknown

    def nats_of(self, str before, str character):
        """Log probability of a character after another, both folded."""
        return self.nats(ord(before), ord(character))

    cdef double nats(self, uint32_t before, uint32_t character) except? 1.0:
        """Log probability of a character after another, both folded."""
        cdef double share
        if before < 65536 and self.head_of[before]:
            return self._behind_head(&self.heads[self.head_of[before] - 1], before, character)
        if before == c'(' and character < 65536 and self.numeral[character]:
            return self.numbered
        return self._apart(0.0, self._kind(before, &share), character)

    # --- the parts of it, for who weighs many characters after one ---------------------------------------

    cdef Head* head(self, uint32_t character) except? NULL:
        """A character of the word list, its followers in the order of their code points; NULL for another."""
        cdef Head* head
        if character >= 65536 or not self.head_of[character]:
            return NULL
        head = &self.heads[self.head_of[character] - 1]
        if not head.sorted:
            sort(self.followers.begin() + head.first, self.followers.begin() + head.behind)
            head.sorted = True
        return head

    cdef bint is_plain(self, uint32_t before) noexcept:
        """Is a character neither a numeral nor the bracket that numerals follow?"""
        return before != c'(' and (before >= 65536 or not self.numeral[before])

    cdef double to_word(self, uint32_t before) except? 1.0:
        """Nats for any new word to follow."""
        cdef double share
        if before < 65536 and self.head_of[before]:
            return self.heads[self.head_of[before] - 1].end + self.moves[self.han][self.han]
        return 0.0 + self.moves[self._kind(before, &share)][self.han]

    cdef double start(self, uint32_t character) except? 2.0:
        """Nats for a new word to begin with an ideograph; 1.0 for what is none."""
        cdef double share
        if character < 65536 and self.head_of[character]:
            return self.heads[self.head_of[character] - 1].start
        return self.unknown if self._kind(character, &share) == self.han else 1.0

    cdef double within(self, uint32_t follower) noexcept:
        """Nats for one of the followers of a character."""
        return self.moves[self.han][self.han] + self.costs[follower & 255]

    # --- one pair ----------------------------------------------------------------------------------------

    cdef double _behind_head(self, Head* head, uint32_t before, uint32_t character) except? 1.0:
        """The same behind a character that is in the word list."""
        cdef uint32_t begin, end, middle
        if character == c')' and self.numeral[before]:
            return self.numbered
        self.head(before)
        begin, end = head.first, head.behind
        while begin < end:
            middle = (begin + end) >> 1
            if self.followers[middle] >> 8 < character:
                begin = middle + 1
            else:
                end = middle
        if begin < head.behind and self.followers[begin] >> 8 == character:
            return self.within(self.followers[begin])
        return self._apart(head.end, self.han, character)

    cdef double _apart(self, double end, int kind, uint32_t character) except? 1.0:
        """The same where no word holds the two: a word ends, and another or a mark follows."""
        cdef double share = 0.0
        cdef int other
        if character < 65536 and self.head_of[character]:
            return end + self.moves[kind][self.han] + self.heads[self.head_of[character] - 1].start
        other = self._kind(character, &share)
        if other == self.han:
            return end + self.moves[kind][self.han] + self.unknown
        return end + self.moves[kind][other] + share

    cdef int _kind(self, uint32_t character, double* share) except -1:
        """The kind of a character, and the log of the share that it has of its kind."""
        if character < 65536 and self.kinds[character] != UNASKED:
            share[0] = self.shares[character]
            return self.kinds[character]
        kind, part = self.ask(chr(character))
        if not 0 <= kind < MOST_KINDS:
            raise ValueError(f"no kind {kind}")
        share[0] = part
        if character < 65536:
            self.kinds[character], self.shares[character] = kind, part
        return kind
