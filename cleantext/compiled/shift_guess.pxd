"""What the search for shifted runs is made of: a few characters, ways over places, and guesses up to them."""

from libc.math cimport exp, log1p
from libc.stdint cimport uint32_t, uint64_t
from libcpp.vector cimport vector

from cleantext.compiled.ngrams cimport push
from cleantext.compiled.shift_cells cimport Likely, better
from cleantext.compiled.shift_odds cimport with_next

cdef enum:
    MOST_TEXT = 6  # characters that one guess may add: one before, two within, two behind, and one beside
    NO_RUN = -2  # no run opens
    FIRST_LOST = -1  # a run opens with a character whose first byte was lost
    UNPAIRED = 0x100  # added to the byte held after a mark: the first of a pair, not of a character

cdef struct Text:
    int size
    uint32_t of[MOST_TEXT]

cdef struct Way:
    # Characters after a guess: their nats, themselves as they are and in normal form, and the last byte, the
    # first of a pair that went unseen.
    double nats
    Text text
    Text letters
    int last

cdef struct Closed:
    # A way over unseen pairs to the character shown: nats with what comes next, and without.
    double total
    double nats
    Way way
    Likely last

cdef struct Guess:
    # A way to read up to a place: the byte held (-1: none), and the letters before it. `nats` is of the best
    # way to it, `own` of all ways through `back`, `mass` of all ways whatever; `text` is what it adds to
    # `back`. The other guesses that come to the same hang on `merged`, each on the `beside` of the one
    # before. `ahead` is of all ways on from it, where it is reached from the end.
    double nats
    double own
    double mass
    double ahead
    uint64_t context
    int half
    int at
    int back
    int opens
    int merged
    int last_merged
    int beside
    bint reached
    Text text


cdef inline Text no_text() noexcept nogil:
    cdef Text text
    text.size = 0
    return text


cdef inline Text text_of(uint32_t character) noexcept nogil:
    cdef Text text
    text.size, text.of[0] = 1, character
    return text


cdef inline Text joined(const Text& before, uint32_t character) noexcept nogil:
    """A text and one more character."""
    cdef Text text = before
    if text.size < MOST_TEXT:
        text.of[text.size] = character
        text.size += 1
    return text


cdef inline int compared(const Text& one, const Text& other) noexcept nogil:
    """-1, 0 or 1, by code points."""
    cdef int at
    for at in range(min(one.size, other.size)):
        if one.of[at] != other.of[at]:
            return -1 if one.of[at] < other.of[at] else 1
    return 0 if one.size == other.size else -1 if one.size < other.size else 1


cdef inline uint64_t after_text(uint64_t context, const Text& letters) noexcept nogil:
    """The context after some letters."""
    cdef int at
    for at in range(letters.size):
        context = push(context, letters.of[at])
    return context


cdef inline uint64_t after_step(uint64_t context, const Text& letters) noexcept nogil:
    """The same for what a guess adds: a single digit or point may leave it as it is."""
    return with_next(context, letters.of[0]) if letters.size == 1 else after_text(context, letters)


cdef inline int ways_compared(const Way& one, const Way& other) noexcept nogil:
    """-1, 0 or 1: by nats, then by what they read."""
    cdef int order
    if one.nats != other.nats:
        return -1 if one.nats < other.nats else 1
    order = compared(one.text, other.text)
    if order == 0:
        order = compared(one.letters, other.letters)
    return order if order or one.last == other.last else -1 if one.last < other.last else 1


cdef inline bint way_first(const Way& one, const Way& other) noexcept nogil:
    """Does one way come before another?"""
    return ways_compared(one, other) > 0


cdef inline bint closes_before(const Closed& one, const Closed& other) noexcept nogil:
    """Does one come before another: by nats, then by what it reads?"""
    cdef int order
    if one.total != other.total:
        return one.total > other.total
    if one.nats != other.nats:
        return one.nats > other.nats
    order = ways_compared(one.way, other.way)
    return order > 0 if order else better(one.last, other.last)


cdef inline bint cuts_before(const Closed& one, const Closed& other) noexcept nogil:
    """The same where a run ends: the last character is part of the way."""
    cdef int order
    if one.total != other.total:
        return one.total > other.total
    if one.nats != other.nats:
        return one.nats > other.nats
    order = compared(one.way.letters, other.way.letters)
    return order > 0 if order else compared(one.way.text, other.way.text) > 0


cdef inline Way way_to(double nats, const Likely& found, int last) noexcept nogil:
    """The way to one character."""
    cdef Way way
    way.nats, way.text, way.letters, way.last = nats, text_of(found.character), text_of(found.letter), last
    return way


cdef inline Way way_on(const Way& way, double nats, const Likely& found, int last) noexcept nogil:
    """A way and one more character."""
    cdef Way longer
    longer.nats, longer.last = nats, last
    longer.text, longer.letters = joined(way.text, found.character), joined(way.letters, found.letter)
    return longer


cdef inline double sum_of_logs(double one, double other) noexcept nogil:
    """The logarithm of the sum of two numbers given by theirs."""
    cdef double high = max(one, other), low = min(one, other)
    return high + log1p(exp(low - high))
