"""Private-use characters whose meaning a published table says; the others are left, with one note.

GB 18030: what a page's bytes mean by the code is certain, so they are asked (a UTF-8 page may hold an icon of
some font under the same code). HKSCS: its older assignments go by the Big5 code, in the order of Microsoft's
user-defined areas, and are taken where what they spell is Hong Kong's Chinese. Symbol fonts (Word writes
Wingdings and Symbol as U+F000 + byte): only bullets, where they begin a line.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.characters import HAN
from cleantext.edits import Edit
from cleantext.page import Draft, Note, Proposal
from cleantext.steps.lookalikes.page_script import is_chinese

PRIVATE = "\ue000-\uf8ff"
_EVERY = f"[{PRIVATE}\U000f0000-\U0010ffff]"

_LATER_CODES = {
    0xE5E5: 0x3000, 0xE7C7: 0x1E3F, 0xE7C8: 0x01F9, 0xE7E7: 0x303E,
    **{0xE7E8 + at: 0x2FF0 + at for at in range(12)},
    **dict(zip(range(0xE78D, 0xE794), (0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16), strict=True)),
    0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9,
    0xE854: 0x9FBA, 0xE864: 0x9FBB,
}  # fmt: skip
"""GB 18030-2000's private-use codes in the editions of 2005 and 2022; A3A0 as the WHATWG's decoder has it."""

_GBK_COMPONENTS = [
    bytes((0xFE, trail)) for trail in (*range(0x50, 0x7F), *range(0x80, 0xA1))
]  # fmt: skip
"""The codes FE50 to FEA0, to which GBK gave U+E815 to U+E864."""

_BULLETS = {
    "\uf0b7": "•", "\uf09f": "•", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf076": "❖", "\uf0a7": "▪",
    "\uf0a8": "◻", "\uf06f": "□", "\uf071": "❑", "\uf072": "❒", "\uf0d8": "➢", "\uf0e0": "→", "\uf0f0": "⇨",
    "\uf0fc": "✓", "\uf0fe": "☑", "\uf0fb": "✗", "\uf0ab": "★",
}  # fmt: skip
"""Wingdings' bullets (0xB7 is Symbol's), as Unicode named them when it took Wingdings in (7.0, L2/12-368)."""

_BULLET = f"(?:^|(?<=\n))[^\\S\n]*([{''.join(_BULLETS)}])(?=[^\\S\n]*[^\\s{PRIVATE}])"

_HONG_KONG = frozenset("咗喺啲嗰嘢嚟哋攞瞓啱邨埗着綫衞啓峯鰂裏嘥噉嘅嗌揾睇冚")
"""Frequent in Hong Kong and not in Big5."""


def private_use_edits(draft: Draft) -> Proposal:
    """What private-use characters are known to mean, and a note of those left.

    >>> [(edit.new, edit.rule) for edit in private_use_edits(Draft("\\uf0d8 第一项")).edits]
    [('➢', 'lookalikes/private-use')]
    """
    edits = (*_gb_edits(draft), *_context_edits(draft), *_bullet_edits(draft.text), *_hong_kong_edits(draft))
    known = {edit.start for edit in edits}
    left = [at for found in re.finditer(_EVERY, draft.text) if (at := found.start()) not in known]
    if not left:
        return Proposal(edits)
    what = f"{len(left)} private-use characters; no published table says what they mean here"
    return Proposal(edits, (Note("kept", "lookalikes/private-use", (left[0], left[0] + 1), what),))


def _edit(at: int, old: str, new: str) -> Edit:
    return Edit(at, at + 1, old, new, "lookalikes/private-use")


def _gb_edits(draft: Draft) -> Iterator[Edit]:
    """Codes that stand in the page's bytes as GB 18030 writes them, and nowhere as UTF-8 does."""
    for found in re.finditer(f"[{PRIVATE}]", draft.text):
        new = gb18030_meanings().get(found[0])
        if new and found[0].encode() not in draft.page.data and found[0].encode("gb18030") in draft.page.data:
            yield _edit(found.start(), found[0], new)


def _context_edits(draft: Draft) -> Iterator[Edit]:
    """GB 18030's ideographic space where it indents, and its ḿ and ǹ among letters of Pinyin.

    Pages that were converted to UTF-8 long ago have them. No page has two icons in front of a line, or one
    between letters with tones.
    """
    for found in re.finditer("(?m)^\ue5e5{2,8}(?=\\S)", draft.text):
        for at in range(*found.span()):
            yield _edit(at, draft.text[at], "\u3000")
    toned = sum(draft.census.get(letter, 0) for letter in "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńň")
    if toned >= 3:
        for found in re.finditer(
            "(?<=[a-zāáǎàēéěèńň(（,，、/ ])[\ue7c7\ue7c8](?=[a-zāáǎàēéěèńň)）,，、/ \n])", draft.text
        ):
            yield _edit(found.start(), found[0], gb18030_meanings()[found[0]])


@cache
def gb18030_meanings() -> dict[str, str]:
    """The character that GB 18030 now means by the code of each of GBK's private-use characters."""
    meanings = {chr(code): chr(later) for code, later in _LATER_CODES.items()}
    for at, code in enumerate(_GBK_COMPONENTS):
        meanings.setdefault(chr(0xE815 + at), code.decode("gb18030"))
    return meanings


def _bullet_edits(text: str) -> Iterator[Edit]:
    for found in re.finditer(_BULLET, text):
        yield _edit(found.start(1), found[1], _BULLETS[found[1]])


def _hong_kong_edits(draft: Draft) -> list[Edit]:
    """All of a page's codes in HKSCS, if three or more, between characters, read as Hong Kong writes."""
    if not is_chinese(draft.census):
        return []
    edits = [
        _edit(found.start(), found[0], new)
        for found in re.finditer(f"[\ue000-\uf848](?=[{HAN}])|(?<=[{HAN}])[\ue000-\uf848]", draft.text)
        if (new := hkscs_meaning(found[0]))
    ]
    telling = sum(edit.new in _HONG_KONG for edit in edits)
    return edits if telling >= 3 and telling * 2 >= len(edits) else []


_BIG5_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
_BIG5_AREAS = ((0xE000, 0xE310, 0xFA, 0), (0xE311, 0xEEB7, 0x8E, 0), (0xEEB8, 0xF6B0, 0x81, 0),
               (0xF6B1, 0xF848, 0xC6, 63))  # fmt: skip
"""First and last private-use code of each user-defined area of Big5, its first lead byte and trail."""


def hkscs_meaning(character: str) -> str:
    """What HKSCS has at the Big5 code that stands for a private-use character; empty if nothing.

    >>> hkscs_meaning("\\ue88c"), hkscs_meaning("\\uecd9")
    ('埗', '咗')
    """
    for first, last, lead, trail in _BIG5_AREAS:
        if first <= ord(character) <= last:
            rows, at = divmod(ord(character) - first + trail, len(_BIG5_TRAILS))
            return bytes((lead + rows, _BIG5_TRAILS[at])).decode("big5hkscs", "ignore")
    return ""
