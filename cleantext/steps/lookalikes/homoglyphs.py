"""Characters written for others, so as not to be found or copied, or for show: 莪 for 我, 嘚 for 的.

What each may stand for is in `rules/tables/homoglyphs.tsv`. They are rare, yet each has a use of its own
(莪术, 嘚瑟, 雪兰莪), so a page must be full of different ones, and each must read much better replaced.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from cleantext.characters import is_han
from cleantext.chinese import pair_rows
from cleantext.edits import Edit
from cleantext.fold import fold
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.ruleset.shipped import shipped_rules_folder
from cleantext.steps.lookalikes.page_script import hangul_count, kana_count
from cleantext.traits import HOMOGLYPH

RULE = "lookalikes/homoglyph"

_AT_LEAST = {3: 8, 4: 6}
"""How many there must be on a page if they stand for three different characters, or for four and more."""

_SHARE, _SHOWN_SHARE = 0.008, 0.2
"""For each Han character of a page, how many; more where it speaks of such writing, and shows some."""

_ALONE, _NEIGHBOURS, _STILL_ITSELF = 10, 6, 0.25
"""For one homoglyph to be enough: how often it stands, with how many different neighbours on either side, and
what is meant at most in that share beside it (a name, however frequent, does not drive 的 from a page)."""

_SPEAKS_OF_IT = "火星文"

_WORDS = (
    "嘚[瑟嗦吧啵]|莪[术朮蒿]|(?:蓼|雪[兰蘭])莪|紫菂|[佢我你人]哋|樊[哙噲]|芝罘|罘罳|呔|卟[啉吩]|孑孒|[祂牠]"
)
"""Words that the word list lacks, in which the characters are themselves."""

_GAIN = 4.0
"""Nats by which a character must be likelier, between its neighbours, than the one that stands there."""


_READS = -14.0
"""Mean nats of what is meant, between its neighbours: -10 to -12 where a page reads, -20 in a list."""


def homoglyph_edits(draft: Draft) -> Proposal:
    """What is meant for what is written, on a page dense with it.

    >>> text = "莪愛伱，伱湜莪哋天堂，吥離吥棄"
    >>> "".join(edit.new for edit in homoglyph_edits(Draft(text)).edits)
    '我你你是我的不不'
    """
    if draft.traits.count(HOMOGLYPH) < min(_AT_LEAST.values()) or not _is_dense(draft.census, _SHARE):
        return NOTHING
    if _SPEAKS_OF_IT in draft.text and not _is_dense(draft.census, _SHOWN_SHARE):
        return NOTHING
    return Proposal(tuple(_edits(draft)))


@cache
def homoglyphs() -> Mapping[str, str]:
    """What each character may stand for, the likelier first."""
    table = shipped_rules_folder() / "tables" / "homoglyphs.tsv"
    lines = table.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def _is_dense(census: Mapping[str, int], share: float) -> bool:
    """Could a page with this census be full of homoglyphs, this share of its Han characters?"""
    present = census.keys() & homoglyphs().keys()
    count = sum(census[character] for character in present)
    if count < min(_AT_LEAST.values()):
        return False
    han = sum(number for character, number in census.items() if is_han(character))
    others = {character: number for character, number in census.items() if character not in present}
    return count >= max(share * han, kana_count(others) + hangul_count(others))


def _edits(draft: Draft) -> Iterable[Edit]:
    """One edit for each homoglyph that gains, if those are many enough, or one of them is."""
    read = list(_gaining(draft.text, draft.folded))
    amid = [nats for edit, nats in read if _is_amid_text(draft.text, edit.start)]
    if 2 * len(amid) <= len(read) or sum(amid) < _READS * len(amid):
        return []
    found = [edit for edit, _ in read]
    different = len({edit.new for edit in found})
    if len(found) >= _AT_LEAST.get(min(different, 4), _ALONE) and different > 2:
        return found
    proven = {glyph for glyph in {edit.old for edit in found} if _is_used_alone(glyph, found, draft)}
    return [edit for edit in found if edit.old in proven]


def _is_amid_text(text: str, at: int) -> bool:
    return is_han(text[max(0, at - 1) : at]) or is_han(text[at + 1 : at + 2])


def _is_used_alone(glyph: str, found: list[Edit], draft: Draft) -> bool:
    """Does one homoglyph stand for its character all over the page?"""
    uses = [edit for edit in found if edit.old == glyph]
    befores = {draft.text[edit.start - 1 : edit.start] for edit in uses}
    afters = {draft.text[edit.end : edit.end + 1] for edit in uses}
    fewest = min(sum(map(is_han, befores)), sum(map(is_han, afters)))
    itself = draft.census.get(uses[0].new, 0)
    words = sum(_makes_a_word(draft.folded, edit.start, edit.new) for edit in uses)
    return (
        (is_han(glyph) or 2 * words >= len(uses))  # Φ and の have uses of their own
        and len(uses) >= _ALONE
        and fewest >= _NEIGHBOURS
        and itself <= _STILL_ITSELF * len(uses)
    )


def _gaining(text: str, folded: str) -> Iterator[tuple[Edit, float]]:
    """Each homoglyph that gains, and how likely what is meant is, in nats."""
    pattern = re.compile("[" + "".join(homoglyphs()) + "]+")
    runs = pattern.finditer(re.sub(_WORDS, lambda word: " " * len(word[0]), text))
    places = [at for run in runs for at in range(*run.span()) if not _makes_a_word(folded, at, folded[at])]
    likely = dict(zip(places, (homoglyphs()[text[at]][0] for at in places), strict=True))
    for at in places:
        before = likely.get(at - 1) or folded[at - 1 : at] or "\n"
        after = likely.get(at + 1) or folded[at + 1 : at + 2] or "\n"
        meant = max(homoglyphs()[text[at]], key=lambda c: _nats(before, c, after))
        likely[at] = meant
        nats = _nats(before, meant, after)
        gain = nats - _nats(before, folded[at], after)
        if gain >= _GAIN:
            yield Edit(at, at + 1, text[at], meant, RULE, margin=round(gain, 2)), nats


def _makes_a_word(folded: str, at: int, character: str) -> bool:
    """Would a folded character at `at` make a word with one of its neighbours?"""
    within = pair_rows().within
    before, after = folded[at - 1 : at] if at else "", folded[at + 1 : at + 2]
    return bool(
        (before and within(before, character) is not None) or (after and within(character, after) is not None)
    )


def _nats(before: str, character: str, after: str) -> float:
    rows = pair_rows()
    return rows[fold(before)][fold(character)] + rows[fold(character)][fold(after)]
