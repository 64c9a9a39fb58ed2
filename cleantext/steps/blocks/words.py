"""Words of interfaces, by group: what a line made of them is.

Facts of the language of the Web (`data/interface_words.txt`). No word says anything alone: a line counts as
interface by how much of it such words cover, and a block goes for many such lines.
"""

from functools import cache
from pathlib import Path

from cleantext.commonness import table
from cleantext.compiled.line_words import LineWords
from cleantext.compiled.literals import LiteralSearch
from cleantext.late import late

_FILE = Path(__file__).parents[2] / "data" / "interface_words.txt"

_RIGHTS = ("©", "(c)")
_HOLDER = late(r"\s?(?:\d{4}|[^\W\d_]{2})")


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


def weigh_words(text: str, lines: list[str]) -> list[dict[str, int] | None]:
    """For each of the `lines` of a text the letters that the words of each group cover, the longest from the
    left; None for a line without words. A sign counts for one letter, `中` and `赞` only between no others.

    >>> weigh_words("请登录 | 注册\\n他来了。", ["请登录 | 注册", "他来了。"])
    [{'account': 5}, None]
    """
    return _words().weigh(text, lines)


def _has_holder(line: str, start: int, end: int) -> bool:
    """Does a holder or a year stand behind a copyright mark?"""
    holder = _HOLDER.match(line, end)
    return holder is not None and (line[start] == "©" or holder[0].strip().isdigit())


@cache
def _words() -> LineWords:
    words = tuple(interface_words())
    return LineWords(
        words, interface_words().values(), LiteralSearch(words, table()).find, _RIGHTS, _has_holder
    )
