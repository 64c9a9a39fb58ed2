"""Chrome is outside: what no word marks as a site's must stand outside of something that is.

Documents have set words too (a court's name, an author's, a closing form), and they stand inside.
"""

from cleantext.induce.chrome import Chrome, LeftOut
from cleantext.induce.skeletons import WORDS
from cleantext.induce.tally import Tally
from cleantext.induce.words import is_menu, is_of_sites

_UNTOLD_SHARE = 0.5
"""Share of the pages on which a line stands that none of its words marks as a site's."""

_MENU_WORD = 4
"""Characters of an entry of a menu: those follow each other inwards, one a line."""


def outer(chrome: list[Chrome], tally: Tally, left: list[LeftOut]) -> list[Chrome]:
    """The chrome without lines that nothing marks as a site's, neither their words nor where they stand."""
    kept = [one for one in chrome if is_of_sites(one.skeleton) or is_menu(one.skeleton)]
    head = max((_depth(one, tally) for one in kept if one.place.head is not None), default=-1)
    tail = max((_depth(one, tally) for one in kept if one.place.tail is not None), default=-1)
    for one in sorted((one for one in chrome if one not in kept), key=lambda one: _depth(one, tally)):
        in_head = one.place.head is not None
        depth, reach = _depth(one, tally), head if in_head else tail
        room = 1 if len(one.skeleton) <= _MENU_WORD else 0
        if reach < 0 or depth > reach + room or one.pages < _UNTOLD_SHARE * tally.pages:
            left.append(LeftOut(one.skeleton, one.pages, "nothing says that it is the site's"))
            continue
        kept.append(one)
        head, tail = (max(head, depth), tail) if in_head else (head, max(tail, depth))
    return kept


def _depth(one: Chrome, tally: Tally) -> int:
    """How far from its end of the page a line mostly stands."""
    seen = tally.open[one.skeleton] if WORDS in one.skeleton else tally.shared[one.skeleton]
    end, most = (0, one.place.head) if one.place.head is not None else (1, one.place.tail)
    distances = sorted(spot[end] for spot in seen.spots.elements() if spot[end] < (most or 0))
    return distances[len(distances) // 2]
