"""UTF-8 that was read as something else, within a line of shown characters.

UTF-8 shows by itself where its characters begin and end: what is whole is found in bulk, and only what lies
between and beside it, where bytes were lost or changed, is searched (`lattice.py`).
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.edits import Span
from cleantext.steps.mend.decoders import Misreading, shown_bytes
from cleantext.steps.mend.lattice import Piece, read_lattice
from cleantext.steps.mend.shown_bytes import LOST

UNKNOWN = "\ufffd"

_THREE = (
    rb"\xe2[\x80-\x9f][\x80-\xbf]|[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xb8-\xbd][\x80-\xbf]|\xef\xbf(?!\xbd)[\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}"
)
_SIGNS = rb"\xc2[\xa0-\xbf]|\xc3[\x97\xb7]"
_CHINESE = re.compile(rb"(?:%s)(?:%s|%s)*" % (_THREE, _THREE, _SIGNS), re.DOTALL)
_ANY = re.compile(
    rb"(?:[\xc2-\xc6\xcb\xce\xcf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2})+",
    re.DOTALL,
)
"""What the shown text of any model holds, in UTF-8: Western letters, Greek ones, signs, East Asian text."""

_TOGETHER = 4
"""Bytes in a row that text misread before must have at least: less of sound GBK may look like it."""

_WIDE_RUN = re.compile(r"[^\x00-\x7f]+")
_BESIDE = 8
"""Shown characters beside a whole stretch that are looked at first: more if damage goes on."""

_BETWEEN = 16
"""Shown characters between two stretches up to which all of them are searched as one."""


def read_utf8(line: str, model: Misreading, *, plain: bool = True) -> tuple[Piece, ...]:
    """The parts of `line` that are UTF-8, each with what it reads.

    `plain` if that should be Chinese, and not text that was misread before.

    >>> [piece.text for piece in read_utf8("点击鑾峰彇更多", Misreading("utf-8", "gb18030"))]
    ['获取']
    """
    whole = list(_whole_stretches(line, model, plain))
    if not whole:
        return ()
    pieces: list[Piece] = []
    at = 0
    for index, piece in enumerate(whole):
        beside = (index > 0, True)
        plainly = _plain_gaps(line, at, piece.start, model) if plain and index else None
        pieces += plainly or _between(line, at, piece.start, model, plain, beside)
        pieces.append(piece)
        at = piece.end
    pieces += _between(line, at, len(line), model, plain, (True, False))
    return tuple(_joined(pieces))


def _whole_stretches(line: str, model: Misreading, plain: bool) -> Iterator[Piece]:
    for start, end in _runs(line, model):
        run = line[start:end]
        data = bytes_with_blanks(run, model)
        matches = list((_CHINESE if plain else _ANY).finditer(data))
        edges = _edges(run, data, model) if matches else {}
        for m in matches:
            begin, stop = m.span()
            if not plain and not model.single and stop - begin < _TOGETHER:
                continue
            while begin < stop and begin not in edges:
                begin += _width(data[begin])
            while stop > begin and stop not in edges:
                stop = max(at for at in _boundaries(data, begin, stop) if at < stop)
            if begin < stop:
                text = _decoded(data[begin:stop])
                if text:
                    yield Piece(start + edges[begin], start + edges[stop], text)


def _decoded(data: bytes) -> str:
    """UTF-8 as text, "" if it is none. A U+FFFD may have been in it: a first misreading's mark."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _runs(line: str, model: Misreading) -> Iterator[Span]:
    pattern = _WIDE_RUN if not model.single else _high_run(model.wrong)
    for m in pattern.finditer(line):
        yield m.span()


@cache
def _high_run(codec: str) -> re.Pattern[str]:
    return re.compile("[ ?\ufffd" + re.escape(shown_bytes(codec)[0x80:]) + "]+")


def covered_by(line: str, model: Misreading) -> int:
    """How many shown characters of `line` are whole Chinese characters of UTF-8."""
    return sum(piece.end - piece.start for piece in _whole_stretches(line, model, True))


def bytes_with_blanks(run: str, model: Misreading) -> bytes:
    """The bytes of a run, with FF for a character that no byte is behind."""
    if len(run) <= _SHORT and model.wrong != "gb18030":  # nearly always one has none, and errors are slow
        return b"".join(map(_known(model).__getitem__, run))
    try:
        return model.bytes_of(run)
    except UnicodeEncodeError:
        return b"".join(map(_known(model).__getitem__, run))


_SHORT = 64
"""Characters up to which a look at each is faster than an error."""


