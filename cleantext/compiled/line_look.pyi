"""One look at a line: what `line_look.pyx` offers."""

class Look:
    text: str
    end: str
    letters: int
    function: int
    pauses: int
    ascii: int
    partings: int
    has_figure: bool
    dates: int
    days: int

class Looker:
    def __init__(self, *, function: str, pauses: str, closing: str, walls: str) -> None: ...
    def look(self, text: str) -> Look: ...
