"""A page's two texts as one piece of JSON, packed small: what the browser unpacks when a page is opened.

Packing is GBK (JSON escapes for what it lacks), then deflate with a dictionary that all pages of a report
share. GBK has two bytes for an ideograph where UTF-8 has three, and every browser reads it.
"""

import codecs
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from cleantext.edits import Edit, compose
from cleantext.lines import split_lines
from cleantext.report.finest import finest
from cleantext.report.html.facts import noted
from cleantext.report.html.seen import Seen

LIMIT_CHARACTERS = 400_000
"""Of each text of a page so much is shown: a browser sets that in a second."""
DICTIONARY_BYTES = 32_000
"""Deflate looks back no further than 32 KiB."""
_NOTES = 200
_ESCAPES = "cleantext.json-escapes"


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a page is not shown: characters of the page and changes after the last one shown."""

    characters: int = 0
    changes: int = 0


def pack_texts(seen: Seen, dictionary: bytes = b"") -> bytes:
    """Both texts of a page with its changes and notes, as raw deflate (RFC 1951)."""
    return deflate(to_gbk(texts_of(seen)), dictionary)


def texts_of(seen: Seen) -> dict[str, object]:
    """The texts of a page for JSON: see `parts` for `parts`; `rules` are the names its changes refer to.

    >>> from cleantext.engine import clean
    >>> from cleantext.report.html.seen import seen_in_result
    >>> texts_of(seen_in_result(clean("正文 第一段。\\n\\n\\n\\n第二段。\\n", "minimal")))["parts"]
    ['正文 第一段。\\n', ['\\n\\n\\n', '\\n', 0], '第二段。\\n']
    """
    changes: tuple[Edit, ...] = reduce(compose, (_fine(step.edits) for step in seen.steps), ())
    rules = {rule: number for number, rule in enumerate(dict.fromkeys(edit.rule for edit in changes))}
    shown, cut = cut_parts(parts(seen.source, changes, rules))
    lines = split_lines(seen.source)
    return {
        "parts": shown,
        "rules": list(rules),
        "notes": [
            [one.level, one.rule, one.line, one.message] for one in noted(seen.notes[:_NOTES], lines, _NOTES)
        ],
        "cut": [cut.characters, cut.changes],
    }


def _fine(edits: Iterable[Edit], limit: int = 2 * LIMIT_CHARACTERS) -> tuple[Edit, ...]:
    """The finest edits as far as they may be shown; what comes after is only counted, and stays as it is."""
    found: list[Edit] = []
    for edit in edits:
        if edit.start >= limit:
            found.append(edit)
        elif edit.end > limit and len(edit.old) == len(edit.new):
            found += (small for part in _halves(edit, limit - edit.start) for small in part)
        else:
            found += finest([edit])
    return tuple(found)


def _halves(edit: Edit, at: int) -> Iterator[Sequence[Edit]]:
    """An edit that keeps the number of characters, cut in two; the first half in the finest edits."""
    old, new, middle = edit.old, edit.new, edit.start + at
    yield finest([Edit(edit.start, middle, old[:at], new[:at], edit.rule, edit.confidence, edit.margin)])
    if old[at:] != new[at:]:
        yield (Edit(middle, edit.end, old[at:], new[at:], edit.rule, edit.confidence, edit.margin),)


Part = str | list[object]
"""Text that stayed, or `[old, new, rule number]`, with the margin behind where there is one."""


def parts(source: str, changes: Sequence[Edit], rules: dict[str, int]) -> list[Part]:
    """The source cut at its changes: joined, the olds give the source, the news the clean text."""
    found: list[Part] = []
    at = 0
    for edit in changes:
        if edit.start > at:
            found.append(source[at : edit.start])
        margin = [] if edit.margin is None else [round(edit.margin, 2)]
        found.append([edit.old, edit.new, rules[edit.rule], *margin])
        at = edit.end
    if at < len(source):
        found.append(source[at:])
    return found


def cut_parts(whole: Sequence[Part], limit: int = LIMIT_CHARACTERS) -> tuple[list[Part], Cut]:
    """As many parts as have room, and what is left out.

    >>> cut_parts(["正文。", ["登录", "", 0], "完"], limit=4)
    (['正文。', ['登', '', 0]], Cut(characters=2, changes=0))
    """
    if sum(map(_length, whole)) <= limit:
        return list(whole), Cut()
    kept: list[Part] = []
    left = limit
    for number, part in enumerate(whole):
        old, new = (part, part) if isinstance(part, str) else (str(part[0]), str(part[1]))
        if _length(part) <= left:
            kept.append(part)
            left -= _length(part)
            continue
        if left == 0:
            return kept, _left_out(0, whole[number:])
        kept.append(old[:left] if isinstance(part, str) else [old[:left], new[:left], *part[2:]])
        return kept, _left_out(_length(part) - left, whole[number + 1 :])
    return kept, Cut()


def _length(part: Part) -> int:
    """The characters of a part in the text where it has more."""
    return len(part) if isinstance(part, str) else max(len(str(part[0])), len(str(part[1])))


def _left_out(characters: int, rest: Iterable[Part]) -> Cut:
    changes = 0
    for part in rest:
        characters += len(part) if isinstance(part, str) else len(str(part[0]))
        changes += not isinstance(part, str)
    return Cut(characters, changes)


def to_gbk(value: object) -> bytes:
    """JSON in GBK.

    >>> to_gbk("正文😀").decode("gbk")
    '"正文\\\\ud83d\\\\ude00"'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("gbk", _ESCAPES)


def deflate(data: bytes, dictionary: bytes = b"") -> bytes:
    """Raw deflate with a dictionary that the reader must have."""
    level, memory = 9, 9
    if dictionary:
        packer = zlib.compressobj(level, zlib.DEFLATED, -15, memory, zlib.Z_DEFAULT_STRATEGY, dictionary)
    else:
        packer = zlib.compressobj(level, zlib.DEFLATED, -15, memory)
    return packer.compress(data) + packer.flush()


def dictionary_of(texts: Sequence[str]) -> bytes:
    """What pages are likely to have in common: the middles of some of them."""
    share = DICTIONARY_BYTES // max(1, len(texts))
    pieces = []
    for text in texts:
        encoded = to_gbk(text)
        start = max(0, (len(encoded) - share) // 2)
        pieces.append(encoded[start : start + share])
    return b"".join(pieces)


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPES, _escape)
