"""One misreading undone in one line: in bulk where whole runs can be read again, else by search.

A repair is taken where the forward model gives the shown text back and the result is clearly more plausible
as Chinese than what stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cleantext.chinese import plausibility, score
from cleantext.edits import Span
from cleantext.late import late
from cleantext.ngrams import ngrams, normal_form
from cleantext.records import dataclass
from cleantext.steps.mend.decoders import Misreading, shown_bytes
from cleantext.steps.mend.edges import with_edges
from cleantext.steps.mend.gaps import close_gaps
from cleantext.steps.mend.lattice import Piece, read_lattice
from cleantext.steps.mend.replay import shows_again
from cleantext.steps.mend.shown_bytes import LOST, ambiguous
from cleantext.steps.mend.utf8_stretches import read_utf8

HAN = late("[\u4e00-\u9fff]")

_SAMPLE = 40
"""Characters of a run by which it is judged."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of a repair: nats gained for each character read, and above those as a whole; nats a
    character that the result must reach. Where both encodings are East Asian: how many different ideographs,
    and nats that each must gain by the finer model.
    """

    gain: float
    at_all: float
    plausible: float
    ideographs: int
    finely: float


SAFE = Demand(2.5, 8.0, -9.0, 3, 4.8)
BOLD = Demand(2.0, 5.0, -9.8, 3, 4.2)
PROVEN = Demand(2.0, 0.0, -10.0, 1, 3.0)
"""Where the same page has shown the misreading already."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Pieces that one model, or two in a row, give for a line."""

    models: tuple[Misreading, ...]
    pieces: tuple[Piece, ...]
    margin: float
    mean: float

    @property
    def rule(self) -> str:
        return " + ".join(f"mend/{model.name}" for model in self.models)


def reread_in_bulk(line: str, models: Sequence[Misreading], demand: Demand) -> Repair | None:
    """Undo misreadings, the last one first, of every run of the line as a whole."""
    pieces = []
    for start, end in shown_runs(line, models[-1]):
        new: str | None = line[start:end]
        for model in reversed(models):
            new = model.unshow(new) if new is not None and not ambiguous(new, model) else None
        if new is None:
            return None
        if new != line[start:end] and not _SOUND_MARKS.issuperset(line[start:end]):
            pieces.append(Piece(start, end, new))
    return judged(line, models, pieces, demand)


_SOUND_MARKS = frozenset("—…“”‘’·×÷°±§•–")
"""Marks of Chinese that single bytes show too: a run of nothing else is sound."""


def shown_runs(line: str, model: Misreading) -> Iterator[Span]:
    """The parts of a line from one character above ASCII to another that the wrong decoder can have shown."""
    for m in _shown_run(model).finditer(line):
        yield m.span()


@cache
def _shown_run(model: Misreading) -> re.Pattern[str]:
    high = "[" + re.escape(shown_bytes(model.wrong)[0x80:]) + "]" if model.single else r"[^\x00-\x7f]"
    tail = "" if model.right == "utf-8" and model.single else "[@-~]?"
    return re.compile(f"{high}(?:[ -~]*{high})*{tail}")


def reread_with_search(line: str, model: Misreading, demand: Demand) -> Repair | None:
    pieces = read_utf8(line, model) if model.right == "utf-8" else ()
    if not pieces and (model.right != "utf-8" or not model.single):
        # Of single bytes, any of Western words could be half of something that vanished.
        pieces = read_lattice(line, model, vanished=not model.single)
    closed = tuple(
        _with_half(line, with_edges(line, close_gaps(line, piece, model), model), model) for piece in pieces
    )
    closed = tuple(p for p in closed if not p.gaps or shows_again(line, p, model))
    return judged(line, (model,), [p for p in closed if _stands(line, p, model, demand)], demand)


