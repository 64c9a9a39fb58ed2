"""Character ranges and classes, named once for all.

The strings are insides of a regular-expression class: `re.compile(f"[{HAN}]")`.
"""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007"
"""Ideographs, with the compatibility and extension blocks and 〇."""

SENTENCE_END = "。！？!?…；;"
"""Marks that end a sentence or a clause that can stand as one."""

CLOSING = "”’」』）)】》〉〕］]}"
"""Marks that may stand between a sentence's last mark and the line's end."""

LAYOUT_SPACE = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces used for layout; zero-width characters are not spaces."""

ZERO_WIDTH = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
"""Characters that show nothing: soft hyphen, joiners, direction marks, byte-order mark."""


def members(inside: str) -> list[str]:
    """The characters that the inside of a class stands for, `a-b` ranges written out.

    >>> members("a-c。")
    ['a', 'b', 'c', '。']
    """
    found: list[str] = []
    at = 0
    while at < len(inside):
        last = inside[at + 2] if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside) else inside[at]
        found.extend(map(chr, range(ord(inside[at]), ord(last) + 1)))
        at += 3 if last != inside[at] else 1
    return found


def is_han(character: str) -> bool:
    """Is it an ideograph, one of `HAN`? False for the empty string.

    >>> is_han("中"), is_han("ㄒ"), is_han("")
    (True, False, False)
    """
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
        or character == "\u3007"
    )
