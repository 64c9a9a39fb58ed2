"""How plausible a text is as Chinese: one character-pair model for decoding, repair and reflow.

Texts are judged on the folded view, so Traditional and Simplified, full and half width score alike. Pairs of
Han characters come from word counts (`data/build_plausibility.py`, after jieba's word list, MIT licence);
digits, letters and marks move between a few classes. What no Chinese page holds amid Han (Bopomofo, kana,
box drawing, private-use characters, lone surrogates) is improbable, yet less so next to its like.

Nothing is read from disk before the first judgement.
"""

import math
import sys
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from cleantext.characters import CLOSING, LAYOUT_SPACE
from cleantext.fold import fold

if TYPE_CHECKING:
    from cleantext.compiled.pairs import Pairs

_DATA = Path(__file__).parent / "data" / "plausibility.bin"
_NATS_PER_STEP = 1 / 12
_UNKNOWN_HAN = -18.0
"""Log probability of an ideograph that the word list does not know."""


def plausibility(text: str) -> float:
    """Mean log probability of the characters of `text`, in nats a character; higher is more plausible.

    The first character is judged as at the start of a line. Plain prose lies around -5, text read with the
    wrong decoder below -9. Empty text gives 0.0.

    >>> plausibility("全面加强政府自身建设") > plausibility("┤婕訌娬陨斫ㄔO") + 4
    True
    """
    return score(text) / len(text) if text else 0.0


def score(text: str, *, after: str = "\n") -> float:
    """Log probability of `text` in nats, given the character it follows: the sum of its pairs.

    >>> score("政府") < 0, score("政府") == score("政") + score("府", after="政")
    (True, True)
    """
    rows = pair_rows()
    return math.fsum([rows[a][b] for a, b in pairwise(after + fold(text))])


def log_pair(a: str, b: str) -> float:
    """Log probability in nats that `b` follows `a`, both of one character. A line's start is `a = "\\n"`.

    >>> log_pair("政", "府") > log_pair("政", "俯")
    True
    """
    return pair_rows()[fold(a)][fold(b)]


def pair_rows() -> "PairRows":
    """The table itself, for searches: `pair_rows()[a][b]` is `log_pair(a, b)` for folded characters."""
    return _rows()


@cache
def compiled_pairs() -> "Pairs":
    """The table for compiled searches.

    >>> compiled_pairs().nats_of("政", "府") == log_pair("政", "府")
    True
    """
    from cleantext.compiled.pairs import Pairs  # few pages need it

    rows, kinds = pair_rows(), list(_moves())
    moves = [[_moves()[a][b] for b in kinds] for a in kinds]

    def ask(character: str) -> tuple[int, float]:
        kind = kind_of(character)
        return kinds.index(kind), 0.0 if kind == "han" else _share(character, kind)

    return Pairs(*rows.parts(), moves, kinds.index("han"), ask, _NUMERALS, _NUMBERED, _UNKNOWN_HAN)


class Row(dict[str, float]):
    """What follows one character, in nats: `row[b]` for every character b, stored or not."""

    __slots__ = ("_marks", "_start", "_word_end", "across")

    def __init__(self, start: dict[str, float], word_end: float, marks: dict[str, float]) -> None:
        super().__init__()
        self._start, self._word_end, self._marks = start, word_end, marks
        self.across = word_end + marks["han"]
        """Nats for any new word to follow; `starts` says which character begins it."""

    def copy(self) -> "Row":
        """A row to be changed."""
        row = Row(self._start, self._word_end, self._marks)
        row.update(self)
        return row

    def __missing__(self, b: str) -> float:
        start = self._start.get(b)
        if start is not None:
            return self.across + start
        kind = kind_of(b)
        if kind == "han":
            return self.across + _UNKNOWN_HAN
        return self._word_end + self._marks[kind] + _share(b, kind)


