"""A page cut in the middle of a character: the half that its first byte is."""

from cleantext.commonness import STEPS_PER_NAT, UNREAD, cost

PAIRED = frozenset(
    {"gb18030", "cp950", "big5hkscs", "euc_jp", "euc_jis_2004", "cp932", "shift_jis_2004", "cp949", "euc_tw"}
)
"""Encodings in which a lost first byte shifts all pairs behind it."""

_LOOK_BYTES = 64
_LEAST_BYTES = 8
_CLEARLY = 6 * STEPS_PER_NAT


def cut_bytes(data: bytes, codec: str) -> int:
    """How many bytes at the begin of a page are the rest of a character that was cut.

    One, where all pairs up to the first ASCII character read clearly better one byte on; in UTF-16 and
    UTF-32 as many as lie before the units that read clearly better.

    >>> cut_bytes("四川省人民政府".encode("gbk")[1:], "gb18030")
    1
    """
    width = 4 if codec.startswith("utf-32") else 2 if codec.startswith("utf-16") else 0
    if width:
        costs = [_mean(data[begin : begin + _LOOK_BYTES], codec) for begin in range(width)]
        return costs.index(min(costs)) if min(costs) + _CLEARLY < costs[0] else 0
    return int(_begins_cut(data, codec))


def _mean(head: bytes, codec: str) -> float:
    text = head[: len(head) // 4 * 4].decode(codec, "replace")
    return cost(text) / len(text) * _LEAST_BYTES if text else 0.0


def _begins_cut(data: bytes, codec: str) -> bool:
    if codec not in PAIRED or data[:1] < b"\x80":
        return False
    head = data[:_LOOK_BYTES]
    head = head[: next((at for at, byte in enumerate(head) if byte < 0x40), len(head))]
    if len(head) < _LEAST_BYTES:
        return False
    whole, rest = (cost(part.decode(codec, "replace")) for part in (head, head[1:]))
    return rest + UNREAD + _CLEARLY < whole
