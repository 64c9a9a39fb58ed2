# distutils: language = c++
"""The guesses of the search for shifted runs, and where they wait.

Guesses that agree on all that can matter later are one, under the best of them; what all of them together
weigh is kept, so that the share of the best is known at the end.
"""

from libc.stdint cimport uint64_t
from libcpp.algorithm cimport sort
from libcpp.vector cimport vector

from cleantext.compiled.shift_guess cimport Guess, NO_RUN, Text, after_step, no_text, sum_of_logs


cdef vector[Guess] SPARE
"""Memory of a search before."""


cdef class Guesses:
    """The guesses in a window of `size` characters behind the context `opening`; the first waits at 0."""

    def __init__(self, uint64_t opening, int size):
        cdef Guess first
        self.made.swap(SPARE)
        self.made.clear()
        first.nats = first.own = first.mass = first.ahead = 0.0
        first.context, first.half, first.at, first.back, first.opens = opening, -1, 0, -1, NO_RUN
        first.merged = first.last_merged = first.beside = -1
        first.reached, first.text = False, no_text()
        self.made.push_back(first)
        self.waiting.resize(size + 1)
        self.wait(0)

    def __dealloc__(self):
        if self.made.capacity() > SPARE.capacity():
            self.made.swap(SPARE)

    cdef int add(
        self, int back, double nats, int half, const Text& letters, const Text& text, int at, int opens
    ) except -1:
        """The guess after `back` that adds `text`, in normal form `letters`, up to `at`."""
        cdef Guess guess
        guess.nats = self.made[back].nats + nats
        guess.own = guess.mass = self.made[back].mass + nats
        guess.context = after_step(self.made[back].context, letters)
        guess.half, guess.at, guess.back, guess.opens, guess.text = half, at, back, opens, text
        guess.merged = guess.last_merged = guess.beside = -1
        guess.reached, guess.ahead = False, 0.0
        self.made.push_back(guess)
        return <int>self.made.size() - 1

    cdef int join(self, int one, int other) noexcept:
        """The better of two guesses that can differ in nothing to come, holding the other."""
        cdef int kept = one if self.made[one].nats >= self.made[other].nats else other
        cdef int held = other if kept == one else one
        cdef Guess* better = &self.made[kept]
        cdef Guess* worse = &self.made[held]
        better.mass = sum_of_logs(better.mass, worse.mass)
        if better.merged < 0:
            better.merged = held
        else:
            self.made[better.last_merged].beside = held
        better.last_merged = worse.last_merged if worse.merged >= 0 else held
        worse.beside = worse.merged
        worse.merged = worse.last_merged = -1
        return kept

    cdef object wait(self, int number):
        """Let a guess wait at its place, with the one that can differ in nothing to come."""
        cdef uint64_t context = self.made[number].context
        cdef int half = self.made[number].half
        cdef vector[Waiter]* waiting = &self.waiting[self.made[number].at]
        cdef Waiter* other = waiting.data()
        cdef Waiter* end = other + waiting.size()
        while other != end:
            if other.context == context and other.half == half:
                other.guess = self.join(other.guess, number)
                return
            other += 1
        waiting.push_back(Waiter(context, half, number))

    cdef object rank(self, int at, bint held, vector[Ranked]& found):
        """The guesses that wait at a place, with a byte held or without, the best first."""
        cdef size_t number
        cdef int guess
        found.clear()
        for number in range(self.waiting[at].size()):
            guess = self.waiting[at][number].guess
            if (self.waiting[at][number].half >= 0) == held:
                found.push_back(Ranked(self.made[guess].nats, <int>number, guess))
        sort(found.begin(), found.end(), &ranks_before)
