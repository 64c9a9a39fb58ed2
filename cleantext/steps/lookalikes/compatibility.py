"""Compatibility ideographs: second codes for characters that Unicode has already, made for round trips alone.

Their equivalents are Unicode's canonical decompositions. Twelve have none (﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩): they
are characters in their own right, and stay. Japanese and Korean pages keep theirs: there they are variant
forms in names, or readings. Chinese encodings gave such codes to a handful only, as doubles by mistake (Big5
has 兀 and 嗀 twice; GBK nine, of which 郎 凉 裏 礼 are in use), so a Chinese page loses nothing.
"""

import re
import unicodedata
from functools import cache

from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.steps.lookalikes.page_script import is_chinese

COMPATIBILITY = "\uf900-\ufad9\U0002f800-\U0002fa1d"
"""Inside of a regular-expression class; the twelve are among them."""


def compatibility_edits(draft: Draft) -> Proposal:
    """Each compatibility ideograph of a Chinese page to the unified one.

    >>> [edit.new == "\\u90ce" for edit in compatibility_edits(Draft("\\uf92c君\\ufa0e")).edits]
    [True]
    """
    if not is_chinese(draft.census):
        return NOTHING
    table = unified()
    return Proposal(
        tuple(
            Edit(found.start(), found.end(), found[0], new, "lookalikes/compatibility-ideograph")
            for found in re.finditer(f"[{COMPATIBILITY}]+", draft.text)
            if (new := found[0].translate(table)) != found[0]
        )
    )


@cache
def unified() -> dict[int, str]:
    """The unified ideograph of each that has one, by code point."""
    codes = (*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E))
    decomposed = {code: unicodedata.normalize("NFD", chr(code)) for code in codes}
    return {code: new for code, new in decomposed.items() if new != chr(code)}
