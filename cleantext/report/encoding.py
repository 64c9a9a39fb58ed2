"""Why a page was read in its encoding: the verdict and the evidence for every candidate, as lines of text."""

from collections.abc import Iterator, Sequence

from cleantext.decode import declared_codec, decode
from cleantext.detect import find_encoding, judged_bytes, weigh
from cleantext.evidence import Evidence
from cleantext.labels import BIG5
from cleantext.page import Decoded, Page

_RARER_NATS = 1.0
_MORE = 1.5
_CANDIDATE = {"cp950": "big5hkscs", "euc_jis_2004": "euc_jp"}
"""The candidate that stands for a superset."""

_HEADINGS = ("candidate", "nats", "prior", "unread", "rarity", "verdict")


def explain_encoding(page: Page, *, encoding: str | None = None) -> Iterator[str]:
    """The lines that say how a page's bytes are read, and why; `encoding` as in `decode`.

    Where the bytes were weighed, every candidate has a line: `nats` is what its reading costs (the least
    wins), `prior` what a declared or frequent encoding has taken off, `unread` how many places it cannot
    read, `rarity` the mean cost of a character beyond ASCII (Chinese prose 7, characters at random 11).
    Raises InputError as `decode` does.

    >>> print(*explain_encoding(Page("四川省人民政府公告".encode("gbk"))), sep="\\n")  # doctest: +ELLIPSIS
    <page>: gb18030: reads as plain text
      declared: nothing; unread: 0 bytes; patches: 0; judged: 18 of 18 bytes
      candidate     nats  prior  unread  rarity  verdict
      gb18030       61.3    0.0       0     6.8  taken: reads as plain text
      ...
    """
    decoded = decode(page.data, encoding=encoding, name=page.name)
    yield f"{page.name}: {decoded.encoding}: {decoded.why}"
    declared = declared_codec(page.data)
    facts = [f"declared: {declared or 'nothing'}", f"unread: {_unread(decoded)} bytes"]
    facts.append(f"patches: {len(decoded.patches)}")
    if decoded.bom:
        facts.append(f"byte-order mark: {decoded.bom.hex(' ')}")
    if not _is_weighed(decoded):
        yield "  " + "; ".join(facts)
        return
    yield "  " + "; ".join((*facts, f"judged: {judged_bytes(page.data)} of {len(page.data)} bytes"))
    yield _row(*_HEADINGS)
    verdict = find_encoding(page.data, declared)
    yield from _rows(weigh(page.data, declared, lost_allowed=verdict.lost_allowed), decoded)


def _rows(evidence: Sequence[Evidence], decoded: Decoded) -> Iterator[str]:
    codec = decoded.encoding.partition("+")[0]
    main = _CANDIDATE.get(codec, codec)
    taken = next((one for one in evidence if one.codec == main), evidence[0])
    for one in evidence:
        name = BIG5 if one.codec == "big5hkscs" else one.codec
        figures = (f"{one.nats:.1f}", f"{one.prior:.1f}", str(one.unread), f"{one.rarity:.1f}")
        yield _row(name, *figures, f"taken: {decoded.why}" if one is taken else _why_not(one, taken))


def _why_not(one: Evidence, taken: Evidence) -> str:
    """In what a candidate falls behind the one that was taken."""
    behind = one.nats - taken.nats
    if behind < 0:
        return f"{-behind:.1f} nats ahead, not taken: the one taken was plain before this was compared"
    if one.unread > taken.unread:
        return f"{behind:.1f} nats behind: bytes that it cannot read"
    if one.rarity > taken.rarity + _RARER_NATS:
        return f"{behind:.1f} nats behind: rarer characters"
    if one.characters > _MORE * taken.characters:
        return f"{behind:.1f} nats behind: more characters, each at a cost"
    return f"{behind:.1f} nats behind"


def _is_weighed(decoded: Decoded) -> bool:
    """Was the page's encoding weighed against others, and not said by a mark, a flag or escapes?"""
    return (
        not decoded.bom
        and not decoded.encoding.startswith(("utf-16", "utf-32", "iso2022", "hz"))
        and (decoded.why not in ("asked for", "empty"))
    )


def _unread(decoded: Decoded) -> int:
    return sum("\udc80" <= character <= "\udcff" for character in decoded.text)


def _row(name: str, nats: str, prior: str, unread: str, rarity: str, verdict: str) -> str:
    return f"  {name:10} {nats:>7}  {prior:>5}  {unread:>6}  {rarity:>6}  {verdict}"
