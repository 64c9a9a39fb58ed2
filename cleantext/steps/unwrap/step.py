"""The step that reads HTML: a page of markup becomes the lines of its main part."""

from collections.abc import Set

from cleantext.errors import UsageError
from cleantext.markup.detect import is_html
from cleantext.markup.metadata import read_metadata
from cleantext.markup.render import MARKUP, render
from cleantext.markup.text_lines import read_lines
from cleantext.markup.tree import parse
from cleantext.page import Draft, Proposal
from cleantext.ruleset.compile import RuleSet

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
    lines, _ = read_lines(document)
    return Proposal(tuple(render(draft.text, lines, ())), metadata=read_metadata(document))
