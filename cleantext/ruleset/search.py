"""Where the literals of all rules occur in a folded text, at a cost that hardly grows with their number."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from cleantext.chinese import pair_rows
from cleantext.commonness import STEPS_PER_NAT, cost, table
from cleantext.compiled.literals import AnchorSearch
from cleantext.ruleset.view import TRIMMED

if TYPE_CHECKING:
    from cleantext.ruleset.required import Clauses

ANY_LENGTH, WHOLE_LINE = -1, -2
"""What stands for the longest line of a rule that may be in any line, or whose anchor must be all of it."""


class Anchors:
    """The distinct folded literals that rules are anchored in. Nothing is built before the first search.

    `places` are, for each literal, the rules whose anchor it is; `wanted` the numbers of the literals that
    count on any line. `reach` says of each rule how long, in code points and without the space around it, a
    line may be on which it matches (or ANY_LENGTH, WHOLE_LINE), and `edges` with what characters such lines
    may begin and end (see `edges.py`). `rarest` is what `rarest_pairs` gives. The last two may be left out.

    >>> anchors = Anchors(["登录", "登录后", "注册"], [(0,), (1,), (0, 1)], [], [ANY_LENGTH, 4])
    >>> anchors.find("请登录后查看")
    ({0: [1]}, {0: [0]})
    >>> anchors.find("请登录后\\n")
    ({0: [1], 1: [1]}, {0: [0], 1: [1]})
    """

    def __init__(
        self,
        literals: Sequence[str],
        places: Sequence[Sequence[int]],
        wanted: Sequence[int],
        reach: Sequence[int],
        *,
        rarest: Sequence[int] = (),
        edges: bytes = b"",
    ) -> None:
        self.literals = tuple(literals)
        self._rules = places, wanted, reach, edges
        self._rarest = rarest

    def find(self, folded: str) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
        """Where literals are that count, and for which rules.

        First the starts of each, in code points and in order, by its number; then, for each rule that may
        match, the numbers of those on lines where it may.
        """
        return self._search.wake(folded) if self.literals else ({}, {})

    def require(self, rule: int, patterns: "Sequence[Clauses]") -> None:
        """Tell more of a rule: of one of its patterns, a line must hold a literal of every clause.

        >>> anchors = Anchors(["登录"], [(0,)], [], [ANY_LENGTH])
        >>> anchors.require(0, [(("后", "才能"), ("查看",))])
        >>> anchors.find("请登录\\n登录后查看")
        ({0: [4]}, {0: [0]})
        """
        self._search.require(rule, tuple(patterns))

    def everywhere(self, folded: str) -> Mapping[int, list[int]]:
        """For each rule the numbers of those that occur, as if it could match on any line."""
        found = self._search.find(folded) if self.literals else {}
        anchored: dict[int, list[int]] = {}
        for number in found:
            for place in self._rules[0][number]:
                anchored.setdefault(place, []).append(number)
        return anchored

    @cached_property
    def _search(self) -> AnchorSearch:
        return AnchorSearch(self.literals, table(), self._rarest, *self._rules, TRIMMED)


def rarest_pairs(literals: Sequence[str]) -> tuple[int, ...]:
    """For each literal where those two characters in a row are that Chinese has least often.

    Takes 20 microseconds a literal: something for a cache.

    >>> rarest_pairs(["服务号", "赞"])
    (1, 0)
    """
    return tuple(max(range(len(one) - 1), key=partial(_cost, one), default=0) for one in literals)


def _cost(literal: str, at: int) -> float:
    """Minus the log probability of two characters in a row, in nats."""
    return cost(literal[at]) / STEPS_PER_NAT - pair_rows()[literal[at]][literal[at + 1]]
