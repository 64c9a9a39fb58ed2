"""One look at each character of a text."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ


def traits_of(str text, const unsigned int[::1] table) -> int:
    """All bits that `table` has for any of the characters of `text`."""
    cdef Py_ssize_t at
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef unsigned int present = 0
    for at in range(len(text)):
        present |= table[<Py_ssize_t>PyUnicode_READ(kind, data, at)]
    return present
