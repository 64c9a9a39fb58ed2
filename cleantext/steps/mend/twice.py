"""Two misreadings undone as one: which characters were read twice, and what each of them was at first."""

from collections.abc import Iterable, Iterator, Sequence

from cleantext.edits import Span
from cleantext.steps.mend.decoders import Misreading
from cleantext.steps.mend.lattice import Piece
from cleantext.steps.mend.reread import with_pieces


def composed(
    line: str, between: str, outer: Iterable[Piece], inner: Sequence[Piece], model: Misreading
) -> Iterator[Piece]:
    """The pieces of a line as the second misreading's inverse reads them, as far as they were read twice.

    `inner` are pieces of the text that `outer` makes of the line. What is read once alone was sound: a row of
    sound characters may look like a letter's bytes.
    """
    spans = list(_spans_after(outer))
    inner = [p for p in inner if any(a < p.end and p.start < b for a, b in spans)]
    if not all(any(a <= p.start and p.end <= b for a, b in spans) for p in inner):
        yield _whole(line, with_pieces(between, inner))
        return
    shift = 0
    for piece in outer:
        begin, end = piece.start + shift, piece.start + shift + len(piece.text)
        shift += len(piece.text) - (piece.end - piece.start)
        within = [p for p in inner if begin <= p.start and p.end <= end]
        if not within:
            continue
        head, tail = piece.text[: within[0].start - begin], piece.text[within[-1].end - begin :]
        text = with_pieces(" " * begin + piece.text, within)[begin:]
        cut_head, cut_tail = _shown_length(head, model), _shown_length(tail, model)
        yield Piece(
            piece.start + cut_head, piece.end - cut_tail,
            text[len(head) if cut_head else 0 : len(text) - (len(tail) if cut_tail else 0)],
        )  # fmt: skip


def _spans_after(pieces: Iterable[Piece]) -> Iterator[Span]:
    """Where pieces stand in the text that they make."""
    shift = 0
    for piece in pieces:
        yield piece.start + shift, piece.start + shift + len(piece.text)
        shift += len(piece.text) - (piece.end - piece.start)


def _whole(line: str, new: str) -> Piece:
    """One piece from where two lines begin to differ to where they end to."""
    most = min(len(line), len(new))
    start = next((i for i in range(most) if line[i] != new[i]), most)
    tail = next((i for i in range(most - start) if line[-1 - i] != new[-1 - i]), most - start)
    return Piece(start, len(line) - tail, new[start : len(new) - tail])


def _shown_length(text: str, model: Misreading) -> int:
    """How many characters `text` is shown as, 0 where its last byte is shown with the next one."""
    if "\ufffd" in text:
        return 0
    try:
        shown = model.show(text)
    except UnicodeError:
        return 0
    return 0 if "\ufffd" in shown else len(shown)
