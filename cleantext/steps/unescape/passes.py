"""Escapes as one step: the families in the order in which programs wrapped them, outermost first.

Each works on the text the one before left, so that `&lt;br&gt;` and `\\u0026nbsp;` are read to the end. The
step comes before `mend`, for an entity may hide a byte that only `mend` can read: `&#214;&#208;` is 中.
"""

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from cleantext.edits import Edit, apply, compose, settle
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.traits import RARE_SIGN

if TYPE_CHECKING:
    from cleantext.steps.unescape.surroundings import Surroundings

_ESCAPES = (
    ("&", "&"),
    ("\\", r"\\[unrtxU0-3]"),
    ("%", r"%(?:u[0-9A-Fa-f]{4}|[89A-Fa-f][0-9A-Fa-f]%)"),
    ("=", r"=(?:\?[A-Za-z]|[89A-Fa-f][0-9A-Fa-f]=)"),
    ("<", "<[!/A-Za-z]"),
    ("_", "_x[0-9A-Fa-f]{4}_"),
    ("[", r"\[/[A-Za-z]"),
    ("n", "nbsp;"),
    ("/", "/r/n"),
    ("x", "x0dx0a"),
)
"""A character of a page with escapes, and the pattern that begins with it: in ASCII."""

SIGNS = "＆\u2028\u2029\x85"
"""Of what is not ASCII: `&` once more, and line ends of Unicode, which show nothing."""

_BEFORE_HAN = r"rn(?:rn)*[^\x00-\x7f]"
"""Line ends that lost their backslashes."""

_SELDOM = 1 / 200
"""The share of a text up to which looking at each place of a character is faster than a search by pattern."""


def unescape(draft: Draft, *, skip: Collection[str] = ()) -> Proposal:
    """Undo escapes in Chinese prose; a page that is HTML as a whole is left to its reader.

    Every edit names its family (`unescape/…`); edits of two families that meet are one, under both names.
    `skip` holds names of families to leave out. Offsets are code points of `draft.text`.

    >>> [(edit.old, edit.new) for edit in unescape(Draft("第一段。&lt;br&gt;第二&nbsp;段")).edits]
    [('&lt;br&gt;', '\\n'), ('&nbsp;', '\\xa0')]
    """
    if not has_escapes(draft):
        return NOTHING
    from cleantext.steps.unescape.surroundings import Surroundings, is_html  # here for start-up time

    if is_html(draft.text):
        return NOTHING
    edits: tuple[Edit, ...] = ()
    around = Surroundings(draft)
    for family in _families():
        settled = settle(around.text, [e for e in family(around).edits if e.rule not in skip])
        if settled:
            edits = compose(edits, settled) if edits else settled
            around = Surroundings(Draft(apply(around.text, settled), draft.page))
    return Proposal(edits)


def has_escapes(draft: Draft) -> bool:
    """May a page have anything for this step? Costs a look for each sign, and a scan where the page has it.

    >>> has_escapes(Draft("增长 5%，x=3。")), has_escapes(Draft("增长&nbsp;5%"))
    (False, True)
    """
    text, plain = draft.text, draft.traits.ascii
    if draft.traits.present & RARE_SIGN and any(sign in text for sign in SIGNS):
        return True
    for sign, shape in _ESCAPES:
        # What is in a row in the text is in a row without the other characters, and that is short.
        if sign in plain and re.search(shape, plain) and _shows(text, shape, sign, plain.count(sign)):
            return True
    return "rn" in plain and _shows(text, _BEFORE_HAN, "r", plain.count("r"))


def _shows(text: str, shape: str, begin: str, count: int) -> bool:
    """Is a pattern anywhere in a text that has `count` times the character with which it begins?"""
    if count > len(text) * _SELDOM:
        return bool(re.search(shape, text))
    match, at = re.compile(shape).match, text.find(begin)
    while at >= 0 and not match(text, at):
        at = text.find(begin, at + 1)
    return at >= 0


def _families() -> "tuple[Callable[[Surroundings], Proposal], ...]":
    # Here for start-up time: most pages have no escapes, and these compile some forty patterns.
    from cleantext.steps.unescape.bbcode import take_off_codes
    from cleantext.steps.unescape.coded_runs import decode_runs
    from cleantext.steps.unescape.entities import decode_entities
    from cleantext.steps.unescape.line_marks import read_line_marks
    from cleantext.steps.unescape.mail import decode_mail
    from cleantext.steps.unescape.tags import take_off_tags

    return decode_mail, decode_runs, decode_entities, take_off_tags, take_off_codes, read_line_marks
