"""A glance at suspects of the byte-shift repair: do characters read better one byte off?

What a character's code is, which character a code has and how readily one follows another is asked of the
caller once and kept: in tables for the Basic Multilingual Plane (the others have no code of two bytes), and
for pairs in a table of hashes in which the newest stays.
"""

from libc.string cimport memset

cdef enum:
    PLANE = 0x10000
    PAIRS = 1 << 15
    UNKNOWN = 0xFFFF
    NONE = 0


cdef class Glance:
    """`code_of` gives the code of a character as a number and `letter_of` the character of a code in normal
    form, both 0 or "" where there is none; `form_of` is the normal form, `nats_of` weighs a character after
    another."""

    cdef unsigned short codes[PLANE]
    cdef unsigned short letters[PLANE]
    cdef unsigned short forms[PLANE]
    cdef unsigned int pairs[PAIRS]
    cdef float nats[PAIRS]
    cdef object code_of, letter_of, form_of, nats_of

    def __init__(self, code_of, letter_of, form_of, nats_of):
        self.code_of, self.letter_of, self.form_of, self.nats_of = code_of, letter_of, form_of, nats_of
        memset(self.codes, 0xFF, sizeof(self.codes))
        memset(self.letters, 0xFF, sizeof(self.letters))
        memset(self.forms, 0xFF, sizeof(self.forms))
        memset(self.pairs, 0xFF, sizeof(self.pairs))

    def clusters(self, str text, list suspects, Py_ssize_t apart, double readily, bint joined_alone) -> list:
        """Suspects of a line that stand no further apart than so many characters: the first, the last, and
        whether any of them and its neighbours read as halves of two others, the second of which has so many
        nats after the first. `joined_alone` leaves out those of which none does."""
        cdef Py_ssize_t at, first = -1, last = -1
        cdef bint join = False
        found = []
        for at in suspects:
            if first >= 0 and (at - last > apart or "\n" in text[last:at]):
                if join or not joined_alone:
                    found.append((first, last, join))
                first, join = -1, False
            if first < 0:
                first = at
            last = at
            join = join or self.joins_near(text, at, readily)
        if first >= 0 and (join or not joined_alone):
            found.append((first, last, join))
        return found

    cdef bint joins_near(self, str text, Py_ssize_t at, double readily) except -1:
        """A suspect may stand in the middle of a run, where one begins, or where one ends."""
        return self.joins(text, max(0, at - 1), readily) or self.joins(text, at, readily) or (
            self.joins(text, max(0, at - 2), readily)
        )

    cdef bint joins(self, str text, Py_ssize_t at, double readily) except -1:
        if at + 2 >= len(text):
            return False
        cdef unsigned short one = self.code(text[at]), two = self.code(text[at + 1])
        cdef unsigned short three = self.code(text[at + 2])
        if one == NONE or two == NONE or three == NONE:
            return False
        cdef unsigned short first = self.letter(one, two), second = self.letter(two, three)
        return first != NONE and second != NONE and self.weigh(first, second) >= readily

    def reads_better(
        self, str text, Py_ssize_t begin, Py_ssize_t end, double worth, double gone, double at_most_each
    ) -> bool:
        """Do some characters in a row of `text[begin:end]` gain more nats than `worth`, where what is read
        from two that make no character takes `gone` off, and no pair adds more than `at_most_each`?"""
        cdef Py_ssize_t at
        cdef double gain = 0.0, better
        cdef unsigned short code, following, letter, before = NONE
        following = self.code(text[begin]) if begin < end else NONE
        for at in range(begin, end - 1):
            code, following = following, self.code(text[at + 1])
            letter = self.letter(code, following) if code != NONE and following != NONE else NONE
            if letter == NONE:
                gain, before = (gain - gone if gain > gone else 0.0), NONE
                continue
            if before != NONE:
                shown = self.form(text[at - 1] if at else "\n"), self.form(text[at])
                better = self.weigh(before, letter) - self.weigh(shown[0], shown[1])
                gain += better if better < at_most_each else at_most_each
                if gain > worth:
                    return True
                gain = gain if gain > 0.0 else 0.0
            before = letter
        return False

    cdef unsigned short code(self, Py_UCS4 character) except? UNKNOWN:
        if character >= PLANE:
            return NONE
        if self.codes[character] == UNKNOWN:
            self.codes[character] = self.code_of(character)
        return self.codes[character]

    cdef unsigned short letter(self, unsigned short one, unsigned short two) except? UNKNOWN:
        """The character whose code is the second byte of one code and the first of the next."""
        cdef unsigned short code = (one & 0xFF) << 8 | two >> 8
        if self.letters[code] == UNKNOWN:
            letter = self.letter_of(code >> 8, code & 0xFF)
            self.letters[code] = ord(letter) if letter else NONE
        return self.letters[code]

    cdef unsigned short form(self, Py_UCS4 character) except? UNKNOWN:
        if character >= PLANE:
            return NONE
        if self.forms[character] == UNKNOWN:
            self.forms[character] = ord(self.form_of(character))
        return self.forms[character]

    cdef double weigh(self, unsigned short first, unsigned short second) except? 1.0:
        cdef unsigned int pair = <unsigned int>first << 16 | second
        cdef unsigned int place = (pair * <unsigned int>0x9E3779B1) >> 17
        if self.pairs[place] != pair:
            self.nats[place] = self.nats_of(chr(first), chr(second))
            self.pairs[place] = pair
        return self.nats[place]
