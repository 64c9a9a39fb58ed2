"""The step that reads HTML: a page of markup becomes the lines of its main part."""

from collections.abc import Mapping, Set
from dataclasses import replace

from cleantext.errors import UsageError
from cleantext.markup.detect import is_html
from cleantext.markup.metadata import read_metadata
from cleantext.markup.parts import edits_of
from cleantext.markup.render import MARKUP
from cleantext.markup.text_lines import read_lines
from cleantext.markup.tree import Document, parse
from cleantext.page import Draft, Note, Proposal
from cleantext.ruleset.compile import RuleSet
from cleantext.ruleset.selecting import Selected, select
from cleantext.steps.unwrap.main_part import find_main
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
    replies: str = "keep",
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
        return Proposal()
    document = parse(draft.text)
    metadata = read_metadata(document)
    picked = _picked(document, draft, metadata, rules)
    lines, hidden = read_lines(document, {element.number for element, _ in picked.drop})
    weights = Weights(document, lines, metadata.get("title", ""))
    main, drop, notes = picked.main, list(picked.drop), picked.notes
    if not main and OUTSIDE not in skip:
        part = find_main(weights, replies=replies == "keep")
        main = tuple((element, OUTSIDE) for element in part.elements)
        if not part.elements and lines:
            notes = (*notes, _unsure(draft))
    edits = edits_of(document, lines, hidden, main, drop)
    return Proposal(tuple(edits), notes, metadata=metadata, surroundings="\n".join(weights.shown))


def _unsure(draft: Draft) -> Note:
    return Note("info", OUTSIDE, (0, len(draft.text)), "no part is sure to be the main one; all text stays")


def _picked(document: Document, draft: Draft, metadata: Mapping[str, str], rules: RuleSet | None) -> Selected:
    """What the rules' selectors pick, the page's own address serving where no other is known."""
    if rules is None or not rules.selecting:
        return Selected()
    page = draft.page if draft.page.url else replace(draft.page, url=metadata.get("url", ""))
    return select(document, Draft(draft.text, page), rules)
