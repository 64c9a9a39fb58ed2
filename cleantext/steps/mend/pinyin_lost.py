"""Which byte an annotation cost: the character before holds half the code, and the pinyin names the rest."""

import re
from collections.abc import Mapping
from functools import cache

from cleantext.fold import fold
from cleantext.records import dataclass
from cleantext.steps.mend.pinyin_bytes import proved_bytes
from cleantext.steps.mend.pinyin_hidden import Hidden
from cleantext.steps.mend.pinyin_judge import MARKS, Judge
from cleantext.steps.mend.pinyin_words import Words
from cleantext.steps.mend.readings import LETTERS, codes_read, converted, gbk_bytes
from cleantext.steps.mend.shifted_bytes import pair

LOST = re.compile(rf"([?？\ufffd\udc81-\udcfe]?)(\(?)([{LETTERS}]{{1,6}})\)")
"""`?yún)`: the second byte of the code was no lead byte of anything, and often took the bracket with it."""

_ANNOTATION = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
_SYLLABLE = re.compile(rf"([{LETTERS}]{{1,6}})\)")
_LAST = re.compile(rf"([^\n)])(\([{LETTERS}]{{1,6}}\))?\Z")

_BEGINNINGS = ((b"", 0), (b"", 1), (b"\xa1", 0), (b"\xa3", 0))
"""How a run may have been shifted before it was annotated: a stray byte before it, bytes lost."""

_WORDS = 0.3
"""How much words count beside characters in a row."""

_STRANGER = -4.0
"""Nats for a code that the page annotates nowhere else."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a page annotates: the pinyin of each character, and of its code. `narrow` says that its marks are
    half-width."""

    pinyin: Mapping[str, str]
    narrow: bool
    judge: Judge
    hidden: Hidden
    codes: Mapping[bytes, str]
    words: Words

    def by_words(self, line: str) -> float:
        """Nats of part of a line by its words, as far as they count beside single characters."""
        return _WORDS * self.words.score(fold(line))


def lost_bytes(before: str, lost: re.Match[str], page: Annotations) -> list[tuple[int, float]]:
    """The bytes that `lost` may have cost, each with its nats: with the last byte of `before` they are a
    code of that reading."""
    first, shown = gbk_bytes(before[-1:])[1:], lost[1]
    if not first:
        return []
    return [
        (second, strangeness(character, page))
        for second, character in seconds(lost[3]).get(first[0], ())
        if may_read(character, lost[3], page) and (shown in ("", *MARKS) or shown == chr(0xDC00 + second))
    ]


def reproduces(text: str, begin: int, end: int, new: str) -> bool:
    """Does `new`, annotated byte by byte with what the page annotates, show `text[begin:end]`?

    >>> page = "全區(qū)發(fā)展，列入?yún)^(qū)支持"
    >>> reproduces(page, 15, 25, "區"), reproduces(page, 15, 25, "賴")
    (True, False)
    """
    before = _LAST.search(text, max(0, begin - 12), begin)
    last, own = (before[1], before[2] or "") if before else ("", "")
    data = (last + new).encode("gbk", "replace")
    code = gbk_bytes(last)
    originals = [code + stray + data[len(code) + lost :] for stray, lost in _BEGINNINGS]
    known = {found: pinyin for found in _codes_in(originals) if (pinyin := _last_annotation(text, found))}
    for syllable in _SYLLABLE.findall(text, begin, end):
        known |= {own: syllable for own in codes_read(syllable) if own in data and own not in known}
    after = text[end : end + 1]
    after = "" if after in (*MARKS, "(", "\n") else after
    shown = last + own + text[begin:end]
    return any(proved_bytes(each, shown, known, after=after, narrow=True) for each in originals)


def _codes_in(originals: list[bytes]) -> set[bytes]:
    """The codes of two bytes in a row that are of characters which may be annotated."""
    codes = {data[at : at + 2] for data in originals for at in range(len(data) - 1)}
    return {code for code in codes if code[0] >= 0x81 and pair(code[0], code[1]) in converted()}


def _last_annotation(text: str, code: bytes) -> str:
    """The pinyin behind the last character of a code that has any."""
    character = pair(code[0], code[1])
    at = text.rfind(f"{character}(")
    while at >= 0:
        if found := _ANNOTATION.match(text, at + 1):
            return found[1]
        at = text.rfind(f"{character}(", 0, at)
    return ""


def may_read(character: str, syllable: str, page: Annotations) -> bool:
    """A page gives a character one reading."""
    return page.pinyin.get(character, syllable) == syllable


def strangeness(character: str, page: Annotations) -> float:
    """Nats for a code that the page may annotate nowhere else."""
    return 0.0 if character in page.pinyin else _STRANGER


@cache
def seconds(syllable: str) -> dict[int, list[tuple[int, str]]]:
    """The codes of a reading by their first byte, but for those that end in ASCII."""
    table: dict[int, list[tuple[int, str]]] = {}
    for code, character in codes_read(syllable).items():
        if code[1] >= 0x81:
            table.setdefault(code[0], []).append((code[1], character))
    return table


def unmatched(before: str, new: str, after: str) -> int:
    """How many brackets in `new` have no fellow in its line, all folded.

    >>> unmatched("他说:“早上好", "),长", "阁下”"), unmatched("来了", "(强", "烈)")
    (1, 0)
    """
    alone = 0
    for at, c in enumerate(new):
        if c in _OPEN:
            alone += _OPEN[c] not in new[at:] and _OPEN[c] not in after
        elif c in _CLOSED:
            alone += _CLOSED[c] not in new[:at] and _CLOSED[c] not in before
    return alone


_OPEN = dict(zip("(“《〔【", ")”》〕】", strict=True))
_CLOSED = {closing: opening for opening, closing in _OPEN.items()}
