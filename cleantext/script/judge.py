"""Which script a text is in, and a text of both as stretches of lines.

Only characters count that one script alone has: 發 is never written in Simplified text, 发 never in
Traditional; 后, 里, 干, 台, 乾 and 著 are in both and tell nothing.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from cleantext.late import late
from cleantext.lines import Lines
from cleantext.page import Draft
from cleantext.records import dataclass
from cleantext.script.dictionaries import never_kept
from cleantext.traits import SIMPLIFIED, TRADITIONAL, Traits

Script = Literal["simplified", "traditional", ""]
"""A script, or "" where nothing tells."""

_SWITCH = 2
"""Telling characters that going from one script to the other costs. A stretch of lines goes there and back,
so it must have more than twice as many for its script than against: a name or a heading follows its page."""

_KANA = late("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")

_JAPANESE = 20
"""One kana among so many characters of a line makes it Japanese."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` is in `script`; whole lines with their line ends."""

    start: int
    end: int
    script: Script


def stretches(draft: Draft) -> tuple[Stretch, ...]:
    """The page in stretches of one script each, from left to right; lines in Japanese are left out.

    A page that has characters of one script alone, or too few of the other to be worth two changes of
    script, is one stretch. Else lines are told apart so that as many telling characters as possible agree
    with their line, less the cost of every change (the best path through two states, Viterbi 1967).

    >>> page = Draft("我们发展经济，书写历史。\\n東漢時豪傑並起，諸侯爭雄，戰亂連綿，生靈塗炭。\\n")
    >>> [(stretch.start, stretch.script) for stretch in stretches(page)]
    [(0, 'simplified'), (13, 'traditional')]
    """
    simplified, traditional = _places("simplified", draft), _places("traditional", draft)
    page = _script_of_most(len(simplified), len(traditional))
    if not page:
        return ()
    if min(len(simplified), len(traditional)) <= 2 * _SWITCH and not _KANA.search(draft.text):
        return (Stretch(0, len(draft.text), page),)
    against, votes = _by_line(simplified, draft.lines), _by_line(traditional, draft.lines)
    votes = [vote - other for vote, other in zip(votes, against, strict=True)]
    return tuple(_joined(draft.lines, _line_scripts(draft.lines.contents, votes, page)))


def _script_of_most(simplified: int, traditional: int) -> Script:
    """The script of a text with so many characters of each alone; ties are Simplified."""
    if simplified == traditional == 0:
        return ""
    return "traditional" if traditional > simplified else "simplified"


def _places(script: Script, draft: Draft) -> Sequence[int]:
    """Where a page has characters that this script alone has."""
    bit, alone = _bit_of(script), _alone(script)
    places = draft.traits.places(bit) if bit else range(len(draft.text))
    return [at for at in places if draft.text[at] in alone]


def _by_line(places: Sequence[int], lines: Lines) -> list[int]:
    """How many of some sorted places are on each line."""
    before = [bisect_left(places, start) for start in (*lines.starts, lines.length)]
    return [end - start for start, end in pairwise(before)]


def traditional_alone() -> frozenset[str]:
    """Characters that Simplified text does not have: none of their Simplified forms is themselves."""
    return never_kept("TSCharacters.txt")


def simplified_alone() -> frozenset[str]:
    """Characters that Traditional text does not have."""
    return never_kept("STCharacters.txt")


def shows(script: Script, draft: Draft) -> bool:
    """Has a page any character that this script alone has? Costs next to nothing."""
    if bit := _bit_of(script):
        return draft.traits.present & bit > 0
    return not _alone(script).isdisjoint(draft.census)


def _alone(script: Script) -> frozenset[str]:
    return traditional_alone() if script == "traditional" else simplified_alone()


@cache
def _bit_of(script: Script) -> int:
    """The trait of the characters that this script alone has; 0 where newer dictionaries know others."""
    bit = TRADITIONAL if script == "traditional" else SIMPLIFIED
    alone = _alone(script)
    return bit if Traits("".join(alone)).count(bit) == len(alone) else 0


def _line_scripts(lines: Sequence[str], votes: Sequence[int], page: Script) -> list[Script]:
    """Each line's script on the best path; "" for a line in Japanese. A vote is how many more characters of
    a line are Traditional than Simplified."""
    japanese = [_is_japanese(line) for line in lines]
    states: tuple[Script, Script] = ("simplified", "traditional")
    scores = [0 if state == page else -_SWITCH for state in states]
    stays: list[tuple[bool, bool]] = []
    for vote, left_out in zip(votes, japanese, strict=True):
        gain = (0, 0 if left_out else vote)
        stay = (scores[0] >= scores[1] - _SWITCH, scores[1] >= scores[0] - _SWITCH)
        best = [scores[i] if stay[i] else scores[1 - i] - _SWITCH for i in (0, 1)]
        scores = [best[i] + gain[i] for i in (0, 1)]
        stays.append(stay)
    at = _last_state(scores, states.index(page))
    scripts: list[Script] = []
    for left_out, stay in zip(reversed(japanese), reversed(stays), strict=True):
        scripts.append("" if left_out else states[at])
        at = at if stay[at] else 1 - at
    return scripts[::-1]


def _last_state(scores: Sequence[int], page: int) -> int:
    """A page ends in its own script, so that a last stretch pays for its way back as well."""
    return page if scores[page] >= scores[1 - page] - _SWITCH else 1 - page


def _is_japanese(line: str) -> bool:
    return len(_KANA.findall(line)) * _JAPANESE > len(line)


def _joined(lines: Lines, scripts: Sequence[Script]) -> list[Stretch]:
    joined: list[Stretch] = []
    for number, script in enumerate(scripts):
        start, end = lines.starts[number], lines.next_start(number)
        if joined and joined[-1].script == script:
            joined[-1] = Stretch(joined[-1].start, end, script)
        else:
            joined.append(Stretch(start, end, script))
    return [stretch for stretch in joined if stretch.script]
