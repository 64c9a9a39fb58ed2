"""The lines of a page as a reader sees them: which stretches of the source make up each."""

import re
from collections.abc import Set

from cleantext.edits import Span
from cleantext.markup.elements import BLOCKS, CELLS, CONTROLS, HIDDEN, PREFORMATTED
from cleantext.markup.tokens import RAW_TEXT
from cleantext.markup.tree import Document, Element

SPACE = " \t\n\r\f\v"
"""What a browser collapses."""

Piece = tuple[int, int, str, bool]
"""A stretch [start, end) of the page, what parts it from the piece before in its line (nothing, a space, a
line end of the source or a tab), and whether its spaces and line ends are text."""

_HIDING = re.compile(
    r"""(?xi)
    (?:^|\s)hidden(?=[\s/=]|$)(?!=["']?(?:false|until-found))
    | \bstyle\s*=\s*["']?[^"'>]*?(?<![\w-])(?:display\s*:\s*none|(?P<shown_later>visibility\s*:\s*hidden)
        |font-size\s*:\s*0+(?:px|pt|em|rem|%)?\s*(?:!important)?\s*(?:[;"'>]|$))
    """
)
"""Attributes of an element that shows nothing."""

_MAY_HIDE = ("hid", "none", "font-size", "HID", "NONE", "FONT-SIZE", "Hid", "None", "Font-Size")

HIDDEN_RULE, CONTROL = "unwrap/hidden", "unwrap/control"
"""What shows nothing; buttons and what is filled in."""

_ENDS_ITSELF = frozenset(("rt", "rp", "rtc"))

_SHOWN_LATER = 300
"""Characters of source from which on an invisible element is one that a script shows (WeChat's article)."""

_MESSAGE = 500
"""Characters of source below which what stands for scripts is a message or an image; boards put whole threads
there, which is all that a crawler sees (Flarum)."""

_CELL_CHARACTERS = 80
"""Characters of source text that the cells of a table of data hold at most, on average."""

_NEVER_IN_CELLS = frozenset(
    ["table", "h1", "h2", "h3", "h4", "h5", "hr", "ul", "ol", "dl", "form", "pre", "section"]
)
"""Elements that make a table the frame of a page."""

_TAGS = re.compile("<[^>]*>")


class Line:
    """A line of a page: its pieces, the block it stands in, its characters, and those of them in links."""

    __slots__ = ("block", "characters", "linked", "number", "pieces")

    def __init__(self, block: Element, number: int) -> None:
        self.block = block
        self.number = number
        self.pieces: list[Piece] = []
        self.characters = self.linked = 0

    @property
    def span(self) -> Span:
        """From its first piece to its last."""
        return self.pieces[0][0], self.pieces[-1][1]

    def source(self, text: str) -> str:
        """Its text as the page has it, entities and all."""
        return "".join([text[piece[0] : piece[1]] for piece in self.pieces])


def hides(element: Element) -> bool:
    """Does an element show nothing of its content? One without an end tag is not believed.

    >>> from cleantext.markup.tree import parse
    >>> [hides(e) for e in parse('<i hidden></i><b style="display: none"></b><u hidden>').elements]
    [False, True, True, False]
    """
    raw = element.raw
    if element.tag in HIDDEN:
        return element.end > element.inner_end or element.tag in _ENDS_ITSELF
    found = _HIDING.search(raw) if raw and any(sign in raw for sign in _MAY_HIDE) else None
    if found is None or element.end == element.inner_end:
        return False
    return not found["shown_later"] or element.end - element.start < _SHOWN_LATER


def why_hidden(element: Element) -> str:
    """The rule by which an element that hides its content goes; nothing where it is but markup."""
    if element.tag in RAW_TEXT:
        return ""
    if element.tag in CONTROLS:
        return CONTROL
    return "" if element.tag in HIDDEN else HIDDEN_RULE


def stands_in(text: str, element: Element) -> bool:
    """Is an element for readers without scripts all they have of the page? A copy of what is there is not."""
    inner = text[element.inner_start : element.inner_end]
    longest = max(_TAGS.split(inner), key=len).strip()
    return len(inner) >= _MESSAGE and text.count(longest) == 1


