# distutils: language = c++
"""The beam of the lattice: the few best hypotheses at a place, and the steps that led to them.

A hypothesis is whether the text is damaged where it stands, the bytes of a character begun, and the last
character; of two that agree on those the better one stays. Of the steps that led to the hypotheses those that
lead to none any longer are let go from time to time, so that a long line costs memory for what is read alone.
"""

from libc.math cimport INFINITY
from libc.stdint cimport uint32_t, uint64_t
from libcpp.algorithm cimport sort
from libcpp.vector cimport vector

from cleantext.compiled.fillings cimport Ranked, ranks_before
from cleantext.compiled.lattice_decoders cimport NOTHING

cdef enum:
    MANY_STEPS = 1 << 16


cdef class Beam:
    """The hypotheses at one place, `hypotheses`, and those that grow from them for the next."""

    def __init__(self):
        self.places.assign(256, Place(0, 0, 0))
        self.now = 0

    cdef object start(self):
        """Forget all that was read."""
        self.steps.clear()
        self.hypotheses.clear()
        self.many_steps = MANY_STEPS

    # --- what grows --------------------------------------------------------------------------------------

    cdef object start_growing(self):
        self.grown.clear()
        self.now += 1
        if self.now == 0:
            self.places.assign(self.places.size(), Place(0, 0, 0))
            self.now = 1
        self.least, self.best_count, self.weeding = -INFINITY, 0, False

    cdef object keep(self, const Hypothesis& one):
        """Keep a hypothesis unless there is a better one that agrees with it, or enough that are better."""
        cdef size_t mask = self.places.size() - 1
        cdef size_t place = _hashed(one.key) & mask
        if one.nats < self.least:
            return
        while self.places[place].when == self.now:
            if self.places[place].key == one.key:
                if one.nats > self.grown[self.places[place].at].nats:
                    self.grown[self.places[place].at] = one
                    self._raise_least(one.key, one.nats)
                return
            place = (place + 1) & mask
        self.places[place] = Place(one.key, <int>self.grown.size(), self.now)
        self.grown.push_back(one)
        self._raise_least(one.key, one.nats)
        if 2 * self.grown.size() > self.places.size():
            self._spread()

    cdef double known(self, uint64_t key) noexcept:
        """Nats of the hypothesis that agrees on all that counts."""
        cdef size_t mask = self.places.size() - 1
        cdef size_t place = _hashed(key) & mask
        while self.places[place].when == self.now:
            if self.places[place].key == key:
                return self.grown[self.places[place].at].nats
            place = (place + 1) & mask
        return -INFINITY

    cdef object _raise_least(self, uint64_t key, double nats):
        """Nats below which a hypothesis can no longer be among those that stay: as no step adds any, what
        leads to one need not be looked at either."""
        cdef int at = 0
        if not self.weeding:
            return
        while at < self.best_count and self.best_keys[at] != key:
            at += 1
        if at == HYPOTHESES:
            at -= 1
            if nats <= self.best_nats[at]:
                return
        elif at == self.best_count:
            self.best_count += 1
        while at > 0 and self.best_nats[at - 1] < nats:
            self.best_nats[at], self.best_keys[at] = self.best_nats[at - 1], self.best_keys[at - 1]
            at -= 1
        self.best_nats[at], self.best_keys[at] = nats, key
        if self.best_count == HYPOTHESES:
            self.least = self.best_nats[HYPOTHESES - 1]

    cdef object _spread(self):
        """A larger table of hashes."""
        cdef size_t at, place, mask = 2 * self.places.size() - 1
        self.places.assign(2 * self.places.size(), Place(0, 0, 0))
        for at in range(self.grown.size()):
            place = _hashed(self.grown[at].key) & mask
            while self.places[place].when == self.now:
                place = (place + 1) & mask
            self.places[place] = Place(self.grown[at].key, <int>at, self.now)

    cdef object keep_sound(
        self, const Hypothesis* before, double nats, uint32_t folded, uint32_t character, int at
    ):
        """The character shown is what was written."""
        cdef Hypothesis one
        begin(&one, False, folded, nats)
        one.step, one.at, one.size = before.step, at, 1
        one.written[0].character, one.written[0].gap = character, 0
        self.keep(one)

    cdef object keep_best(self):
        """The few best that grew; of two alike the one that grew first."""
        cdef vector[Ranked] order
        cdef vector[Hypothesis] best
        cdef size_t number
        if self.grown.size() <= HYPOTHESES:
            return
        for number in range(self.grown.size()):
            order.push_back(Ranked(self.grown[number].nats, number))
        sort(order.begin(), order.end(), &ranks_before)
        for number in range(<size_t>HYPOTHESES):
            best.push_back(self.grown[order[number].number])
        self.grown.swap(best)

    # --- what led there ----------------------------------------------------------------------------------

    cdef object settle(self):
        """Make what grew the hypotheses, and steps of what they read."""
        cdef size_t number
        cdef int at
        cdef Hypothesis* one
        for number in range(self.grown.size()):
            one = &self.grown[number]
            for at in range(one.size):
                self.steps.push_back(
                    Step(one.step, one.at, one.written[at].character, one.damaged, one.written[at].gap)
                )
                one.step = <int>self.steps.size() - 1
            if one.pause:
                self.steps.push_back(Step(one.step, one.at, NOTHING, one.damaged, 0))
                one.step = <int>self.steps.size() - 1
            one.size, one.pause = 0, False
        self.hypotheses.swap(self.grown)

    cdef object let_go(self):
        """Let go of the steps that lead to no hypothesis, where there are many."""
        cdef vector[int] moved
        cdef size_t number, to = 0
        cdef int step
        if self.steps.size() <= self.many_steps:
            return
        moved.assign(self.steps.size(), -1)
        for number in range(self.hypotheses.size()):
            step = self.hypotheses[number].step
            while step >= 0 and moved[step] < 0:
                moved[step] = 0
                step = self.steps[step].back
        for number in range(self.steps.size()):
            if moved[number] == 0:
                moved[number] = <int>to
                self.steps[to] = self.steps[number]
                if self.steps[to].back >= 0:
                    self.steps[to].back = moved[self.steps[to].back]
                to += 1
        self.steps.resize(to)
        for number in range(self.hypotheses.size()):
            if self.hypotheses[number].step >= 0:
                self.hypotheses[number].step = moved[self.hypotheses[number].step]
        self.many_steps = max(<size_t>MANY_STEPS, 2 * to)

    cdef list traced(self, int last):
        """Steps from last to first, as damaged stretches from first to last."""
        cdef vector[int] path
        cdef list pieces = [], text = [], gaps = []
        cdef int start = 0, at = 0, each
        cdef bint inside = False
        cdef Step step
        while last >= 0:
            path.push_back(last)
            last = self.steps[last].back
        for each in range(<int>path.size() - 1, -2, -1):
            step = self.steps[path[each]] if each >= 0 else Step(-1, 0, NOTHING, False, 0)
            if inside and not step.damaged:
                pieces.append((start, at, "".join(text), tuple(gaps)))
            if step.damaged and not inside:
                start, text, gaps = at, [], []
            if step.damaged:
                if step.gap:
                    gaps.append((len(text), _unpacked(step.gap)))
                if step.character != NOTHING:
                    text.append(chr(step.character))
            inside, at = step.damaged, step.at
        return pieces


cdef tuple _unpacked(uint64_t packed):
    values = []
    while packed:
        values.append(<int>(packed & 511) - 2)
        packed >>= 9
    return tuple(values)


cdef inline uint64_t _hashed(uint64_t key) noexcept nogil:
    """A number without a pattern of a key: all of its bits bear on each."""
    return ((key ^ (key >> 31)) * <uint64_t>0x9E3779B97F4A7C15) >> 32