class PairRows(dict[str, Row]):
    """Every character's row, made when it is first asked for. Keys are folded characters."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._heads, starts, self._ends, lengths, self._followers, self._costs = _unpacked(data)
        self._nats = [-step * _NATS_PER_STEP for step in range(256)]
        self.starts = dict(zip(self._heads, map(self._nats.__getitem__, starts), strict=True))
        """Nats for a word to begin with each character the word list knows."""
        self._offsets = array("L", accumulate(lengths, initial=0))
        self._at: dict[str, tuple[int, int]] = {}

    def __missing__(self, a: str) -> Row:
        self[a] = row = self._known_han(a) if a in self.starts else _row_of_kind(a, self.starts)
        return row

    def within(self, a: str, b: str) -> float | None:
        """Nats for b to follow a inside a word, None where no common word holds the two. Makes no row."""
        begin, end = self._at.get(a) or self._span(a)
        at = self._followers.find(b, begin, end)
        return self._nats[self._costs[at]] if at >= 0 else None

    def parts(
        self,
    ) -> tuple[str, list[float], list[float], Sequence[int], str, bytes, list[float]]:
        """The characters that begin words, nats of each for that and to end one, where the followers of each
        begin, the followers, and the steps of each with their nats."""
        starts, ends = [self.starts[a] for a in self._heads], [self._nats[step] for step in self._ends]
        return self._heads, starts, ends, self._offsets, self._followers, self._costs, self._nats

    def _span(self, a: str) -> tuple[int, int]:
        """Where the followers of a character stand; a table of them all would be felt at every start."""
        number = self._heads.find(a)
        span = (self._offsets[number], self._offsets[number + 1]) if number >= 0 else (0, 0)
        self._at[a] = span
        return span

    def _known_han(self, a: str) -> Row:
        row = Row(self.starts, self._nats[self._ends[self._heads.index(a)]], _moves()["han"])
        begin, end = self._span(a)
        within, nats = _moves()["han"]["han"], self._nats
        row.update(
            (follower, within + nats[cost])
            for follower, cost in zip(self._followers[begin:end], self._costs[begin:end], strict=True)
        )
        if a in _NUMERALS:
            row[")"] = _NUMBERED
        return row


def _row_of_kind(a: str, start: dict[str, float]) -> Row:
    """The row of a character that no word holds: all that counts is its kind."""
    row = Row(start, 0.0, _moves()[kind_of(a)])
    if a == "(":
        row.update(dict.fromkeys(_NUMERALS, _NUMBERED))
    return row


@cache
def _rows() -> PairRows:
    return PairRows(_DATA.read_bytes())


def _unpacked(data: bytes) -> tuple[str, bytes, bytes, "array[int]", str, bytes]:
    """The parts of the file, as `build_plausibility` lays them out."""
    count = int.from_bytes(data[:4], "little")
    heads = data[4 : 4 + 2 * count].decode("utf-16-le")
    starts, ends = data[4 + 2 * count : 4 + 3 * count], data[4 + 3 * count : 4 + 4 * count]
    lengths = array("H", data[4 + 4 * count : 4 + 6 * count])
    if sys.byteorder == "big":
        lengths.byteswap()
    at, total = 4 + 6 * count, sum(lengths)
    return heads, starts, ends, lengths, data[at : at + 2 * total].decode("utf-16-le"), data[at + 2 * total :]


# --- characters that are not Han -----------------------------------------------------------------------

_PAUSES = {",": 0.7, "、": 0.3}
_STOPS = {"。": 0.55, ".": 0.15, ":": 0.15, ";": 0.07, "?": 0.04, "!": 0.04}
_OPENERS = dict.fromkeys("“(", 0.4) | dict.fromkeys("《〔[‘【「『〈{", 0.02)
_JOINTS = {"%": 0.35, "—": 0.2, "/": 0.1, "-": 0.1, "·": 0.03, "…": 0.05, "~": 0.03, "+": 0.04}
_SIGNS = frozenset("※●○■□◆◇★☆▲△▼▽→←↑↓◎•﹒§№℃°×±≥≤≠÷π‰¥$£€『』『℉①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ^`\\©®™")

_MEMBERS = (
    ("pause", frozenset(_PAUSES)), ("stop", frozenset(_STOPS)), ("open", frozenset(_OPENERS)),
    ("close", frozenset(CLOSING)), ("joint", frozenset(_JOINTS)),
)  # fmt: skip

_BLOCKS = (
    (0x20, "wrong"), (0x7F, "joint"), (0xA0, "wrong"), (0xC0, "sign"), (0x250, "latin"), (0x370, "sign"),
    (0x400, "greek"), (0x530, "cyrillic"), (0x1100, "foreign"), (0x1200, "hangul"), (0x1E00, "foreign"),
    (0x1F00, "latin"), (0x2000, "greek"), (0x2500, "sign"), (0x2600, "drawing"), (0x2E80, "sign"),
    (0x3000, "drawing"), (0x3040, "sign"), (0x3100, "kana"), (0x3130, "bopomofo"), (0x31A0, "hangul"),
    (0x31C0, "bopomofo"), (0x3200, "kana"), (0x3400, "sign"), (0x4DC0, "han"), (0x4E00, "drawing"),
    (0xA000, "han"), (0xAC00, "foreign"), (0xD7B0, "hangul"), (0xF900, "wrong"), (0xFB00, "han"),
    (0xFE30, "foreign"), (0xFE70, "sign"), (0xFF00, "foreign"), (0xFFF0, "kana"), (0x10000, "wrong"),
    (0x1F000, "foreign"), (0x20000, "sign"), (0x40000, "han"), (0x110000, "wrong"),
)  # fmt: skip
"""Where each block ends, and its kind."""

_SIZES = {"newline": 1, "space": 1, "digit": 10, "letter": 30, "sign": 60, "latin": 60, "greek": 50,
          "cyrillic": 60, "kana": 150, "bopomofo": 40, "hangul": 2000, "drawing": 100, "foreign": 2000,
          "wrong": 200}  # fmt: skip
"""Among how many characters a kind's probability is shared."""

