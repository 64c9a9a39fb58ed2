"""What each sign is worth: log-odds, in nats, that a line is chrome and not content.

Set by hand in halves, so that no single page decides: 1 makes a line likely chrome among neighbours of its
kind, 3 is as much as a line of chrome can say. Sums decide, against the price of a change of state.
"""

from collections.abc import Mapping

KINDS: Mapping[str, float] = {
    # What only sites write.
    "legal": 3.0,  # a registration number or a copyright mark
    "interface": 2.0,  # nothing but interface words
    "links": 2.0,  # a row of short links with walls between
    "footer": 1.5,  # makers and licences of the site
    "swept": 1.5,  # taken off by a rule already
    "glued": 1.0,  # a menu in one line
    "mostly": 1.0,  # half of it interface words: `发现更多热门视频`
    # What sites write, and letters, tables and captions too.
    "stamp": 1.0,  # a date or time with little around it
    "byline": 0.5,  # source, author, editor
    "figure": 0.5,  # a number alone: counters and page numbers, and cells of tables
    "cells": 0.5,  # many short words in a row: a menu, the head of a table
    "contact": 0.5,  # how to reach someone: a footer, or the end of a notice
    "signs": 0.2,  # signs alone
    "title": 0.0,  # a medium line without a sentence's end: headlines of links, and of the article
    "word": 0.0,  # a short line without marks: columns, names, verse, list items
    # What people write.
    "written-date": -0.3,  # `2005年8月25日` alone closes letters and notices
    "item": -0.5,  # a numbered line
    "row": -0.7,  # cells of a table
    "label": -0.7,  # `中文名：竹溪茶`, `番茄、洋葱`
    "utterance": -1.0,  # a fifth of it function characters, or clauses without a full stop
    "code": -2.5,
    "sentence": -3.5,  # a short line that ends as a sentence: it stands alone among buttons
    "clauses": -4.0,  # a long line with pauses, without a full stop: prose, or a long headline
    "prose": -4.0,  # a longer one
}

SWITCH = 1.5
"""What each change between chrome and content costs: one line of interface words between two of prose stays,
one sentence between two buttons too."""

SURE = frozenset(("legal", "interface", "links", "footer", "swept"))
"""Kinds that show by themselves that a site wrote the line."""

OPEN = frozenset(
    (
        "word",
        "title",
        "figure",
        "signs",
        "stamp",
        "mostly",
        "item",
        "label",
        "cells",
        "contact",
        "utterance",
        "glued",
    )
)
"""Kinds that company decides."""

TOLD = frozenset(("prose", "clauses", "sentence", "code"))
"""Kinds that tell something by themselves."""