def _with_half(line: str, piece: Piece, model: Misreading) -> Piece:
    """The same piece with the letter after it, if that is the first byte of a character cut off there."""
    if not model.single or model.right == "utf-8" or piece.text.endswith("\ufffd"):
        return piece
    leads = shown_bytes(model.wrong)[0x81:0xFF]
    after = line[piece.end : piece.end + 2]
    if not after or after[0] not in leads or (len(after) > 1 and after[1] in shown_bytes(model.wrong)[0x80:]):
        return piece
    gap = (len(piece.text), (shown_bytes(model.wrong).index(after[0]), LOST))
    return Piece(piece.start, piece.end + 1, piece.text + "\ufffd", (*piece.gaps, gap))


def _stands(line: str, piece: Piece, model: Misreading, demand: Demand) -> bool:
    """Is a piece more plausible where it stands? One character alone proves nothing, in any encoding."""
    han = len(HAN.findall(piece.text))
    if model.right != "utf-8" and not model.single:
        return han >= demand.ideographs and _gain(line, piece) > demand.gain * len(_sampled(piece)) / 2
    several = han > 1 or piece.end - piece.start > 2 * len(piece.text)
    return several and _gain(line, piece) > demand.gain * len(_sampled(piece)) / 2


def _gain(line: str, piece: Piece) -> float:
    """Nats by which a piece is more plausible, between its neighbours, than what stands."""
    before = line[piece.start - 1] if piece.start else "\n"
    after = line[piece.end : piece.end + 1] or "\n"
    end = min(piece.end, piece.start + _SAMPLE)
    new = _sampled(piece)
    return score(new + after, after=before) - score(line[piece.start : end] + after, after=before)


def _sampled(piece: Piece) -> str:
    """What is known of a piece's text for as much of what is shown as is looked at."""
    return piece.text[: _SAMPLE * len(piece.text) // (piece.end - piece.start) + 1].replace("\ufffd", "")


def judged(line: str, models: Sequence[Misreading], pieces: Sequence[Piece], demand: Demand) -> Repair | None:
    """A repair, if all its pieces together are clearly more plausible than what they replace."""
    new = "".join(p.text for p in pieces).replace("\ufffd", "")
    inner = models[0]
    least = 1 if inner.right == "utf-8" else min(2, demand.ideographs) if inner.single else demand.ideographs
    if len(HAN.findall(new)) < least:
        return None
    read = max(1, sum(len(_sampled(piece)) for piece in pieces[:_SAMPLE]))
    mean = plausibility(new[:_SAMPLE].lstrip(_MARKS))
    gain = sum(_gain(line, piece) for piece in pieces[:_SAMPLE])
    if inner.right != "utf-8" and not inner.single:
        if not _reads_finely(line, pieces, demand):
            return None
    elif gain < demand.at_all + demand.gain * read or mean < demand.plausible:
        return None
    return Repair(tuple(models), tuple(pieces), gain / read, mean)


def _reads_finely(line: str, pieces: Sequence[Piece], demand: Demand) -> bool:
    """Do the pieces read well by the finer model, where either text is ideographs?

    Rare words read as rare words: a few, or the same one again, prove nothing.
    """
    some = pieces[:_SAMPLE]
    new = [normal_form(p.text[:_SAMPLE].replace("\ufffd", "")) for p in some]
    old = [normal_form(line[p.start : p.start + _SAMPLE]) for p in some]
    han = HAN.findall("".join(new))
    nats = sum(map(ngrams().score, new))
    gain = nats - sum(map(ngrams().score, old))
    return (
        len(set(han)) >= demand.ideographs
        and gain > demand.finely * len(han)
        and nats > _LEAST_FINE * sum(map(len, new))
    )


_LEAST_FINE = -7.9
"""Nats a character of text that reads as Chinese; four characters cut from anywhere reach it."""

_MARKS = "，。、：；！？）》”’,.:;!?)·—… "


def with_pieces(line: str, pieces: Iterable[Piece]) -> str:
    done, at = [], 0
    for piece in pieces:
        done += [line[at : piece.start], piece.text]
        at = piece.end
    return "".join(done) + line[at:]
