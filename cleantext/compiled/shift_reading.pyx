# distutils: language = c++
"""What a search for shifted runs comes to: its best reading, each piece of it with its share.

The share of all readings that have a text at a place is found forward and backward over the guesses kept.
But the search follows few of the ways over pairs that went unseen; a word that went unseen as a whole is
seldom among them. So each place of the best reading is looked at a second time by itself, with the characters
before it and behind it as they were read, and more and longer ways over it are weighed.
"""

cimport cython
from libc.math cimport exp
from libc.stdint cimport uint32_t, uint64_t
from libcpp.algorithm cimport partial_sort, sort
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport code_of, letter_of, pair_of
from cleantext.compiled.ngrams cimport LONGEST
from cleantext.compiled.shift_guess cimport (
    FIRST_LOST, Guess, NO_RUN, Text, UNPAIRED, Way, after_text, compared, no_text, sum_of_logs, text_of,
    way_first, way_on,
)
from cleantext.compiled.shift_cells cimport Cells, WITH_TRAIL
from cleantext.compiled.shift_odds cimport Odds
from cleantext.compiled.shift_search cimport Search
from cleantext.compiled.shift_ways cimport HIDDEN, Ways

cdef double READS_ON = -1.0
"""Nats of a character seen whole above which its place is not looked at again."""

cdef double SLACK = 9.0
"""Nats behind the way read, below which a way does not count."""

cdef enum:
    FIRSTS = 12  # characters thought of before an unseen pair
    WITHIN = 10  # and between two,
    FOLLOWED = 6  # ways followed into one more pair,
    KEPT = 12  # ways kept,
    LASTS = 4  # and characters thought of behind each
    LONGEST_GAP = 3  # pairs unseen in a row that are thought of
    WEIGHED = 24  # ways weighed by what stands behind them

cdef struct Step:
    # A step of the best way: the share of all readings that have it, of those that have a run begin there,
    # and what a second look says.
    double share
    double opened
    bint doubted
    Text text
    double at_most


def read_again(str text, Py_ssize_t begin, Py_ssize_t end, Odds odds, bint narrow, bint silent):
    """Find the most plausible way to read `text[begin:end]`, part of one line.

    `narrow` says that full-width marks were made half-width, `silent` that pairs without a character show
    nothing. Gives the runs of the best reading, its nats, and its share of all readings thought of; each run
    as where it starts and ends, the stray byte before it, its pieces with the share of each, and the share of
    all readings that have a run begin there. Raises ValueError for a span that is not in the text, or too
    long.
    """
    return _Reading(text, begin, end, odds, narrow, silent).best(begin)


