"""Text that was drawn twice and read twice: `关关键键词词`, `标题标题`, every line of a slide two times.

Bold and shadow are drawn so, and a reader of PDF or slides hands out each stroke of it (two to four times).
The forward model repeats every character, or a whole line; what is repeated must read as Chinese, and
reduplication (高高兴兴, 家家户户, 哈哈哈, 研究研究) is no damage.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleantext.characters import HAN, is_han
from cleantext.chinese import pair_rows, plausibility
from cleantext.compiled.doubled_lines import look_for_doubles
from cleantext.edits import Edit
from cleantext.fold import fold
from cleantext.page import Draft, Proposal
from cleantext.records import dataclass
from cleantext.words import words_of

RULE = "lookalikes/doubled-text"

_SURE = 5
"""Different characters in a row, each written twice, that only a page drawn twice has."""

_TWICE = 4
"""Lines that each are the same text twice, or pairs of the same line, from which a page is drawn twice."""


_OPENING, _ENDING = "（《“‘【「『〈", "，。、：；！？）》”’】」』〉"


@dataclass(frozen=True, slots=True)
class _Run:
    """`units`, each of which stands `times` times, are what `text[start:end]` says."""

    start: int
    end: int
    units: str
    times: int
    around: str
    """The characters before and after."""

    @property
    def is_line(self) -> bool:
        """Is it all of a line?"""
        return self.around in ("", "\n", "\n\n")

    @property
    def alone(self) -> bool:
        """Is no Chinese character beside it?"""
        return not any(map(is_han, self.around))


def doubled_text_edits(draft: Draft) -> Proposal:
    """Characters, lines and pairs of lines that stand twice, once.

    >>> [(edit.old, edit.new) for edit in doubled_text_edits(Draft("日日志志存存放放的的目目录录")).edits]
    [('日日志志存存放放的的目目录录', '日志存放的目录')]
    """
    contents = draft.lines.contents
    begin, twice, repeated = look_for_doubles(contents)
    return Proposal(
        (
            *_character_edits(draft, [contents[number] for number in begin]),
            *_line_edits(draft, twice, repeated),
        )
    )


def _character_edits(draft: Draft, suspects: Sequence[str]) -> Iterator[Edit]:
    """The edits of characters, if any of the lines that begin so is surely drawn twice."""
    if not any(_is_sure(run) for line in filter(_may_have_run, suspects) for run in _all_runs(line)):
        return
    text = draft.text
    runs = _all_runs(text)
    sure = {run for run in runs if _is_sure(run)}
    for run in runs:
        if run in sure or _follows(run, many=len(sure) >= 3):
            yield Edit(run.start, run.end, text[run.start : run.end], run.units, RULE)


def _may_have_run(line: str) -> bool:
    """A quick look: are two ideographs of a line doubled?"""
    return len(set(re.findall(f"([{HAN}])\\1", line))) > 1


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
            start, end = start + head * times, end - tail * times
            around = text[max(0, start - 1) : start] + text[end : end + 1]
            yield _Run(start, end, kept, times, around)


def _first(units: str, marks: str) -> int:
    """Where the first Han character stands, or the first of some marks."""
    return next((at for at, unit in enumerate(units) if is_han(unit) or unit in marks), len(units))


def _is_sure(run: _Run) -> bool:
    """Is the row too long, or its characters too many times there, for anything else?

    A row of three stands by itself, and is a word.
    """
    han = len({unit for unit in run.units if is_han(unit)})
    if run.times > 2:
        enough = han >= 3 or (run.times == 4 and run.alone)
        return enough and _reads_well(run.units) and not _laughs(run.units)
    if han >= _SURE:
        rows = re.findall(f"[{HAN}]+", run.units)
        paired = all(len(row) == 2 for row in rows)  # 高高兴兴——平平安安——快快乐乐
        return not paired and _reads_well(run.units) and _reduplicating(run.units) < 0.5
    folded = fold(run.units)
    return han == len(folded) == 3 and run.alone and folded[1:] in words_of(folded[0])


def _follows(run: _Run, *, many: bool) -> bool:
    """Is a shorter row on a page that has a sure one doubled too? It must stand by itself, and be a word.

    Where the page has `many` sure ones, any whole line will do.
    """
    if many and run.is_line:
        return True
    return run.alone and _words_within(run.units) > 0 and _reduplicating(run.units) < 0.5


def _reads_well(units: str) -> bool:
    return _words_within(units) >= 1 and plausibility(units) >= -8.0


def _words_within(units: str) -> int:
    """How many neighbours make a common word."""
    within = pair_rows().within
    return sum(within(a, b) is not None for a, b in pairwise(fold(units)))


def _laughs(units: str) -> bool:
    """Sounds alone: 哈哈哈嘿嘿嘿."""
    return all(unit in "哈嘿呵嘻啊哦喔呜噢哇嗯哼呀唉嗷啦咚砰叮当咕噜哒啪滴答汪喵咩轰隆呼" for unit in units)


def _reduplicating(units: str) -> float:
    """How much of it the word list has doubled: 高高兴兴, or 爸爸妈妈, or a row of such words."""
    folded = "".join(filter(is_han, fold(units)))
    alone = sum(unit in words_of(unit) for unit in folded) / len(folded)
    pairs = [folded[at : at + 2] for at in range(0, len(folded) - 1, 2)]
    together = sum(pair[0] + pair[1] * 2 in words_of(pair[0]) for pair in pairs) / max(1, len(pairs))
    return max(alone if alone > 0.3 else 0.0, together)


def _line_edits(draft: Draft, twice: Sequence[int], repeated: int) -> Iterator[Edit]:
    """Lines that are the same text twice, and pairs of the same line, where a page is made of them."""
    contents = draft.lines.contents
    if sum(_is_said_twice(contents[number], at_least=3) for number in twice) >= _TWICE:
        for number in (number for number in twice if _is_said_twice(contents[number], at_least=2)):
            end = draft.lines.end(number)
            half = contents[number][len(contents[number]) // 2 :]
            yield Edit(end - len(half), end, half, "", RULE)
    elif repeated >= _TWICE:
        yield from _pair_edits(draft, contents)


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
