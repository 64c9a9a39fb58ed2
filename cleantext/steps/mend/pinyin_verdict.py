"""Machine or person: what tells a mirror's annotations from the glosses of somebody who wrote a page.

A person glosses the characters he thinks hard, each once, whatever the script, and a textbook glosses them
all. One machine annotates converted characters alone, toned, and those everywhere; another takes characters
at random, common and rare alike, writes pinyin without tones behind each of them wherever it stands, at
times twice (`心(xin)(xin)`), and leaves the rest bare.
"""

import re
from collections.abc import Mapping, Sequence
from statistics import fmean

from cleantext.characters import is_han
from cleantext.commonness import STEPS_PER_NAT, cost
from cleantext.records import dataclass
from cleantext.steps.mend.readings import (
    characters_read,
    converted,
    has_tone,
    simplified,
    simplified_read,
    sounds_like,
)

FEWEST = 3
"""Different characters that must be annotated."""

_ENOUGH = {False: 8, True: 4}
_ENOUGH_AT_RANDOM = {False: 24, True: 16}
"""Weight of evidence asked for; thinner if bold. See `Verdict.weight`."""

_MOST_AT_RANDOM = 0.5
"""Share of a page's Han characters above which toneless pinyin is a reader for learners."""

_HARDER = 0.7
"""Nats by which annotated characters may be rarer than bare ones; those a person glosses are 2 or more."""

FIRST_HAN = "\u3400"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was counted of a page's annotations. `keys` are the machine's own: character and pinyin."""

    keys: frozenset[str]
    annotated: int
    bare: int
    foreign: int
    han: int
    at_random: bool = False
    harder: float = 0.0

    @property
    def weight(self) -> int:
        """Evidence for a machine: a gloss falls on a converted character about six times in ten, and on a
        character glossed before about three in ten; in half nats that is 1 and 2."""
        return 2 * self.annotated - len(self.keys)

    @property
    def by_bytes(self) -> bool:
        """Did the machine replace codes of GBK, so that some lie across two characters?"""
        return not self.at_random and all(key[0] in converted() for key in self.keys)

    def mechanical(self, *, bold: bool = False) -> bool:
        """Enough evidence, few annotated characters that this machine does not take, few left without, and
        dense, but where any character may be taken, not too dense, and no harder ones than others."""
        enough = _ENOUGH_AT_RANDOM if self.at_random else _ENOUGH
        by_chance = not self.at_random or (
            self.annotated <= _MOST_AT_RANDOM * self.han and self.harder <= _HARDER
        )
        return (
            by_chance
            and len(self.keys) >= FEWEST * (1 + self.at_random)
            and self.weight >= enough[bold]
            and self.annotated >= (20 if self.at_random else 4) * self.foreign
            and self.annotated >= 9 * self.bare
            and 200 * self.annotated >= self.han
        )


def judge(annotated: Mapping[str, int], census: Mapping[str, int], *, bold: bool = False) -> Verdict:
    """The verdict on the machine that fits a page best. `annotated` maps character + pinyin to occurrences,
    each character counted once however many annotations follow it."""
    verdicts = [
        judge_annotations(annotated, census),
        judge_annotations(annotated, census, simplified_page=True),
        judge_sounds(annotated, census),
    ]
    return max(verdicts, key=lambda verdict: (verdict.mechanical(bold=bold), verdict.annotated))


def judge_annotations(
    annotated: Mapping[str, int], census: Mapping[str, int], *, simplified_page: bool = False
) -> Verdict:
    """Count what tells a machine that takes converted characters from a person. A page may have been made
    Simplified again after it was annotated.

    >>> verdict = judge_annotations({"區qū": 9, "區ōu": 1, "好hǎo": 1}, {"區": 11, "好": 2})
    >>> verdict.annotated, verdict.bare, verdict.foreign
    (9, 1, 2)
    """
    taken, read = (simplified(), simplified_read) if simplified_page else (converted(), characters_read)
    best: dict[str, str] = {}
    marked = foreign = 0
    for key, count in annotated.items():
        character, syllable = key[:1], key[1:]
        if character in taken and character in read(syllable):
            marked += count
            best[character] = max(best.get(character, key), key, key=lambda k: annotated[k])
        elif character >= FIRST_HAN and character not in taken:
            foreign += count if has_tone(syllable) or sounds_like(character, syllable) else 0
    own = sum(annotated[key] for key in best.values())
    bare = sum(census.get(character, 0) for character in best) - marked
    return Verdict(frozenset(best.values()), own, bare, foreign + marked - own, _han(census))


def judge_sounds(annotated: Mapping[str, int], census: Mapping[str, int]) -> Verdict:
    """Count what tells a machine that takes characters at random, and writes no tones, from a person.

    >>> verdict = judge_sounds({"月yue": 3, "日ri": 2, "我me": 1}, {"月": 3, "日": 2, "我": 2, "鑫": 1})
    >>> verdict.annotated, verdict.bare, verdict.foreign
    (5, 0, 1)
    """
    best: dict[str, str] = {}
    foreign = 0
    for key, count in annotated.items():
        character, syllable = key[:1], key[1:]
        if not has_tone(syllable) and sounds_like(character, syllable):
            best[character] = max(best.get(character, key), key, key=lambda k: annotated[k])
        elif character >= FIRST_HAN:
            foreign += count
    own = sum(annotated[key] for key in best.values())
    marked = sum(count for key, count in annotated.items() if key[:1] in best)
    bare = sum(census.get(character, 0) for character in best) - marked
    foreign += marked - own
    return Verdict(frozenset(best.values()), own, bare, foreign, _han(census), True, _harder(best, census))


def drilled(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Do most annotated characters stand alone, as in a list of words to learn?

    >>> page = "知(zhi)、吃(chi)、詩(shi)"
    >>> drilled(page, list(re.finditer("[(]([a-z]+)[)]", page)))
    True
    """
    alone = sum(
        not (is_han(text[m.end() : m.end() + 1]) or _joined(text[max(0, m.start() - 2) : m.start() - 1]))
        for m in found
    )
    return 2 * alone > len(found)


def _joined(before: str) -> bool:
    """Does this character go on in the next? A bracket is that of another annotation."""
    return before == ")" or is_han(before)


def _han(census: Mapping[str, int]) -> int:
    return sum(count for character, count in census.items() if character >= FIRST_HAN)


def _harder(annotated: Mapping[str, str], census: Mapping[str, int]) -> float:
    """By how many nats annotated characters are rarer, in the language, than the others of a page."""
    others = [c for c in census if "\u4e00" <= c <= "\u9fff" and c not in annotated]
    if not others or not annotated:
        return 0.0
    return (fmean(map(cost, annotated)) - fmean(map(cost, others))) / STEPS_PER_NAT
