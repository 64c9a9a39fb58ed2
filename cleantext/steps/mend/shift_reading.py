"""Readings of windows that may have been read one byte off, each piece with its share.

`compiled/shift_search.pyx` tells the method of the search, `compiled/shift_reading.pyx` what comes of it.
"""

from functools import cache

from cleantext.compiled.gbk import Codes
from cleantext.compiled.shift_cells import Script
from cleantext.compiled.shift_odds import Odds
from cleantext.compiled.shift_reading import read_again
from cleantext.compiled.shift_ways import OPEN
from cleantext.edits import Span
from cleantext.fold import fold_table
from cleantext.ngrams import ngrams, normal_form
from cleantext.records import dataclass

__all__ = ["CONTEXT", "OPEN", "PageOdds", "Piece", "Reading", "Run"]

CONTEXT = 3
"""Characters before one that tell how likely it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of an original, and the share of all readings that have them in that place."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Run:
    """`shown[start:end]` is `original` read one byte off; `stray` went before it, or its first byte went."""

    start: int
    end: int
    stray: bytes
    pieces: tuple[Piece, ...]
    opened: float
    """The share of all readings that have a run begin there."""

    @property
    def original(self) -> str:
        """The whole original."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Reading:
    """The best reading of a window: its runs, its nats, and its share of all readings thought of."""

    runs: tuple[Run, ...]
    nats: float
    share: float


class PageOdds:
    """What may follow what on a page, whose sound text is `page`, in a script: "simplified", "traditional" or
    "both".

    >>> odds = PageOdds("人文松江", "simplified")
    >>> odds.score("全面加", "强") > odds.score("全面加", "墙")
    True
    >>> [run.original for run in odds.read_again("。ㄒ唬┤婕忧咳瞬哦游榻ㄉ", (0, 12), silent=True).runs]
    ['（一）全面加强人才队伍建设']
    """

    def __init__(self, page: str, script: str) -> None:
        self._odds = Odds(normal_form(page), _script(script))

    def score(self, before: str, text: str) -> float:
        """Log probability of a text after some characters, both in normal form."""
        return self._odds.score_after(before, text)

    def read_again(self, text: str, span: Span, *, silent: bool, narrow: bool = False) -> Reading:
        """The most plausible way to read a span of a text, part of one line.

        `silent` says that pairs without a character show nothing, `narrow` that the page's full-width marks
        were made half-width after the damage.
        """
        runs, nats, share = read_again(text, *span, self._odds, narrow, silent)
        return Reading(
            tuple(
                Run(start, end, stray, tuple(Piece(*piece) for piece in pieces), opened)
                for start, end, stray, pieces, opened in runs
            ),
            nats,
            share,
        )


@cache
def _codes() -> Codes:
    return Codes(fold_table())


@cache
def _script(name: str) -> Script:
    return Script(name, _codes(), ngrams())
