"""Lists that change from page to page between two lines that do not: related articles, hot threads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cleantext.induce.choose import takes
from cleantext.induce.chrome import Chrome
from cleantext.induce.skeletons import has_slots
from cleantext.induce.tally import Sample
from cleantext.induce.words import reads_like_prose

_LONGEST_HEADING = 12
_LONGEST_LINK = 40
_MOST_LINKS = 15
_SHARE_WITH_LIST = 0.8
_SHARE_LIKE_LISTS = 0.97
_ROOM = 2, 4
"""Lines that a list may take for each that was seen (blank ones count), and beyond that."""


def find_blocks(chosen: Sequence[Chrome], samples: Sequence[Sample], pages: int) -> Iterator[Chrome]:
    """The lists under the text, each with its heading as the skeleton and the line after it as `until`."""
    tail = [one for one in chosen if one.place.tail is not None and not has_slots(one.skeleton)]
    for heading, end in pairwise(tail):
        if len(heading.skeleton) > _LONGEST_HEADING:
            continue
        found = [gap for sample in samples if (gap := _between(heading, end, sample)) is not None]
        with_heading = sum(heading.skeleton in sample.folded for sample in samples)
        lists = [gap for gap in found if gap]
        if not lists or len(lists) < _SHARE_WITH_LIST * with_heading:
            continue
        if sum(map(_is_list, lists)) < _SHARE_LIKE_LISTS * len(lists):
            continue
        longest = max(map(len, lists)) * _ROOM[0] + _ROOM[1]
        share = len(lists) / len(samples)
        yield replace(
            heading, until=end.skeleton, at_most=longest, pages=min(heading.pages, round(share * pages))
        )


def _between(heading: Chrome, end: Chrome, sample: Sample) -> tuple[str, ...] | None:
    """The lines between the two; None where they do not follow each other closely."""
    if heading.skeleton not in sample.folded:
        return None
    at = len(sample.folded) - 1 - sample.folded[::-1].index(heading.skeleton)
    following = sample.folded[at + 1 : at + 2 + _MOST_LINKS]
    place = next((i for i, line in enumerate(following) if takes(end, line)), None)
    return None if place is None else following[:place]


def _is_list(lines: Sequence[str]) -> bool:
    return all(len(line) <= _LONGEST_LINK and not reads_like_prose(line) for line in lines)
