"""Text that a PDF, a terminal or a mail program wrapped at one width.

A line of wrapped text is *full*: the next line's first word, or first character and the marks bound to it,
would not have fitted. One width must hold for the page, few lines may pass it, and the breaks must fall
anywhere in sentences; verse and lists break at marks and at any width.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cleantext.characters import is_han
from cleantext.steps.bare_lines import LONG, BareLines
from cleantext.steps.joint import is_apart, is_ended
from cleantext.steps.line_kind import display_width, opens_item

_WIDTH_AT_LEAST = 40
"""Columns; couplets and lyrics are narrower."""
_FULL_AT_LEAST = 3
_FULL_SHARE = 0.3
"""Of the page's long lines, at least, reach the width."""
_OPEN_SHARE = 0.05
"""Of the page's lines, at least, end without a mark: below this nothing is looked at closer."""
_PASSING_SHARE = 0.1
"""Of the page's long lines, at most, pass it."""
_MARKED_SHARE = 0.5
"""Of full lines, at most, end in a mark: wrapped prose has one mark in some eight characters."""
_CAPITAL_SHARE = 0.7
"""Of full lines in Latin letters, at most, are followed by a capital: more is verse or a list."""
_UNENDED_AT_LEAST = 7
"""Breaks of a paragraph whose last line may lack a mark; fewer may be posts that happen to be alike."""
_EVEN_SHARE = 1.4
"""Columns a character from which on a page is Chinese, and its lines even."""
_RAGGED_COLUMNS = 12
_EVEN_COLUMNS = 4

_FIRST_WORD = r"[一-鿿][，。、；：？！）》”’」』】,.;:?!)]*|[^\s一-鿿，。、；：？！“”]+|\S"


def find_width(lines: Sequence[str]) -> int | None:
    """The width in columns that lines were wrapped at, or None. Lines keep their indentation.

    >>> first, second = "面对复杂的环境，我们坚持稳中求进的总基调", "，完整准确全面贯彻新理念，加快构建新格局"
    >>> find_width([first, second, first, second, "经济社会发展取得了新的成绩。"])
    40
    """
    widths = Counter(map(display_width, lines))
    even = sum(width * count for width, count in widths.items()) > _EVEN_SHARE * sum(map(len, lines))
    slack = _EVEN_COLUMNS if even else _RAGGED_COLUMNS
    best = columns = passing = 0
    for width in sorted(widths, reverse=True):
        reached = sum([widths.get(width - less, 0) for less in range(slack)])
        if reached > best and passing <= _PASSING_SHARE * len(lines):
            best, columns = reached, width
        passing += widths[width]
    if even and best:  # marks may hang over the edge, so most lines say where it is
        columns = max(range(columns - slack + 1, columns + 1), key=lambda width: (widths[width], width))
    enough = best >= max(_FULL_AT_LEAST, _FULL_SHARE * len(lines))
    return columns if enough and columns >= _WIDTH_AT_LEAST else None


def is_full(line: str, after: str, columns: int) -> bool:
    """Would the first word of `after` not have fitted behind `line`?

    >>> is_full("春眠不觉晓", "处处", 12), is_full("春眠不觉晓", "处处", 10)
    (False, True)
    """
    first = re.match(_FIRST_WORD, after)
    space = 0 if is_han(line[-1]) or is_han(after[0]) else 1
    return display_width(line) + space + (display_width(first[0]) if first else 0) > columns


def wrapped_pairs(lines: BareLines) -> list[tuple[int, int]]:
    """Neighbouring lines, by number, that are halves of one wrapped paragraph."""
    if len(lines.open_ended) < max(_FULL_AT_LEAST - 1, _OPEN_SHARE * len(lines)):
        return []
    long = [n for n, content in enumerate(lines.contents) if len(content) >= LONG]
    if len(lines.open_ended) < _FULL_SHARE * len(long):
        return []
    columns = find_width([lines.contents[n].rstrip() for n in long])
    if columns is None:
        return []
    pairs: list[tuple[int, int]] = []
    for block in _blocks(lines, lines.open_ended):
        for chain in _chains(_pairs_of_block(lines, block, columns)):
            if len(chain) > _UNENDED_AT_LEAST or is_ended(lines[chain[-1][1]]):
                pairs.extend(chain)
    return pairs if _breaks_anywhere(lines, pairs) else []


def _blocks(lines: BareLines, seeds: Sequence[int]) -> Iterator[range]:
    """The runs of lines without a blank line between them that hold the lines given."""
    end = 0
    for seed in seeds:
        if seed < end:
            continue
        start = end = seed
        while start > 0 and not lines.is_blank(start - 1):
            start -= 1
        while end < len(lines) and not lines.is_blank(end):
            end += 1
        yield range(start, end)


def _pairs_of_block(lines: BareLines, block: range, columns: int) -> Iterator[tuple[int, int]]:
    """Full lines and what follows them.

    Behind a finished sentence only where a paragraph would show otherwise: a block that is full to its last
    line is one paragraph, and one that indents first lines shows where they begin.
    """
    full = [n for n in block[:-1] if _may_be_one(lines, n) and is_full(*_raw(lines, n), columns)]
    one_paragraph = len(full) == len(block) - 1 > 1
    indents = len({lines.depth(n) for n in block}) > 1
    for number in full:
        ended = is_ended(lines[number])
        if not ended or ((one_paragraph or indents) and lines[number][-1] != ":"):
            yield number, number + 1


def _chains(pairs: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Pairs that follow on each other: the breaks of one paragraph."""
    chain: list[tuple[int, int]] = []
    for pair in pairs:
        if chain and pair[0] != chain[-1][1]:
            yield chain
            chain = []
        chain.append(pair)
    if chain:
        yield chain


def _raw(lines: BareLines, number: int) -> tuple[str, str]:
    """A line with its indentation and the bare next one, both in their own widths."""
    return lines.contents[number].rstrip(), lines.contents[number + 1].strip()


def _may_be_one(lines: BareLines, number: int) -> bool:
    line, after = lines[number], lines[number + 1]
    if len(line) < LONG or is_apart(line) or is_apart(after) or opens_item(after):
        return False
    if lines.depth(number + 1) > lines.depth(number) or lines.begins_paragraph(number + 1):
        return False
    return not (line[-1].isdigit() and after[0].isdigit())


def _breaks_anywhere(lines: BareLines, pairs: Sequence[tuple[int, int]]) -> bool:
    """Do the breaks fall where marks and capitals happen to be, not at them?"""
    if len(pairs) < _FULL_AT_LEAST - 1:
        return False
    marked = sum(not lines[n][-1].isalnum() and lines[n][-1] != "-" for n, _ in pairs)
    if marked > _MARKED_SHARE * len(pairs):
        return False
    latin = [first for _, after in pairs if (first := lines[after][0]).isascii() and first.isalpha()]
    capitals = sum(map(str.isupper, latin))
    return len(latin) * 2 < len(pairs) or capitals <= _CAPITAL_SHARE * len(latin)