@cython.final
cdef class _Reading:
    cdef Search search
    cdef vector[int] path
    cdef vector[Step] steps
    cdef vector[size_t] first  # of the steps from each place
    cdef int last

    def __cinit__(self, str text, Py_ssize_t begin, Py_ssize_t end, Odds odds, bint narrow, bint silent):
        cdef int guess
        self.search = Search(text, begin, end, odds, narrow, silent)
        self.last = guess = self.search.run()
        while guess >= 0:
            self.path.push_back(guess)
            guess = self.search.guesses.made[guess].back
        self.steps.resize(self.path.size())

    cdef Guess* at(self, size_t number) noexcept:
        """A guess of the best way, the first one first."""
        return &self.search.guesses.made[self.path[self.path.size() - 1 - number]]

    def best(self, Py_ssize_t begin):
        """The runs, nats and share of the best reading."""
        cdef Guess* last = &self.search.guesses.made[self.last]
        cdef size_t number
        cdef bint opened = False
        for number in range(self.path.size()):
            opened = opened or self.at(number).opens != NO_RUN
        runs = []
        if opened:
            self._share()
            self._doubt()
            runs = self._runs(begin)
        return runs, last.nats, exp(min(0.0, last.nats - last.mass))

    # --- shares ------------------------------------------------------------------------------------------

    cdef object _share(self):
        """The share of all readings that have each step of the best one."""
        cdef Guess* last = &self.search.guesses.made[self.last]
        cdef int place
        cdef size_t rank
        cdef vector[uint64_t] order
        cdef uint64_t half
        self.first.assign(self.search.window.size + 1, self.path.size())
        for rank in range(self.steps.size()):
            self.steps[rank].share = self.steps[rank].opened = 0.0
            self.steps[rank].doubted = False
            if rank:
                self.first[self.at(rank - 1).at] = min(self.first[self.at(rank - 1).at], rank)
        last.reached, last.ahead = True, 0.0
        self._reach(self.last)
        for place in range(self.search.window.size, -1, -1):
            order.clear()
            for rank in range(self.search.guesses.waiting[place].size()):
                half = <uint64_t>(self.search.guesses.waiting[place][rank].half + 1)
                order.push_back((half << 32) | rank)
            # Those that hold none first: they may come from one that holds a byte at the same place.
            sort(order.begin(), order.end())
            for rank in range(order.size()):
                self._reach(self.search.guesses.waiting[place][order[rank] & 0xFFFFFFFF].guess)

    cdef object _reach(self, int number):
        """Hand what weighs on from a guess to those that it comes from."""
        cdef Guess* guess = &self.search.guesses.made[number]
        cdef Guess* back
        cdef Guess* way
        cdef double beyond = guess.ahead, nats, share
        cdef int each = number
        if not guess.reached:
            return
        while each >= 0:
            way = &self.search.guesses.made[each]
            if way.back >= 0:
                back = &self.search.guesses.made[way.back]
                share = exp(min(0.0, way.own + beyond - self.search.guesses.made[self.last].mass))
                self._count(back.at, way, share)
                nats = way.own - back.mass + beyond
                back.ahead = sum_of_logs(back.ahead, nats) if back.reached else nats
                back.reached = True
            each = guess.merged if each == number else way.beside

    cdef object _count(self, int begin, const Guess* way, double share):
        """Add a share to the steps of the best way that read the same, or have a run begin at the same
        place."""
        cdef size_t number
        cdef Guess* step
        for number in range(self.first[begin], self.path.size()):
            if self.at(number - 1).at != begin:
                return
            step = self.at(number)
            if step.at == way.at and compared(step.text, way.text) == 0:
                self.steps[number].share += share
            if step.opens != NO_RUN and way.opens != NO_RUN:
                self.steps[number].opened += share

    # --- a second look -----------------------------------------------------------------------------------

    cdef object _doubt(self):
        """Look again at each place of the best way where one character is read one byte late."""
        cdef size_t number, each
        cdef int code, at
        cdef Guess* before
        cdef Guess* here
        cdef uint32_t[LONGEST] behind
        cdef int size
        for number in range(1, self.path.size()):
            before, here = self.at(number - 1), self.at(number)
            if not 0 <= before.half < UNPAIRED or here.at != before.at + 1 or here.half < 0:
                continue
            code = code_of(self.search.codes, self.search.window.shown[before.at], self.search.window.narrow)
            if not code:
                continue
            size = 0
            for each in range(number + 1, min(number + 1 + LONGEST, self.path.size())):
                for at in range(self.at(each).text.size):
                    if size < LONGEST:
                        behind[size] = letter_of(self.search.codes, self.at(each).text.of[at])
                        size += 1
            for each in range(<size_t>self.search.window.size, self.search.window.letters.size()):
                if size < LONGEST:
                    behind[size] = self.search.window.letters[each]
                    size += 1
            self._look_again(before, here, code, behind, size, &self.steps[number])

    cdef object _look_again(
        self, const Guess* before, const Guess* here, int code, const uint32_t* behind, int size, Step* step
    ):
        """What one place may be read as besides."""
        cdef Odds odds = self.search.odds
        cdef vector[uint32_t] whole
        cdef vector[Way] ways
        cdef double own, mass = 1.0, most = 0.0, gain
        cdef Text text = here.text, bare = _bare(here.text)
        cdef int at
        cdef size_t count, way
        cdef uint64_t context
        for at in range(text.size):
            whole.push_back(letter_of(self.search.codes, text.of[at]))
        if text.size == 1 and odds.nats(before.context, whole[0]) > READS_ON:
            return
        for at in range(size):
            whole.push_back(behind[at])
        own = odds.score(before.context, whole.data(), <int>whole.size()) + HIDDEN * max(0, text.size - 2)
        self._gather(before, code, ways)
        count = min(<size_t>WEIGHED, ways.size())
        partial_sort(ways.begin(), ways.begin() + count, ways.end(), &way_first)
        for way in range(count):
            if compared(_bare(ways[way].text), bare) == 0:
                continue
            context = after_text(before.context, ways[way].letters)
            gain = ways[way].nats + odds.score(context, behind, size) - own
            if gain > -SLACK:
                mass += exp(gain)
            if gain > most:
                most, text = gain, ways[way].text
        if mass > 1.0:
            step.doubted, step.text, step.at_most = True, text, exp(most) / mass

    cdef object _gather(self, const Guess* before, int code, vector[Way]& found):
        """Ways to read the byte held, pairs unseen, and the pair shown, the next byte held the same for
        all."""
        cdef Odds odds = self.search.odds
        cdef Ways over = self.search.over
        cdef Cells* closers = self.search.script.of(WITH_TRAIL, code >> 8)
        cdef uint32_t character = pair_of(self.search.codes, before.half, code >> 8)
        cdef vector[Way] ways
        cdef Way straight
        cdef size_t way, at
        cdef int pairs
        cdef double nats
        if character:
            straight.text = text_of(character)
            straight.letters = text_of(letter_of(self.search.codes, character))
            straight.nats, straight.last = odds.nats(before.context, straight.letters.of[0]), 0
            found.push_back(straight)
        over.into(before[0], FIRSTS, ways)
        for pairs in range(1, LONGEST_GAP + 1):
            for way in range(ways.size()):
                odds.likeliest(
                    after_text(before.context, ways[way].letters), closers, LASTS, ways[way].last, over.likely
                )
                for at in range(over.likely.size()):
                    nats = ways[way].nats + over.likely[at].nats
                    found.push_back(way_on(ways[way], nats, over.likely[at], 0))
            if pairs < LONGEST_GAP:
                over.longer(before.context, FOLLOWED, WITHIN, KEPT, ways)

    # --- runs --------------------------------------------------------------------------------------------

    cdef object _runs(self, Py_ssize_t begin):
        """The runs on the best way, first one first."""
        cdef list runs = [], pieces = []
        cdef bytes stray = b""
        cdef Py_ssize_t start = -1, at = 0
        cdef size_t number
        cdef double opened = 0.0
        cdef Guess* step
        for number in range(self.path.size()):
            step = self.at(number)
            if step.opens != NO_RUN:
                start, stray, pieces = at, b"" if step.opens == FIRST_LOST else bytes((step.opens,)), []
                opened = self.steps[number].opened
            if start >= 0:
                text, share = self._piece(step, &self.steps[number])
                if text:
                    pieces.append((text, share))
                if step.half < 0:
                    runs.append((begin + start, begin + step.at, stray, tuple(pieces), opened))
                    start = -1
            at = step.at
        return runs

    cdef tuple _piece(self, const Guess* guess, const Step* step):
        """What was read at a place, after a second look at it."""
        if not step.doubted:
            return _string(guess.text), step.share
        if compared(step.text, guess.text) == 0:
            return _string(step.text), min(step.share, step.at_most)
        return _string(step.text), step.at_most


cdef Text _bare(const Text& text) noexcept:
    """A text without its marks: one more or less costs little, so it is no ground for doubt."""
    cdef Text bare = no_text()
    cdef int at
    for at in range(text.size):
        if (<Py_UCS4>text.of[at]).isalnum():
            bare.of[bare.size] = text.of[at]
            bare.size += 1
    return bare if bare.size else text


cdef str _string(const Text& text):
    return "".join([chr(text.of[at]) for at in range(text.size)])
