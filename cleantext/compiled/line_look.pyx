"""One look at a line: how many letters, pauses and partings it has, how it ends, whether a date may be on it.

Lines are read folded and without blank or bullets at their edges. Who finds that a date may be there looks
closer.
"""

from cleantext.compiled.units cimport PyUnicode_DATA, PyUnicode_KIND, Ucs1, Ucs2, Ucs4, Unit

cdef enum:
    PLANE = 0x10000
    FUNCTION = 1
    PAUSE = 2
    CLOSING = 4
    WALL = 8
    DATE = 16
    FIRST_IDEOGRAPH = 0x4E00
    BEHIND_IDEOGRAPHS = 0x9FF0


cdef class Look:
    """What one line shows. `function` counts characters that running text is full of, `pauses` the marks
    inside and behind clauses, `ascii` the ASCII characters, `partings` what may part cells: runs of walls and
    white space. `end` is the last character before closing marks, figures and white space, empty if there is
    none. There are at most so many `dates` (and times) and `days`.
    """

    cdef readonly str text
    cdef readonly str end
    cdef readonly Py_ssize_t letters, function, pauses, ascii, partings
    cdef readonly bint has_figure
    cdef readonly Py_ssize_t dates, days


cdef class Looker:
    """Looks at lines; told which characters are function characters, pauses, closing marks and walls."""

    cdef unsigned char marks[PLANE]

    def __init__(self, *, str function, str pauses, str closing, str walls):
        self.mark(function, FUNCTION)
        self.mark(pauses, PAUSE)
        self.mark(closing, CLOSING)
        self.mark(walls, WALL)
        self.mark(" -/.:年月日天点时前午一二三四五六", DATE)

    cdef int mark(self, str characters, unsigned char bit) except -1:
        cdef Py_UCS4 character
        for character in characters:
            if character >= PLANE:
                raise ValueError(f"{character!r} is beyond the Basic Multilingual Plane")
            self.marks[<unsigned int>character] |= bit
        return 0

    def look(self, str text not None) -> Look:
        """What a line shows; it has no line end."""
        cdef Look found = Look.__new__(Look)
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t end
        found.text = text
        if kind == 1:
            end = self.count(<Ucs1*>data, len(text), found)
        elif kind == 2:
            end = self.count(<Ucs2*>data, len(text), found)
        else:
            end = self.count(<Ucs4*>data, len(text), found)
        found.end = text[end] if end >= 0 else ""
        return found

    cdef Py_ssize_t count(self, Unit* units, Py_ssize_t size, Look found) noexcept:
        cdef Py_ssize_t at, letters = 0, function = 0, figures = 0  # in a row
        cdef Py_UCS4 before, unit = 0, after
        cdef unsigned char marks
        cdef bint parts, parted = False
        for at in range(size):
            before, unit = unit, <Py_UCS4>units[at]
            marks = self.marks_of(unit)
            parts = False
            if marks:
                function += marks & FUNCTION
                found.pauses += (marks & PAUSE) != 0
                parts = (marks & WALL) != 0
                if marks & DATE:
                    after = <Py_UCS4>units[at + 1] if at + 1 < size else 0
                    see_date(found, before, unit, after, figures)
            if FIRST_IDEOGRAPH <= unit < BEHIND_IDEOGRAPHS:
                found.partings += parts and not parted
                parted = parts
                letters += 1
                figures = 0
                continue
            letters += unit.isalpha()
            found.ascii += unit < 0x80
            parts = parts or unit.isspace()
            found.partings += parts and not parted
            parted = parts
            if unit == "." and ("a" <= before <= "z" or before == ")"):
                found.pauses += at + 1 == size or (<Py_UCS4>units[at + 1]).isspace()
            figures = figures + 1 if unit.isdecimal() else 0
            found.has_figure |= figures > 0
        found.letters, found.function = letters, function
        at = size - 1
        while at >= 0 and self.is_tail(units[at]):
            at -= 1
        return at

    cdef inline unsigned char marks_of(self, Py_UCS4 unit) noexcept:
        return self.marks[unit] if unit < PLANE else 0

    cdef inline bint is_tail(self, Py_UCS4 unit) noexcept:
        return self.marks_of(unit) & CLOSING or unit.isspace() or unit.isdecimal()


cdef inline void see_date(Look found, Py_UCS4 before, Py_UCS4 unit, Py_UCS4 after, Py_ssize_t figures) noexcept:
    """May a date, a time or a day go on here, behind so many figures in a row?"""
    if unit == "天":
        found.dates += before == "昨" or before == "前" or before == "今"
    if unit == ":" or unit == "点" or unit == "时":
        found.dates += figures > 0 and after.isdecimal()  # 12:30
    elif unit == "-" or unit == "/":
        found.dates += figures > 1 and (after.isdecimal() or after == " ")  # 2020-10-05, 10/05
    elif unit == "." or unit == "年":
        found.dates += figures > 3 and (after.isdecimal() or after == " ")
    elif unit == " ":
        found.dates += figures > 3 and (after == "-" or after == "/" or after == "." or after == "年")
    elif unit == "前":
        found.dates += found.has_figure and is_unit_of_time(before)  # 3天前
    elif unit == "月":
        found.days += figures > 0 and after.isdecimal()  # 3月8日
    elif unit == "午":
        found.days += before == "上" or before == "下"
    else:
        found.days += before == "期" or before == "周"  # 星期一


cdef inline bint is_unit_of_time(Py_UCS4 unit) noexcept:
    return (
        unit == "秒" or unit == "钟" or unit == "时" or unit == "天" or unit == "周" or unit == "月" or unit == "年"
    )
