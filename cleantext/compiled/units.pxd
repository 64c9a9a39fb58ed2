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
