"""Which encoding a page without a byte-order mark has, where it is not strict UTF-8.

Every candidate reads the same bytes, so their log probabilities as Chinese can be compared as they are: the
reading under which the bytes are likeliest wins. A sample is judged, not the page.
"""

import codecs
import re
from collections.abc import Iterator, Sequence

from cleantext.chinese import plausibility, score
from cleantext.labels import BIG5
from cleantext.lossless import WIDE

_RUN = re.compile(rb"(?:\A|[\x00-\x3f])[\x80-\xff]")
"""Where a run of bytes from 0x80 up begins: no second byte of GBK or Big5 lies below 0x40."""

_WINDOWS = 4
_WINDOW_BYTES = 400
_PLAIN_CHINESE = -7.0
"""Nats a character above which a reading is plain Chinese and no other is tried."""

_DECLARED = 0.3
"""Nats a character that a declared charset is ahead."""

_CLEARLY_NATS = 10.0
"""Nats by which a reading of a few bytes must be ahead of UTF-8, which they are valid in."""

_LONG_ENOUGH = 8
_WIDE_SHARE = 0.85
_BAD = re.compile("[\ud800-\udfff]")


def likely_encoding(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The codec that most likely wrote `data`, which is not valid UTF-8, and the reason in a few words.

    `declared` is a codec name from `labels.codec_of`; it has a small start.

    >>> likely_encoding("四川省人民政府公告".encode("gbk"))[0]
    'gb18030'
    """
    windows = list(_windows(data))
    if _mostly_utf8(windows):
        return "utf-8", "UTF-8 with a few bad bytes"
    candidates = ["gb18030", "cp950", "utf-8", "cp1252"]
    if declared:
        first = "cp950" if declared in (BIG5, "big5hkscs") else declared
        candidates = [first, *(c for c in candidates if c != first)]
    best, best_score = "", float("-inf")
    for codec in candidates:
        text = _sample(windows, codec)
        nats = score(text) + (_DECLARED * len(text) if declared and codec == candidates[0] else 0)
        if nats > best_score:
            best, best_score = codec, nats
        if codec in ("gb18030", "cp950") and len(text) >= _LONG_ENOUGH and nats > _PLAIN_CHINESE * len(text):
            return _superset(codec), "reads as plain Chinese"
    return _superset(best), "the most plausible of " + ", ".join(candidates)


def likely_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte-order mark, if `data` reads as either, else None.

    Pages of two bytes a character have NUL in every second byte of a line end or a letter. Where there is
    none, the text must be plain Chinese.

    >>> likely_wide("四川省人民政府\\n".encode("utf-16-be")), likely_wide("四川省人民政府\\n".encode("gbk"))
    ('utf-16-be', None)
    """
    best, best_score = None, float("-inf") if b"\0" in data else _PLAIN_CHINESE
    for codec, width in WIDE.items():
        text = data[: _WINDOW_BYTES // width * width].decode(codec, "replace")
        if not text or sum(map(_usual, text)) < _WIDE_SHARE * len(text):
            continue
        if (nats := plausibility(text)) > best_score:
            best, best_score = codec, nats
    return best


def reads_better_as_gbk(text: str, data: bytes) -> bool:
    """A few Chinese characters in GBK can be valid UTF-8 by chance: `联系` reads as accented letters.

    `text` is the UTF-8 reading of `data`; GBK must be clearly more plausible.
    """
    if text.isascii() or max(text) >= "\u0800":
        return False
    try:
        other = data.decode("gbk")
    except UnicodeDecodeError:
        return False
    return score(other) > score(text) + _CLEARLY_NATS


def unread_bytes(text: str) -> int:
    """How many bytes of a text no codec could read.

    >>> unread_bytes(b"\\xff\\xfe".decode("utf-8", "surrogateescape"))
    2
    """
    return len(_BAD.findall(text))


def _superset(codec: str) -> str:
    return BIG5 if codec == "cp950" else codec


def _windows(data: bytes) -> Iterator[bytes]:
    """A few stretches with bytes from 0x80 up, each begun where a character begins."""
    end = 0
    for part in range(_WINDOWS):
        found = _RUN.search(data, max(end, len(data) * part // _WINDOWS))
        if found is None:
            return
        begin = found.end() - 1
        end = begin + _WINDOW_BYTES
        yield data[begin:end]


def _sample(windows: Sequence[bytes], codec: str) -> str:
    """The windows as `codec` reads them; a character cut off at the end of one is left out."""
    decoder = codecs.getincrementaldecoder(codec)
    return "\n".join(decoder("replace").decode(window) for window in windows)


def _mostly_utf8(windows: Sequence[bytes]) -> bool:
    text = "".join(codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(w) for w in windows)
    bad = unread_bytes(text)
    good = sum(character >= "\x80" for character in text) - bad
    return good >= 4 * bad


def _usual(character: str) -> bool:
    """Is this a character that pages are made of, rather than a pair of bytes read as one?"""
    return (
        " " <= character <= "~"
        or "\u4e00" <= character <= "\u9fa5"
        or character in "\t\n\r"
        or "\u2010" <= character <= "\u2027"
        or "\u3000" <= character <= "\u3020"
        or "\uff00" <= character <= "\uff5e"
    )
