"""Is a text a page of HTML? A text without a tag in its head costs one look."""

_HEAD = 4096
"""Characters that are looked at."""


def is_html(text: str) -> bool:
    """Is it a page of HTML, or a piece of one? A text that shows or mentions tags is not.

    A page begins with `<!doctype html>`, `<html>`, `<head>` or `<body>`, comments and an XML declaration
    aside; or has `<html>` in its head and ends in `</html>`. A piece begins with a tag, ends in a tag, and
    closes three blocks or more. Where plain text follows `</html>`, somebody explains the page above it.

    >>> [is_html(text) for text in ("<!DOCTYPE html>正文", "<p>一</p><p>二</p><p>三</p>", "<div> 是块级。")]
    [True, True, False]
    """
    if "<" not in text[:_HEAD]:
        return False
    from cleantext.markup.opening import opens_page  # here for start-up time: few texts have tags

    return opens_page(text)
