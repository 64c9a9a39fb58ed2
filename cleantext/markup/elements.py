"""What the elements of HTML are to a reader: which end a line, hold no text, end by themselves."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing
    main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr ul xmp
    """
)
"""Elements whose edges end a line. Elements of unknown names are inline, as in a browser."""

VOID = _names(
    """
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr
    """
)
"""Elements without content or end tag."""

HIDDEN = _names(
    """
    applet audio button canvas datalist iframe map noembed noframes noscript object picture rp rt rtc
    select svg template textarea title video
    """
)
"""Elements whose content is no text of the page: replaced content, ruby's annotations."""

CONTROLS = frozenset(("button", "select", "option", "textarea", "datalist"))
"""What one clicks or fills in."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

PREFORMATTED = frozenset(("pre", "xmp", "listing"))
"""Elements whose line ends and spaces are text."""

CELLS = frozenset(("td", "th"))

CLOSES_PARAGRAPH = BLOCKS - {
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "option",
    "optgroup",
    "legend",
}
"""Elements whose begin ends an open paragraph."""

ENDS_BEFORE = {
    "li": frozenset(("li",)),
    "rt": frozenset(("rt", "rp")),
    "rp": frozenset(("rt", "rp")),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option",)),
    "optgroup": frozenset(("option", "optgroup")),
    "tr": frozenset(("tr", "td", "th", "caption")),
    "td": frozenset(("td", "th", "caption")),
    "th": frozenset(("td", "th", "caption")),
    "tbody": frozenset(("tbody", "thead", "tfoot", "tr", "td", "th", "caption")),
    "thead": frozenset(("tbody", "thead", "tfoot", "tr", "td", "th", "caption")),
    "tfoot": frozenset(("tbody", "thead", "tfoot", "tr", "td", "th", "caption")),
}
"""For elements that may lack an end tag: the open elements that one of them ends."""

BARRIERS = {
    "li": frozenset(("ul", "ol", "menu", "dir", "table", "td", "th")),
    "dt": frozenset(("dl", "table", "td", "th")),
    "dd": frozenset(("dl", "table", "td", "th")),
    "rt": frozenset(("ruby",)),
    "rp": frozenset(("ruby",)),
    "option": frozenset(("select", "datalist")),
    "optgroup": frozenset(("select",)),
}
"""Where the search for an element to end stops; a table for the parts of tables."""

TABLE = frozenset(("table",))

SCOPE = frozenset(("table", "td", "th", "caption"))
"""No end tag of another element reaches out of these."""

END_BARRIERS = {
    **dict.fromkeys(("a", "select", "button", "ruby", "object", "video", "audio", "canvas", "label"), SCOPE),
    "body": frozenset(),
    "html": frozenset(),
    "li": BARRIERS["li"],
    **dict.fromkeys(("table", "caption", "tr", "td", "th", "tbody", "thead", "tfoot"), TABLE),
    "table": frozenset(),
}
"""What an end tag does not reach out of, where that is not `SCOPE` (of blocks) or `BLOCKS` (of the rest)."""
