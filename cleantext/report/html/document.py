"""The report as HTML: the template filled in, under a policy that lets nothing from elsewhere load or run."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cleantext.errors import UsageError
from cleantext.recipe import STEPS
from cleantext.report.html import plots
from cleantext.report.html.described import describe
from cleantext.report.html.facts import Amount
from cleantext.report.html.shown import shown
from cleantext.report.html.spool import Spool
from cleantext.report.html.totals import Noticed, Totals, by_size
from cleantext.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGES = ("en", "zh")
RULES_SHOWN = 20
"""Rules in the first table; the others stand folded below it."""
_FIXED_BYTES = 500_000
"""Room for all but texts and the table of pages."""
_SCRIPT_BYTES = 80
"""What stands around each text."""
_SCRIPTS = ("language.js", "pages.js", "page.js")


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report shows. `about` says what rules are for, `placeholders` are the rules that flag those.

    `failed` holds (name, reason) pairs; `language` is one of LANGUAGES, or empty for the reader's own.
    """

    title: str
    recipe: str
    totals: Totals
    spool: Spool
    dictionary: bytes
    about: Mapping[str, str]
    placeholders: frozenset[str]
    failed: Sequence[tuple[str, str]] = ()
    language: str = ""
    limit_bytes: int = 20_000_000


def require_jinja() -> None:
    """Raise UsageError where Jinja2 is not installed: before pages are cleaned, not after."""
    if find_spec("jinja2") is None:
        raise UsageError("a report needs Jinja2", hint="install it with: pip install 'cleantext-zh[report]'")


def render(report: Report) -> Iterator[bytes]:
    """The report in pieces, as UTF-8. Needs Jinja2, an extra."""
    template = _environment().get_template("report.html.j2")
    index = _index(report)
    numbers = _with_texts(report, len(index))
    for piece in template.generate(_content(report, index, numbers)):
        yield piece.encode()


def size_of(count: int) -> str:
    """Bytes for people.

    >>> size_of(950), size_of(40_213_000)
    ('950 B', '40.2 MB')
    """
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"


def policy_of(style: str, scripts: Sequence[str]) -> str:
    """A Content-Security-Policy for these and nothing else.

    Trusted Types are required and none are made, so no script can turn text into markup.
    """
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _content(report: Report, index: str, numbers: Sequence[int]) -> dict[str, Any]:
    """What the template is filled with."""
    from markupsafe import Markup  # comes with Jinja2

    totals = report.totals
    rules = by_size(totals.rules)
    style, scripts = _web("report.css"), [_web(name) for name in _SCRIPTS]
    notices = sorted(totals.notices.values(), key=lambda one: (-one.notes, one.rule, one.level))
    return {
        "lang": report.language,
        "words": _words()[report.language or LANGUAGES[0]],
        "policy": policy_of(style, scripts),
        "style": Markup(style),
        "scripts": [Markup(script) for script in scripts],
        "index": Markup(index),
        "dictionary": b64encode(report.dictionary).decode(),
        "texts": ((number, Markup(text)) for number, text in report.spool.read(numbers)),
        "left_out": totals.pages - len(numbers),
        "version": __version__,
        "title": report.title,
        "recipe": report.recipe,
        "totals": totals,
        "sizes": [
            ("characters", totals.characters),
            ("ideographs", totals.ideographs),
            ("lines", totals.lines),
        ],
        "steps": _in_order(totals.steps),
        "rules": rules[:RULES_SHOWN],
        "more_rules": rules[RULES_SHOWN:],
        "rule_numbers": {name: number for number, name in enumerate(totals.rules)},
        "about": describe(totals.rules, report.about),
        "encodings": sorted(totals.encodings.items(), key=lambda item: (-item[1], item[0])),
        "margins": plots.plot_of(totals.margins, plots.margin_labels()),
        "losses": plots.plot_of(totals.losses, plots.loss_labels()),
        "most_lost": totals.most_lost(),
        "failed": report.failed,
        "sections": _sections(totals),
        **_notices(notices, report.placeholders),
    }


def _in_order(steps: Mapping[str, Amount]) -> list[tuple[str, Amount]]:
    """Steps in the order they run, whichever page had them first."""
    return [(name, steps[name]) for name in STEPS if name in steps]


def _notices(notices: Sequence[Noticed], placeholders: frozenset[str]) -> dict[str, Any]:
    return {
        "notices": notices,
        "placeholders": [one for one in notices if one.rule in placeholders],
        "others": [one for one in notices if one.rule not in placeholders],
    }


def _sections(totals: Totals) -> list[str]:
    there = {"steps": bool(totals.steps), "rules": bool(totals.steps), "repairs": bool(totals.repairs)}
    every = ("figures", "steps", "rules", "encodings", "repairs", "losses", "notes", "pages")
    return [name for name in every if there.get(name, True)]


def _with_texts(report: Report, index_bytes: int) -> list[int]:
    """The pages whose texts have room: those that the tables name first, then the others that changed."""
    named, rows = report.totals.named(), report.totals.rows
    wanted = sorted(range(len(rows)), key=lambda n: (n not in named, not rows[n].edits, n))
    room = report.limit_bytes - _FIXED_BYTES - index_bytes - _SCRIPT_BYTES * len(rows)
    return report.spool.choose(wanted, max(0, room))


def _index(report: Report) -> str:
    """What the scripts need at once, as JSON that no markup can be read in."""
    totals = report.totals
    encodings = {name: number for number, name in enumerate(totals.encodings)}
    pages = [
        [
            row.name,
            *row.characters,
            round(row.loss, 4),
            row.edits,
            row.notes,
            encodings[row.encoding],
            row.rules,
        ]
        for row in totals.rows
    ]
    rules = [shown(rule) for rule in totals.rules]
    data = {"words": _words(), "rules": rules, "encodings": list(encodings), "pages": pages}
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # an extra: only a report needs it

    environment = Environment(
        loader=FunctionLoader(_web),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shown": shown,
        "count": lambda number: f"{number:,}",
        "size": size_of,
        "percent": lambda part, whole: f"{100 * part / whole:.1f} %" if whole else "–",
        "as_percent": lambda share: f"{100 * share:.1f} %",
        "share": lambda part, whole: f"{100 * part / whole:.2f}" if whole else "0",
        "most": lambda amounts: max((one.removed + one.written for one in amounts), default=0),
        "most_lines": lambda amounts: max((one.lines for one in amounts), default=0),
    }
    return environment


def _web(name: str) -> str:
    """A file of the page: the template, its style, its scripts, its words."""
    return (files("cleantext.report.html") / "web" / name).read_text("utf-8")


def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads(_web("words.json"))
    return words


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
