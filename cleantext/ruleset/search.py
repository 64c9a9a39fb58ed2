"""Where the literals of all rules occur in a folded text, at a cost that hardly grows with their number."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial

from cleantext.chinese import pair_rows
from cleantext.commonness import STEPS_PER_NAT, cost, table
from cleantext.compiled.literals import LiteralSearch
from cleantext.ruleset.view import TRIMMED


class Literals:
    """Some distinct folded literals, searched for together. Nothing is built before the first search.

    `reach` says of each how long, in code points, a line may be on which it counts, -1 for any length; a line
    with space at an end, which is not counted, may be longer. Without it all lines count for all. `rarest` is
    what `rarest_pairs` gives, where there was time to ask for it.

    >>> Literals(["登录", "登录后", "注册"]).find("请登录后查看")
    {0: [1], 1: [1]}
    >>> Literals(["登录"], [4]).find("请登录\\n他登录以后就走了")
    {0: [1]}
    """

    def __init__(
        self, literals: Sequence[str], reach: Sequence[int] = (), rarest: Sequence[int] = ()
    ) -> None:
        self.literals = tuple(literals)
        self._reach, self._rarest = tuple(reach), tuple(rarest)

    def find(self, folded: str, *, on_any_line: bool = False) -> Mapping[int, list[int]]:
        """The starts of every literal that occurs, in code points and in order, by the literal's number.

        `on_any_line` finds them where they do not count, too.
        """
        return self._search.find(folded, on_any_line) if self.literals else {}

    @cached_property
    def _search(self) -> LiteralSearch:
        return LiteralSearch(self.literals, table(), self._rarest, self._reach, TRIMMED)


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
