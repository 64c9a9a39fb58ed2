"""Words of interfaces, by group: what a line made of them is.

Facts of the language of the Web (`data/interface_words.txt`). No word says anything alone: a line counts as
interface by how much of it such words cover, and a block goes for many such lines.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cleantext.commonness import table
from cleantext.compiled.literals import LiteralSearch

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


def find_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words in a text, the longest from the left: the group, start and end of each.

    >>> list(find_words("请登录后台 | 注册"))
    [('account', 0, 3), ('account', 8, 10)]
    """
    words, groups, search = _search()
    found = search.find(text)
    hits = sorted((at, -len(words[number]), number) for number, starts in found.items() for at in starts)
    done = 0
    for at, size, number in hits:
        if at >= done:
            done = at - size
            yield groups[number], at, done


@cache
def _search() -> tuple[tuple[str, ...], tuple[str, ...], LiteralSearch]:
    words = interface_words()
    return tuple(words), tuple(words.values()), LiteralSearch(tuple(words), table())
