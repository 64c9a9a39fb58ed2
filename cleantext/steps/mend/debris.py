"""Debris that no repair reads: 锟斤拷, 烫烫烫, ï¿½, runs of U+FFFD; and byte-order marks that became text.

Who read a page wrong and saved it wrote U+FFFD for what he lost, and 锟斤拷 is U+FFFD misread once more. What
stood there cannot be had back: one U+FFFD a run says so, and a Note says what it was. A letter that such a
misreading swallowed can be had back, and so can a byte-order mark, for their bytes are known (`锘縋` is the
mark and P). A text that speaks of 锟斤拷 keeps it.

This comes last in `mend`: what a misread page can still be read from has been read before.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cleantext.commonness import cost
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Note, Proposal
from cleantext.traits import DEBRIS

RULE = "mend/debris"
MARK_RULE = "mend/byte-order-mark"

_LOST = "\ufffd"
_WIDE = {"gbk": "GBK", "cp950": "Big5", "cp949": "EUC-KR"}
_NARROW = {
    "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "mac-roman": "Mac Roman",
    "cp437": "cp437", "cp850": "cp850", "cp866": "cp866", "koi8-r": "KOI8-R",
}  # fmt: skip
"""Encodings that turn U+FFFD into Han or Hangul, and into letters and frames; how each is called."""

_RARE = ("锟", "錕", "嚙踝", "占쏙", "閿熸枻", "锘", "嚜", "癤", "Ã¯Â¿Â½", "\ufffd")
"""What every run has that is not in the encodings with one byte a character."""

_FILLS = "烫燙屯葺铪"
_FILL = f"(?:([{_FILLS}])\\1\\1+)+"
"""Memory that nobody wrote: the bytes CC, CD, DD and FEEE with which debuggers fill it, read as GBK."""
_FILL_AT_LEAST = {"烫": 8, "燙": 8}
"""In a row, to be sure without other debris beside it; 4 of the others. 烫 is what one cries."""

_TALK = (
    "(?i)乱码|亂碼|编码|編碼|字符集|字元集|解码|解碼|Unicode|UTF-?8|GBK|Big5|mojibake|未初始化|网络(?:用语|梗)"
    "|手持两把|口中疾呼|脚踏千朵|笑看万物"
)
_TALK_WITHIN = 80
_QUOTED_AT_MOST = 9
_AFTER_COPY = "贝打问走出入进到下给录屏"
"""What follows 拷 in words."""
_OPENING, _CLOSING = "“‘「『《【（([\"'、", "”’」』》】）)]\"'、"
_CRY_BEFORE, _CRY_AFTER = '“「『‘"：:，,！!好真烫燙', '！!？?～~…”」』’"啊呀了哦噢的，,。、'


def mark_debris(draft: Draft) -> Proposal:
    """Write one U+FFFD for every run of debris, and nothing for a misread byte-order mark.

    Offsets are code points of `draft.text`; the Note of each kind has the span of its first run.

    >>> [(e.old, e.new) for e in mark_debris(Draft("锘縋age：张锟斤拷锟斤拷同志")).edits]
    [('锘縋', 'P'), ('锟斤拷锟斤拷', '\\ufffd')]
    """
    text, places = draft.text, draft.traits.places(DEBRIS)
    held = {text[at] for at in places}
    if not any(rarest in held and shape in text for shape, rarest in _shapes().items()):
        return NOTHING
    marks = [] if held.isdisjoint(_signs_of_marks()) else list(_marks(text))
    runs = list(_runs(text, places))
    fills = [] if held.isdisjoint(_FILLS) else list(re.finditer(_FILL, text))
    # Whether the text talks of it anywhere is worth asking where the places to ask it at are many.
    talks = (len(runs) + len(fills)) * 2 * _TALK_WITHIN < len(text) or bool(re.search(_TALK, text))
    known = {at for edit in marks for at in range(edit.start, edit.end)}
    lost = [e for e in (*_lost(text, runs, talks), *_filled(text, fills, talks)) if e.start not in known]
    edits = [edit for edit in lost if edit.old != edit.new]
    return Proposal(tuple(sorted((*marks, *edits), key=lambda edit: edit.start)), tuple(_notes(lost)))


def needed() -> frozenset[str]:
    """Characters of which a text with debris has at least one: the rarest of every shape."""
    return frozenset(_shapes().values())


@cache
def _shapes() -> dict[str, str]:
    """What there is of every kind of debris, and the rarest character of each."""
    lost = (_LOST.encode().decode(codec) for codec in _NARROW)
    return {
        shape: max(shape, key=cost) for shape in (*_RARE, *lost, *_marks_shown(), *(3 * f for f in _FILLS))
    }


def _marks_shown() -> tuple[str, ...]:
    """What a byte-order mark shows as, and the halves of it that swallow what follows."""
    return (*"锘嚜癤", "ÿþ", "þÿ", *("\ufeff".encode().decode(codec) for codec in _NARROW))


@cache
def _signs_of_marks() -> frozenset[str]:
    return frozenset(_shapes()[shape] for shape in _marks_shown())


def _notes(lost: list[Edit]) -> Iterator[Note]:
    """One Note for every kind of debris."""
    kinds: dict[str, list[Edit]] = {}
    for edit in lost:
        kinds.setdefault(_kind(edit.old), []).append(edit)
    for shown, edits in kinds.items():
        what = f"{len(edits)} run(s) of {shown} ({_origin(shown)}): what stood there cannot be had back"
        yield Note("damage", RULE, (edits[0].start, edits[0].end), what)


def _kind(old: str) -> str:
    """What a run is called after: its first three characters, the whole face where it begins within one."""
    if old[0] in (_LOST, "锘"):
        return old[0]
    return "锟斤拷" if re.search("[锟錕拷]", old[:3]) else old[:3]


def _origin(shown: str) -> str:
    if shown in (_LOST, "锘"):
        return "lost before the page was saved" if shown == _LOST else "a byte-order mark and what followed"
    if re.match(_FILL, shown):
        return "memory that was never written, read as GBK"
    codec = next((name for codec, name in _names().items() if shown[0] == _face(codec)[0]), "GBK twice over")
    return f"U+FFFD read as {codec}"


# --- U+FFFD, and what it was misread to -----------------------------------------------------------------


def _names() -> dict[str, str]:
    return _WIDE | _NARROW


def _face(codec: str) -> str:
    """What U+FFFD twice shows as, which is 锟斤拷 in GBK."""
    return (_LOST * 2).encode().decode(codec)


@cache
def _swallowing(codec: str, byte: int) -> dict[str, str]:
    """Characters whose first byte is `byte` and whose second is a letter, and that letter."""
    letters: dict[str, str] = {}
    for letter in map(chr, range(0x40, 0x7F)):
        shown = bytes((byte, ord(letter))).decode(codec, "ignore")
        if len(shown) == 1:
            letters[shown] = letter
    return letters


@cache
def _run() -> re.Pattern[str]:
    """Debris in a row, of one kind or several."""
    first = "斤拷錕Ã閿锘" + _LOST + "".join(_face(codec)[0] for codec in _names())
    return re.compile(f"(?=[{re.escape(first)}]){_pattern(_one_of('gbk'), '锟' + _one_of('gbk'))}")


@cache
def _run_with_halves() -> re.Pattern[str]:
    """The same, and the characters that hold half of a U+FFFD and half of what stood beside it.

    Between them characters may have come through whole: 锟缴德ｏ拷 keeps its 德.
    """
    before = _shown((lead, 0xEF) for lead in range(0x81, 0xFF) if lead != 0xBD)
    after = _shown((0xBD, trail) for trail in range(0x40, 0xFF))
    halves = f"[{before}]拷(?![{_AFTER_COPY}])|锟[{after}]"
    return re.compile(_pattern(f"[{after}]", halves))


def _pattern(tail: str, more: str) -> str:
    """A run as a pattern: `tail` is what 锟 may end with, `more` what else counts."""
    twice = (_LOST * 2).encode().decode("gbk").replace("锟", "[锟錕]")
    wide = [rf"(?:斤?拷)?(?:{twice})+(?:[锟錕](?:{tail}|[?\udcbd])?)?", more]
    for codec in ("cp950", "cp949"):
        face = _face(codec)
        wide.append(rf"(?:{face})+(?:{face[0]}(?:{face[1]}|[?\udcbd]|{_one_of(codec)})?)?")
    narrow = [f"(?:{re.escape(_LOST.encode().decode(codec))})+" for codec in _NARROW]
    doubled = [
        "(?:Ã¯Â¿Â½)+",
        "(?:閿熸枻鎷烽敓鏂ゆ嫹)*閿熸枻鎷(?:[?烽](?!敓))?",
        "(?:閿熸枻鎷烽敓鏂ゆ嫹)+",
        "(?:\ufffdｿｽ)+",
        "(?<![^\\n])锘[?](?=[!-~])",
    ]
    return f"(?:{'|'.join((*doubled, *wide, *narrow, _LOST))})+"


def _one_of(codec: str) -> str:
    return f"[{''.join(map(re.escape, _swallowing(codec, 0xBD)))}]"


@cache
def _letters() -> dict[str, str]:
    """The letter that the last two characters of a run swallowed."""
    halves = {codec: _face(codec)[0] for codec in _WIDE}
    return {
        half + shown: letter for c, half in halves.items() for shown, letter in _swallowing(c, 0xBD).items()
    }


def _shown(pairs: Iterable[tuple[int, int]]) -> str:
    return "".join(bytes(pair).decode("gbk", "ignore") for pair in pairs)


def _runs(text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Debris in a row: on the lines that have some of its characters, where no half of one stands alone."""
    if "锟斤拷" in text:
        yield from _run_with_halves().finditer(text)
        return
    end = -1
    for at in places:
        if at > end:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = end if end >= 0 else len(text)
            yield from _run().finditer(text, start, end)


