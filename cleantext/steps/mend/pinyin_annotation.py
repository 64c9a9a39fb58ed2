"""Pinyin that a conversion to Traditional left behind characters: `區(qū)`.

How it comes about. A site holds a page in GBK, converts it to Traditional, and replaces every occurrence of
each of a set of two-byte codes by the same code and `(pinyin)`. It replaces bytes and knows nothing of where
a character begins, so a code is also found across two characters: `列入區支持` is C8EB 855E …, which holds
EB85, the code of 雲, and becomes C8 EB85 `(yún)` 5E `(qū)` …; a reader sees `列入?yún)^(qū)支持`.

Another machine writes toneless pinyin behind characters taken at random, `1月(yue)8日(ri)`. A glossed page
(`行(xíng)`, a name, a textbook) must stay: `pinyin_verdict` tells the three apart.

An annotation of a code across two characters costs a byte, and what follows is shown one byte late:
`pinyin_runs` reads it. Two things are left to the shift repair (`gbk_shift`), which runs on the text after
these edits. Where an annotation stands in a shifted run, `掳l(fā)展`, it is cut when the bytes before it are
the code (B0 6C = 發). Where the second byte of the code is lost and the run cannot be read for certain, it
stands in the text as an undecodable byte, U+DC80 + (byte - 0x80): `拷(jīng)濟` becomes `拷\\udc9b濟` (拷 is
BFBD, 經 is BD9B).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from cleantext.characters import is_han, members
from cleantext.chinese import plausibility
from cleantext.edits import Edit
from cleantext.fold import fold
from cleantext.page import NOTHING, Draft, Note, Proposal
from cleantext.steps.mend.pinyin_hidden import Hidden
from cleantext.steps.mend.pinyin_judge import Judge
from cleantext.steps.mend.pinyin_lost import LOST, Annotations, lost_bytes
from cleantext.steps.mend.pinyin_runs import read_run
from cleantext.steps.mend.pinyin_verdict import FEWEST, Verdict, drilled, judge
from cleantext.steps.mend.pinyin_words import Words
from cleantext.steps.mend.readings import LETTERS, codes_read, gbk_bytes

RULE = "mend/pinyin-annotation"

_ANNOTATION = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
"""`(qū)` after the character it belongs to. One literal to start with: half a page's time is spent here."""

_WIDE = re.compile(rf"[ \u00a0\u3000]?[(（][ \u00a0]?([{LETTERS}]{{1,6}})[ \u00a0]?[)）]")
"""The same with full-width brackets, or spaces that a later step put around: `區（qū）`, `區 (qū)`."""

_FULL_WIDTH = re.compile(rf"（ ?[{LETTERS}]{{1,6}} ?）")
_SPACED = re.compile(rf"\( [{LETTERS}]{{1,6}} \)")
"""What `_WIDE` finds, with one literal to start with each: it is slow where there is nothing to find."""

_IN_STEP = re.compile(r"[\n!-~]")
"""Where a run that is shown one byte late ends at the latest."""

_VOWELS = members(LETTERS.replace("a-z", "aeiou"))

_AFTER_MARK = re.compile(rf"[?？\ufffd\udc81-\udcfe]\(?[{LETTERS}]{{1,6}}\)")
"""`?yún)`: the annotation of a code across two characters, whose second byte was lost."""

_SAMPLE = 200
"""Code points on which the gain in plausibility is taken."""


def cut_annotations(draft: Draft, *, bold: bool = False) -> Proposal:
    """Cut the machine's annotations from a page that is dense with them.

    Offsets are code points of `draft.text`.

    >>> from cleantext.edits import apply
    >>> draft = Draft("全區(qū)經(jīng)濟發(fā)展，區(qū)內(nèi)企業(yè)發(fā)展環(huán)境優(yōu)化。")
    >>> apply(draft.text, cut_annotations(draft).edits)
    '全區經濟發展，區內企業發展環境優化。'
    """
    text = draft.text
    found = _find(text, draft.census)
    if len(found) < FEWEST:
        return NOTHING
    keys = _keys(text, found)
    annotated = Counter([key for key, m in zip(keys, found, strict=True) if text[m.start() - 1] != ")"])
    verdict = judge(annotated, draft.census, bold=bold)
    if not verdict.mechanical(bold=bold) or drilled(text, found):
        return Proposal(notes=_near_miss(verdict, found))
    own = [m for key, m in zip(keys, found, strict=True) if key in verdict.keys]
    rest = [m for key, m in zip(keys, found, strict=True) if key not in verdict.keys]
    ours = own
    taken = {key[0] for key in verdict.keys}
    if sum(draft.census[c] for c in taken) > sum(text[m.start() - 1] in taken for m in own):
        ours = list(_proved(text, found, keys, verdict.keys))
    edits = _aligned(text, ours)
    unproved = len(own) - len(ours)
    if verdict.by_bytes:
        edits += _unaligned(draft, rest, verdict.keys)
    edits.sort(key=lambda edit: edit.start)
    return Proposal(tuple(edits), _unproved(unproved, found))


def _find(text: str, census: Mapping[str, int]) -> list[re.Match[str]]:
    """All that looks like an annotation, in the page's way to write them."""
    if sum(census.get(vowel, 0) for vowel in _VOWELS) < FEWEST:
        return []
    found = list(_ANNOTATION.finditer(text)) if census.get("(", 0) >= FEWEST else []
    changed = 2 * sum(text[m.start() - 1] == " " for m in found) > len(found)
    if not found:
        full = census.get("（", 0) >= FEWEST and _FULL_WIDTH.search(text)
        changed = bool(full or _SPACED.search(text))
    return [m for m in _WIDE.finditer(text) if m.start()] if changed else found