class _Reader:
    """Walks over a page's markup and collects its lines."""

    def __init__(self, document: Document, skip: Set[str]) -> None:
        self.document = document
        self.spared = skip
        self.lines: list[Line] = []
        self.hidden: list[Element] = []
        self.block = document.root
        self.line: Line | None = None
        self.gap = ""
        self.links = self.preformatted = self.cells = 0
        self.tables: list[bool] = []

    def _hides(self, element: Element) -> bool:
        return hides(element) and not (element.tag == "noscript" and stands_in(self.document.text, element))

    def run(self) -> None:
        text, markup, elements = self.document.text, self.document.markup, self.document.elements
        count, number, at = len(markup), 0, 0
        while number < count:
            start = markup[number]
            what = markup[number + 2]
            if start > at:
                self.take(text, at, start)
            at = markup[number + 1]
            number += 3
            if what < 0:
                self.leave(elements[-what])
            elif what:
                element = elements[what]
                if element.after == number:
                    self.hidden.append(element)
                elif self._hides(element) and not (self.spared and why_hidden(element) in self.spared):
                    self.skip(element)
                    number, at = element.after, element.end
                else:
                    self.enter(element)
        if at < len(text):
            self.take(text, at, len(text))

    def take(self, text: str, start: int, end: int) -> None:
        """Text between tags."""
        if self.preformatted:
            self._add(start, end, exact=True)
            return
        shown = text[start:end]
        bare = shown.strip(SPACE)
        if not bare:
            self._part("\n" if "\n" in shown else " ")
            return
        if bare is not shown and len(bare) != len(shown):
            lead = len(shown) - len(shown.lstrip(SPACE))
            if lead:
                self._part("\n" if "\n" in shown[:lead] else " ")
            self._add(start + lead, start + lead + len(bare), exact=False)
            rest = shown[lead + len(bare) :]
            if rest:
                self._part("\n" if "\n" in rest else " ")
        else:
            self._add(start, end, exact=False)

    def _part(self, gap: str) -> None:
        """Remember what parts the piece to come from the one before."""
        if self.line is not None and (not self.gap or (self.gap == "\n" and gap == " ")):
            self.gap = gap

    def _add(self, start: int, end: int, *, exact: bool) -> None:
        line = self.line
        if line is None:
            line = self.line = Line(self.block, len(self.lines))
            self.lines.append(line)
        line.pieces.append((start, end, self.gap, exact))
        self.gap = ""
        line.characters += end - start
        if self.links:
            line.linked += end - start

    def enter(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            if tag in CELLS and self.tables and self.tables[-1]:
                self.cells += 1
                if self.line is not None:
                    self.gap = "\t"
            else:
                self._break()
                if tag in PREFORMATTED:
                    self.preformatted += 1
            if tag == "table":
                self.tables.append(_holds_data(element, self.document))
            self.block = element
        elif tag == "br":
            self._break()
        elif tag == "a":
            self.links += 1

    def leave(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            if tag in CELLS and self.tables and self.tables[-1]:
                self.cells -= 1
            else:
                self._break()
                if tag in PREFORMATTED:
                    self.preformatted -= 1
                elif tag == "table":
                    self.tables.pop()
            self.block = element.parent or self.document.root
            while self.block.tag not in BLOCKS and self.block.parent is not None:
                self.block = self.block.parent
        elif tag == "a":
            self.links -= 1

    def skip(self, element: Element) -> None:
        self.hidden.append(element)
        if element.tag in BLOCKS:
            self._break()

    def _break(self) -> None:
        """End the line; in a cell of data the row goes on."""
        if self.cells and self.line is not None:
            if self.gap != "\t":
                self.gap = " "
        else:
            self.line = None
            self.gap = ""


def read_lines(document: Document, *, skip: Set[str] = frozenset()) -> tuple[list[Line], list[Element]]:
    """The lines of a page that show, and the elements that hide others.

    >>> from cleantext.markup.tree import parse
    >>> page = "<p>第<b>一</b>段<br>续<td>"
    >>> [line.source(page) for line in read_lines(parse(page))[0]]
    ['第一段', '续']
    """
    reader = _Reader(document, skip)
    reader.run()
    return reader.lines, reader.hidden


def _holds_data(table: Element, document: Document) -> bool:
    """Are a table's rows lines, and it no frame of a page: short cells, several in a row, no table in it?"""
    rows = cells = blocks = 0
    for element in document.elements[table.number + 1 : table.until]:
        if element.tag in _NEVER_IN_CELLS:
            return False
        blocks += element.tag in ("div", "br")
        rows += element.tag == "tr"
        cells += element.tag in CELLS
    if rows < 2 or cells < 2 * rows or blocks > cells:
        return False
    shown = _TAGS.sub("", document.text[table.inner_start : table.inner_end])
    return len("".join(shown.split())) <= _CELL_CHARACTERS * cells
