"""Runs that were read with the wrong decoder, once or twice over: `鑾峰彇` is 获取, `ÖÐ¹ú` is 中国.

Every misreading is undone run by run within a line, and taken where the forward model gives the shown text
back and the result is clearly more plausible as Chinese. Of UTF-8, which may have lost bytes, parts of a run
are read (`utf8_runs.py`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cleantext.chinese import plausibility, score
from cleantext.edits import Edit, Span
from cleantext.lines import Lines
from cleantext.page import Draft, Proposal
from cleantext.steps.mend.decoders import MISREADINGS, Misreading
from cleantext.steps.mend.telltale import (
    BIG5,
    BIG5_READ_AS_GBK,
    LATIN,
    LETTERS,
    UTF8_AS_GBK,
    WINDOWS_1252,
    gbk_read_as_big5,
    suspect_utf8,
    telltales,
)
from cleantext.steps.mend.utf8_runs import find_stretches

_LATIN_RUN = re.compile(rf"(?:[{WINDOWS_1252}][@-~]?)+\??")
"""A second byte of GBK or Big5 may show as a plain letter."""

_SPACED_RUN = re.compile(_LATIN_RUN.pattern.replace("@-~", " @-~"))
"""The same, where a no-break space (the byte A0) became a plain one."""

_WIDE_RUN = re.compile(r"[^\x00-\x7f]+\??")
_HAN = re.compile("[\u4e00-\u9fff]")

_GAIN = {False: 2.0, True: 1.0}
"""Nats a character by which a repaired run must be more plausible; thinner if bold."""

_PLAUSIBLE = {False: -8.5, True: -9.5}
"""Nats a character below which no result is taken for Chinese."""

_SHORT_PIECE = 1.5
"""Nats a character by which one piece may lie below what the pieces of a line reach together."""

_PLAIN = -7.0
"""Nats a character above which no other model is tried."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a line, `line[start:end]`, and what it reads."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class _Repair:
    """Pieces that one model, or two in a row, give for a line."""

    name: str
    pieces: tuple[_Piece, ...]
    margin: float
    mean: float


def repair_wrong_decoder(draft: Draft, *, bold: bool = False) -> Proposal:
    """Undo wrong decoders line by line. Offsets are code points of `draft.text`.

    >>> [(edit.new, edit.rule) for edit in repair_wrong_decoder(Draft("点击鑾峰彇更多")).edits]
    [('获取', 'mend/utf8-as-gbk')]
    """
    kinds = telltales(draft.text)
    if not kinds:
        return Proposal()
    edits: list[Edit] = []
    for number, kind in sorted(_suspect_lines(draft.text, draft.lines, kinds).items()):
        line, start = draft.lines.contents[number], draft.lines.starts[number]
        repair = _best_repair(line, kind, bold)
        edits += _edits(repair, line, start) if repair else ()
    return Proposal(tuple(edits))


def _edits(repair: _Repair, line: str, start: int) -> Iterator[Edit]:
    rule, margin = f"mend/{repair.name}", round(repair.margin, 2)
    for p in repair.pieces:
        yield Edit(start + p.start, start + p.end, line[p.start : p.end], p.new, rule, margin=margin)


def _suspect_lines(text: str, lines: Lines, kinds: int) -> dict[int, int]:
    """The lines that may be damaged, each with the kinds of damage that it may have."""
    suspect: dict[int, int] = {}
    for kind in (UTF8_AS_GBK, LATIN, BIG5):
        for m in _suspect(kind).finditer(text) if kinds & kind else ():
            number = lines.number_at(m.start())
            suspect[number] = suspect.get(number, 0) | kind
    return suspect


@cache
def _suspect(kind: int) -> re.Pattern[str]:
    """What a line with that kind of damage has; it may have it for other reasons."""
    if kind == UTF8_AS_GBK:
        return suspect_utf8()
    if kind == LATIN:
        return re.compile(f"[{WINDOWS_1252}][{LETTERS}]|[{LETTERS}][{WINDOWS_1252}]")
    tell = f"[{gbk_read_as_big5()}{BIG5_READ_AS_GBK}]"
    return re.compile(f"{tell}.*?{tell}")


def _models(kind: int) -> list[Misreading]:
    """The misreadings that can be behind some kinds of damage."""
    wrong = {UTF8_AS_GBK: ("gb18030",), LATIN: ("cp1252", "latin-1"), BIG5: ("gb18030", "cp950")}
    codecs = {codec for one, some in wrong.items() if kind & one for codec in some}
    return [model for model in MISREADINGS if model.wrong in codecs]