def _keys(text: str, found: list[re.Match[str]]) -> list[str]:
    """The character before each annotation, and its pinyin; `心(xin)(xin)` has it twice."""
    keys: list[str] = []
    end = -1
    for m in found:
        again = m.start() == end and keys and keys[-1][1:] == m[1]
        keys.append(keys[-1] if again else text[m.start() - 1 : m.start()] + m[1])
        end = m.end()
    return keys


def _proved(
    text: str, found: list[re.Match[str]], keys: list[str], own: frozenset[str]
) -> Iterator[re.Match[str]]:
    """The machine's own annotations, each where annotating the text since the one before it, or since the
    line's begin, shows what the page shows: where no other character stands that the machine takes. Where
    it took each of them everywhere, all are."""
    taken = {key[0] for key in own}
    begin, last = 0, ""
    for key, m in zip(keys, found, strict=True):
        if key not in own:
            continue
        start = m.start()
        if (key == last) if start == begin else taken.isdisjoint(_of_line(text[begin : start - 1])):
            yield m
        begin, last = m.end(), key


def _of_line(text: str) -> str:
    """What of a text stands in its last line."""
    return text[text.rfind("\n") + 1 :] if "\n" in text else text


def _aligned(text: str, ours: list[re.Match[str]]) -> list[Edit]:
    """Annotations behind the very character they belong to."""
    margin = _gain(text, ours) if ours else None
    return [
        Edit(start, end, text[start:end], "", RULE, None, margin)
        for m in ours
        for start in [m.start()]
        for end in [m.end() + (text[start] == " " and _space_after(text, m.end()))]
    ]


def _space_after(text: str, end: int) -> bool:
    """Is there a space behind an annotation that is the fellow of the one before it?"""
    return text[end : end + 1] == " " and is_han(text[end + 1 : end + 2])


def _gain(text: str, ours: list[re.Match[str]]) -> float:
    """How much more plausible the first annotated text is without annotations, nats a character."""
    begin = max(0, ours[0].start() - 1)
    end = min(len(text), begin + _SAMPLE)
    pieces, at = [], begin
    for m in ours:
        if m.end() <= end:
            pieces.append(text[at : m.start()])
            at = m.end()
    return round(plausibility("".join(pieces) + text[at:end]) - plausibility(text[begin:end]), 2)


def _unaligned(draft: Draft, rest: list[re.Match[str]], keys: frozenset[str]) -> Iterator[Edit]:
    """Annotations of a code that lies across two characters, left to right."""
    text, done, mended, unread = draft.text, 0, "", -1
    places = sorted([*rest, *_AFTER_MARK.finditer(text)], key=lambda m: m.start())
    if not places:
        return
    sound = _ANNOTATION.sub("", text)
    judge_of_text = Judge(sound)
    codes = {gbk_bytes(key[0]): key[1:] for key in keys}
    pinyin, narrow = {key[0]: key[1:] for key in keys}, _is_narrow(draft.census)
    words = Words(fold(sound), judge_of_text.counts)
    page = Annotations(pinyin, narrow, judge_of_text, Hidden(judge_of_text), codes, words)
    for m in places:
        if m.start() < done:
            continue
        if m[0][0] == "(" and (edit := _cut_across(text, m)):
            yield edit
            continue
        before = mended if done == m.start() else _before(text, m.start())
        lost = LOST.match(text, m.start())
        goes_on = unread >= 0 and not _IN_STEP.search(text, unread, m.start())
        found = read_run(text, lost, before, page) if lost and not goes_on else None
        if found:
            done, mended = found.end, before + found.new
            each = round(found.gain / max(1, len(found.new)), 2)
            yield Edit(found.begin, done, text[found.begin : done], found.new, RULE, margin=each)
        elif lost and (options := lost_bytes(before, lost, page)):
            unread = m.end()
            yield Edit(m.start(), m.end(), m[0], chr(0xDC00 + options[0][0]), RULE)


def _before(text: str, at: int) -> str:
    """The text before a place, without annotations."""
    return _ANNOTATION.sub("", text[max(0, at - 24) : at])


def _is_narrow(census: Mapping[str, int]) -> bool:
    """Were the page's marks made half-width?"""
    return sum(census.get(c, 0) for c in ",;:!") > sum(census.get(c, 0) for c in "，；：！")


def _cut_across(text: str, m: re.Match[str]) -> Edit | None:
    """`掳l(fā)`: the last byte of one character and the next, in the ASCII range, are the code."""
    code = b"".join(gbk_bytes(c) for c in text[max(0, m.start() - 2) : m.start()])[-2:]
    if m.start() < 2 or code not in codes_read(m[1]) or code[1] >= 0x80:
        return None
    return Edit(m.start(), m.end(), m[0], "", RULE)


def _unproved(count: int, found: list[re.Match[str]]) -> tuple[Note, ...]:
    if not count:
        return ()
    what = f"{count} annotations stay, as the same characters stand before them without one"
    return (Note("unsure", RULE, found[0].span(), what),)


def _near_miss(verdict: Verdict, found: list[re.Match[str]]) -> tuple[Note, ...]:
    if len(verdict.keys) < FEWEST or verdict.annotated < 4:
        return ()
    what = f"{verdict.annotated} characters carry pinyin; too much like a reader's glosses to be cut"
    return (Note("kept", RULE, found[0].span(), what),)
