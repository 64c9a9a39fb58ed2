# distutils: language = c++
"""The two decoders, as the lattice sees them: which bytes a shown character may stand for in the wrong one,
and which characters bytes make in the right one.

Which bytes a character may stand for, and what is a character at all, is asked of the caller once and kept.
"""

from libc.stdint cimport int16_t, uint8_t, uint32_t
from libcpp.vector cimport vector

from cleantext.compiled.fillings cimport NOT_KNOWN, Span

cdef enum:
    MOST_OPTIONS = 1 << 16


cdef class Decoders:
    """The right decoder is of UTF-8 if `utf8`, else of a code of two bytes.

    `behind` gives the bytes that a shown character may stand for, each with its nats, `character_of` the
    character of two known bytes, if any. A lost byte is -1.
    """

    def __init__(self, bint utf8, behind, character_of):
        self.utf8, self.behind, self.character_of = utf8, behind, character_of
        self.characters.assign(65536, NOTHING)

    cdef Span options_for(self, uint32_t character) except *:
        """The bytes that a shown character may stand for."""
        cdef Option option
        cdef Span span
        cdef int size
        if self.options_of.count(character):
            return self.options_of[character]
        if self.options.size() > MOST_OPTIONS:
            self.options.clear()
            self.options_of.clear()
        span.begin, span.count = self.options.size(), 0
        for data, nats in self.behind(chr(character)):
            if len(data) <= MOST_BEGUN:
                option.size, option.nats = 0, nats
                for value in data:
                    option.data[option.size] = value
                    option.size += 1
                self.options.push_back(option)
                span.count += 1
        self.options_of[character] = span
        return span

    cdef uint32_t character(self, const int16_t* data, int width) except? 0:
        """The character of known bytes, NOTHING if they are none, or one for private use."""
        cdef uint32_t code = data[0]
        cdef int each
        if width == 1:
            return code
        if self.utf8:
            code &= 0xFF >> (width + 1)
            for each in range(1, width):
                code = (code << 6) | (data[each] & 0x3F)
            if 0xD800 <= code <= 0xF8FF or (width == 4 and code < 0x10000):
                return NOTHING
            return code
        code = (code << 8) | <uint32_t>data[1]
        if self.characters[code] == NOTHING:
            found = self.character_of((data[0], data[1]))
            self.characters[code] = ord(found) if found else NOTHING - 1
        return self.characters[code] if self.characters[code] != NOTHING - 1 else NOTHING

    cdef bint shows(self, str shown, const uint8_t[::1] data) except -1:
        cdef vector[Py_ssize_t] reached, then
        cdef Py_UCS4 character
        cdef Span options
        cdef size_t number, option
        cdef Py_ssize_t at
        reached.push_back(0)
        for character in shown:
            then.clear()
            options = self.options_for(character)
            for number in range(reached.size()):
                for option in range(options.begin, options.begin + options.count):
                    at = _behind(&self.options[option], data, reached[number])
                    if at >= 0 and (then.empty() or then.back() != at) and not _holds(then, at):
                        then.push_back(at)
            if then.empty():
                return False
            reached.swap(then)
        return _holds(reached, data.shape[0])


cdef Py_ssize_t _behind(const Option* option, const uint8_t[::1] data, Py_ssize_t at) noexcept:
    """The place behind the bytes of an option that are known, if they stand at a place; else -1."""
    cdef int each
    for each in range(option.size):
        if option.data[each] != NOT_KNOWN:
            if at >= data.shape[0] or data[at] != option.data[each]:
                return -1
            at += 1
    return at


cdef bint _holds(const vector[Py_ssize_t]& places, Py_ssize_t at) noexcept:
    cdef size_t number
    for number in range(places.size()):
        if places[number] == at:
            return True
    return False