def _lost(text: str, runs: Sequence[re.Match[str]], talks: bool) -> Iterator[Edit]:
    spoken = {m.start() for m in runs if _is_spoken_of(text, *m.span(), talks)}
    is_about_it = 2 * len(spoken) >= len(runs)
    for m in runs:
        if not (is_about_it and m.start() in spoken):
            # An odd U+FFFD swallows half of the next character; where that is a letter, the bytes tell which.
            letter = _letters().get(m[0][-2:].replace("錕", "锟"), "")
            yield Edit(*m.span(), m[0], _LOST + letter, RULE, 0.99)


def _is_spoken_of(text: str, start: int, end: int, talks: bool) -> bool:
    """Does the text name it: in quotation marks, in a list, or if it `talks`, beside such words?"""
    before, after = text[start - 1 : start], text[end : end + 1]
    if end - start <= _QUOTED_AT_MOST and before and after and before in _OPENING and after in _CLOSING:
        return True
    if not talks:
        return False
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    near = text[max(line, start - _TALK_WITHIN) : min(stop if stop >= 0 else len(text), end + _TALK_WITHIN)]
    return bool(re.search(_TALK, near))


# --- memory that nobody wrote ----------------------------------------------------------------------------


def _filled(text: str, fills: Iterable[re.Match[str]], talks: bool) -> Iterator[Edit]:
    for m in fills:
        if _is_surely_fill(text, m) and not _is_spoken_of(text, *m.span(), talks) and not _is_cried(text, m):
            yield Edit(*m.span(), m[0], _LOST, RULE, 0.95)


