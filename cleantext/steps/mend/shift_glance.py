"""Where a page may have been read one byte off: windows around suspects that read better so.

A character that looks like halves of two others is often just rare, and most pages have some. Before anything
is searched, a glance at each window (`compiled/shift_glance.pyx`) asks whether the halves make Chinese.
"""

import math
from collections.abc import Iterator
from functools import cache

from cleantext.compiled.shift_glance import Glance
from cleantext.edits import Span
from cleantext.late import late
from cleantext.ngrams import ngrams, normal_form
from cleantext.steps.mend.shifted_bytes import code_of, pair

_APART = 14
"""Characters between suspects of two stretches that are searched one by one."""

_BEFORE, _AFTER = 7, 10
"""Characters searched on either side of suspects."""

_LONGEST = 120
"""Characters of the longest stretch that is searched."""

_WORTH_A_SEARCH = 8.0
"""Nats by which some characters in a row must read better one byte off."""

_AT_MOST_EACH = 8.0
"""Nats that one pair may add to that: a rare name makes two pairs that are worse than any."""

_READILY = -8.5
"""Nats with which what a suspect is read as must follow each other for its window to be looked at."""

_GONE = 4.0
"""Nats taken off where a pair may have gone unseen between them."""


_LOSS = r"\ufffd|[\ue000-\uf8ff]"
SHOWS_LOSS = late(_LOSS + r"|(?<=[^\x00-\x7f])\?(?=[^\x00-\x7f])")
"""What decoders that let nothing go unseen show for pairs without a character."""

_SHOWS_LOSS_OR_BYTE = late(f"{SHOWS_LOSS.pattern}|[\udc80-\udcff]")
"""The same, and a byte that cutting an annotation left."""

LOSSES = f"{_LOSS}|[\udc80-\udcff]"
"""The characters that alone show it, without a question mark."""


def worth_a_search(text: str, suspects: list[int], narrow: bool, *, lossy: bool) -> Iterator[Span]:
    """Windows around suspects that read better one byte off. What shows no loss may be rare words.

    `lossy` says whether the text can show any.
    """
    glance = _glance(narrow)
    for first, last, joins in glance.clusters(text, suspects, _APART, _READILY, not lossy):
        span = _window(text, first, last)
        if lossy and _SHOWS_LOSS_OR_BYTE.search(text, *span):
            if glance.reads_better(text, *span, _WORTH_A_SEARCH, _GONE, math.inf):
                yield span
        elif joins and glance.reads_better(text, *span, _WORTH_A_SEARCH, _GONE, _AT_MOST_EACH):
            yield span


def _window(text: str, first: int, last: int) -> Span:
    begin = max(text.rfind("\n", 0, first) + 1, first - _BEFORE)
    line_end = text.find("\n", last)
    end = min(len(text) if line_end < 0 else line_end, last + 1 + _AFTER)
    return begin, min(end, begin + _LONGEST)


@cache
def _glance(narrow: bool) -> Glance:
    """The glance at pages whose full-width marks were made half-width, or not."""

    def number(character: str) -> int:
        code = code_of(character, narrow)
        return code[0] << 8 | code[1] if code else 0

    def letter(lead: int, trail: int) -> str:
        return normal_form(pair(lead, trail))

    return Glance(number, letter, normal_form, ngrams().nats)
