"""Names of encodings: what a page, a server or a user calls them, and what they mean by it."""

import codecs

from cleantext.errors import UsageError

BIG5 = "big5"
"""Stands for whichever superset of Big5 reads more of the page: cp950 or big5hkscs."""

_MEANT = {
    "gb18030": "gb2312 gbk gb_2312 gb_2312-80 gb18030 cp936 ms936 windows-936 chinese csgb2312"
    " csiso58gb231280 iso-ir-58 x-gbk gb18030-2000 gb18030-2022 euc-cn euccn",
    BIG5: "big5 big-5 big5-hkscs big5-eten big5-tw cn-big5 csbig5 x-x-big5 x-big5",
    "cp950": "cp950 ms950 windows-950",
    "big5hkscs": "big5hkscs hkscs",
    "utf-8": "utf-8 utf8 utf-8-sig unicode-1-1-utf-8 cp65001",
    "utf-16-le": "utf-16-le utf-16le utf-16 utf16 ucs-2 unicode iso-10646-ucs-2",
    "utf-16-be": "utf-16-be utf-16be unicodefffe",
    "utf-32-le": "utf-32-le utf-32le utf-32 utf32 ucs-4",
    "utf-32-be": "utf-32-be utf-32be",
    "euc_tw": "euc-tw euctw x-euc-tw cns11643",
    "cp932": "shift_jis shift-jis sjis x-sjis s_jis ms_kanji csshiftjis ms932 cp932 windows-31j",
    "euc_jp": "euc-jp eucjp x-euc-jp ujis cseucpkdfmtjapanese",
    "cp949": "euc-kr euckr cp949 uhc ms949 windows-949 korean ks_c_5601-1987 ksc5601 ksc_5601 csksc56011987",
    "cp874": "cp874 windows-874 tis-620 tis620 iso-8859-11",
    "hz": "hz hz-gb-2312 hzgb hz-gb",
    "iso2022_cn": "iso-2022-cn iso2022-cn iso-2022-cn-ext csiso2022cn",
    "cp1252": "latin1 latin-1 iso-8859-1 iso8859-1 iso_8859-1 l1 ascii us-ascii cp1252 windows-1252 x-cp1252",
}
"""What browsers take labels for (WHATWG Encoding): gb2312 and gbk are read as gb18030, latin1 as cp1252,
shift_jis and euc-kr as Microsoft's supersets of them."""

_BY_LABEL = {label: codec for codec, labels in _MEANT.items() for label in labels.split()}
_NOT_OF_PAGES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs",
                           "oem", "charmap"})  # fmt: skip


def codec_of(label: str) -> str:
    """The Python codec that reads what a label names, or BIG5.

    Raises UsageError for a label nobody knows, with the nearest known ones.

    >>> codec_of("GB2312"), codec_of("Big5"), codec_of("shift_jis")
    ('gb18030', 'big5', 'cp932')
    """
    plain = label.strip().lower()
    first, plus, second = plain.partition("+")
    if plus and second:  # a page in two encodings, as `decode` names it
        return f"{codec_of(first)}+{codec_of(second)}"
    known = _BY_LABEL.get(plain) or _BY_LABEL.get(plain.replace("_", "-"))
    if known:
        return known
    try:
        found = codecs.lookup(plain)
    except (LookupError, ValueError):
        raise _unknown(label) from None
    if found.name in _NOT_OF_PAGES or not found._is_text_encoding:
        raise _unknown(label)
    return _BY_LABEL.get(found.name, found.name)


def _unknown(label: str) -> UsageError:
    from difflib import get_close_matches  # here for start-up time

    near = get_close_matches(label.strip().lower(), _BY_LABEL, 3, 0.5)
    names = ", ".join(near or ("utf-8", "gb18030", "big5", "utf-16"))
    hint = f"did you mean {names}?" if near else f"known are {names} and Python's codecs"
    return UsageError(f"there is no encoding {label!r}", place="--encoding", hint=hint)
