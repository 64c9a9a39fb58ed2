"""Words of interfaces, by group: what a line made of them is.

Facts of the language of the Web (`data/interface_words.txt`). No word says anything alone: a line counts as
interface by how much of it such words cover, and a block goes for many such lines.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_FILE = Path(__file__).parents[2] / "data" / "interface_words.txt"


@cache
def interface_words() -> dict[str, str]:
    """Every word and its group; a word that stands in two groups counts for the later one.

    >>> interface_words()["登录"], interface_words()["相关阅读"]
    ('account', 'list')
    """
    words: dict[str, str] = {}
    group = ""
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif not line.startswith("#"):
            words.update((word.replace("_", " "), group) for word in line.split())
    return words


@cache
def automaton() -> tuple["AhoCorasick", tuple[str, ...]]:
    """One pass that finds the longest words from the left, and the group of each."""
    from ahocorasick_rs import AhoCorasick, MatchKind  # here for start-up time

    words = interface_words()
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), tuple(words.values())
