# distutils: language = c++
"""What may follow on a page: the language's characters in a row, and what the page itself writes.

`Odds` weighs characters after a context, by the language (`ngrams.pyx`) mixed with how often the page
itself goes on so (`shift_page.pyx`), and finds the likeliest of some: those known to follow the last two or
three letters are all weighed, and of those that follow the last one only the likeliest few, best first, until
what they have by the last one alone is too little.

Whatever is kept to be looked up again (what bears on a context, what readily follows a letter) is let go as a
whole when there is much of it, so that a long page does not fill the memory.
"""

from libc.math cimport INFINITY
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memset
from libcpp.algorithm cimport sort
from libcpp.vector cimport vector

from cleantext.compiled.gbk cimport Codes, goes_unseen
from cleantext.compiled.ngrams cimport (
    LONGEST, Node, ending, find, in_line, last_of, push, size_of, step_nats, unseen_beside, unseen_nats,
)
from cleantext.compiled.shift_cells cimport (
    Cells, Likely, NOT_AT_ALL, Script, cell_of, hashed, look_anew, may_have, take, unweighed,
)
from cleantext.compiled.shift_followers cimport Followers
from cleantext.compiled.shift_page cimport Follows, Page, of_any

cdef enum:
    MOST_AFTERS = 1 << 14  # contexts held before all are let go,
    AFTER_PLACES = 1 << 15  # and the table of hashes that finds them
    MOST_READILY = 1 << 17  # characters held so,
    READILY_PLACES = 1 << 13  # and their table
    MOST_OF_PAGE = 1 << 16  # letters of the longest page whose own words are counted

cdef double UNKNOWN = -14.0
"""Log probability of a character that the language does not know."""

cdef double SURPRISE = 4.0
"""Nats by which the characters before the last may make one likelier."""

cdef vector[After] SPARE_AFTERS
cdef vector[uint32_t] SPARE_AFTER_PLACES
cdef vector[Ready] SPARE_READILY
cdef vector[Span] SPARE_READILY_PLACES
"""Memory of a page before: to be given new memory takes longer than much of what is done in it."""