_PLAIN_MOVES = {
    "han": {"han": 860, "digit": 14, "letter": 3, "pause": 57, "stop": 28, "open": 15, "close": 12,
            "joint": 2, "space": 2, "newline": 5},
    "digit": {"han": 270, "digit": 500, "letter": 10, "pause": 50, "stop": 50, "open": 2, "close": 15,
              "joint": 50, "space": 25, "newline": 25},
    "letter": {"han": 70, "digit": 20, "letter": 750, "pause": 15, "stop": 10, "open": 2, "close": 30,
               "joint": 20, "space": 70, "newline": 12},
    "pause": {"han": 900, "digit": 60, "letter": 8, "pause": 1, "stop": 1, "open": 16, "close": 1, "joint": 2,
              "space": 5, "newline": 4},
    "stop": {"han": 640, "digit": 60, "letter": 8, "pause": 1, "stop": 5, "open": 20, "close": 20, "joint": 2,
             "space": 5, "newline": 240},
    "open": {"han": 850, "digit": 80, "letter": 50, "pause": 1, "stop": 1, "open": 5, "close": 1, "joint": 2,
             "space": 1, "newline": 1},
    "close": {"han": 700, "digit": 10, "letter": 5, "pause": 140, "stop": 60, "open": 40, "close": 6,
              "joint": 3, "space": 8, "newline": 27},
    "joint": {"han": 330, "digit": 130, "letter": 90, "pause": 150, "stop": 100, "open": 5, "close": 5,
              "joint": 110, "space": 25, "newline": 50},
    "space": {"han": 520, "digit": 200, "letter": 180, "pause": 2, "stop": 3, "open": 8, "close": 5,
              "joint": 15, "space": 50, "newline": 10},
    "newline": {"han": 690, "digit": 140, "letter": 40, "pause": 1, "stop": 4, "open": 60, "close": 1,
                "joint": 20, "space": 25, "newline": 10},
}  # fmt: skip
"""Moves per mille between the kinds of plain Chinese text, counted on reports and news and rounded."""

_NUMERALS = "一二三四五六七八九十"
_NUMBERED = -3.7
"""Nats for a numeral to follow a bracket, and a bracket a numeral: `（一）` numbers many a paragraph."""

_ODD = {"sign": 0.5, "latin": 0.02, "greek": 0.02, "cyrillic": 0.005, "kana": 0.01, "bopomofo": 0.005,
        "hangul": 0.005, "drawing": 0.01, "foreign": 0.005, "wrong": 0.002}  # fmt: skip
"""Per mille with which any plain character is followed by one of an odd kind."""

_STAY = 400
"""Per mille with which an odd kind goes on (wrong characters never make each other likelier)."""

_WORD_END = 0.6
"""A word ends after some 55 % of Han characters, and a mark can only follow there."""


@cache
def kind_of(character: str) -> str:
    """The kind of a folded character, by which marks, digits and other scripts are judged.

    >>> [kind_of(c) for c in "政5a,“┤ㄒ\\ue000"]
    ['han', 'digit', 'letter', 'pause', 'open', 'drawing', 'bopomofo', 'wrong']
    """
    if character == "\n":
        return "newline"
    if character in LAYOUT_SPACE:
        return "space"
    if character.isascii() and character.isalnum():
        return "digit" if character.isdigit() else "letter"
    for kind, members in _MEMBERS:
        if character in members:
            return kind
    if character == "〇":
        return "han"
    if character in _SIGNS:
        return "sign"
    return next(kind for end, kind in _BLOCKS if ord(character) < end)


def mark_nats(before: str, character: str) -> float:
    """Nats for a folded character that is not Han to follow, at a word's end, one of the kind `before`."""
    kind = kind_of(character)
    sure_end = _WORD_END if before == "han" else 0.0
    return _moves()[before][kind] - sure_end + _share(character, kind)


def word_nats(before: str) -> float:
    """Nats for any word to follow a character of the kind `before`."""
    return _moves()[before]["han"]


def _share(character: str, kind: str) -> float:
    """Log of the share that a character has of its kind."""
    if kind == "pause":
        return math.log(_PAUSES[character])
    if kind == "stop":
        return math.log(_STOPS[character])
    if kind == "open":
        return math.log(_OPENERS[character])
    if kind == "close":
        return math.log(0.4 if character in "”)" else 0.02)
    if kind == "joint":
        return math.log(_JOINTS.get(character, 0.01))
    return -math.log(_SIZES[kind])


@cache
def _moves() -> dict[str, dict[str, float]]:
    """Log probabilities of moving from each kind to each."""
    moves = {}
    for a in (*_PLAIN_MOVES, *_ODD):
        row = _PLAIN_MOVES.get(a, _PLAIN_MOVES["joint"]) | _ODD
        if a in _ODD and a != "wrong":
            stay = _STAY / 4 if a == "sign" else _STAY
            row = {kind: per_mille * 0.6 for kind, per_mille in row.items()} | {a: stay}
        moves[a] = {kind: math.log(per_mille / 1000) for kind, per_mille in row.items()}
    # Letters with marks over them stand in Latin words, page numbers in brackets and after signs.
    moves["letter"]["latin"] = math.log(0.02)
    moves["latin"]["letter"] = math.log(0.4)
    moves["latin"]["latin"] = moves["latin"]["sign"] = moves["sign"]["latin"] = math.log(0.003)
    for kind in moves["han"]:
        if kind != "han":
            moves["han"][kind] += _WORD_END
    return moves
