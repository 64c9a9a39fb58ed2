# A text as CPython stores it: one, two or four bytes for each of its characters.

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)

ctypedef unsigned char Ucs1
ctypedef unsigned short Ucs2
ctypedef unsigned int Ucs4

ctypedef fused Unit:
    Ucs1
    Ucs2
    Ucs4


cdef inline unsigned int mixed(unsigned int first, unsigned int second) noexcept nogil:
    """A hash of two characters in a row; its upper bits are the better ones."""
    return (first ^ second << 16) * <unsigned int>0x9E3779B1


cdef inline bint equal(Unit* units, const Ucs4* others, Py_ssize_t size) noexcept nogil:
    """Are so many characters the same?"""
    cdef Py_ssize_t at
    for at in range(size):
        if units[at] != others[at]:
            return False
    return True
