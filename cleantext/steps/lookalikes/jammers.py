"""One token put between characters or sentences all over a page, against copying: `今★天★气★很★好`.

Between characters it proves itself: what it parts are words. Between sentences it must stand at nearly every
end of one, and be an address, a name in 【】 or a pictograph. What joins, hides or divides (是/否, 张×明,
a list) and a pictograph here and there stay.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from cleantext.characters import is_han
from cleantext.chinese import pair_rows
from cleantext.edits import Edit
from cleantext.page import NOTHING, Draft, Proposal
from cleantext.traits import RARE_SIGN, SYMBOL

RULE = "lookalikes/jammer"

_AT_LEAST = 6
"""Times a token must stand between two characters of Chinese."""

_WORDS, _MORE_WORDS = 4, 8
"""How many different words a token must part; more, where it is one that may join two, or mark some up."""

_PARTING_SHARE, _DENSITY = 0.3, 1 / 60
"""Of the places where it stands, how many must be inside a word (by chance one in ten is); of a page's Han
characters, how many must have it behind them."""

_SENTENCES, _SENTENCE_SHARE = 6, 0.7
"""Ends of sentences, not at a line's end, where a token must stand, and their share of all of the page."""

_OFTEN = 1 / 300
"""Of all a page's characters, how many must be a symbol for it to be worth a look."""

_SAMPLE = 50
"""Places of a symbol looked at before it is let go, if few of them are between two characters of Chinese."""

_SIGN = (
    "[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\xa1-\xbf×÷\u02c2-\u02ff\u2010-\u206f\u20a0-\u2bff"
    "\u2e00-\u2e5f\u3000-\u3040\u309b\u309c\u3200-\u33ff\ufe30-\ufe6f\uff01-\uffee\U0001f000-\U0001ffff]"
)
"""Where there may be symbols; `_is_symbol` says which they are."""

_ASCII = frozenset("*#~^_=&@$|+/\\")
_ORNAMENTS = frozenset("※§¶†‡•⁂‖")
_RATES = frozenset("★☆●○■□◆◇♥♡")
_MARKUP = frozenset(("*", "**", "_", "__", "~~", "`", "#", "=="))
_JOINS = frozenset("/|+~&=_×")
_CONTINUES = "\u200d\ufe0f"
"""What makes one pictograph of several characters."""

NAME = "【"
_NAMED = r"【[^【】\n]{1,20}】|(?:https?://)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|net|org|cc)(?![A-Za-z0-9])"
_ENDINGS = (".com", ".cn", ".net", ".org", ".cc")
_LONGEST_ADDRESS = 40

_PICTOGRAPH = "\u2190"
"""From here on a symbol is a picture."""

_SENTENCE_CLOSE = frozenset("。！？!?…”’」』）)")
_SENTENCE_END = r"[。！？!?…][”’」』）)]*(?=[^\n。！？!?…”’」』）)\s])"


