"""The byte side of pinyin annotation: the forward model, and the byte that an annotation cost.

A code (first, second) that lies across two characters is cut off from the second character's other byte:
`first second (pinyin) other`. Second is then the lead byte of nothing and is lost; but the character before
ends in first, and first and the pinyin name the code, so second is known again. From it on the bytes pair as
they did before the page was annotated, and the page shows them one byte late, up to the next plain letter,
digit or bracket. `_read_on` reads such a run: a search over bytes, as pairs that are no character show `?`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import accumulate, pairwise

from cleantext.chinese import log_pair, pair_rows
from cleantext.edits import Edit
from cleantext.fold import fold
from cleantext.steps.mend.readings import LETTERS, characters_read, codes_read, gbk_bytes

_LOST = re.compile(rf"[?？\ufffd\udc81-\udcfe]?\(?([{LETTERS}]{{1,6}})\)")
_FULL = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
_OWN = re.compile(rf"[^\x00-\x7f]\([{LETTERS}]{{1,6}}\)\Z")

_UNREADABLE = "?？\ufffd"
"""What decoders show for a pair of bytes that is no character."""

_LONGEST = 80
"""Code points a shifted run may have; the next annotation or digit ends it long before."""

_LEADS = bytes(range(0x81, 0xFF))

_BEAM = 12
"""Readings kept at each character."""

_CLEAR = 1.0
"""Nats by which a run must gain, for each of its characters."""

_AHEAD = 5.0
"""Nats by which the best reading of a run must be ahead of the next: on reports annotated by the forward
model, every reading that was 5 ahead was right, and of those less ahead one in two."""


def annotate(text: str, codes: Mapping[bytes, str], *, swallow: bool = True) -> str:
    """The forward model: what a reader sees once each code in turn, wherever its bytes lie, got its pinyin.

    `swallow` says what the reader's decoder does with a byte that pairs with nothing before a bracket: show
    `?` for both, or drop the byte alone. Raises UnicodeEncodeError for text outside GBK.

    >>> annotate("列入區支持", {"區".encode("gbk"): "qū", "雲".encode("gbk"): "yún"})
    '列入?yún)^(qū)支持'
    """
    data = text.encode("gbk")
    for code, pinyin in codes.items():
        data = data.replace(code, code + f"({pinyin})".encode("gbk"))
    return "".join(_seen(data, swallow))


def restore_lost(text: str, annotation: re.Match[str], known: Collection[str], rule: str) -> Edit | None:
    """Put back the byte that `annotation` cost, and read on from it; None where the bytes do not say.

    `known` are the characters the page annotates elsewhere: among codes that fit they come first. Where the
    run does not read on (another damage went before), the byte stands alone as U+DC80 + (byte - 0x80).
    """
    before = _character_before(text, annotation.start())
    first = gbk_bytes(before)[1:]
    options = [*_lost_bytes(first, annotation[0][0], annotation[1], known)] if first else []
    best: Edit | None = None
    for second in options:
        edit = _read_on(text, annotation, before, second, known, rule)
        if edit and (best is None or (edit.margin or 0) > (best.margin or 0)):
            best = edit
    if best or not options:
        return best
    half = chr(0xDC00 + options[0])
    return Edit(annotation.start(), annotation.end(), annotation[0], half, rule)


def _character_before(text: str, at: int) -> str:
    """The character before a place, not counting its own annotation: `讓(ràng)?shěn)`."""
    own = _OWN.search(text[max(0, at - 9) : at])
    return own[0][0] if own else text[at - 1 : at]


def _lost_bytes(first: bytes, shown: str, pinyin: str, known: Collection[str]) -> Iterator[int]:
    """Second bytes with which `first` is a code of that reading: those of `known` characters, if any."""
    fitting = {
        code[1]: character
        for code, character in codes_read(pinyin).items()
        if code[:1] == first and code[1] >= 0x80 and shown in ("(", *_UNREADABLE, chr(0xDC00 + code[1]))
    }
    yield from [second for second, character in fitting.items() if character in known] or fitting


# --- reading a run that is shown one byte late --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    """What is being read: `text[at:stop]` after `before`; `rest[i]` is the score of `text[at + i : stop]`,
    annotations left out."""

    text: str
    at: int
    stop: int
    before: str
    rest: tuple[float, ...]
    known: Collection[str]
    drops: bool

    def nats_from(self, place: int, last: str) -> float:
        """Score of the text from `place` to `stop`, after the character `last`."""
        own = _FULL.match(self.text, place)
        place = min(own.end(), self.stop) if own else place
        if place >= self.stop:
            return 0.0
        return log_pair(last, self.text[place]) + self.rest[place - self.at + 1]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a run so far: the text it gives, and the bytes of which one begins the next pair
    (none once the pairs are those that the page shows)."""

    nats: float
    new: str
    halves: bytes


def _read_on(
    text: str, annotation: re.Match[str], before: str, second: int, known: Collection[str], rule: str
) -> Edit | None:
    """Pair the bytes anew from `second` on, if that ends well, is plausible and has no near rival."""
    begin, at = annotation.span()
    run = _run(text, at, before, known, drops=annotation[0][0] == "(")
    found = sorted(_ends(run, bytes((second,))), reverse=True)
    if not found:
        return None
    nats, end, new = found[0]
    margin = (nats - run.nats_from(at, before)) / len(new)
    rival = next((other for other, _, text_read in found[1:] if text_read != new), float("-inf"))
    if margin < _CLEAR or nats - rival < _AHEAD:
        return None
    own = _FULL.match(text, end)
    if own and new[-1] in characters_read(own[1]):
        end = own.end()
    return Edit(begin, end, text[begin:end], new, rule, margin=round(margin, 2))


