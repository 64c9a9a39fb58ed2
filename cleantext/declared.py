"""The charset that a page itself names: a hint from whoever made its template, and often a wrong one."""

import re

_HEAD_BYTES = 4096

_NAMED = re.compile(
    rb"""
    (?: <meta\b [^>]{0,200}? \bcharset \s*=\s* ["']? \s*     # also content="text/html; charset=x"
      | <\?xml\b [^>]{0,100}? \bencoding \s*=\s* ["'] \s*    # <?xml encoding="x"?>
      | ^content-type: [^\r\n]{0,100}? \bcharset \s*=\s* ["']?   # an HTTP header saved with the page
      | \A @charset \s+ ["']                                 # a style sheet
    ) ( [A-Za-z][\w.:-]{1,39} )
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


def charset_in(data: bytes) -> str | None:
    """The label that the head of a page declares, as it stands there; None where it declares none.

    >>> charset_in('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'.encode())
    'gb2312'
    """
    head = data[:_HEAD_BYTES]
    small = head.lower()  # two quick looks spare most pages the search
    if b"charset" not in small and b"encoding" not in small:
        return None
    found = _NAMED.search(head)
    return found[1].decode() if found else None
