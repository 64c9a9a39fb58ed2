"""Unicode's composed form (NFC), as edits of the characters it changes."""

from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from cleantext.edits import Edit


def composed_edits(text: str) -> list[Edit]:
    """Compose what NFC composes, cluster by cluster; nothing where the text is composed already.

    NFC also replaces the compatibility ideographs (U+F900 …) by the unified ones they stand for.

    >>> [(len(e.old), ascii(e.new)) for e in composed_edits("cafe\\u0301 咖啡")]
    [(2, "'\\\\xe9'")]
    """
    if is_normalized("NFC", text):
        return []
    edits: list[Edit] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if not is_normalized("NFC", line):
            edits.extend(_line_edits(line, at))
        at += len(line)
    return edits


def _line_edits(line: str, at: int) -> Iterator[Edit]:
    """Cluster by cluster where that gives the composed line, else the whole line at once."""
    import regex  # here for start-up time

    clusters = regex.findall(r"\X", line)
    composed = [normalize("NFC", cluster) for cluster in clusters]
    if "".join(composed) != normalize("NFC", line):
        clusters, composed = [line], [normalize("NFC", line)]
    for old, new in zip(clusters, composed, strict=True):
        if old != new:
            yield Edit(at, at + len(old), old, new, "tidy/nfc")
        at += len(old)