class _Known(dict[str, bytes]):
    """The bytes of characters that a model shows, found when they are first met."""

    def __init__(self, model: Misreading) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, character: str) -> bytes:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        found = self[character] = self._found(character)
        return found

    def _found(self, character: str) -> bytes:
        if character == "€" and self._model.wrong == "gb18030":
            return b"\x80"
        try:
            return self._model.bytes_of(character)
        except UnicodeEncodeError:
            return b"\xff" if self._model.single else b"\xff\xff"


_MOST_KNOWN = 1 << 15


@cache
def _known(model: Misreading) -> _Known:
    return _Known(model)


def _edges(run: str, data: bytes, model: Misreading) -> dict[int, int]:
    if len(data) == len(run):
        return dict(zip(range(len(data) + 1), range(len(data) + 1), strict=True))
    if len(data) == 2 * len(run) and model.wrong == "gb18030":
        return dict(zip(range(0, len(data) + 1, 2), range(len(run) + 1), strict=True))
    edges, at, known = {0: 0}, 0, _known(model)
    for index, character in enumerate(run, 1):
        at += len(known[character])
        edges[at] = index
    return edges


def _width(lead: int) -> int:
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def _boundaries(data: bytes, begin: int, stop: int) -> Iterator[int]:
    while begin < stop:
        yield begin
        begin += _width(data[begin])


def _between(
    line: str, start: int, end: int, model: Misreading, plain: bool, beside: tuple[bool, bool]
) -> Iterator[Piece]:
    """What can be read of the characters between two stretches, or before the first or after the last."""
    if start == end:
        return
    if all(beside) and end - start <= _BETWEEN:
        yield from _searched(line, start, end, model, plain, beside)
        return
    if beside[0]:
        found = _grown(line, start, end, model, plain, (True, False))
        yield from found
        start = found[-1].end if found else start
    if beside[1] and start < end:
        yield from _grown(line, start, end, model, plain, (False, True))


_GAPPED = re.compile(rb"[\xe3-\xe9\xef](?:[\x80-\xbf\xfe]{2}|[\x80-\xbf](?![\x80-\xbf\xfe]))")


def _plain_gaps(line: str, start: int, end: int, model: Misreading) -> tuple[Piece, ...]:
    """What stands between two stretches if it is nothing but characters that lost a byte each: no search."""
    if not 0 < end - start <= _BETWEEN:
        return ()
    known = _known(model)
    data = b"".join(b"\xfe" if c == UNKNOWN else known[c] for c in line[start:end])
    matches = list(_GAPPED.finditer(data))
    if sum(m.end() - m.start() for m in matches) != len(data) or not (model.single or b"\xfe" in data):
        return ()
    text, gaps = "", []
    for m in matches:
        values = tuple(LOST if byte == 0xFE else byte for byte in m[0])
        values += (LOST,) * (3 - len(values))
        gaps += [(len(text), values)] if LOST in values else []
        text += UNKNOWN if LOST in values else m[0].decode("utf-8", "replace")
    return (Piece(start, end, text, tuple(gaps)),)


def _grown(
    line: str, start: int, end: int, model: Misreading, plain: bool, beside: tuple[bool, bool]
) -> tuple[Piece, ...]:
    """What can be read beside a stretch, searched as far as it goes on."""
    far = _BESIDE
    while True:
        begin, stop = (start, min(end, start + far)) if beside[0] else (max(start, end - far), end)
        found = tuple(_searched(line, begin, stop, model, plain, beside))
        edge = found and (found[-1].end == stop if beside[0] else found[0].start == begin)
        if not edge or stop - begin == end - start:
            return found
        far *= 3


def _searched(
    line: str, start: int, end: int, model: Misreading, plain: bool, beside: tuple[bool, bool]
) -> Iterator[Piece]:
    for piece in read_lattice(
        line[start:end], model, before=line[start - 1 : start] if start and not beside[0] else "\n",
        after=line[end : end + 1] if not beside[1] and end < len(line) else "\n",
        vanished=True, damaged=beside, plain=plain,
    ):  # fmt: skip
        yield Piece(start + piece.start, start + piece.end, piece.text, piece.gaps)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Pieces that touch, as one."""
    open_piece: Piece | None = None
    for piece in pieces:
        if open_piece is not None and open_piece.end == piece.start:
            gaps = tuple((at + len(open_piece.text), values) for at, values in piece.gaps)
            open_piece = Piece(
                open_piece.start, piece.end, open_piece.text + piece.text, open_piece.gaps + gaps
            )
            continue
        if open_piece is not None:
            yield open_piece
        open_piece = piece
    if open_piece is not None:
        yield open_piece
