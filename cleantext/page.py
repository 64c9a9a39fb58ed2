"""A page as it came, its text, and what a step is given and gives back."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from cleantext.census import count_characters
from cleantext.edits import Edit, Span
from cleantext.fold import fold
from cleantext.lines import Lines, split_lines
from cleantext.records import dataclass, field
from cleantext.traits import Traits


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes, the name it is reported under, and its address where known."""

    data: bytes
    name: str = "<page>"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Patch:
    """Bytes that `text[start:end]` stands for where encoding it would not give them back."""

    start: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text and all that is needed to get its bytes back.

    `encoding` is a Python codec name; `bom` the byte-order mark taken off; `newline` the page's one line
    end, written as LF in `text` (LF where ends are mixed: then they stay as they are). A byte that no codec
    reads stands in `text` as the lone surrogate U+DC80 + (byte - 0x80) (PEP 383). `why` says what decided.
    """

    text: str
    encoding: str
    bom: bytes = b""
    newline: str = "\n"
    patches: tuple[Patch, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something seen and not changed. `span` is of the decoded page (a step gives it in its own text)."""

    level: str
    rule: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a step wants changed and what it saw. Edits may overlap; the engine settles them.

    `protected` are spans of the step's text that no later step may change; `metadata` is what the page says
    of itself (title, author, date, url, site), `surroundings` text of it that is taken off: `when` of rules
    asks for what stands there too.
    """

    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()
    protected: tuple[Span, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict, repr=False)
    surroundings: str = field(default="", repr=False)


NOTHING = Proposal()
"""What a step proposes that has no work: the same each time, so that this is seen at once."""


class Draft:
    """A page's text between two steps, with the views of it that steps share, each made on first use.

    `protected` holds sorted, disjoint spans of `text` that no step may change, `surroundings` what stood
    around the main part of a page of HTML, `swept` the lines that rules took off, each with the place in
    `text` where it stood, in order. Nothing here ever changes.
    """

    def __init__(
        self,
        text: str,
        page: Page | None = None,
        protected: Iterable[Span] = (),
        *,
        surroundings: str = "",
        swept: Iterable[tuple[int, str]] = (),
    ) -> None:
        self.text = text
        self.page = page or Page(b"")
        self.protected = tuple(protected)
        self.surroundings = surroundings
        self.swept = tuple(swept)

    @cached_property
    def folded(self) -> str:
        """The matching view; offsets are the same as in `text`."""
        return fold(self.text)

    @cached_property
    def lines(self) -> Lines:
        """The lines of `text`."""
        return split_lines(self.text)

    @cached_property
    def census(self) -> Mapping[str, int]:
        """How often each character occurs in `text`."""
        return count_characters(self.text)

    @cached_property
    def traits(self) -> Traits:
        """What steps have to look for in `text`."""
        return Traits(self.text)
