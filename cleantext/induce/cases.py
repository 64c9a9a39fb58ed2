"""Cases for an induced rule, from the pages: what it takes, with real lines beside it, and what it spares."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cleantext.induce.choose import takes
from cleantext.induce.chrome import Chrome
from cleantext.induce.patterns import matcher_of
from cleantext.induce.skeletons import UNPRINTABLE
from cleantext.induce.tally import Sample
from cleantext.induce.words import reads_like_prose, site_after_title

_LONGEST_NEIGHBOUR = 80
_MOST_SHOWN = 2
_QUOTED = "网页上有一行“{}”，那天的报告里也提到了它。"


@dataclass(frozen=True, slots=True)
class Cases:
    """Pages with what is left of them, and pages that stay."""

    taken: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]


def cases_of(one: Chrome, samples: Sequence[Sample], is_chrome: Callable[[str], bool]) -> Cases | None:
    """Cases for a rule; None where no sampled page shows it."""
    if one.until:
        return _cases_of_list(one, samples, is_chrome)
    places = _places(one, samples)
    if not places:
        return None
    taken = [_excerpt(sample, at, one, is_chrome) for sample, at in places]
    words = matcher_of(one)[2] or one.skeleton
    kept = list(_spared(one, words, samples, is_chrome))[:1]
    sample, at = places[0]
    kept.append(_QUOTED.format(sample.folded[at]) + "\n")
    return Cases(tuple(taken), tuple(kept))


def _places(one: Chrome, samples: Sequence[Sample]) -> list[tuple[Sample, int]]:
    """Where it stands in the samples, in up to two forms."""
    found: dict[str, tuple[Sample, int]] = {}
    for sample in samples:
        for at, line in enumerate(sample.folded):
            if line not in found and takes(one, line) and not UNPRINTABLE.search(sample.lines[at]):
                if one.place.near is None or _neighbour(one, sample, at) is not None:
                    found[line] = sample, at
                if len(found) == _MOST_SHOWN:
                    return list(found.values())
    return list(found.values())


def _cases_of_list(one: Chrome, samples: Sequence[Sample], is_chrome: Callable[[str], bool]) -> Cases | None:
    """A list with its two lines and the text before them, and the first line without the last."""
    for sample in samples:
        lines = sample.lines
        if one.skeleton not in sample.folded or any(map(UNPRINTABLE.search, lines)):
            continue
        begin = len(lines) - 1 - sample.folded[::-1].index(one.skeleton)
        end = next((at for at in range(begin + 1, len(lines)) if sample.folded[at] == one.until), 0)
        text = _text_beside(sample, begin, -1, is_chrome)
        if end > begin + 1 and text is not None:
            before = [lines[text], lines[begin]]
            page = [*before, *lines[begin + 1 : end + 1]]
            kept = _page([lines[begin], lines[text]]), _QUOTED.format(one.skeleton) + "\n"
            return Cases(((_page(page), _page([*before, lines[end]])),), kept)
    return None


def _page(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _neighbour(one: Chrome, sample: Sample, at: int) -> int | None:
    """The line beside it that a rule with `near` waits for."""
    assert one.place.near is not None
    other = Chrome(one.place.near, one.place, 0, ())
    beside = [there for there in (at - 1, at + 1) if 0 <= there < len(sample.folded)]
    return next((there for there in beside if takes(other, sample.folded[there])), None)


def _excerpt(sample: Sample, at: int, one: Chrome, is_chrome: Callable[[str], bool]) -> tuple[str, str]:
    """The line between real lines of its page: the text around it, and the neighbour it must be near."""
    around = {at, _text_beside(sample, at, -1, is_chrome), _text_beside(sample, at, 1, is_chrome)}
    if one.place.near is not None:
        around.add(_neighbour(one, sample, at))
    shown = sorted(there for there in around if there is not None)
    lines = [sample.lines[there] for there in shown]
    site = site_after_title(one.skeleton)
    left = [
        line[: -len(site)] if site and takes(one, sample.folded[there]) else line
        for there, line in zip(shown, lines, strict=True)
        if site or not takes(one, sample.folded[there])
    ]
    return _page(lines), _page(left)


def _text_beside(sample: Sample, at: int, step: int, is_chrome: Callable[[str], bool]) -> int | None:
    """The nearest line in a direction that is no chrome and not too long to show."""
    there = at + step
    while 0 <= there < len(sample.folded):
        line = sample.folded[there]
        if (
            len(line) <= _LONGEST_NEIGHBOUR
            and not is_chrome(line)
            and not UNPRINTABLE.search(sample.lines[there])
        ):
            return there
        there += step
    return None


def _spared(
    one: Chrome, words: str, samples: Sequence[Sample], is_chrome: Callable[[str], bool]
) -> Iterator[str]:
    """Lines of the pages' own text that hold the words the rule looks for, or their beginning."""
    for wanted in (words, words[:2]):
        for sample in samples:
            for at, line in enumerate(sample.folded):
                usable = len(line) <= 2 * _LONGEST_NEIGHBOUR and not UNPRINTABLE.search(sample.lines[at])
                if (
                    wanted in line
                    and usable
                    and reads_like_prose(line)
                    and not (takes(one, line) or is_chrome(line))
                ):
                    yield sample.lines[at] + "\n"
