"""Where the literals of all rules occur in a folded text, at a cost that hardly grows with their number."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from cleantext.commonness import table
from cleantext.compiled.literals import LiteralSearch


class Literals:
    """Some distinct folded literals, searched for together. Nothing is built before the first search.

    >>> Literals(["登录", "登录后", "注册"]).find("请登录后查看")
    {0: [1], 1: [1]}
    """

    def __init__(self, literals: Sequence[str]) -> None:
        self.literals = tuple(literals)

    def find(self, folded: str) -> Mapping[int, list[int]]:
        """The starts of every literal that occurs, in code points and in order, by the literal's number."""
        return self._search.find(folded) if self.literals else {}

    @cached_property
    def _search(self) -> LiteralSearch:
        return LiteralSearch(self.literals, table())
