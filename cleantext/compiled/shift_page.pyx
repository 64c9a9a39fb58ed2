# distutils: language = c++
"""What a page itself writes: how often each character of it follows each one and each two.

What the language says of a character is mixed with it.
"""

from libc.math cimport exp, log, log1p
from libc.stdint cimport uint32_t, uint64_t
from libc.string cimport memset
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport ending, last_of, push, size_of
from cleantext.compiled.shift_cells cimport hashed

cdef double[2] MOST = [0.15, 0.3]
cdef double[2] DOUBT = [5.0, 1.0]
"""After one character and after two: how much the page may count, and how many places halve that."""

cdef enum:
    FEW_PLACES = 512  # most letters have fewer on a page

cdef double[2][FEW_PLACES] ABSENT
"""Nats for what the page has in none of its places, by how many they are."""

for _at in range(2):
    for _places in range(FEW_PLACES):
        ABSENT[_at][_places] = log1p(-_share(_at, _places))

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

    cdef Habit habit(self, uint64_t context) noexcept:
        """How often the page has the end of a context."""
        cdef Habit habit
        cdef Follows* own = self.followed(ending(context, 1))
        habit.context, habit.places[1] = context, 0
        habit.places[0] = own.places if own != NULL else 0
        if habit.places[0] and size_of(context) > 1:
            own = self.followed(ending(context, 2))
            habit.places[1] = own.places if own != NULL else 0
        return habit

    cdef double mixed(self, const Habit* habit, double nats, uint32_t letter) noexcept:
        """A log probability of the language, mixed with how often the page itself goes on so. What never
        follows one letter does not follow two."""
        cdef int at
        cdef double odds, share
        cdef Follows* own
        cdef bint follows = True
        for at in range(2):
            if not habit.places[at]:
                break
            if follows:
                own = self.followed(push(ending(habit.context, at + 1), letter))
                follows = own != NULL and own.count
            if not follows:
                nats = nats + self.absent(at, habit.places[at])
            else:
                odds, share = exp(nats), _share(at, habit.places[at])
                nats = log(odds + share * (<double>own.count / <double>habit.places[at] - odds))
        return of_any(nats, letter)

    cdef double absent(self, int at, uint32_t places) noexcept:
        """Nats for what is in none of the places that the page has after one character, or two."""
        return ABSENT[at][places] if places < FEW_PLACES else log1p(-_share(at, places))


cdef inline double _share(int at, uint32_t places) noexcept:
    """How much a page counts that has a context in so many places."""
    return MOST[at] * places / (places + DOUBT[at])