def jammer_edits(draft: Draft) -> Proposal:
    """Tokens that jam a page, cut.

    >>> text = "今天★天气★很好，我★们一★起去公★园看★花，大家★都很高★兴，明★天还★来。"
    >>> {edit.old for edit in jammer_edits(Draft(text)).edits}
    {'★'}
    """
    symbols = _symbols(draft)
    found = {*_between_characters(draft, symbols), *_between_sentences(draft, symbols)}
    tokens = sorted(found, key=lambda token: (-len(token), token))
    if not tokens:
        return NOTHING
    places = re.finditer("|".join(map(re.escape, tokens)), draft.text)
    return Proposal(
        tuple(
            Edit(found.start(), found.end(), found[0], "", RULE)
            for found in places
            if _stands_alone(draft.text, *found.span()) and not _begins_line(draft.text, found.start())
        )
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Is it no part of a longer row of its like, such as ★★★★☆?"""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return _RATES.isdisjoint(around) and set(text[start:end]).isdisjoint(around)


def _begins_line(text: str, at: int) -> bool:
    """There a token may be a bullet."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _symbols(draft: Draft) -> list[str]:
    """The symbols that a page has often enough."""
    at_least = max(_AT_LEAST, len(draft.text) * _OFTEN)
    if draft.traits.count(SYMBOL) < at_least:
        return []
    signs = re.findall(_SIGN, "".join(draft.census))
    return [sign for sign in signs if draft.census[sign] >= at_least and _is_symbol(sign)]


def _between_characters(draft: Draft, symbols: list[str]) -> Iterator[str]:
    """Tokens of symbols that part words all over the page."""
    for symbol in symbols:
        for token, places in _tokens_with(symbol, draft.text).items():
            if _parts_words(token, places, draft):
                yield token


def is_sign(character: str) -> bool:
    """Is it a symbol of the ranges that are looked at?"""
    return bool(re.match(_SIGN, character)) and _is_symbol(character)


@cache
def _is_symbol(character: str) -> bool:
    return (
        character in _ASCII
        or character in _ORNAMENTS
        or (not character.isascii() and unicodedata.category(character) in ("So", "Sm", "Sk", "Sc"))
    )


def _tokens_with(symbol: str, text: str) -> Mapping[str, list[tuple[int, int]]]:
    """Rows of symbols that begin with this one and stand between two Han characters, and where they do."""
    places: dict[str, list[tuple[int, int]]] = {}
    at = text.find(symbol)
    tried = between = 0
    while at >= 0 and (tried < _SAMPLE or between >= _PARTING_SHARE * tried):
        end, tried = at + 1, tried + 1
        while end < len(text) and (_is_symbol(text[end]) or text[end] in _CONTINUES):
            end += 1
        if at and is_han(text[at - 1]) and is_han(text[end : end + 1]):
            places.setdefault(text[at:end], []).append((at, end))
            between += 1
        at = text.find(symbol, end)
    return places


def _parts_words(token: str, places: list[tuple[int, int]], draft: Draft) -> bool:
    if len(places) < _AT_LEAST:
        return False
    han = sum(count for character, count in draft.census.items() if is_han(character))
    if len(places) < max(_DENSITY * han, draft.text.count(token) / 3):
        return False
    joins = not _JOINS.isdisjoint(token)
    if joins:
        places = [place for place in places if _amid_text(draft.text, place)]
    within, folded = pair_rows().within, draft.folded
    pairs = [(folded[at - 1], folded[end]) for at, end in places]
    parted = [pair for pair in pairs if within(*pair) is not None]
    different = len(set(parted))
    needed = max(_MORE_WORDS if joins or token in _MARKUP else _WORDS, min(20, len(parted) / 3))
    return different >= needed and len(parted) >= _PARTING_SHARE * len(places)


def _amid_text(text: str, place: tuple[int, int]) -> bool:
    """Is there more on both sides than the one character that 男/女 or 和/或 has?"""
    at, end = place
    return is_han(text[max(0, at - 2) : at - 1]) and is_han(text[end + 1 : end + 2])


def _between_sentences(draft: Draft, symbols: list[str]) -> Iterator[str]:
    """Names, addresses and pictographs that stand at nearly every end of a sentence."""
    tokens = list(_tokens(draft, symbols))
    candidates = {
        token
        for token, count in (Counter(tokens).items() if tokens else ())
        if count >= _SENTENCES and draft.text.count(token) <= 1.2 * count + 1
    }
    if not candidates:
        return
    ends = [found.end() for found in re.finditer(_SENTENCE_END, draft.text)]
    counts = Counter(_token_at(draft.text, at) for at in ends)
    yield from (token for token in candidates if counts[token] >= _SENTENCE_SHARE * len(ends))


def _tokens(draft: Draft, symbols: list[str]) -> Iterator[str]:
    """The tokens at some ends of sentences."""
    text = draft.text
    starts = [at for symbol in symbols if _is_pictograph(symbol) for at in _places(symbol, text)]
    if draft.traits.present & RARE_SIGN and text.count(NAME) >= _SENTENCES:
        starts += _places(NAME, text)
    plain = draft.traits.ascii
    endings = [e for e in _ENDINGS if e[-1] in plain and e[-2] in plain and plain.count(e) >= _SENTENCES]
    starts += [_address_start(text, at) for ending in endings for at in _places(ending, text)]
    for at in set(starts):
        if at and text[at - 1] in _SENTENCE_CLOSE and (token := _token_at(text, at)):
            yield token


def _address_start(text: str, at: int) -> int:
    """Where the address begins that has a dot at `at`: behind what is not ASCII."""
    before = text[max(0, at - _LONGEST_ADDRESS) : at]
    return at - next((back for back, c in enumerate(reversed(before)) if not c.isascii()), 0)


def _places(literal: str, text: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _token_at(text: str, at: int) -> str:
    """The name, the address or the row of pictographs that begins at `at`."""
    if named := re.compile(_NAMED).match(text, at):
        return named[0]
    end = at
    while end < len(text) and (text[end] in _CONTINUES or _is_pictograph(text[end])):
        end += 1
    return text[at:end]


def _is_pictograph(character: str) -> bool:
    return character > _PICTOGRAPH and _is_symbol(character)
