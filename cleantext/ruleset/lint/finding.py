"""What lint says about a rule."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "refused", "untested", "dead", "shadowed", "duplicate", "unanchored", "explosive", "unquoted", "boundary",
    "broad",
]  # fmt: skip
"""What is wrong with a rule, in a word.

- refused: the loader takes no such pack; untested: no case shows the rule, or a part of it;
- dead: it can never fire; shadowed: an earlier rule takes all it could; duplicate: it is said twice;
- unanchored: its anchor is not in all that it matches, or is on every page;
- explosive: a line can keep it busy past every limit; broad: it fires inside a sentence;
- unquoted: YAML may read a matcher otherwise; boundary: there is none between Chinese characters.
"""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend: where (line and column from 1), what was found, how to mend it.

    >>> print(Finding("rules/a.yaml", 3, 5, "dead", "a/b: it can never fire", "take it out"))
    rules/a.yaml:3:5: dead: a/b: it can never fire; take it out
    """

    path: str
    line: int
    column: int
    kind: Kind
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.kind}: {self.message}; {self.hint}"
