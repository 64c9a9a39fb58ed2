"""Pinyin that a conversion to Traditional left behind characters: `區(qū)`.

How it comes about. A site holds a page in GBK, converts it to Traditional, and replaces every occurrence of
each of a set of two-byte codes by the same code and `(pinyin)`. It replaces bytes and knows nothing of where
a character begins, so a code is also found across two characters: `列入區支持` is C8EB 855E …, which holds
EB85, the code of 雲, and becomes C8 EB85 `(yún)` 5E `(qū)` …; a reader sees `列入?yún)^(qū)支持`.

A glossed page (`行(xíng)`, a name, a textbook) must stay. What tells it apart is that a person glosses the
characters he thinks hard, each once, whatever the script; the machine annotates converted characters alone,
and those everywhere. `judge_annotations` weighs just that.

Two things are left to the shift repair (`gbk_shift`), which runs on the text after these edits. Where an
annotation stands in a shifted run, `掳l(fā)展`, it is cut when the bytes before it are the code (B0 6C = 發).
Where the second byte of the code is lost and the run does not read on, it stands in the text as an
undecodable byte, U+DC80 + (byte - 0x80): `拷(jīng)濟` becomes `拷\\udc9b濟` (拷 is BFBD, 經 is BD9B).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleantext.chinese import plausibility
from cleantext.edits import Edit
from cleantext.page import Draft, Note, Proposal
from cleantext.steps.mend.pinyin_judge import Judge
from cleantext.steps.mend.pinyin_runs import LOST, Annotations, lost_bytes, read_run
from cleantext.steps.mend.readings import LETTERS, characters_read, codes_read, converted, gbk_bytes, has_tone

RULE = "mend/pinyin-annotation"

_ANNOTATION = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
"""`(qū)` after the character it belongs to. One literal to start with: half a page's time is spent here."""

_FEWEST = 3
"""Different characters that must be annotated."""

_ENOUGH = {False: 8, True: 4}
"""Weight of evidence asked for; thinner if bold. See `Verdict.weight`."""

_FIRST_HAN = "\u3400"

_SAMPLE = 200
"""Code points on which the gain in plausibility is taken."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was counted of a page's annotations. `keys` are the machine's own: character and pinyin."""

    keys: frozenset[str]
    annotated: int
    bare: int
    foreign: int
    han: int

    @property
    def weight(self) -> int:
        """Evidence for a machine: a gloss falls on a converted character about six times in ten, and on a
        character glossed before about three in ten; in half nats that is 1 and 2."""
        return 2 * self.annotated - len(self.keys)

    def mechanical(self, *, bold: bool = False) -> bool:
        """Enough evidence, few annotated characters that no conversion wrote, few left without, and dense."""
        return (
            len(self.keys) >= _FEWEST
            and self.weight >= _ENOUGH[bold]
            and self.annotated >= 4 * self.foreign
            and self.annotated >= 9 * self.bare
            and 200 * self.annotated >= self.han
        )


def cut_annotations(draft: Draft, *, bold: bool = False) -> Proposal:
    """Cut the machine's annotations from a page that is dense with them.

    Offsets are code points of `draft.text`.

    >>> from cleantext.edits import apply
    >>> draft = Draft("全區(qū)經(jīng)濟發(fā)展，區(qū)內(nèi)企業(yè)發(fā)展環(huán)境優(yōu)化。")
    >>> apply(draft.text, cut_annotations(draft).edits)
    '全區經濟發展，區內企業發展環境優化。'
    """
    text = draft.text
    found = list(_ANNOTATION.finditer(text))
    if len(found) < _FEWEST:
        return Proposal()
    annotated = Counter([text[m.start() - 1 : m.start()] + m[1] for m in found])
    verdict = judge_annotations(annotated, draft.census)
    if not verdict.mechanical(bold=bold):
        return Proposal(notes=_near_miss(verdict, found))
    edits = [*_aligned(text, found, verdict.keys)]
    rest = [m for m in found if text[m.start() - 1 : m.start()] + m[1] not in verdict.keys]
    edits += _unaligned(draft, rest, verdict.keys)
    edits.sort(key=lambda edit: edit.start)
    return Proposal(edits=tuple(edits))


def judge_annotations(annotated: Mapping[str, int], census: Mapping[str, int]) -> Verdict:
    """Count what tells a machine from a person. `annotated` maps character + pinyin to occurrences.

    >>> verdict = judge_annotations({"區qū": 9, "區ōu": 1, "好hǎo": 1}, {"區": 11, "好": 2})
    >>> verdict.annotated, verdict.bare, verdict.foreign
    (9, 1, 2)
    """
    best: dict[str, str] = {}
    marked = foreign = 0
    for key, count in annotated.items():
        character, syllable = key[:1], key[1:]
        if character in characters_read(syllable):
            marked += count
            best[character] = max(best.get(character, key), key, key=lambda k: annotated[k])
        elif character >= _FIRST_HAN and character not in converted() and has_tone(syllable):
            foreign += count
    own = sum(annotated[key] for key in best.values())
    bare = sum(census.get(character, 0) for character in best) - marked
    han = sum(count for character, count in census.items() if character >= _FIRST_HAN)
    return Verdict(frozenset(best.values()), own, bare, foreign + marked - own, han)


def _aligned(text: str, found: list[re.Match[str]], keys: frozenset[str]) -> list[Edit]:
    """Annotations behind the very character they belong to."""
    ours = [m for m in found if text[m.start() - 1 : m.start()] + m[1] in keys]
    margin = _gain(text, ours)
    return [Edit(m.start(), m.end(), m[0], "", RULE, margin=margin) for m in ours]


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
    text, done, mended = draft.text, 0, ""
    judge = Judge(_ANNOTATION.sub("", text))
    page = Annotations({key[0]: key[1:] for key in keys}, _is_narrow(draft.census), judge)
    for m in sorted([*rest, *_lost_places(text)], key=lambda m: m.start()):
        if m.start() < done:
            continue
        if m[0][0] == "(" and (edit := _cut_across(text, m)):
            yield edit
            continue
        before = mended if done == m.start() else _before(text, m.start())
        lost = LOST.match(text, m.start())
        found = read_run(text, lost, before, page) if lost else None
        if found:
            done, mended = found.end, before + found.new
            each = round(found.gain / max(1, len(found.new)), 2)
            yield Edit(found.begin, done, text[found.begin : done], found.new, RULE, margin=each)
        elif lost and (options := lost_bytes(before, lost, page)):
            yield Edit(m.start(), m.end(), m[0], chr(0xDC00 + options[0][0]), RULE)


_AFTER_MARK = re.compile(rf"[?？\ufffd\udc81-\udcfe]\(?[{LETTERS}]{{1,6}}\)")


def _lost_places(text: str) -> Iterator[re.Match[str]]:
    return _AFTER_MARK.finditer(text)


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


def _near_miss(verdict: Verdict, found: list[re.Match[str]]) -> tuple[Note, ...]:
    if len(verdict.keys) < _FEWEST or verdict.annotated < 4:
        return ()
    what = f"{verdict.annotated} characters carry pinyin; too much like a reader's glosses to be cut"
    return (Note("kept", RULE, found[0].span(), what),)
