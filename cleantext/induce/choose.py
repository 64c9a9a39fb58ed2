"""Which of the chrome becomes rules: each line of the sampled pages counts for one rule, the narrowest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cleantext.induce.chrome import Chrome
from cleantext.induce.skeletons import NUMBER, WORDS, fixed_parts, mask_numbers, open_words
from cleantext.induce.tally import Sample

_ALMOST_ALL = 0.85
_SHARE_LEFT = 0.7
"""Share of its pages that a rule must keep after narrower rules took theirs."""


def choose(chrome: Iterable[Chrome], samples: Sequence[Sample], pages: int) -> list[Chrome]:
    """The rules to make, in the order of the page: head, body, tail."""
    ordered = sorted(_widest(map(_without_idle_slots, chrome)), key=_narrowness)
    claims = _claims(ordered, samples)
    wanted = {
        one.skeleton
        for one in ordered
        if claims[one.skeleton] >= _SHARE_LEFT * one.pages / pages * len(samples)
    }
    kept = [one for one in ordered if one.skeleton in wanted and one.place.near in {None, *wanted}]
    return sorted(kept, key=_page_order)


def _widest(chrome: Iterable[Chrome]) -> list[Chrome]:
    """The chrome without what a line with words left open says as well, on clearly more pages."""
    known = list(chrome)
    pages = {one.skeleton: one.pages for one in known if WORDS in one.skeleton}
    return [
        one
        for one in known
        if not any(pages.get(wider, 0) * _ALMOST_ALL > one.pages for wider in _wider(one.skeleton))
    ]


def _wider(skeleton: str) -> list[str]:
    return [] if WORDS in skeleton else list(open_words(mask_numbers(skeleton)))


def takes(one: Chrome, line: str) -> bool:
    """Whether a folded line is a form of the chrome."""
    masked = mask_numbers(line)
    if WORDS in one.skeleton:
        return one.skeleton in open_words(masked)
    return one.skeleton in (line, masked)


def _without_idle_slots(one: Chrome) -> Chrome:
    """A slot for numbers that always held the same number is none."""
    if NUMBER in one.skeleton and WORDS not in one.skeleton and len(one.values) == 1:
        return replace(one, skeleton=one.values[0])
    return one


def _narrowness(one: Chrome) -> tuple[int, int, int, str]:
    slots = one.skeleton.count(WORDS), one.skeleton.count(NUMBER)
    return (*slots, -sum(map(len, fixed_parts(one.skeleton))), one.skeleton)


def _claims(ordered: Sequence[Chrome], samples: Sequence[Sample]) -> Counter[str]:
    """On how many sampled pages each is the first to take a line."""
    rank = {one.skeleton: number for number, one in enumerate(ordered)}
    claims: Counter[str] = Counter()
    for sample in samples:
        claimed = set()
        for line in sample.folded:
            masked = mask_numbers(line)
            forms = [form for form in (line, masked, *open_words(masked)) if form in rank]
            if forms:
                claimed.add(min(forms, key=rank.__getitem__))
        claims.update(claimed)
    return claims


def _page_order(one: Chrome) -> tuple[int, int, tuple[int, int, int, str]]:
    head, tail = one.place.head, one.place.tail
    part = 0 if head is not None else 2 if tail is not None else 1
    return part, head or -(tail or 0), _narrowness(one)
