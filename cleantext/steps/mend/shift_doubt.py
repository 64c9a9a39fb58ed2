"""A second look at the best reading: what else may stand at each place of it, now that both sides are known?

The search weighs what it follows, and it follows few of the ways over pairs that went unseen; a word that
went unseen as a whole is seldom among them. Here each place of the best reading is taken by itself, with the
characters before it and behind it as they were read, and more and longer ways over it are weighed.
"""

import math
from collections.abc import Iterator, Sequence

from cleantext.ngrams import normal_form
from cleantext.steps.mend.shift_cells import with_trail
from cleantext.steps.mend.shift_guess import Guess, Piece, Place, Way
from cleantext.steps.mend.shift_odds import CONTEXT, Setting
from cleantext.steps.mend.shift_unseen import HIDDEN_NATS, longer, ways_into
from cleantext.steps.mend.shifted_bytes import code_of, pair, unseen_after

_READS_ON = -1.0
"""Nats of a character seen whole above which its place is not looked at again."""

_FIRSTS, _WITHIN, _FOLLOWED, _KEPT, _LASTS = 12, 10, 6, 12, 4
"""Characters thought of before an unseen pair and between two, ways followed into one more pair, ways kept,
and characters thought of behind each."""

_LONGEST = 3
"""Pairs unseen in a row that are thought of."""

_WEIGHED, _SLACK = 24, 9.0
"""Ways weighed by what stands behind them, and nats behind the one read, below which they do not count."""


def doubts(text: str, path: Sequence[Guess], after: str, setting: Setting) -> dict[Place, Piece]:
    """What is to be said of the places of a path through `text`; `after` is the text behind it."""
    found: dict[Place, Piece] = {}
    for number in range(1, len(path)):
        before, here = path[number - 1 : number + 1]
        code = code_of(text[before.at], setting.narrow) if before.at < len(text) else None
        if not 0 <= before.half < 0x100 or here.at != before.at + 1 or here.half < 0 or not code:
            continue
        behind = normal_form("".join(step.new for step in path[number + 1 : number + 1 + CONTEXT]) + after)
        doubt = _doubt(before, here, code, behind[:CONTEXT], setting)
        if doubt:
            found[before.at, here.at, here.new] = doubt
    return found


def _doubt(before: Guess, here: Guess, code: tuple[int, int], behind: str, setting: Setting) -> Piece | None:
    """What one place may be read as besides; None where there is no doubt."""
    odds, context = setting.odds, before.context
    letters = normal_form(here.new)
    if len(here.new) == 1 and odds.nats(context, letters) > _READS_ON:
        return None
    own = odds.score(context, letters + behind) + HIDDEN_NATS * max(0, len(letters) - 2)
    ways = sorted(_ways_over(before, code, setting), reverse=True)[:_WEIGHED]
    mass, best, text = 1.0, 0.0, here.new
    for way in ways:
        if _bare(way.new) == _bare(here.new):
            continue
        gain = way.nats + odds.score((context + way.letters)[-CONTEXT:], behind) - own
        if gain > -_SLACK:
            mass += math.exp(gain)
        if gain > best:
            best, text = gain, way.new
    return Piece(text, math.exp(best) / mass) if mass > 1.0 else None


def _bare(text: str) -> str:
    """A text without its marks: one more or less costs little, so it is no ground for doubt."""
    return "".join(filter(str.isalnum, text)) or text


def _ways_over(before: Guess, code: tuple[int, int], setting: Setting) -> Iterator[Way]:
    """Ways to read the byte held, pairs unseen, and the pair shown, the next byte held the same for all."""
    odds, context, script = setting.odds, before.context, setting.script
    if c := pair(before.half, code[0]):
        letter = normal_form(c)
        yield Way(odds.nats(context, letter), c, letter, 0)
    ways = ways_into(before, setting, _FIRSTS)
    closers = with_trail(code[0], script)
    for pairs in range(1, _LONGEST + 1):
        for way in ways:
            so_far = (context + way.letters)[-CONTEXT:]
            for f in odds.likely(so_far, closers, _LASTS, unseen_after(way.byte)):
                yield Way(way.nats + f.nats, way.new + f.character, way.letters + f.letter, 0)
        if pairs < _LONGEST:
            ways = longer(before, ways[:_FOLLOWED], setting, _WITHIN)[:_KEPT]