cdef class Odds:
    """Log probabilities on one page, in nats. `page` is its sound text in normal form; contexts are too."""

    def __init__(self, str page not None, Script script not None):
        self.script, self.language = script, script.language
        memset(self.weighed, 0, sizeof(self.weighed))
        self.afters.swap(SPARE_AFTERS)
        self.readily.swap(SPARE_READILY)
        self.after_places.swap(SPARE_AFTER_PLACES)
        self.readily_places.swap(SPARE_READILY_PLACES)
        self._forget_afters()
        self._forget_readily()
        self.followers, self.page = Followers(script.language), Page(page[:MOST_OF_PAGE])

    def __dealloc__(self):
        cdef size_t spare = SPARE_AFTERS.capacity() + SPARE_READILY.capacity()
        if self.afters.capacity() + self.readily.capacity() > spare:
            self.afters.swap(SPARE_AFTERS)
            self.readily.swap(SPARE_READILY)
            self.after_places.swap(SPARE_AFTER_PLACES)
            self.readily_places.swap(SPARE_READILY_PLACES)

    cdef object _forget_afters(self):
        self.afters.clear()
        self.after_places.assign(AFTER_PLACES, 0)

    cdef object _forget_readily(self):
        self.readily.clear()
        self.readily_places.assign(READILY_PLACES, Span(0, 0, 0))

    def score_after(self, str context, str text):
        """Log probability of a text after some characters, both in normal form."""
        cdef vector[uint32_t] letters = [ord(letter) for letter in text]
        return self.score(_packed(context), letters.data(), <int>letters.size())

    cdef const After* after(self, uint64_t context) except NULL:
        """All that bears on what follows a context; good until another context is asked for."""
        cdef uint32_t place = hashed(context + 1) & (AFTER_PLACES - 1)
        cdef After found
        while self.after_places[place]:
            if self.afters[self.after_places[place] - 1].habit.context == context:
                return &self.afters[self.after_places[place] - 1]
            place = (place + 1) & (AFTER_PLACES - 1)
        if self.afters.size() >= MOST_AFTERS:
            self._forget_afters()
            place = hashed(context + 1) & (AFTER_PLACES - 1)
        self._gather(&found, context)
        self.afters.push_back(found)
        self.after_places[place] = <uint32_t>self.afters.size()
        return &self.afters.back()

    cdef object _gather(self, After* found, uint64_t context):
        """What follows a context, and what to add to what follows less of it."""
        cdef uint64_t part = in_line(context)
        cdef Node node = self.language.node(part)
        cdef int size = size_of(part)
        cdef double weight = 0.0
        found.whole, found.size, found.begin, found.end = part == context, size, node.begin, node.end
        found.first = self.language.number(last_of(context) - 1) if context else -1
        if size > 2:
            weight += unseen_nats(node)
            node = self.language.node(ending(part, 2))
        found.weight[2] = weight
        if size > 1:
            weight += unseen_nats(node)
        found.weight[1] = weight
        found.weight[0] = weight + unseen_beside(&self.language.levels[0], found.first)
        found.habit = self.page.habit(context)

    cdef int _steps(self, const After* after, uint32_t letter) noexcept:
        """What the language has for a letter after one other."""
        cdef int place = self.language.pair(after.first, letter)
        if place >= 0:
            return self.language.levels[1].nats[place]
        place = self.language.number(letter)
        return ALONE + self.language.levels[0].nats[place] if place >= 0 else NOT_AT_ALL

    cdef double nats(self, uint64_t context, uint32_t letter) noexcept:
        """Log probability of a letter after a context."""
        cdef Weighed* weighed = &self.weighed[hashed(context * 31 + letter) & (WEIGHED - 1)]
        if weighed.context != context or weighed.letter != letter + 1:
            weighed.context, weighed.letter = context, letter + 1
            weighed.nats = self._weigh(context, letter)
        return weighed.nats

    cdef double _weigh(self, uint64_t context, uint32_t letter) noexcept:
        cdef uint64_t part = in_line(context)
        cdef int size, place = self.language.longest(part, letter, &size)
        cdef double nats = UNKNOWN
        cdef Habit habit = self.page.habit(context)
        if place >= 0:
            nats = self.language.unseen_beyond(part, size) + step_nats(self.language.levels[size].nats[place])
        return self.page.mixed(&habit, nats, letter)

    cdef double score(self, uint64_t context, const uint32_t* letters, int size) noexcept:
        """Log probability of some letters after a context."""
        cdef double nats = 0.0
        cdef int at
        for at in range(size):
            nats += self.nats(context, letters[at])
            context = with_next(context, letters[at])
        return nats

    # --- the likeliest of some --------------------------------------------------------------------------

    cdef int likeliest(
        self, uint64_t context, Cells* cells, int count, int first, vector[Likely]& found
    ) except -1:
        """The characters of `cells` likeliest to follow, best first. Their unknown byte is one that goes
        unseen behind `first`, unless that is ANY_BYTE."""
        cdef Span readily = self._readily(last_of(context), cells)
        cdef const After* after = self.after(context)
        cdef Codes codes = self.script.codes
        cdef double least = -INFINITY, nats
        cdef double[2] absent
        cdef uint32_t at
        cdef int taken = 0
        cdef size_t hit
        cdef Likely one
        cdef const Ready* each
        absent[0] = self.page.absent(0, after.habit.places[0])
        absent[1] = self.page.absent(1, after.habit.places[1])
        found.clear()
        look_anew(cells)
        self._find_after_two(after, cells)
        for hit in range(self.hits.size()):
            at = self.hits[hit].cell
            cells.seen[at] = cells.now
            if first != ANY_BYTE and not goes_unseen(codes, first, cells.unknown[at]):
                continue
            one = unweighed(cells, at)
            one.nats = self._after_two(after, one.letter, self.hits[hit].steps)
            take(found, one, count)
            taken += 1
        if taken >= count:
            least = found.back().nats - SURPRISE
        for hit in range(readily.begin, readily.begin + readily.count):
            each = &self.readily[hit]
            if each.nats < least:
                break
            if cells.seen[each.cell] == cells.now:
                continue
            if first != ANY_BYTE and not goes_unseen(codes, first, cells.unknown[each.cell]):
                continue
            if not after.whole or after.size < 1:
                nats = self.nats(context, cells.letters[each.cell])
            elif each.written:
                nats = self.page.mixed(&after.habit, _by_steps(after, each.steps), cells.letters[each.cell])
            else:
                nats = of_any(_by_steps(after, each.steps) + absent[0] + absent[1], cells.letters[each.cell])
            if taken < count or nats >= found.back().nats:
                one = unweighed(cells, each.cell)
                one.nats = nats
                take(found, one, count)
            taken += 1
            if taken == count:
                least = found.back().nats - SURPRISE
        return 0

    cdef int _find_after_two(self, const After* after, Cells* cells) except -1:
        """The cells known to follow the last two letters of a context: all that follow three are among them."""
        cdef const uint8_t* last = self.language.levels[2].last
        cdef const uint8_t* nats = self.language.levels[2].nats
        cdef Node node = self.language.node(ending(after.habit.context, 2))
        cdef uint32_t at, letter
        cdef int cell
        cdef Hit hit
        self.hits.clear()
        if size_of(after.habit.context) < 2:
            return 0
        for at in range(node.begin, node.end):
            letter = last[2 * at] | (last[2 * at + 1] << 8)
            if may_have(cells, letter):
                cell = cell_of(cells, letter)
                if cell >= 0:
                    hit.cell, hit.steps = <uint32_t>cell, nats[at]
                    self.hits.push_back(hit)
        return 0

    cdef double _after_two(self, const After* after, uint32_t letter, uint32_t steps) noexcept:
        """Log probability of a letter known to follow the last two."""
        cdef int place = -1
        cdef double nats
        if not after.whole:
            return self.nats(after.habit.context, letter)
        if after.size > 2:
            place = find(&self.language.levels[3], letter, after.begin, after.end)
        if place >= 0:
            nats = 0.0 + step_nats(self.language.levels[3].nats[place])
        else:
            nats = after.weight[2] + step_nats(<uint8_t>steps)
        return self.page.mixed(&after.habit, nats, letter)

    cdef Span _readily(self, uint64_t last, Cells* cells) except *:
        """The characters of `cells` that readily follow one letter, best first, weighed by it alone."""
        cdef uint64_t key = ((last << 16) | cells.name) + 1
        cdef uint32_t place = hashed(key) & (READILY_PLACES - 1)
        cdef uint32_t begin
        if self.readily_places[place].key != key:
            if self.readily.size() > MOST_READILY:
                self._forget_readily()
            begin = <uint32_t>self.readily.size()
            self._weigh_readily(last, cells)
            self.readily_places[place] = Span(key, begin, <uint32_t>self.readily.size() - begin)
        return self.readily_places[place]

    cdef object _weigh_readily(self, uint64_t last, Cells* cells):
        """Add them to those known."""
        cdef const After* after = self.after(last)
        cdef size_t hit, begin = self.readily.size()
        cdef uint32_t place, letter
        cdef Follows* own = self.page.followed(last) if last else NULL
        cdef Ready one
        look_anew(cells)
        if own != NULL and own.first:
            self.page.put_in_row(own)
            for place in range(own.first, own.next):
                letter = self.page.followers[place]
                if may_have(cells, letter):
                    self._add(after, cells, cell_of(cells, letter))
        self.followers.find(after.first, cells)
        for hit in range(self.followers.best.size()):
            place = self.followers.best[hit] & 0xFFFF
            if cells.seen[place] != cells.now:
                cells.seen[place] = cells.now
                one.character, one.cell, one.written = cells.characters[place], <uint16_t>place, 0
                one.steps = <uint16_t>(self.followers.best[hit] >> 16)
                one.nats = step_nats(<uint8_t>one.steps)
                self.readily.push_back(one)
        for hit in range(<size_t>cells.commons):
            self._add(after, cells, cell_of(cells, cells.common[hit]))
        sort(self.readily.begin() + begin, self.readily.end(), &readier)

    cdef object _add(self, const After* after, Cells* cells, int cell):
        """A character, weighed by the letter before it and by the page, unless it was looked at before."""
        cdef Ready one
        cdef Follows* own
        cdef uint32_t letter
        if cell < 0 or cells.seen[cell] == cells.now:
            return
        cells.seen[cell] = cells.now
        letter = cells.letters[cell]
        own = self.page.followed(push(after.habit.context, letter))
        one.character, one.cell = cells.characters[cell], <uint16_t>cell
        one.steps, one.written = <uint16_t>self._steps(after, letter), own != NULL and own.count
        if after.size == 1:
            one.nats = self.page.mixed(&after.habit, _by_steps(after, one.steps), letter)
        else:
            one.nats = self.nats(after.habit.context, letter)
        self.readily.push_back(one)


cdef inline double _by_steps(const After* after, int steps) noexcept:
    """Log probability of a letter that the language knows to follow no more than the last of a context."""
    if steps < ALONE:
        return after.weight[1] + step_nats(<uint8_t>steps)
    if steps < NOT_AT_ALL:
        return after.weight[0] + step_nats(<uint8_t>(steps - ALONE))
    return UNKNOWN


cdef uint64_t _packed(str text) noexcept:
    cdef uint64_t context = 0
    cdef Py_UCS4 letter
    for letter in text[max(0, len(text) - LONGEST) :]:
        context = push(context, letter)
    return context
