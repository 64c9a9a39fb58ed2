"""The step that reads HTML: a page of markup becomes the lines of its main part."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set

from cleantext.errors import UsageError
from cleantext.markup.detect import is_html
from cleantext.markup.metadata import read_metadata
from cleantext.markup.parts import edits_of
from cleantext.markup.render import MARKUP
from cleantext.markup.text_lines import Line, read_lines
from cleantext.markup.tree import Document, Element, parse
from cleantext.page import NOTHING, Draft, Note, Proposal
from cleantext.records import replace
from cleantext.ruleset.compile import RuleSet
from cleantext.ruleset.selecting import Picked, Selected, select
from cleantext.steps.unwrap.inside import cuts_inside
from cleantext.steps.unwrap.main_part import find_main, with_replies
from cleantext.steps.unwrap.weights import Weights

OUTSIDE = "unwrap/outside-main"
"""Text that is not of the main part."""

HTML = ("auto", "always", "never")
"""What may be asked: each page is looked at, all are HTML, none is."""


def unwrap(
    draft: Draft,
    rules: RuleSet | None = None,
    *,
    html: str = "auto",
    replies: str = "auto",
    skip: Set[str] = frozenset(),
) -> Proposal:
    """Take the markup off a page of HTML and keep its main part, as lines.

    `skip` holds names of models (`unwrap/outside-main`) that are not to act. Raises UsageError for another
    `html`. A text that is no HTML costs a look at its head.

    >>> from cleantext.edits import apply
    >>> page = "<html><title>通知</title><body><p>正文<b>第一</b>段。<p>第二段。"
    >>> proposal = unwrap(Draft(page))
    >>> apply(page, proposal.edits), dict(proposal.metadata)
    ('正文第一段。\\n第二段。\\n', {'title': '通知'})
    """
    if html not in HTML:
        raise UsageError(f"unknown html {html!r}", hint="use auto, always or never")
    if html == "never" or MARKUP in skip or (html == "auto" and not is_html(draft.text)):
        return NOTHING
    document = parse(draft.text)
    metadata = read_metadata(document)
    picked = _picked(document, draft, metadata, rules)
    lines, hidden = read_lines(document, skip=skip)
    about = f"{metadata.get('site', '')} {draft.page.url or metadata.get('url', '')}"
    weights = Weights(document, lines, metadata.get("title", ""), about=about)
    main, heading = _main_part(weights, picked, replies=replies, skip=skip)
    cuts = cuts_inside(
        weights, [element for element, _ in main], has_title="title" in metadata, replies=replies == "keep"
    )
    keep = [(*element.span, rule) for element, rule in main]
    keep += [(*heading.span, OUTSIDE)] if heading else []
    cut = [*picked.dropped, *(one for one in cuts if one[2] not in skip)]
    notes = picked.notes if main or not lines or OUTSIDE in skip else (*picked.notes, _unsure(draft))
    edits = edits_of(document, lines, hidden, keep, cut)
    return Proposal(tuple(edits), notes, metadata=metadata, surroundings="\n".join(weights.shown))


def _main_part(
    weights: Weights, picked: Selected, *, replies: str, skip: Set[str]
) -> tuple[list[Picked], Line | None]:
    """The main elements, each with the rule that keeps it, and a heading apart: a pack's word comes first.

    Of elements that a pack picks, lists of links go if others are text, and an element around others if they
    hold all that is text in it.
    """
    if picked.main:
        text = _without_lists(picked.main, weights)
        text.sort(key=_place)
        text = [one for one in text if not _is_mere_frame(one[0], text, weights)]
        rules = {element.number: rule for element, rule in text}
        part = with_replies(weights, [element for element, _ in text], replies=replies)
        return [(one, rules.get(one.number, OUTSIDE)) for one in part.elements], part.heading
    if OUTSIDE in skip:
        return [], None
    part = find_main(weights, replies=replies)
    return [(element, OUTSIDE) for element in part.elements], part.heading


def _without_lists(picked: Sequence[Picked], weights: Weights) -> list[Picked]:
    """What is picked without links, if they are several and others are text; one link may be a title."""
    text = [one for one in picked if not weights.is_linked(one[0])]
    return text if text and len(picked) - len(text) >= _SEVERAL else list(picked)


_SEVERAL = 3


def _is_mere_frame(element: Element, picked: Sequence[Picked], weights: Weights) -> bool:
    """Do picked elements (sorted) inside weigh as much as all of an element?"""
    begin = bisect_right(picked, element.number, key=_place)
    end = bisect_left(picked, element.until, key=_place)
    held, past = 0.0, element.start
    for inner, _ in picked[begin:end]:
        if inner.start >= past:
            held += weights.sums[inner.number]
            past = inner.end
    return begin < end and held >= weights.sums[element.number]


def _place(picked: Picked) -> int:
    return picked[0].number


def _unsure(draft: Draft) -> Note:
    return Note("info", OUTSIDE, (0, len(draft.text)), "no part is sure to be the main one; all text stays")


def _picked(document: Document, draft: Draft, metadata: Mapping[str, str], rules: RuleSet | None) -> Selected:
    """What the rules' selectors pick, the page's own address serving where no other is known."""
    if rules is None or not rules.selecting:
        return Selected()
    page = draft.page if draft.page.url else replace(draft.page, url=metadata.get("url", ""))
    return select(document, Draft(draft.text, page), rules)
