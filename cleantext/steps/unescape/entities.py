"""HTML entities left in text: `&nbsp;`, `&#20013;`, `&amp;ldquo;`, read as browsers read them.

Spellings that content systems leave are read too: no semicolon, a full-width one, a lost ampersand.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.entities import html5, name2codepoint

from cleantext.characters import is_han
from cleantext.edits import Edit
from cleantext.page import NOTHING, Proposal
from cleantext.steps.unescape.surroundings import CHINESE, Surroundings

RULE = "unescape/html-entity"

_LATER_NAMES = (
    *(
        "apos",
        "lbrack",
        "rbrack",
        "lsqb",
        "rsqb",
        "lbrace",
        "rbrace",
        "lpar",
        "rpar",
        "verbar",
        "sol",
        "bsol",
    ),
    *(
        "comma",
        "period",
        "colon",
        "semi",
        "excl",
        "quest",
        "num",
        "percnt",
        "plus",
        "equals",
        "lowbar",
        "dollar",
    ),
    *("commat", "ast", "hyphen", "dash", "grave", "NewLine", "Tab"),
)
"""Names of HTML 5 that pages use; the other two thousand are for mathematics."""

_LOOSE = "nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|quot|lt|gt"
"""Names that are read in any spelling: they are no words."""

_AMPERSAND = "(?:&(?:amp;)*|＆)"
_ENTITY = re.compile(
    rf"""
    {_AMPERSAND} [#] (?: [0-9]{{2,7}} | [xX][0-9a-fA-F]{{2,6}} ) [;；]
    | &[#] (?: [0-9]{{4,5}} | 160 | 183 | 3[49] ) (?![0-9;；]) | &[#][xX][0-9a-fA-F]{{4}} (?![0-9a-fA-F;])
    | &(?:amp;)* [A-Za-z][A-Za-z0-9]{{1,7}} ;
    | {_AMPERSAND} [ ]? (?i:{_LOOSE}) [ ]? [;；]
    | {_AMPERSAND} (?i:{_LOOSE}) (?![A-Za-z0-9=;；])
    | (?<![A-Za-z0-9&;；#]) (?:nbsp;)+
    """,
    re.X,
)
_RUN = re.compile(rf"(?:{_ENTITY.pattern}|(?<=nbsp;)nbsp;)+", re.X)
_PARTS = re.compile(r"(?x) [&＆](?P<amps>(?:amp;)*) [ ]? [#]? (?P<body>[0-9A-Za-z]+) [ ]?[;；]? | nbsp;")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|^[\x80-\x9f]{1,3}$")
"""What no page means to show. Bytes without a character in Windows-1252 are parts of a run for `mend`."""
_SPELT = "“”‘’\"'—…·&"
"""Signs that stand beside their own entities in any careless page; others only in a table of entities."""


def decode_entities(around: Surroundings) -> Proposal:
    """Read entities in Chinese prose. Offsets are code points of the draft's text.

    >>> from cleantext.page import Draft
    >>> [e.new for e in decode_entities(Surroundings(Draft("&ldquo;中&amp;nbsp;国&rdquo;"))).edits]
    ['“', '\\xa0', '”']
    """
    text, census = around.text, around.draft.census
    if not ("&" in census or "＆" in census or ("n" in census and "nbsp;" in text)):
        return NOTHING
    return Proposal(tuple(around.damage(_in_chinese(around, _candidates(text)))))


def _candidates(text: str) -> Iterator[Edit]:
    for run in _RUN.finditer(text):
        new = read_entities(run[0])
        if new is not None:
            yield Edit(*run.span(), run[0], new, RULE, _confidence(run[0]))


def read_entities(run: str) -> str | None:
    """What a browser shows of entities in a row, read until no entity is left; None where one is none.

    >>> read_entities("&#20013;&amp;hellip;"), read_entities("&#55357;&#56832;"), read_entities("&#150;")
    ('中…', '😀', '–')
    """
    characters = []
    for part in _PARTS.finditer(run):
        if part.end() - part.start() == len("nbsp;") and not part["body"]:
            characters.append("\u00a0")
            continue
        character = _read("#" in part[0], part["body"])
        if character is None:
            return None
        characters.append(character)
    text = "".join(characters)
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return None if _CONTROL.search(paired) else paired


def _read(is_number: bool, body: str) -> str | None:
    if not is_number:
        return names().get(body) or names().get(body.lower() if re.fullmatch(_LOOSE, body, re.I) else "")
    number = int(body[1:], 16) if body[0] in "xX" else int(body)
    if 0x80 <= number < 0xA0:  # as browsers do: a page that says 150 means the dash of Windows-1252
        return bytes((number,)).decode("cp1252", "ignore") or chr(number)
    return chr(number) if number < 0x110000 else None


@cache
def names() -> dict[str, str]:
    """The names that are read, and their characters."""
    read = {name: chr(code) for name, code in name2codepoint.items()}
    return read | {name: html5[f"{name};"] for name in _LATER_NAMES}


def _confidence(run: str) -> float:
    return 0.99 if run[0] == "&" and run[-1] == ";" and " " not in run else 0.95


# --- where an entity is damage -------------------------------------------------------------------------

_NEAR_CHINESE = re.compile(f"[{CHINESE}]")
_BESIDE = 60
"""Characters on each side in which Chinese must stand, on a page that is not Chinese as a whole."""


def _in_chinese(around: Surroundings, edits: Iterator[Edit]) -> Iterator[Edit]:
    text = around.text
    for edit in edits:
        if not _is_near_chinese(text, edit) and not around.is_chinese:
            continue
        if edit.old[-1] not in ";；" and not _is_safe_without_semicolon(text, edit):
            continue
        if not edit.new.isspace() and (_is_alone(text, edit) or _is_explained(text, edit)):
            continue
        yield edit


def _is_near_chinese(text: str, edit: Edit) -> bool:
    beside = text[max(0, edit.start - _BESIDE) : edit.start] + text[edit.end : edit.end + _BESIDE]
    return bool(_NEAR_CHINESE.search(beside) or any(map(is_han, edit.new)))


def _is_safe_without_semicolon(text: str, edit: Edit) -> bool:
    """Not in a query (`?a=1&quot=2`), and no number that goes on."""
    return "=" not in text[max(0, edit.start - 20) : edit.start] or bool(_NEAR_CHINESE.search(edit.new))


def _is_alone(text: str, edit: Edit) -> bool:
    """One sign as a whole line: a cell of a table of entities."""
    return (
        len(edit.new) == 1
        and (text[edit.start - 1 : edit.start] in ("", "\n") and text[edit.end : edit.end + 1] in ("", "\n"))
        and not _NEAR_CHINESE.match(edit.new)
    )


def _is_explained(text: str, edit: Edit) -> bool:
    """Does the line show the same sign itself? Then it is a row of such a table."""
    if len(edit.new) != 1 or edit.new in _SPELT:
        return False
    before, after = text[max(0, edit.start - _BESIDE) : edit.start], text[edit.end : edit.end + _BESIDE]
    return edit.new in before.rpartition("\n")[2] or edit.new in after.partition("\n")[0]
