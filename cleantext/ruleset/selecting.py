"""Where the selectors of rules fit: what packs say is main on a page of HTML, and what goes."""

import re
from collections.abc import Sequence

from cleantext.fold import fold
from cleantext.markup.render import Blame
from cleantext.markup.selectors import Index, parse_selectors
from cleantext.markup.tree import Document, Element
from cleantext.page import Draft, Note
from cleantext.records import dataclass
from cleantext.ruleset.compile import Chosen, RuleSet
from cleantext.ruleset.conditions import page_allows
from cleantext.ruleset.view import host_of

_TEXT = re.compile(r">(?:\s|&nbsp;)*(?!&nbsp;)[^<\s]")
"""The first character of text after a tag."""

Picked = tuple[Element, str]
"""An element, and the name of the rule that picked it."""


@dataclass(frozen=True, slots=True)
class Selected:
    """What rules pick of a page: its main parts (of one pack), what goes, and what trial rules would do."""

    main: tuple[Picked, ...] = ()
    drop: tuple[Picked, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def kept(self) -> tuple[Blame, ...]:
        """Where the main parts stand."""
        return tuple((*element.span, name) for element, name in self.main)

    @property
    def dropped(self) -> tuple[Blame, ...]:
        """Where what goes stands."""
        return tuple((*element.span, name) for element, name in self.drop)


def select(document: Document, draft: Draft, rules: RuleSet) -> Selected:
    """Ask the rules with selectors. Only those of which the page has an id, a class or a tag are looked at.

    The first pack of which a `main` rule finds something says what is main; its rules add up.

    >>> from cleantext.markup.tree import parse
    >>> from cleantext.ruleset.compile import compile_rules
    >>> select(parse("<p>正文"), Draft("<p>正文"), compile_rules([]))
    Selected(main=(), drop=(), notes=())
    """
    if not rules.selecting:
        return Selected()
    index = Index(document, rules.selector_keys)
    source = _Source(draft)
    main: list[Picked] = []
    drop: list[Picked] = []
    notes: list[Note] = []
    pack = ""
    for chosen in _awake(rules, index):
        found = _find(chosen, index)
        if not found or not page_allows(chosen.rule.when, source):
            continue
        if chosen.rule.status == "trial":
            span = found[0].start, found[0].end
            notes.append(Note("trial", chosen.name, span, f"on trial: would pick {len(found)} elements"))
        elif chosen.rule.drop is not None:
            drop += ((element, chosen.name) for element in found)
        elif pack in ("", chosen.pack.pack) and (held := [one for one in found if _holds_text(one, draft)]):
            pack = chosen.pack.pack
            main += ((element, chosen.name) for element in held)
    return Selected(tuple(main), tuple(drop), tuple(notes))


def _holds_text(element: Element, draft: Draft) -> bool:
    """Is there text in it? What a script fills when the page is shown is empty in its source."""
    return bool(_TEXT.search(draft.text, max(0, element.inner_start - 1), element.inner_end))


class _Source:
    """A page's source and host. ASCII, as in addresses, is looked for as it is written, other text folded."""

    def __init__(self, draft: Draft) -> None:
        self.host = host_of(draft.page.url)
        self._draft = draft

    def has(self, literal: str) -> bool:
        """Does it occur in the source?"""
        if literal in self._draft.text:
            return True
        return not literal.isascii() and fold(literal) in self._draft.folded


def _awake(rules: RuleSet, index: Index) -> Sequence[Chosen]:
    """The rules that may fit, in order."""
    places = {place for key, held in rules.selecting.items() if key in index for place in held}
    return [rules.rules[place] for place in sorted(places)]


def _find(chosen: Chosen, index: Index) -> list[Element]:
    selectors = (one for source in chosen.rule.selectors for one in parse_selectors(source))
    return index.select(selectors)
