"""Text that was drawn twice and read twice: `关关键键词词`, `标题标题`, every line of a slide two times.

Bold and shadow are drawn so, and a reader of PDF or slides hands out each stroke of it (two to four times).
The forward model repeats every character, or a whole line; what is repeated must read as Chinese, and
reduplication (高高兴兴, 家家户户, 哈哈哈, 研究研究) is no damage.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

from cleantext.characters import HAN, is_han
from cleantext.chinese import pair_rows, plausibility
from cleantext.edits import Edit
from cleantext.fold import fold
from cleantext.page import Draft, Proposal
from cleantext.words import words_of

RULE = "lookalikes/doubled-text"

_SIGN = re.compile(
    f"\\n[^\\n{HAN}]{{0,12}}(?:([{HAN}])\\1(?!\\1)[^\\n{HAN}]{{0,8}}([{HAN}])\\2"
    f"|([{HAN}])\\3{{2,3}}(?!\\3)[^\\n{HAN}]{{0,8}}([{HAN}])\\4\\4)"
)
"""Two doubled characters, or two written three times or more, where a line's Chinese begins. The literal in
front makes the search fast."""

_SURE = 5
"""Characters in a row, each written twice, that only a page drawn twice has."""

_TWICE = 4
"""Lines that each are the same text twice, or pairs of the same line, from which a page is drawn twice."""


_OPENING, _ENDING = "（《“‘【「『〈", "，。、：；！？）》”’】」』〉"


_SAMPLE = 64
"""Lines looked at, all over the page, before all of them are."""


@dataclass(frozen=True, slots=True)
class _Run:
    """`units`, each of which stands `times` times, are what `text[start:end]` says."""

    start: int
    end: int
    units: str
    times: int


def doubled_text_edits(draft: Draft) -> Proposal:
    """Characters, lines and pairs of lines that stand twice, once.

    >>> [(edit.old, edit.new) for edit in doubled_text_edits(Draft("日日志志存存放放的的目目录录")).edits]
    [('日日志志存存放放的的目目录录', '日志存放的目录')]
    """
    return Proposal((*_character_edits(draft.text), *_line_edits(draft)))


def _character_edits(text: str) -> Iterator[Edit]:
    if not any(_is_sure(run) for line in _suspect_lines(text) for run in _all_runs(line)):
        return
    runs = _all_runs(text)
    sure = [run for run in runs if _is_sure(run)]
    for run in runs:
        if run in sure or _follows(text, run, many=len(sure) >= 3):
            yield Edit(run.start, run.end, text[run.start : run.end], run.units, RULE)


def _suspect_lines(text: str) -> Iterator[str]:
    """The lines that begin with characters written more than once."""
    if _SIGN.match("\n" + text[:200]):
        yield text.partition("\n")[0]
    for found in _SIGN.finditer(text):
        end = text.find("\n", found.end())
        yield text[found.start() + 1 : end if end >= 0 else len(text)]


def _all_runs(text: str) -> list[_Run]:
    return [run for times in (4, 3, 2) for run in _runs(text, times)]


def _runs(text: str, times: int) -> Iterator[_Run]:
    """Every row of two characters or more that stand `times` times each.

    Within a line it begins and ends with Han or a mark that belongs there: `1122` or `——` may be meant.
    """
    again = "\\1" * (times - 1)
    for found in re.finditer(f"(?:([^\\n]){again})+", text):
        start, end = found.span()
        units = found[0][::times]
        head = 0 if text[start - 1 : start] in ("", "\n") else _first(units, _OPENING)
        tail = 0 if text[end : end + 1] in ("", "\n") else _first(units[::-1], _ENDING)
        kept = units[head : len(units) - tail]
        if len({unit for unit in kept if is_han(unit)}) >= 2:
            yield _Run(start + head * times, end - tail * times, kept, times)


def _first(units: str, marks: str) -> int:
    """Where the first Han character stands, or the first of some marks."""
    return next((at for at, unit in enumerate(units) if is_han(unit) or unit in marks), len(units))


def _is_sure(run: _Run) -> bool:
    """Is the row too long, or its characters too many times there, for anything else?"""
    if run.times > 2:
        return _reads_well(run.units) and not _laughs(run.units)
    han = [unit for unit in run.units if is_han(unit)]
    return len(set(han)) >= _SURE and _reads_well(run.units) and not _reduplicates(run.units)


def _follows(text: str, run: _Run, *, many: bool) -> bool:
    """Is a shorter row on a page that has a sure one doubled too? It must stand by itself, and be a word.

    Where the page has `many` sure ones, any whole line will do.
    """
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if many and {before, after} <= {"", "\n"}:
        return True
    alone = not is_han(before) and not is_han(after)
    return alone and _words_within(run.units) > 0 and not _reduplicates(run.units)


def _reads_well(units: str) -> bool:
    return _words_within(units) >= 1 and plausibility(units) >= -8.0


def _words_within(units: str) -> int:
    """How many neighbours make a common word."""
    within = pair_rows().within
    return sum(within(a, b) is not None for a, b in pairwise(fold(units)))


def _laughs(units: str) -> bool:
    """Sounds alone: 哈哈哈嘿嘿嘿."""
    return all(unit in "哈嘿呵嘻啊哦喔呜噢哇嗯哼呀唉嗷啦咚砰叮当咕噜哒啪滴答汪喵咩轰隆呼" for unit in units)


def _reduplicates(units: str) -> bool:
    """Is it 高高兴兴, or a row of such words, or 爸爸妈妈? Half of it, or more, is then in the word list."""
    folded = fold(units)
    if 2 * sum(unit in words_of(unit) for unit in folded) > len(folded):
        return True
    pairs = [folded[at : at + 2] for at in range(0, len(folded) - 1, 2)]
    known = sum(
        2 * pair[1] in {tail[1:] for tail in words_of(pair[0]) if tail[:1] == pair[0]} for pair in pairs
    )
    return 2 * known >= len(pairs)


def _line_edits(draft: Draft) -> Iterator[Edit]:
    """Lines that are the same text twice, and pairs of the same line, where a page is made of them."""
    contents = draft.lines.contents
    sample = contents[:: len(contents) // _SAMPLE + 1]
    twice = [n for n, line in enumerate(contents) if _is_twice(line)] if any(map(_is_twice, sample)) else []
    if sum(_is_said_twice(contents[number], at_least=3) for number in twice) >= _TWICE:
        for number in (number for number in twice if _is_said_twice(contents[number], at_least=2)):
            end = draft.lines.end(number)
            half = contents[number][len(contents[number]) // 2 :]
            yield Edit(end - len(half), end, half, "", RULE)
    elif sum(map(eq, contents, contents[1:])) >= _TWICE:
        yield from _pair_edits(draft, contents)


def _is_twice(line: str) -> bool:
    middle = len(line) >> 1
    return middle > 1 and line[middle] == line[0] and line == line[:middle] * 2


def _is_said_twice(line: str, *, at_least: int) -> bool:
    """Is a line that is one text twice twice at least so many Han, and not one text over and over?"""
    half = line[: len(line) // 2]
    return sum(map(is_han, half)) >= at_least and half not in (
        half[1:] + half[:1],
        half[: len(half) // 2] * 2,
    )


def _pair_edits(draft: Draft, contents: Sequence[str]) -> Iterator[Edit]:
    """The second of each pair, if nearly every line of the page is one of a pair of its own."""
    written = [number for number, line in enumerate(contents) if line.strip()]
    seconds: list[int] = []
    at = 0
    while at + 1 < len(written):
        same = contents[written[at]] == contents[written[at + 1]]
        if same:
            seconds.append(written[at + 1])
        at += 2 if same else 1
    differing = len({contents[number] for number in seconds})
    if differing >= _TWICE and 2 * len(seconds) >= 0.9 * len(written):
        for number in seconds:
            start, end = draft.lines.starts[number], draft.lines.next_start(number)
            yield Edit(start, end, draft.text[start:end], "", RULE)
