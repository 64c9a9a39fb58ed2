"""Which of the lines that come again are chrome: where they stand says more than what they say.

Chrome stands in one place: among the first lines, among the last, or beside other chrome. A refrain, a
heading or a phrase a writer is fond of stands anywhere, reads like a sentence, or is a part of the text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from cleantext.induce.chrome import Chrome, LeftOut, Place
from cleantext.induce.outer import outer
from cleantext.induce.skeletons import WORDS, has_slots, open_length, open_words
from cleantext.induce.tally import Seen, Spot, Tally
from cleantext.induce.words import (
    has_telling_label,
    is_byline,
    is_floor_mark,
    is_of_sites,
    is_part_of_text,
    is_row_of_buttons,
    longest_words,
    opens_text,
    reads_like_prose,
    says_enough,
    site_after_title,
)

_HEAD_LINES, _TAIL_LINES = 80, 120
_HEAD_SPREAD, _TAIL_SPREAD = 5, 7
"""How far from the page's ends chrome stands, and how much that may vary, in lines that are not blank."""

_ONCE = 1.2
"""How often a page, on average, a line stands at one end of it."""

_SLACK = 3
"""Lines added to what was seen, for pages that were not."""

_SENTENCE_SHARE = 0.8
"""Share of the pages on which a line that reads like a sentence stands before it can be chrome."""

_BESIDE_SHARE = 0.8
_LEAST_VALUES = 3
_NAME_LENGTH = 8
"""Characters of a name, a source, a section; what is mostly longer may be a title."""


def judge(tally: Tally, least_pages: int) -> tuple[list[Chrome], list[LeftOut]]:
    """The chrome of the pages counted, and what else came on as many pages."""
    chrome: list[Chrome] = []
    left: list[LeftOut] = []
    waiting: list[tuple[str, Seen]] = []
    for skeleton, seen in _candidates(tally, least_pages):
        why = _why_not(skeleton, seen, tally)
        places = _places(seen)
        if why:
            left.append(LeftOut(skeleton, seen.pages, why))
        elif site_after_title(skeleton) and not any(place.head for place in places):
            left.append(LeftOut(skeleton, seen.pages, "it ends like a title, but stands elsewhere"))
        elif places and not is_floor_mark(skeleton):
            chrome += [_chrome(skeleton, seen, place) for place in places]
        else:
            waiting.append((skeleton, seen))
    chrome = outer(chrome, tally, left)
    _place_beside(waiting, chrome, left)
    return chrome, left


def _candidates(tally: Tally, least_pages: int) -> Iterator[tuple[str, Seen]]:
    """What stands on enough pages: lines first, then those with words left open, in several forms."""
    for skeleton, seen in tally.shared.items():
        if seen.pages >= least_pages:
            yield skeleton, seen
    for skeleton, seen in sorted(tally.open.items(), key=lambda item: item[0].count(WORDS)):
        if seen.pages >= least_pages and len(seen.values) >= _LEAST_VALUES:
            yield skeleton, seen


def _why_not(skeleton: str, seen: Seen, tally: Tally) -> str:
    if is_floor_mark(skeleton):
        return ""
    if not says_enough(skeleton):
        return "too little of it stays the same"
    if is_part_of_text(skeleton):
        return "articles have such lines of their own"
    if is_byline(skeleton):
        return "it says who wrote the article"
    if WORDS in skeleton and (opens_text(skeleton) or _may_hold_title(skeleton, seen)):
        return "what is left open may be a title"
    share = seen.pages / tally.pages
    prose = sum(map(reads_like_prose, seen.values)) / max(1, len(seen.values))
    if WORDS in skeleton and prose > 0.2:
        return "what is left open reads like sentences"
    if prose > 0.2 and not (share >= _SENTENCE_SHARE and is_of_sites(skeleton)):
        return "it reads like a sentence"
    return ""


