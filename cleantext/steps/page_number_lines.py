"""Lines that hold a page number alone: `12`, `- 12 -`, `第 3 页 共 12 页`.

A number alone on a line may also count sections, floors or verses, or be a table's cell. What tells them
apart: page numbers run up by one, and somewhere one of them stands between the halves of a sentence.
"""

import re
from collections.abc import Iterator, Sequence

from cleantext.page import Draft
from cleantext.records import dataclass
from cleantext.steps.bare_lines import LONG
from cleantext.steps.joint import begins_new, is_ended, is_torn, trails_off

LONGEST = 24
"""Characters of the longest line that is looked at."""
_BEGINNINGS = frozenset("0123456789０１２３４５６７８９第Pp-—–~－～·• \u3000\t\u00a0")
_ENDINGS = frozenset("0123456789０１２３４５６７８９页頁-—–~－～·• \u3000\t\u00a0\r")
_STYLES = {
    "spelled": r"(?i)第 ?(\d{1,4}) ?页(?:[ ,/]*共 ?\d{1,4} ?页)?|page ?(\d{1,4})(?: ?(?:of|/) ?\d{1,4})?",
    "dashed": r"[-—–~·•]+ ?(\d{1,4}) ?[-—–~·•]+",
    "bare": r"(\d{1,4})(?: ?/ ?\d{1,4})?",
}
"""On the folded view. A spelled number says itself what it is; the others need more proof."""


@dataclass(frozen=True, slots=True)
class _Number:
    line: int
    value: int
    style: str
    torn: bool
    """Does it stand between halves that prove they are one?"""
    between: bool
    """Does it stand behind prose whose last sentence is open?"""


def page_number_lines(draft: Draft, short: Sequence[int]) -> list[int]:
    """The lines, by number, that are page numbers beyond doubt, of `short` ones (`LONGEST` at most).

    >>> page_number_lines(Draft("粮食生产稳中有进，夏粮连续丰收，存量优\\n— 3 —\\n质品种。\\n"), [1])
    [1]
    """
    found = list(_numbers(draft, short))
    return sorted(n.line for style in _STYLES for run in _runs(found, style) if _is_proved(run) for n in run)


def _is_proved(run: Sequence[_Number]) -> bool:
    """Does a run of numbers that count up by one number pages?"""
    torn = any(number.torn for number in run)
    between = sum(number.between or number.torn for number in run)
    if run[0].style == "spelled":
        return len(run) > 1 or torn or between > 0
    if run[0].style == "dashed":
        return torn or (len(run) > 1 and between > 0)
    return len(run) > 1 and torn and 2 * between >= len(run)


def _runs(found: Sequence[_Number], style: str) -> list[list[_Number]]:
    """Numbers of one style in runs that count up by one; other numbers may stand between."""
    open_runs: dict[int, list[_Number]] = {}
    runs: list[list[_Number]] = []
    for number in found:
        if number.style != style:
            continue
        run = open_runs.pop(number.value - 1, None)
        if run is None:
            runs.append(run := [])
        run.append(number)
        open_runs[number.value] = run
    return runs


def _numbers(draft: Draft, short: Sequence[int]) -> Iterator[_Number]:
    contents = draft.lines.contents
    for number in short:
        if contents[number][0] not in _BEGINNINGS or contents[number][-1] not in _ENDINGS:
            continue
        line = _bare(draft, number)
        for style, pattern in _STYLES.items():
            if match := re.fullmatch(pattern, line):
                value = int(next(filter(None, match.groups())))
                yield _Number(number, value, style, *_interrupts(draft, number))
                break


def _interrupts(draft: Draft, number: int) -> tuple[bool, bool]:
    before = next((line for n in range(number - 1, -1, -1) if (line := _bare(draft, n))), "")
    after = next((line for n in range(number + 1, len(draft.lines)) if (line := _bare(draft, n))), "")
    if len(before) < LONG or is_ended(before) or not after or begins_new(after):
        return False, False
    return is_torn(before, after), trails_off(before)


def _bare(draft: Draft, number: int) -> str:
    start = draft.lines.starts[number]
    return draft.folded[start : start + len(draft.lines.contents[number])].strip()
