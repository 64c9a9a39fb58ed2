"""Tags typed as text: which there are, what one looks like, and what a reader sees in its place."""

import re

_BREAKS = (
    "br hr p div li ul ol dl dt dd tr table tbody thead tfoot caption h1 h2 h3 h4 h5 h6 center blockquote"
    " section article header footer pre form fieldset"
)
_INLINE = (
    "a abbr b big cite code del dfn em embed font i iframe img input ins kbd label mark marquee nobr o:p q"
    " param samp script small span strike strong style tt u var wbr object video audio source col"
    " colgroup st1:chsdate st1:place"
)

BREAKS = frozenset(_BREAKS.split())
"""Elements that begin or end a line."""

CELLS = frozenset(("td", "th"))
"""Elements whose edges are a table's."""

INLINE = frozenset(_INLINE.split())
"""Elements that leave no trace but their content; without `sup`, 2<sup>24</sup> would read 224."""

_NAMES = "|".join(sorted(map(re.escape, BREAKS | CELLS | INLINE), key=len, reverse=True))
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"<>\n]*"|'[^'<>\n]*'|[^\s"'<>]+))?"""

TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>{_NAMES})(?P<attributes>(?:{_ATTRIBUTE})*)\s*(?P<empty>/?)>|<!--[^<>\n]*-->",
    re.I,
)
"""A tag of HTML with well-formed attributes, or a comment. In `a<b>c` too: what stands around decides."""

ANY_TAG = re.sub("[?]P<[a-z]+>", "?:", TAG.pattern)
"""The same without groups, to be part of other patterns."""