def _may_hold_title(skeleton: str, seen: Seen) -> bool:
    """Whether the words left open are as long as titles are, and no label or cut spares them."""
    if has_telling_label(skeleton) or site_after_title(skeleton):
        return False
    lengths = sorted(open_length(skeleton, value) for value in seen.values)
    return lengths[len(lengths) // 2] > _NAME_LENGTH * skeleton.count(WORDS)


def _chrome(skeleton: str, seen: Seen, place: Place) -> Chrome:
    return Chrome(skeleton, place, seen.pages, tuple(sorted(seen.values)))


def _places(seen: Seen) -> list[Place]:
    """Where a line always stands: at one end of the page or, as menus do, at both; else nowhere."""
    one = _place(list(seen.spots.elements()), seen)
    if one is not None:
        return [one]
    usual = Counter(spot[0] for spot in seen.spots.elements()).most_common(1)
    near = [spot for spot in seen.spots.elements() if usual and abs(spot[0] - usual[0][0]) <= _HEAD_SPREAD]
    far = [spot for spot in seen.spots.elements() if usual and abs(spot[0] - usual[0][0]) > _HEAD_SPREAD]
    head, tail = _place(near, seen), _place(far, seen)
    both = head is not None and tail is not None and head.head is not None and tail.tail is not None
    return [place for place in (head, tail) if place] if both else []


def _place(spots: list[Spot], seen: Seen) -> Place | None:
    """The end of the page where these are, once a page; None where they are elsewhere."""
    if not spots or len(spots) > _ONCE * seen.pages * min(1, sum(seen.spots.values()) / seen.occurrences):
        return None
    head, tail = _reach(spot[0] for spot in spots), _reach(spot[1] for spot in spots)
    in_head = head[1] < _HEAD_LINES and head[1] - head[0] <= _HEAD_SPREAD
    in_tail = tail[1] < _TAIL_LINES and tail[1] - tail[0] <= _TAIL_SPREAD
    if in_head and (not in_tail or head[1] <= tail[1]):
        return Place(head=head[1] + 1 + _SLACK)
    return Place(tail=tail[1] + 1 + _SLACK) if in_tail else None


def _reach(distances: Iterable[int]) -> tuple[int, int]:
    """Between which distances all but one in twenty lie, on either side one in forty."""
    ordered = sorted(distances)
    spare = len(ordered) // 40
    return ordered[spare], ordered[-1 - spare]


def _place_beside(waiting: list[tuple[str, Seen]], chrome: list[Chrome], left: list[LeftOut]) -> None:
    """Lines all over the page: chrome where they say so themselves, or where they stand beside one."""
    strong = {skeleton: seen for skeleton, seen in waiting if _speaks_for_itself(skeleton)}
    chrome += [_chrome(skeleton, seen, Place()) for skeleton, seen in strong.items()]
    for skeleton, seen in waiting:
        if skeleton in strong:
            continue
        neighbour = _neighbour(seen, strong)
        if neighbour is None:
            left.append(LeftOut(skeleton, seen.pages, "it stands now here, now there"))
        else:
            chrome.append(_chrome(skeleton, seen, Place(near=neighbour)))


def _speaks_for_itself(skeleton: str) -> bool:
    told = has_slots(skeleton) or "|" in skeleton or is_row_of_buttons(skeleton)
    return told and is_of_sites(skeleton) and len(longest_words(skeleton)) >= 3


def _neighbour(seen: Seen, strong: Mapping[str, Seen]) -> str | None:
    """The line of chrome that almost always stands before it or after it."""
    for beside in (seen.before, seen.after):
        times: Counter[str] = Counter()
        for line, count in beside.items():
            for form in {line, *open_words(line)} & strong.keys():
                times[form] += count
        enough = _BESIDE_SHARE * sum(beside.values())
        usual = [form for form, count in times.items() if count >= enough]
        if usual:  # with as little left open as may be: that is the form that makes a rule
            return min(usual, key=lambda form: (form.count(WORDS), form))
    return None
