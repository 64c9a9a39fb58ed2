"""Lines that say something twice: what `lookalikes/doubled_text.py` looks at."""

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND, Ucs1, Ucs2, Ucs4, Unit

cdef enum:
    SIGNS = 12  # at most, before the first word of a line: bullets, brackets
    FIGURES = 3  # behind them, as in a numbered title
    SIGNS_BEHIND = 4
    SIGNS_BETWEEN = 8  # between two doubled characters


def look_for_doubles(tuple contents) -> tuple:
    """Of the lines of a text the numbers of those that begin with doubled characters, the numbers of those
    that are one text twice, of two characters at least, and how many are the same as the line before.

    A line begins so with two doubled characters, or two written three times or more, where its words begin;
    signs may stand before and between, and a number before.
    """
    cdef Py_ssize_t number, middle, repeated = 0
    cdef str line, before = None
    cdef list begin = [], twice = []
    for number in range(len(contents)):
        line = contents[number]
        repeated += number > 0 and line == before
        before = line
        middle = len(line) >> 1
        if middle > 1:
            if line[middle] == line[0] and line == line[:middle] * 2:
                twice.append(number)
            if begins_doubled(line):
                begin.append(number)
    return begin, twice, repeated


cdef bint begins_doubled(str line):
    cdef int kind = PyUnicode_KIND(line)
    cdef void* data = PyUnicode_DATA(line)
    if kind == 1:
        return is_doubled_at_first(<Ucs1*>data, len(line))
    if kind == 2:
        return is_doubled_at_first(<Ucs2*>data, len(line))
    return is_doubled_at_first(<Ucs4*>data, len(line))


cdef bint is_doubled_at_first(Unit* units, Py_ssize_t size) noexcept:
    cdef Py_ssize_t figures, begin = behind_signs(units, 0, size, SIGNS)
    for figures in range(FIGURES + 1):
        if figures and not (begin + figures <= size and (<Py_UCS4>units[begin + figures - 1]).isdecimal()):
            return False
        if is_doubled_at(units, behind_signs(units, begin + figures, size, SIGNS_BEHIND), size):
            return True
    return False


cdef bint is_doubled_at(Unit* units, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Does a character stand there two, three or four times, and another twice behind it, or three times?"""
    cdef Py_ssize_t times = times_at(units, at, size)
    if not 2 <= times <= 4:
        return False
    at = behind_signs(units, at + times, size, SIGNS_BETWEEN)
    return times_at(units, at, size) >= (2 if times == 2 else 3)


cdef Py_ssize_t times_at(Unit* units, Py_ssize_t at, Py_ssize_t size) noexcept:
    """How often the character of a word that stands there is written in a row, five times at most."""
    cdef Py_ssize_t times = 1
    if at + 1 >= size or units[at + 1] != units[at] or not is_of_word(units[at]):
        return 0
    while times < 5 and at + times < size and units[at + times] == units[at]:
        times += 1
    return times


cdef inline Py_ssize_t behind_signs(Unit* units, Py_ssize_t at, Py_ssize_t size, Py_ssize_t most) noexcept:
    """Behind the signs that stand there, so many at most."""
    cdef Py_ssize_t end = min(size, at + most)
    while at < end and not is_of_word(units[at]):
        at += 1
    return at


cdef inline bint is_of_word(Py_UCS4 unit) noexcept:
    return 0x4E00 <= unit < 0x9FF0 or unit.isalnum() or unit == "_"
