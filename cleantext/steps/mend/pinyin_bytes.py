"""The byte side of pinyin annotation: the forward model, and the byte that an annotation cost.

A code (first, second) that lies across two characters is cut off from the second character's other byte:
`first second (pinyin) other`. Second is then the lead byte of nothing and is lost; but the character before
ends in first, and first and the pinyin name the code, so second is known again. From it on the bytes pair as
they did before the page was annotated.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from cleantext.chinese import score
from cleantext.edits import Edit
from cleantext.steps.mend.readings import LETTERS, characters_read, codes_read, gbk_bytes

_LOST = re.compile(rf"[?？\ufffd\udc81-\udcfe]?\(?([{LETTERS}]{{1,6}})\)")
_FULL = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
_LONGEST = 80
"""Code points a shifted run may have; the next annotation or digit ends it long before."""

_CLEAR = 1.0
"""Nats by which a run must gain, for each of its characters."""

_AROUND = 6
"""Code points around a repair that are judged with it."""


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
    before = text[annotation.start() - 1 : annotation.start()]
    first = gbk_bytes(before)[1:]
    options = [*_lost_bytes(first, annotation[0][0], annotation[1], known)] if first else []
    best: Edit | None = None
    for second in options:
        edit = _read_on(text, annotation, second, known, rule)
        if edit and edit.margin is not None and (best is None or edit.margin > (best.margin or 0)):
            best = edit
    if best or not options:
        return best
    half = chr(0xDC00 + options[0])
    return Edit(annotation.start(), annotation.end(), annotation[0], half, rule)


def _lost_bytes(first: bytes, shown: str, pinyin: str, known: Collection[str]) -> Iterator[int]:
    """Second bytes with which `first` is a code of that reading: those of `known` characters alone, if any."""
    fitting = {
        code[1]: character
        for code, character in codes_read(pinyin).items()
        if code[:1] == first
        and code[1] >= 0x80
        and shown in ("(", "?", "？", "\ufffd", chr(0xDC00 + code[1]))
    }
    preferred = [second for second, character in fitting.items() if character in known]
    yield from preferred or fitting


def _read_on(
    text: str, annotation: re.Match[str], second: int, known: Collection[str], rule: str
) -> Edit | None:
    """Pair the bytes anew from `second` on, if that ends well and makes the text clearly more plausible."""
    run = _realigned(text, annotation.end(), second, known)
    if run is None:
        return None
    end, new = run
    begin = annotation.start()
    left, right = text[max(0, begin - _AROUND) : begin], text[end : end + _AROUND]
    without = text[annotation.end() : end]
    margin = (score(left + new + right) - score(left + without + right)) / len(new)
    if margin < _CLEAR:
        return None
    return Edit(begin, end, text[begin:end], new, rule, margin=round(margin, 2))


def _realigned(text: str, at: int, half: int, known: Collection[str]) -> tuple[int, str] | None:
    """Where the run that begins with `half` pairs again as the page shows it, and what it reads."""
    new: list[str] = []
    for _ in range(_LONGEST):
        raw = _raw(text[at : at + 1])
        character = _read(bytes((half, raw[0]))) if raw else ""
        if not character:
            return None
        new.append(character)
        at += 1
        if len(raw) == 1:
            return _without_own(text, at, "".join(new))
        half = raw[1]
        lost = _LOST.match(text, at)
        seconds = [*_lost_bytes(bytes((half,)), lost[0][0], lost[1], known)] if lost else []
        if lost and seconds:
            return lost.end(), "".join(new) + _read(bytes((half, seconds[0])))
        if half < 0x81:
            return None
    return None


def _without_own(text: str, at: int, new: str) -> tuple[int, str]:
    """Take in the annotation of the last restored character, `^(qū)`."""
    own = _FULL.match(text, at)
    return (own.end(), new) if own and new[-1] in characters_read(own[1]) else (at, new)


def _raw(character: str) -> bytes:
    """The bytes a character stood for. Marks below @ pair with nothing, so they were full-width then."""
    if character and character in "!\"#%&'()*+,-./:;<=>?":
        return bytes((0xA3, ord(character) + 0x80))
    return gbk_bytes(character) if character >= "@" else b""


def _read(pair: bytes) -> str:
    """The character of a two-byte code, empty where it is none."""
    try:
        return pair.decode("gbk")
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
