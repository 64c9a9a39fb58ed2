# distutils: language = c++
"""How much of each line words of some groups cover."""

from libc.stdint cimport uint32_t
from libcpp.algorithm cimport sort
from libcpp.pair cimport pair
from libcpp.vector cimport vector

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, void* units, Py_ssize_t at)

cdef enum:
    MOST = 0xFFFF  # words, and characters of a word

cdef enum Standing:
    ANYWHERE
    ALONE  # one character, that counts where no letter is beside it
    WHOLE  # Latin letters, that count where none is beside them
    ASKED

cdef struct Word:
    Py_ssize_t size
    Py_ssize_t letters  # a sign counts for one
    Standing standing


cdef class LineWords:
    """Words that are looked for in lines, each of a group. `find` gives the starts of each in a text, by its
    number; `asked` are words of which `counts` is asked, with a line and where they start and end on it."""

    cdef vector[Word] words
    cdef tuple groups
    cdef object find, counts

    def __init__(self, words, groups, find, asked, counts):
        cdef str word
        cdef Standing standing
        self.groups, self.find, self.counts = tuple(groups), find, counts
        if len(self.groups) != len(words) or len(words) > MOST or max(map(len, words), default=0) > MOST:
            raise ValueError("too many words, too long ones, or not a group for each")
        for word in words:
            standing = ASKED if word in asked else standing_of(word)
            self.words.push_back(Word(len(word), letters_of(word), standing))

    def weigh(self, str text, list lines) -> list:
        """For each of the lines of a text the letters that the words of each group cover, the longest from
        the left, groups in the order in which they first do; None for a line without any of the words."""
        cdef vector[pair[Py_ssize_t, uint32_t]] hits = self.hits(text)
        cdef size_t hit = 0
        cdef Py_ssize_t begin = 0, end, done = 0
        cdef Word* word
        cdef str line
        cdef dict weight
        cdef list found = []
        for line in lines:
            weight, end = None, begin + len(line)
            while hit < hits.size() and hits[hit].first < end:
                if hits[hit].first >= done:
                    number = hits[hit].second & MOST
                    word = &self.words[number]
                    done = hits[hit].first + word.size
                    weight = {} if weight is None else weight
                    if self.stands(word, text, line, begin, done):
                        group = self.groups[number]
                        weight[group] = weight.get(group, 0) + word.letters
                hit += 1
            found.append(weight)
            begin = end + 1
        return found

    cdef vector[pair[Py_ssize_t, uint32_t]] hits(self, str text):
        """Where words begin, in order, the longest first: their numbers under what is less for longer ones."""
        cdef vector[pair[Py_ssize_t, uint32_t]] hits
        cdef uint32_t number, key
        cdef Py_ssize_t start
        for number, starts in self.find(text).items():
            key = (MOST - <uint32_t>self.words[number].size) << 16 | number
            for start in <list>starts:
                hits.push_back(pair[Py_ssize_t, uint32_t](start, key))
        sort(hits.begin(), hits.end())
        return hits

    cdef bint stands(self, Word* word, str text, str line, Py_ssize_t begin, Py_ssize_t end) except -1:
        """Does a word count that ends there, on a line that begins there?"""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t start = end - word.size
        cdef Py_UCS4 before, after
        if word.standing == ANYWHERE:
            return True
        if word.standing == ASKED:
            return self.counts(line, start - begin, end - begin)
        before = PyUnicode_READ(kind, data, start - 1) if start > begin else 0
        after = PyUnicode_READ(kind, data, end) if end < begin + len(line) else 0
        if word.standing == ALONE:
            return not before.isalpha() and not after.isalpha()
        return not (is_latin(before) or is_latin(after))


cdef Standing standing_of(str word):
    if len(word) == 1:
        return ALONE
    return WHOLE if word and is_latin(word[0]) else ANYWHERE


cdef Py_ssize_t letters_of(str word):
    cdef Py_ssize_t letters = 0
    cdef Py_UCS4 character
    for character in word:
        letters += character.isalpha()
    return letters or 1


cdef inline bint is_latin(Py_UCS4 character) noexcept:
    return character < 0x80 and character.isalpha()
