"""The step: a page as lines, the lines as blocks, and the blocks that tell nothing taken off."""

from cleantext.compiled.lines import pick_lines
from cleantext.page import NOTHING, Draft, Note, Proposal

_SHORT = 30
"""Characters under which a line is looked at whatever it ends with."""

_ENDS = "。！？!?…；;”」』）)"
"""Marks that end a line of prose."""


def remove_blocks(draft: Draft, *, blocks: str = "safe", at_most_share: float = 0.9) -> Proposal:
    """Propose to take off blocks of lines that are navigation, lists of links, buttons, footers.

    `blocks` is `off`, `safe` (the surest ones) or `strict`. Where more than `at_most_share` of the page's
    characters (blank ones aside) would go, nothing does, and a note says so.

    >>> page = Draft("首页\\n新闻\\n登录 | 注册\\n春天来了，河里的冰化了，柳树也绿了，孩子们都在外面跑。\\n")
    >>> [(edit.old, edit.rule) for edit in remove_blocks(page).edits]
    [('首页\\n新闻\\n登录 | 注册\\n', 'blocks/navigation')]
    """
    if blocks == "off":
        return NOTHING
    contents = draft.lines.contents
    loose = pick_lines(draft.lines.contents, shorter_than=_SHORT, ends=_ENDS)
    loose = [n for n in loose if not contents[n].isspace()]
    if not loose:
        return NOTHING
    from cleantext.steps.blocks.sight import see_lines  # here for start-up time, as is the next

    lines = see_lines(draft, loose)
    if not lines:
        return NOTHING
    from cleantext.steps.blocks.choice import block_edits

    edits = tuple(block_edits(draft, lines, blocks))
    gone = sum(map(_inked, (edit.old for edit in edits)))
    if edits and gone > at_most_share * _inked(draft.text):
        message = f"{len(edits)} blocks look like chrome, more than {at_most_share:.0%} of the page"
        return Proposal(notes=(Note("warning", "blocks/at-most-share", (0, len(draft.text)), message),))
    return Proposal(edits)


def _inked(text: str) -> int:
    """Characters that are not blank."""
    return sum(map(len, text.split()))
