"""Where the literals of all rules occur in a folded text, at a cost that hardly grows with their number."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from cleantext.commonness import table
from cleantext.compiled.literals import LiteralSearch
from cleantext.ruleset.view import TRIMMED


class Literals:
    """Some distinct folded literals, searched for together. Nothing is built before the first search.

    `reach` says of each how long, in code points, a line may be on which it counts, -1 for any length; a line
    with space at an end, which is not counted, may be longer. Without it all lines count for all.

    >>> Literals(["登录", "登录后", "注册"]).find("请登录后查看")
    {0: [1], 1: [1]}
    >>> Literals(["登录"], [4]).find("请登录\\n他登录以后就走了")
    {0: [1]}
    """

    def __init__(self, literals: Sequence[str], reach: Sequence[int] = ()) -> None:
        self.literals = tuple(literals)
        self._reach = tuple(reach)

    def find(self, folded: str, *, on_any_line: bool = False) -> Mapping[int, list[int]]:
        """The starts of every literal that occurs, in code points and in order, by the literal's number.

        `on_any_line` finds them where they do not count, too.
        """
        return self._search.find(folded, on_any_line) if self.literals else {}

    @cached_property
    def _search(self) -> LiteralSearch:
        return LiteralSearch(self.literals, table(), self._reach, TRIMMED)