def _run(text: str, at: int, before: str, known: Collection[str], *, drops: bool) -> _Run:
    line_end = text.find("\n", at)
    stop = min(at + _LONGEST, line_end if line_end >= 0 else len(text))
    nats = [0.0] * (stop - at)
    last = ""
    for begin, end in pairwise(
        [at, *(edge for m in _FULL.finditer(text, at, stop) for edge in m.span()), stop]
    ):
        if text[begin : begin + 1] == "(" and text[end - 1] == ")":
            continue  # an annotation: cut before anyone judges the text
        for place in range(begin, end):
            nats[place - at] = log_pair(last, text[place]) if last else 0.0
            last = text[place]
    rest = [*accumulate(reversed(nats))]
    return _Run(text, at, stop, before, (*reversed(rest), 0.0), known, drops)


def _ends(run: _Run, halves: bytes) -> Iterator[tuple[float, int, str]]:
    """Every way the run can end: nats of all text up to `stop`, where the run ends, what it reads."""
    waiting = {run.at: [_Reading(0.0, "", halves)]}
    for place in range(run.at, run.stop + 1):
        for reading in nlargest(_BEAM, waiting.pop(place, ()), key=lambda r: r.nats):
            row = pair_rows()[fold((reading.new or run.before)[-1])]
            for new, more, end in _next(run, place, reading.halves):
                nats = reading.nats + row[fold(new[0])] + (log_pair(new[0], new[1]) if new[1:] else 0.0)
                if more:
                    waiting.setdefault(end, []).append(_Reading(nats, reading.new + new, more))
                elif end <= run.stop:
                    yield nats + run.nats_from(end, new[-1]), end, reading.new + new


def _next(run: _Run, at: int, halves: bytes) -> Iterator[tuple[str, bytes, int]]:
    """What may stand next: the characters read, the bytes that may begin the next pair, and where it is."""
    lost = _LOST.match(run.text, at)
    if lost:
        for half in halves:
            for second in _lost_bytes(bytes((half,)), lost[0][0], lost[1], run.known):
                yield _pair(half, second), b"", lost.end()
    shown = run.text[at : at + 1] if at < run.stop else ""
    raw = _raw(shown)
    if raw:
        yield from _shown_late(run, at, halves, raw)
    if run.drops:
        ends = (second for second in _LEADS if not _pair(second, (raw or b"\n")[0]))
        yield from ((new, b"", at) for new in _fresh(halves, ends, run.known))
    elif shown and shown in _UNREADABLE and len(halves) == 1:  # two in a row leave too much open
        for lead, trails in _no_characters().items():
            yield from ((new, trails, at + 1) for new in _fresh(halves, (lead,), run.known))
        # A plain letter or digit was swallowed with the byte before it: which one, nothing says.
        yield from ((new + shown, b"", at + 1) for new in _fresh(halves, _LEADS, run.known))


def _shown_late(run: _Run, at: int, halves: bytes, raw: bytes) -> Iterator[tuple[str, bytes, int]]:
    """The first byte of the character at a place ends one that began before, its second begins the next."""
    annotated = _FULL.match(run.text, at + 1) if len(raw) == 1 else None
    if annotated:
        own = characters_read(annotated[1])
        yield from ((new, b"", at + 1) for half in halves if (new := _pair(half, raw[0])) and new in own)
        return
    for new in _fresh(halves, raw[:1], run.known):
        if len(raw) == 2 and raw[1] < 0x80:
            yield new + chr(raw[1]), b"", at + 1
        else:
            yield new, raw[1:], at + 1


def _fresh(halves: bytes, trails: Iterable[int], known: Collection[str]) -> Iterator[str]:
    """The characters these bytes pair to, but for those the page annotates: they would show it."""
    trails = bytes(trails)
    for half in halves:
        for trail in trails:
            if (new := _pair(half, trail)) and new not in known:
                yield new


@cache
def _no_characters() -> dict[int, bytes]:
    """For each lead byte, the bytes from 0x81 up with which it is no character of GBK."""
    table = {}
    for lead in _LEADS:
        lines = bytearray(3 * len(_LEADS))
        lines[0::3], lines[1::3], lines[2::3] = bytes((lead,)) * len(_LEADS), _LEADS, b"\n" * len(_LEADS)
        shown = lines.decode("gbk", "replace").split("\n")
        table[lead] = bytes(trail for trail, seen in zip(_LEADS, shown, strict=False) if "\ufffd" in seen)
    return {lead: trails for lead, trails in table.items() if trails}


def _raw(shown: str) -> bytes:
    """The bytes a character stood for. Marks below @ pair with nothing, so they were full-width then."""
    if shown and shown in "!\"#%&'()*+,-./:;<=>?":
        return bytes((0xA3, ord(shown) + 0x80))
    return gbk_bytes(shown) if shown >= "@" else b""


@cache
def _pair(lead: int, trail: int) -> str:
    """The character of a two-byte code, empty where it is none."""
    return _read(bytes((lead, trail)))


def _read(code: bytes) -> str:
    try:
        return code.decode("gbk")
    except UnicodeDecodeError:
        return ""


def _seen(data: bytes, swallow: bool) -> Iterator[str]:
    at = 0
    while at < len(data):
        width = 1 if data[at] < 0x80 else 2
        character = _read(data[at : at + width])
        if character:
            yield character
        elif swallow:
            yield "?"
        else:
            width = 1
        at += width