def _best_repair(line: str, kind: int, bold: bool) -> _Repair | None:
    """The most plausible way to undo one misreading, or two, of a line."""
    best: _Repair | None = None
    for model in _models(kind):
        repair = _undone(line, model, bold)
        if repair and (best is None or repair.mean > best.mean):
            best = repair
        if best and best.mean > _PLAIN:
            return best
    return best or _undone_twice(line, kind, bold)


def _undone(line: str, model: Misreading, bold: bool) -> _Repair | None:
    pieces = tuple(p for p in _pieces(line, model) if _better(line, p, bold))
    return _judged(line, model.name, pieces, bold)


def _undone_twice(line: str, kind: int, bold: bool) -> _Repair | None:
    for outer in _models(kind):
        pieces = tuple(_pieces(line, outer))
        left = telltales("".join(piece.new for piece in pieces))
        between = _with(line, pieces)
        for inner in _models(left):
            repair = _undone(between, inner, bold)
            if repair:
                whole = _whole(line, _with(between, repair.pieces))
                name = f"{inner.name} + mend/{outer.name}"
                return _judged(line, name, (whole,), bold)
    return None


def _judged(line: str, name: str, pieces: Sequence[_Piece], bold: bool) -> _Repair | None:
    """A repair, if all its pieces together are clearly more plausible than what they replace."""
    if not pieces:
        return None
    old = "".join(line[p.start : p.end] for p in pieces)
    new = "".join(p.new for p in pieces)
    mean = plausibility(new.replace("\ufffd", ""))
    margin = mean - plausibility(old)
    if margin < _GAIN[bold] or mean < _PLAUSIBLE[bold] or not _HAN.search(new):
        return None
    return _Repair(name, tuple(pieces), margin, plausibility(_with(line, pieces)))


def _better(line: str, piece: _Piece, bold: bool) -> bool:
    """Is a piece more plausible where it stands? One character alone proves nothing, in any encoding."""
    after = line[piece.start - 1] if piece.start else "\n"
    old = line[piece.start : piece.end]
    mean = score(piece.new, after=after) / len(piece.new)
    gain = mean - score(old, after=after) / len(old)
    several = len(_HAN.findall(piece.new)) > 1 or len(old) > 2 * len(piece.new)
    return several and gain > _GAIN[bold] / 2 and mean > _PLAUSIBLE[bold] - _SHORT_PIECE


def _pieces(line: str, model: Misreading) -> Iterator[_Piece]:
    """Every run of a line that the model gives another reading."""
    latin = _SPACED_RUN if model.right == "utf-8" else _LATIN_RUN
    pattern = latin if model.wrong in ("cp1252", "latin-1") else _WIDE_RUN
    for run in pattern.finditer(line):
        if model.right == "utf-8":
            after = line[run.end() : run.end() + 1] or "\n"
            found = find_stretches(run[0], model, after=after)
            yield from (_Piece(run.start() + f.start, run.start() + f.end, f.text) for f in found)
        else:
            yield from _read_whole(run[0], run.start(), model)


def _read_whole(shown: str, start: int, model: Misreading) -> Iterator[_Piece]:
    """The parts of a run between characters that the model's decoder cannot have shown, each as a whole."""
    for part in _shown_by(shown, model):
        new = model.unshow(shown[part[0] : part[1]])
        if new is not None:
            yield _Piece(start + part[0], start + part[1], new)


def _shown_by(shown: str, model: Misreading) -> Iterator[Span]:
    start = 0
    while start < len(shown):
        try:
            model.bytes_of(shown[start:])
        except UnicodeEncodeError as error:
            if error.start:
                yield start, start + error.start
            start += error.end
        else:
            yield start, len(shown)
            return


# --- lines as wholes -----------------------------------------------------------------------------------


def _with(line: str, pieces: Iterable[_Piece]) -> str:
    done, at = [], 0
    for piece in pieces:
        done += [line[at : piece.start], piece.new]
        at = piece.end
    return "".join(done) + line[at:]


def _whole(line: str, new: str) -> _Piece:
    """One piece from where two lines begin to differ to where they end to."""
    start = next(
        (i for i, (a, b) in enumerate(zip(line, new, strict=False)) if a != b), min(len(line), len(new))
    )
    most = min(len(line), len(new)) - start
    tail = next((i for i in range(most) if line[-1 - i] != new[-1 - i]), most)
    return _Piece(start, len(line) - tail, new[start : len(new) - tail])
