"""Where misread text begins and ends, if sound characters beside it can be read as bytes too.

In two East Asian encodings of two bytes a character, each shown character is one of the original, and a
sound one beside them mostly reads as some character as well. Pairs tell the two apart nearly always, the
finer model (`ngrams.py`) most times that remain.
"""

from functools import lru_cache

from cleantext.ngrams import ngrams, normal_form
from cleantext.records import replace
from cleantext.steps.mend.decoders import Misreading, unconverted
from cleantext.steps.mend.lattice import Piece
from cleantext.steps.mend.telltale import has_rare_image

_ALIGNED = ("gb18030", "cp950", "cp949")
"""Codecs that have no character of one byte above ASCII."""

_OUT, _IN = 2, 7
"""Characters by which an end may move outward and inward."""

_CONTEXT = 8
"""Characters on either side by which an end is judged."""

_CLEARLY = 0.5
"""Nats for an end to be moved."""


def with_edges(line: str, piece: Piece, model: Misreading) -> Piece:
    """The same piece with its ends where the text reads best.

    >>> with_edges("打造詢こ窐汜魂", Piece(1, 7, "硑高品质生活"), Misreading("gb18030", "cp950"))
    Piece(start=2, end=7, text='高品质生活', gaps=())
    """
    aligned = model.right in _ALIGNED and model.wrong in _ALIGNED
    if not aligned or piece.gaps or len(piece.text) != piece.end - piece.start:
        return piece
    low, high = max(0, piece.start - _OUT), min(len(line), piece.end + _OUT)
    read = _outside(line[low : piece.start], model) + piece.text + _outside(line[piece.end : high], model)
    before, after = line[:low], line[high:]
    shown = line[low:high]
    start, end = piece.start - low, piece.end - low
    last = min(end, start + _IN + _CONTEXT)
    starts = [at for at in range(min(start + _IN, end)) if not has_rare_image(shown[start:at])]
    start = _best({at: before[-_CONTEXT:] + shown[:at] + read[at:last] for at in starts}, start)
    first = max(start, end - _IN - _CONTEXT)
    ends = [
        at for at in range(max(start + 1, end - _IN), len(shown) + 1) if not has_rare_image(shown[at:end])
    ]
    end = _best({at: read[first:at] + shown[at:] + after[:_CONTEXT] for at in ends}, end)
    return Piece(low + start, low + end, read[start:end])


def _outside(shown: str, model: Misreading) -> str:
    return "".join(_read(character, model) for character in shown)


@lru_cache(maxsize=1 << 12)
def _read(character: str, model: Misreading) -> str:
    """What a character reads, unless a conversion made it of another; itself where it reads nothing."""
    if character <= "\x7f":
        return character
    as_it_is = replace(model, converted="")
    originals = unconverted(model.converted).get(character, "") if model.converted else ""
    return as_it_is.unshow(character) or next(filter(None, map(as_it_is.unshow, originals)), character)


def _best(texts: dict[int, str], now: int) -> int:
    """The place whose text reads best, `now` unless another does clearly."""
    nats = {at: ngrams().score(normal_form(text)) for at, text in texts.items()}
    best = max(nats, key=lambda at: (nats[at], -abs(at - now)))
    return best if nats[best] > nats[now] + _CLEARLY else now
