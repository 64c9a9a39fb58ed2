"""The new text of `replace`: groups copied, tables looked up, facts of the page, fill values."""

from collections import Counter
from collections.abc import Mapping

from cleantext.fold import fold
from cleantext.ruleset.compile import Chosen
from cleantext.ruleset.matchers import Found
from cleantext.ruleset.model import Fact, Pack, Replace
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.template import GroupText, Value, parse_template
from cleantext.ruleset.view import PageView

_FACT_SECONDS = 2.0


class Replacing:
    """Makes replacements on one page. `fill` maps a token, as it stands, to what the user says it means."""

    def __init__(self, view: PageView, fill: Mapping[str, str]) -> None:
        self._view = view
        self._fill = fill
        self._facts: dict[tuple[str, str], str | None] = {}

    def new_text(self, chosen: Chosen, found: Found) -> str | None:
        """What stands in place of a match, None where a value it needs is missing."""
        replace = chosen.rule.replace
        assert replace is not None, chosen.name
        pieces: list[str] = []
        for piece in parse_template(replace.with_):
            text: str | None
            if isinstance(piece, GroupText):
                text = self._group(found, piece.group) or ""
            elif isinstance(piece, Value):
                text = self._value(piece.name, chosen.pack, replace, found)
            else:
                text = piece
            if text is None:
                return None
            pieces.append(text)
        return "".join(pieces)

    def _group(self, found: Found, group: int | str) -> str | None:
        span = found.group(group)
        return None if span is None else self._view.text[span[0] : span[1]]

    def _value(self, name: str, pack: Pack, replace: Replace, found: Found) -> str | None:
        if lookup := replace.lookup.get(name):
            word = self._group(found, lookup.key)
            return None if word is None else _look_up(pack.tables[lookup.table], word)
        if name == "fill" and replace.fill:
            token = self._group(found, replace.fill.token)
            return None if token is None else self._fill.get(token, replace.fill.default)
        if (pack.path, name) not in self._facts:
            self._facts[pack.path, name] = _read_fact(pack.facts[name], self._view)
        return self._facts[pack.path, name]


def _look_up(table: Mapping[str, str], word: str) -> str | None:
    """A word's entry, as it stands or folded."""
    if word in table:
        return table[word]
    folded = fold(word)
    return next((value for key, value in table.items() if fold(key) == folded), None)


def _read_fact(fact: Fact, view: PageView) -> str | None:
    """The most common capture, as the page first writes it; None in a tie, or where there are too few."""
    places: dict[str, str] = {}
    counts: Counter[str] = Counter()
    try:
        for found in compile_pattern(fact.pattern).finditer(view.folded, timeout=_FACT_SECONDS):
            if found.start(1) >= 0:
                counts[found.group(1)] += 1
                places.setdefault(found.group(1), view.text[found.start(1) : found.end(1)])
    except TimeoutError:
        return None
    most = counts.most_common(2)
    if not most or most[0][1] < fact.least or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    return places[most[0][0]]
