"""Cyrillic and Greek letters inside Latin words (`Аpple` with a Cyrillic А): put in against search.

The pairs are those of Unicode's confusables (UTS #39) that look the same in every face. A word of one script
is left, and so is a letter beside a word, as in `α-helix` or `μm`.
"""

import re

from cleantext.edits import Edit
from cleantext.page import Draft, Proposal

_CYRILLIC = dict(zip("аеорсухіѕјһԁАВЕКМНОРСТУХІЈЅ", "aeopcyxisjhdABEKMHOPCTYXIJS", strict=True))
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
LETTERS = _CYRILLIC | _GREEK

_WORD = "[A-Za-z\u0370-\u03ff\u0400-\u052f]{4,}"
_LATIN = "[A-Za-z]"


def mixed_word_edits(draft: Draft) -> Proposal:
    """Words that are Latin but for letters that only look so, wholly Latin.

    >>> [(edit.old, edit.new) for edit in mixed_word_edits(Draft("买 Аррle 手机")).edits]
    [('Аррle', 'Apple')]
    """
    edits = []
    for found in re.finditer(_WORD, draft.text):
        word = found[0]
        others = re.sub(_LATIN, "", word)
        if others and all(map(LETTERS.__contains__, others)) and _is_latin(word):
            new = "".join(LETTERS.get(letter, letter) for letter in word)
            edits.append(Edit(found.start(), found.end(), word, new, "lookalikes/mixed-word"))
    return Proposal(tuple(edits))


def _is_latin(word: str) -> bool:
    """Are the word's Latin letters Latin for certain: no fewer than a third, one that the others lack?"""
    latin = re.findall(_LATIN, word)
    return 3 * len(latin) >= len(word) and bool(set(latin) - set(LETTERS.values()))
