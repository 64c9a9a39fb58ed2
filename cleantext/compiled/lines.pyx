"""Lines of a text: where each begins, which ones a step has to look at, and what is in one."""

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_FindChar(str text, Py_UCS4 character, Py_ssize_t start, Py_ssize_t end, int direction)


def starts_of(tuple contents) -> tuple:
    """The offset where each of some lines begins, if one character stands between two."""
    cdef Py_ssize_t at = 0, number, count = len(contents)
    starts = [0] * count
    for number in range(count):
        starts[number] = at
        at += len(<str>contents[number]) + 1
    return tuple(starts)


def end_of_head(str text, Py_ssize_t count, str space) -> int:
    """Where the line ends that is, among those with more than `space`, the last of the first so many; where
    the text ends, if there are fewer."""
    cdef Py_ssize_t at, size = len(text)
    cdef bint blank = True
    for at in range(size):
        if text[at] == c"\n":
            count -= not blank
            if not count:
                return at
            blank = True
        elif blank:
            blank = text[at] in space
    return size


def start_of_tail(str text, Py_ssize_t count, str space) -> int:
    """Where the line begins that is, among those with more than `space`, the first of the last so many; 0 if
    there are fewer."""
    cdef Py_ssize_t at
    cdef bint blank = True
    for at in range(len(text) - 1, -1, -1):
        if text[at] == c"\n":
            count -= not blank
            if not count:
                return at + 1
            blank = True
        elif blank:
            blank = text[at] in space
    return 0


def stretch_around(str text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t lines) -> tuple:
    """A stretch of whole lines, longer by so many lines before it and after it, as far as there are any."""
    cdef Py_ssize_t size = len(text), after
    for _ in range(lines):
        if not start:
            break
        start = PyUnicode_FindChar(text, c"\n", 0, start - 1, -1) + 1
    for _ in range(lines):
        if end >= size:
            break
        after = PyUnicode_FindChar(text, c"\n", end + 1, size, 1)
        end = after if after >= 0 else size
    return start, end


def pick_lines(
    tuple contents, *, Py_ssize_t shorter_than=0, str begins="", Py_ssize_t at_least=0, str ends=None
) -> list:
    """The numbers of the lines that are shorter than so many characters, or begin with one of some, or have
    at least so many and end with none of `ends`. Empty lines are never picked."""
    cdef Py_ssize_t number, length
    cdef str line
    picked = []
    for number in range(len(contents)):
        line = contents[number]
        length = len(line)
        if length and (
            length < shorter_than
            or (begins and line[0] in begins)
            or (ends is not None and length >= at_least and line[length - 1] not in ends)
        ):
            picked.append(number)
    return picked


def any_ragged(tuple contents) -> bool:
    """Does any line begin or end with white space, or are there two empty ones in a row?"""
    cdef str line
    cdef bint empty = False
    for line in contents:
        if line and (line[0].isspace() or line[len(line) - 1].isspace()) or empty and not line:
            return True
        empty = not line
    return False


def count_letters(str text) -> int:
    """How many characters are letters, ideographs among them."""
    cdef Py_ssize_t found = 0
    cdef Py_UCS4 character
    for character in text:
        found += character.isalpha()
    return found
