"""The character-pair model of one page: what the language expects, and what this page says often itself."""

import math
from collections import Counter
from itertools import pairwise

from cleantext.chinese import PairRows, Row, pair_rows

_OWN_SHARE = 0.25
"""How much of a pair's probability comes from the page."""

_BELIEF = 3
"""Places a character is thought to have had elsewhere, so that one place on the page does not decide."""


class OwnRows(dict[str, Row]):
    """`chinese.pair_rows()` for one page; `page` is its folded text, without what is in doubt."""

    def __init__(self, page: str, base: PairRows | None = None) -> None:
        super().__init__()
        self._base = base or pair_rows()
        self._followers: dict[str, list[tuple[str, int]]] = {}
        for (a, b), count in Counter(pairwise(page)).items():
            if min(a, b) >= "\u3400":
                self._followers.setdefault(a, []).append((b, count))

    def __missing__(self, a: str) -> Row:
        row = self._base[a]
        followers = self._followers.get(a)
        if followers:
            row = row.copy()
            places = sum(count for _, count in followers) + _BELIEF
            for b, count in followers:
                row[b] = math.log(math.exp(row[b]) + _OWN_SHARE * count / places)
        self[a] = row
        return row