def _is_surely_fill(text: str, m: re.Match[str]) -> bool:
    if len(set(m[0])) > 1:
        return True
    around = text[max(0, m.start() - 3) : m.start()] + text[m.end() : m.end() + 3]
    if any(sign in around for sign in ("锟斤拷", _LOST)):
        return True
    least = _FILL_AT_LEAST.get(m[0][0], 4)
    return len(m[0]) >= least


def _is_cried(text: str, m: re.Match[str]) -> bool:
    """烫烫烫 in somebody's mouth."""
    if m[0][0] not in _FILL_AT_LEAST or len(set(m[0])) > 1:
        return False
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    return bool((before and before in _CRY_BEFORE) or (after and after in _CRY_AFTER))


# --- byte-order marks ------------------------------------------------------------------------------------


def _marks(text: str) -> Iterator[Edit]:
    for m in _mark().finditer(text):
        letter = next((letters[m[0][-1]] for letters in _mark_letters() if m[0][-1] in letters), "")
        yield Edit(*m.span(), m[0], letter, MARK_RULE, 0.99)


_WHOLE_BEGINNING = "<[?!a-zA-Z]|//|/\\*|#!"
"""What follows `锘?` if that swallowed nothing: some decoders take the byte behind the half pair along."""


@cache
def _mark_letters() -> tuple[dict[str, str], ...]:
    return tuple(_swallowing(codec, 0xBF) for codec in _WIDE)


@cache
def _mark() -> re.Pattern[str]:
    """A byte-order mark misread: at a line's beginning, or anywhere with the letter it swallowed."""
    halves = {codec: b"\xef\xbb".decode(codec) for codec in _WIDE}
    swallowed = [f"{half}[{''.join(map(re.escape, _swallowing(c, 0xBF)))}]" for c, half in halves.items()]
    torn = rf"[{''.join(halves.values())}](?:[\ufffd\udcbf](?=[ -?\n]|\Z)|[?](?={_WHOLE_BEGINNING}))"
    narrow = [re.escape("\ufeff".encode().decode(codec)) for codec in _NARROW]
    at_start = "|".join((*narrow, "(?:锘匡豢)+(?!.?[\u9500-\u9fff])", torn, "锘(?=[<#/*;\"'])"))
    return re.compile(rf"{'|'.join(swallowed)}|^(?:{at_start})|\A(?:ÿþ|þÿ)", re.M)
