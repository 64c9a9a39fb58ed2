# distutils: language = c++
"""What a page itself writes: how often each character of it follows each one and each two.

Nothing is weighed here: `shift_odds.pyx` asks how often, and what to make of it.
"""

from libc.stdint cimport uint32_t, uint64_t
from libc.string cimport memset
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport last_of, push
from cleantext.compiled.shift_cells cimport hashed


cdef vector[Follows] SPARE
cdef vector[uint32_t] SPARE_PLACES
"""Memory of a page before: to be given new memory takes longer than to count."""


cdef class Page:
    """The n-grams of a page, given as its sound text in normal form."""

    def __init__(self, str text not None):
        self.ngrams.swap(SPARE)
        self.places.swap(SPARE_PLACES)
        self._count(text)

    def __dealloc__(self):
        if self.ngrams.capacity() > SPARE.capacity():
            self.ngrams.swap(SPARE)
            self.places.swap(SPARE_PLACES)

    cdef object _count(self, str text):
        """How often each character follows each one and each two of the page."""
        cdef uint32_t slots = 64, one, two, three
        cdef Py_ssize_t at, size = len(text)
        cdef uint64_t pair, single, key
        while slots < 4 * size:
            slots *= 2
        self.ngrams.clear()
        self.places.assign(slots, 0)
        self.mask = slots - 1
        self.followers.push_back(0)  # so that no row begins at 0
        memset(self.sieve, 0, sizeof(self.sieve))
        for at in range(size - 1):
            single = push(0, text[at])
            pair = push(single, text[at + 1])
            one = self._place(single)
            two = self._place(pair)
            self.ngrams[one].places += 1
            if not self.ngrams[two].count:
                self.ngrams[two].next = self.ngrams[one].first
                self.ngrams[one].first = two + 1
            self.ngrams[two].count += 1
            if at + 2 < size:
                three = self._place(push(pair, text[at + 2]))
                self.ngrams[two].places += 1
                self.ngrams[three].count += 1

    cdef object put_in_row(self, Follows* letter):
        """Put the followers of a letter in a row, but for those beyond the Basic Multilingual Plane."""
        cdef uint32_t place = letter.first
        if not place or letter.next:
            return
        letter.first = <uint32_t>self.followers.size()
        while place:
            if last_of(self.ngrams[place - 1].key) <= 65536:
                self.followers.push_back(<uint16_t>(last_of(self.ngrams[place - 1].key) - 1))
            place = self.ngrams[place - 1].next
        letter.next = <uint32_t>self.followers.size()

    cdef uint32_t _place(self, uint64_t key) except? 0xFFFFFFFF:
        """Which n-gram of the page one is, counted or not yet."""
        cdef uint32_t place = hashed(key) & self.mask
        while self.places[place]:
            if self.ngrams[self.places[place] - 1].key == key:
                return self.places[place] - 1
            place = (place + 1) & self.mask
        self.ngrams.push_back(Follows(key, 0, 0, 0, 0))
        self.places[place] = <uint32_t>self.ngrams.size()
        self.sieve[sieved(key) >> 3] |= 1 << (sieved(key) & 7)
        return self.places[place] - 1
